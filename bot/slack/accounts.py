"""Connects people with their Slack accounts: by e-mail at once, by likeness of name when the owner says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.conversation.answers.strangers import identity_question
from bot.conversation.heard import Speaker
from bot.conversation.message import to_json
from bot.slack.listen import PLATFORM
from bot.slack.people import Accounts, Person, Proposal, SlackUser, propose_accounts
from storage import outbox
from storage.changes.people import connect_account
from storage.outbox import Reader
from storage.questions.people import PersonFacts, people_of, people_without_account
from storage.questions.plans import plans_of
from storage.store import Store

log = structlog.get_logger()


@dataclass(frozen=True)
class Workspace:
    """One organisation's workspace and everybody in it."""

    organisation_id: int
    tenant: str
    users: Sequence[SlackUser]


def connect_people(store: Store, workspace: Workspace, now: datetime) -> Accounts:
    """Connects whoever Slack knows by their e-mail address, and asks the plan's owner about likely names, once."""
    with store.write() as session:
        missing = people_without_account(session, workspace.organisation_id, PLATFORM)
        listed = [Person(person.name, person.email, str(person.id)) for person in missing]
        accounts = propose_accounts(listed, workspace.users)
        for person, user in accounts.matched:
            connect_account(session, int(person.key), PLATFORM, workspace.tenant, user.id)
        for proposal in accounts.to_confirm:
            _ask_owner(session, workspace, proposal, now)
    log.info(
        "slack_people",
        connected=len(accounts.matched),
        to_confirm=len(accounts.to_confirm),
        unknown=len(accounts.nobody),
    )
    return accounts


def _ask_owner(session: Session, workspace: Workspace, proposal: Proposal, now: datetime) -> None:
    owner_id = next((plan.owner_id for plan in plans_of(session, workspace.organisation_id) if plan.owner_id), None)
    likeliest = proposal.candidates[0].user
    if owner_id is None or not _is_first_time(session, proposal, likeliest, now):
        return
    people = {str(person.id): person for person in people_of(session, workspace.organisation_id)}
    person: PersonFacts = people[proposal.person.key]
    speaker = Speaker(PLATFORM, workspace.tenant, likeliest.id, likeliest.names[0], likeliest.email)
    question = identity_question(person, speaker)
    outbox.owe_notice(session, workspace.organisation_id, Reader(person_id=owner_id), to_json(question), now)


def _is_first_time(session: Session, proposal: Proposal, user: SlackUser, now: datetime) -> bool:
    """The same guess is put to the owner once, however often the workspace is looked at."""
    return outbox.see(session, PLATFORM, "identity", f"{proposal.person.key}:{user.id}", now)
