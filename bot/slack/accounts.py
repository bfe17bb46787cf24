"""Connects people with their Slack accounts: by e-mail at once, by likeness of name when the owner says so; and notices
who came and who left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.conversation.answers.handing_over import ask_what_waits
from bot.conversation.answers.leavers import tell_who_is_back, tell_who_left
from bot.conversation.answers.strangers import identity_question
from bot.conversation.heard import Speaker
from bot.conversation.message import to_json
from bot.slack.listen import PLATFORM
from bot.slack.people import Accounts, Person, Proposal, SlackUser, propose_accounts
from storage import outbox
from storage.changes.accounts import Standing, note_standing
from storage.changes.people import connect_account
from storage.outbox import Reader
from storage.questions.people import PersonFacts, people_of, people_without_account, person_by_id
from storage.questions.plans import plans_of
from storage.store import Store

log = structlog.get_logger()


@dataclass(frozen=True)
class Workspace:
    """One organisation's workspace and everybody in it, or those of them about whom there is news."""

    organisation_id: int
    tenant: str
    users: Sequence[SlackUser]


def connect_people(store: Store, workspace: Workspace, now: datetime) -> Accounts:
    """Connects whoever Slack knows by their e-mail address, and asks the plan's owner about likely names, once.

    Whose account was closed is told to the owner with what they led, and so is who has come back.
    """
    with store.write() as session:
        gone, back = _note(session, workspace, now)
        missing = people_without_account(session, workspace.organisation_id, PLATFORM)
        listed = [Person(person.name, person.email, str(person.id)) for person in missing]
        accounts = propose_accounts(listed, workspace.users)
        for person, user in accounts.matched:
            connect_account(session, int(person.key), PLATFORM, workspace.tenant, user.id)
            ask_what_waits(session, person_by_id(session, int(person.key)), now)
        note_standing(session, PLATFORM, workspace.tenant, _standings(workspace), now)
        for proposal in accounts.to_confirm:
            _ask_owner(session, workspace, proposal, now)
    log.info(
        "slack_people",
        connected=len(accounts.matched),
        to_confirm=len(accounts.to_confirm),
        unknown=len(accounts.nobody),
        gone=gone,
        back=back,
    )
    return accounts


def _note(session: Session, workspace: Workspace, now: datetime) -> tuple[int, int]:
    """How many people can be reached no more, and how many can be again."""
    changed = note_standing(session, PLATFORM, workspace.tenant, _standings(workspace), now)
    for person_id in changed.gone:
        tell_who_left(session, person_by_id(session, person_id), now)
    for person_id in changed.back:
        tell_who_is_back(session, person_by_id(session, person_id), now)
    return len(changed.gone), len(changed.back)


def _standings(workspace: Workspace) -> list[Standing]:
    return [Standing(user.id, user.is_closed, user.is_guest) for user in workspace.users]


def _ask_owner(session: Session, workspace: Workspace, proposal: Proposal, now: datetime) -> None:
    owner_id = next((plan.owner_id for plan in plans_of(session, workspace.organisation_id) if plan.owner_id), None)
    likely = [candidate.user for candidate in proposal.candidates]
    if owner_id is None or not _is_first_time(session, workspace, proposal, likely, now):
        return
    people = {str(person.id): person for person in people_of(session, workspace.organisation_id)}
    person: PersonFacts = people[proposal.person.key]
    speakers = [Speaker(PLATFORM, workspace.tenant, user.id, user.names[0], user.email) for user in likely]
    question = identity_question(person, speakers)
    outbox.owe_notice(session, workspace.organisation_id, Reader(person_id=owner_id), to_json(question), now)


def _is_first_time(
    session: Session, workspace: Workspace, proposal: Proposal, users: Sequence[SlackUser], now: datetime
) -> bool:
    """The same guess is put to the owner once, however often the workspace is looked at."""
    guess = ",".join([proposal.person.key, *sorted(user.id for user in users)])
    return outbox.see(session, PLATFORM, f"{workspace.tenant}/identity", guess, now)
