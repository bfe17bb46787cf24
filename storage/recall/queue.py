"""After a restore each reader's conversations are asked once what was said in them since the backup.

Until a reader's have been, nothing that the clock owes them leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from storage import tables, web_chat
from storage.changes.digests import joint_rhythm
from storage.claims import LONGEST_HOLD
from storage.climbing import rhythm_of
from storage.columns import UtcDateTime
from storage.outbox import Reader
from storage.tables import Recall

LEASE = timedelta(minutes=10)
"""How long one conversation may take to be read, page by page, before another process asks it again."""


@dataclass(frozen=True)
class Asking:
    """A conversation that this process is about to ask. `since` is when that was first tried, `taken_at` the backup's
    instant."""

    id: str
    organisation_id: int
    reader: str
    platform: str
    conversation: str
    tenant: str | None
    taken_at: datetime
    since: datetime
    attempts: int

    @property
    def patient_since(self) -> datetime:
        return self.since


def begin(session: Session, taken_at: datetime, now: datetime) -> None:
    """Every open conversation of everybody who may have been told something is to be asked.

    What was said in the web chat is in the backup, or gone with it.
    """
    asked = [*_people(session), *_channels(session)]
    organisations = {organisation_id for organisation_id, _, _ in asked}
    nowhere = [one for one in _unreachable(session) if one[0] in organisations]
    for organisation_id, reader, (platform, conversation, tenant) in (*asked, *nowhere):
        recall = Recall(
            organisation_id=organisation_id,
            reader=reader.key,
            platform=platform,
            conversation=conversation,
            tenant=tenant,
            taken_at=taken_at,
            restored_at=now,
            next_at=now,
        )
        session.add(recall)
    session.flush()


_Where = tuple[str | None, str | None, str | None]
_IS_OPEN = tables.Account.closed_at.is_(None)


def _people(session: Session) -> Iterator[tuple[int, Reader, _Where]]:
    accounts = session.execute(
        select(tables.Person.organisation_id, tables.Account)
        .join(tables.Person, tables.Person.id == tables.Account.person_id)
        .where(_IS_OPEN, tables.Account.platform != web_chat.PLATFORM)
        .order_by(tables.Account.id)
    )
    for organisation_id, row in accounts:
        yield organisation_id, Reader(person_id=row.person_id), (row.platform, row.account, row.tenant)


def _unreachable(session: Session) -> Iterator[tuple[int, Reader, _Where]]:
    has_account = select(tables.Account.person_id).where(_IS_OPEN)
    people = session.scalars(select(tables.Person).where(tables.Person.id.not_in(has_account)))
    for person in people:
        yield person.organisation_id, Reader(person_id=person.id), (None, None, None)


def _channels(session: Session) -> Iterator[tuple[int, Reader, _Where]]:
    channels = session.execute(
        select(tables.Organisation, tables.LeadershipChannel)
        .join(tables.Plan, tables.Plan.organisation_id == tables.Organisation.id)
        .join(tables.LeadershipChannel, tables.LeadershipChannel.plan_id == tables.Plan.id)
        .where(tables.LeadershipChannel.platform != web_chat.PLATFORM)
        .order_by(tables.LeadershipChannel.id)
    )
    for organisation, row in channels:
        tenant = organisation.tenant if organisation.platform == row.platform else None
        yield organisation.id, Reader(channel_id=row.id), (row.platform, row.conversation, tenant)


_IS_PENDING = (Recall.settled_at.is_(None), Recall.conversation.is_not(None))


def is_anything_to_ask(session: Session, now: datetime) -> bool:
    """Whether a conversation is to be asked now: a look, no more."""
    return session.scalar(_to_ask(), _at(now)) is not None


# A process that has nothing to do asks these again and again: they are made once.


@cache
def _to_ask() -> Select[int]:
    return select(Recall.id).where(*_is_due()).limit(1)


@cache
def _next() -> Select[datetime]:
    return select(func.min(Recall.next_at, type_=UtcDateTime())).where(*_IS_PENDING)


def claim_next(session: Session, now: datetime) -> Asking | None:
    """The conversation that was asked least often; None when none is to be asked now."""
    row = session.scalar(
        select(Recall)
        .where(*_is_due())
        .order_by(Recall.attempts, Recall.next_at, Recall.id)
        .limit(1)
        .with_for_update(skip_locked=True),
        _at(now),
    )
    if row is None or row.platform is None or row.conversation is None:
        return None
    row.attempts += 1
    row.asked_at = row.asked_at or now
    row.next_at = now + LEASE
    session.flush()
    return Asking(
        id=str(row.id),
        organisation_id=row.organisation_id,
        reader=row.reader,
        platform=row.platform,
        conversation=row.conversation,
        tenant=row.tenant,
        taken_at=row.taken_at,
        since=row.asked_at,
        attempts=row.attempts,
    )


def _is_due() -> tuple[ColumnElement[bool], ...]:
    """Also true of an instant so far ahead that only a clock which has been put back since can have set it."""
    now, too_far = (bindparam(name, type_=UtcDateTime()) for name in ("now", "too_far"))
    return *_IS_PENDING, or_(Recall.next_at <= now, Recall.next_at > too_far)


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "too_far": now + LONGEST_HOLD}


def put_off(session: Session, asking: Asking, until: datetime, reason: str, *, everywhere: bool = False) -> None:
    """It is asked again then; `everywhere`: and nothing else of its organisation is asked before."""
    row = session.get_one(Recall, int(asking.id))
    row.next_at, row.refused = until, reason
    session.flush()
    if everywhere:
        session.execute(
            update(Recall)
            .where(Recall.organisation_id == asking.organisation_id, *_IS_PENDING, Recall.next_at < until)
            .values(next_at=until)
        )


def settle(session: Session, asking: Asking, now: datetime) -> None:
    """What was said there is known."""
    row = session.get_one(Recall, int(asking.id))
    row.settled_at, row.refused = now, None
    session.flush()


def settle_rest(session: Session, organisation_id: int, now: datetime) -> list[str]:
    """When everybody has been asked, whoever has no conversation waits no longer; these readers."""
    if session.scalar(select(Recall.id).where(Recall.organisation_id == organisation_id, *_IS_PENDING).limit(1)):
        return []
    rest = Recall.organisation_id == organisation_id, Recall.settled_at.is_(None)
    return list(session.scalars(update(Recall).where(*rest).values(settled_at=now).returning(Recall.reader)))


def give_up(session: Session, asking: Asking, reason: str, now: datetime) -> None:
    """Nobody will know: a reminder comes a second time rather than never, and a summary the reverse."""
    row = session.get_one(Recall, int(asking.id))
    row.settled_at, row.refused = now, reason
    kind, _, key = asking.reader.partition(":")
    if kind == "channel":
        _pass_over_digest(session, session.get_one(tables.LeadershipChannel, int(key)), now)
    else:
        _pass_over_joint(session, int(key), now)
    session.flush()


def _pass_over_digest(session: Session, channel: tables.LeadershipChannel, now: datetime) -> None:
    if channel.next_digest_at is not None and channel.next_digest_at <= now:
        rhythm = rhythm_of(session.get_one(tables.Plan, channel.plan_id))
        channel.next_digest_at = rhythm.time_of(rhythm.next_week(now))


def _pass_over_joint(session: Session, person_id: int, now: datetime) -> None:
    joint = session.scalar(select(tables.JointDigest).where(tables.JointDigest.person_id == person_id))
    if joint is not None and joint.next_digest_at <= now:
        rhythm = joint_rhythm(session, joint.person_id, joint.plan_ids)
        joint.next_digest_at = rhythm.time_of(rhythm.next_week(now))


def is_anybody_unasked(session: Session) -> bool:
    """Whether there are conversations that nobody has tried to ask yet: until then nothing new is planned."""
    return session.scalar(select(Recall.id).where(*_IS_PENDING, Recall.refused.is_(None)).limit(1)) is not None


def next_asking_at(session: Session) -> datetime | None:
    """When the next conversation is asked; None when none is to be."""
    return session.scalar(_next())
