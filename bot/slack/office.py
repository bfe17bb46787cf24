"""What becomes of an organisation when something happens to its workspace: Milepost comes, or is taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.conversation.answers.channels import Loss, Place, hello, lost
from bot.conversation.conversation import OrganisationOf
from bot.conversation.message import Message, bold, line, to_json
from bot.slack.accounts import Workspace, connect_people
from bot.slack.install import Installed
from bot.slack.listen import PLATFORM
from bot.slack.people import SlackUser
from bot.slack.profiles import Profile
from storage import outbox
from storage.changes.channels import find_channel, lose_channel, rename_channel
from storage.changes.organisations import come_back, find_or_add_organisation, leave
from storage.changes.people import connect_account, find_or_add_person
from storage.outbox import Reader, ReplyAddress
from storage.questions.channels import uses_of_channel
from storage.questions.organisations import installed_tenants
from storage.questions.plans import plans_of
from storage.store import Store

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Office:
    """`organisation_of` says which organisation a workspace is."""

    store: Store
    organisation_of: OrganisationOf
    now: Callable[[], datetime]

    def tenants(self) -> list[str]:
        """The workspaces in which Milepost is installed."""
        with self.store.read() as session:
            return installed_tenants(session, PLATFORM)

    def organisation(self, session: Session, tenant: str) -> int:
        return self.organisation_of(session, PLATFORM, tenant)

    def came(self, installed: Installed, installer: Profile) -> None:
        """A workspace has Milepost now; whoever installed it is known, and told what to do next."""
        with self.store.write() as session:
            organisation_id = find_or_add_organisation(session, PLATFORM, installed.tenant, installed.name)
            come_back(session, organisation_id, installed.name)
            person = find_or_add_person(session, organisation_id, installer.name or installed.installer)
            person.email = person.email or installer.email
            connect_account(session, person.id, PLATFORM, installed.tenant, installed.installer)
            reader = Reader(person_id=person.id)
            outbox.owe_notice(session, organisation_id, reader, to_json(_hello(installed)), self.now())

    def heard_of(self, tenant: str, user: SlackUser) -> None:
        """There is news of one account: it is new, closed, open again, or another's than it was."""
        with self.store.write() as session:
            organisation_id = self.organisation(session, tenant)
        connect_people(self.store, Workspace(organisation_id, tenant, [user]), self.now())

    def invited(self, tenant: str, channel: str, name: str, event_id: str) -> None:
        """Milepost is in a channel now: it says once what it will do there, and asks what is wanted."""
        with self.store.write() as session:
            if not outbox.see(session, PLATFORM, f"{tenant}/invited:{channel}", event_id, self.now()):
                return
            organisation_id = self.organisation(session, tenant)
            find_channel(session, organisation_id, PLATFORM, channel)
            uses = uses_of_channel(session, organisation_id, PLATFORM, channel)
            said = hello(Place(PLATFORM, channel, name), plans_of(session, organisation_id), uses)
            outbox.owe_answer(session, organisation_id, ReplyAddress(PLATFORM, channel), to_json(said), self.now())

    def lost(self, tenant: str, channel: str, loss: Loss) -> None:
        """Nothing can be posted in a channel any more: each plan's owner is told once what will not arrive."""
        with self.store.write() as session:
            organisation_id = self.organisation(session, tenant)
            uses = uses_of_channel(session, organisation_id, PLATFORM, channel)
            lose_channel(session, organisation_id, PLATFORM, channel, self.now())
            newly = [use for use in uses if not use.is_lost and use.owner_id is not None]
            for owner_id in dict.fromkeys(use.owner_id for use in newly):
                theirs = [use for use in newly if use.owner_id == owner_id]
                body = to_json(lost(theirs[0].name, loss, theirs))
                outbox.owe_notice(session, organisation_id, Reader(person_id=owner_id), body, self.now())

    def renamed(self, tenant: str, channel: str, name: str) -> None:
        with self.store.write() as session:
            rename_channel(session, self.organisation(session, tenant), PLATFORM, channel, name)

    def left(self, tenant: str) -> None:
        """A workspace has taken Milepost out: nothing is sent any more, and what it had is forgotten in time."""
        with self.store.write() as session:
            leave(session, PLATFORM, tenant, self.now())
        log.info("slack_uninstalled", tenant=tenant)


def _hello(installed: Installed) -> Message:
    headline = f"Milepost is in {installed.name} now."
    then = (
        " The next step is the improvement plan. Whoever runs Milepost brings it in: "
        f"milepost import FILE --organisation {installed.tenant}"
    )
    return Message(headline + then, (line(bold(headline), then),))
