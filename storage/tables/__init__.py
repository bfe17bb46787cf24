"""The tables. What they are for is in `docs/architecture.md`; only `storage` reads or writes them.

A module beside has those of one subject; everybody else imports them from here, where all of them are known.
"""

from storage.tables.agreement import Absence as Absence
from storage.tables.agreement import AskedQuestion as AskedQuestion
from storage.tables.agreement import AwaitedWord as AwaitedWord
from storage.tables.agreement import Confirmation as Confirmation
from storage.tables.agreement import DateRequest as DateRequest
from storage.tables.agreement import Evidence as Evidence
from storage.tables.agreement import Handover as Handover
from storage.tables.agreement import RestrictedTo as RestrictedTo
from storage.tables.agreement import Snooze as Snooze
from storage.tables.base import Base as Base
from storage.tables.chat import ChatChange as ChatChange
from storage.tables.chat import ChatMessage as ChatMessage
from storage.tables.digest import Doubt as Doubt
from storage.tables.digest import JointDigest as JointDigest
from storage.tables.dropped import DroppedFile as DroppedFile
from storage.tables.held import HeldMessage as HeldMessage
from storage.tables.home import Home as Home
from storage.tables.outbox import Digest as Digest
from storage.tables.outbox import Notification as Notification
from storage.tables.outbox import NotificationItem as NotificationItem
from storage.tables.outbox import SeenMessage as SeenMessage
from storage.tables.people import Account as Account
from storage.tables.people import Organisation as Organisation
from storage.tables.people import Person as Person
from storage.tables.people import Post as Post
from storage.tables.people import PostHolding as PostHolding
from storage.tables.plan import Action as Action
from storage.tables.plan import Event as Event
from storage.tables.plan import Lead as Lead
from storage.tables.plan import LeadershipChannel as LeadershipChannel
from storage.tables.plan import Milestone as Milestone
from storage.tables.plan import Plan as Plan
from storage.tables.plan import PlanChange as PlanChange
from storage.tables.plan import PlanVersion as PlanVersion
from storage.tables.plan import Policy as Policy
from storage.tables.plan import Recommendation as Recommendation
from storage.tables.plan import Theme as Theme
from storage.tables.plan import UpdateText as UpdateText
from storage.tables.plan import WorkingChannel as WorkingChannel
from storage.tables.query import Query as Query
from storage.tables.recall import Recall as Recall
from storage.tables.slack import SlackBot as SlackBot
from storage.tables.slack import SlackInstallation as SlackInstallation
from storage.tables.slack import SlackState as SlackState
