"""An answer to somebody who waits: owed and claimed in one, so that it leaves as soon as it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from storage import outbox, tables
from storage.claims import Claim, claim_token
from storage.columns import UtcDateTime
from storage.outbox import ReplyAddress, lane_of
from storage.plainly import Plain, ask, table_of


@dataclass(frozen=True)
class ClaimedAnswer:
    """`tenant` is the organisation's on the platform of the answer; None where it has none there."""

    claim: Claim
    tenant: str | None


def owe_claimed(
    session: Session,
    process: str,
    organisation_id: int,
    to: ReplyAddress,
    body: str,
    now: datetime,
    milestone_ids: Sequence[int] = (),
) -> ClaimedAnswer | None:
    """An answer that this process is about to send; None where it is owed as any other and left to the next round.

    That is so where another message goes first in the conversation, or the organisation has taken Milepost out.
    """
    asked = {"organisation": organisation_id, "lane": lane_of(to), "now": now}
    free = ask(session, _free_for(), **asked).one_or_none()
    token = claim_token(process) if free is not None else None
    answer_id = outbox.owe_answer(session, organisation_id, to, body, now, milestone_ids, claimed_by=token)
    if free is None or token is None:
        return None
    claim = Claim(answer_id, organisation_id, token, outbox.ANSWER, attempts=1, since=now, way=0)
    return ClaimedAnswer(claim, free.tenant if free.platform == to.platform else None)


@cache
def _free_for() -> Plain:
    """The organisation, unless something of the lane is on its way or was due earlier: order within it is kept."""
    organisation, other = table_of(tables.Organisation).c, table_of(tables.Notification).c
    now = bindparam("now", type_=UtcDateTime())
    came_first = or_(other.due_at < now, and_(other.due_at == now, other.created_at < now))
    goes_first = exists().where(
        other.lane == bindparam("lane"),
        # Added to, so that no database looks through everything the organisation has instead of through the lane.
        other.organisation_id + 0 == bindparam("organisation"),
        other.settled_at.is_(None),
        or_(other.claimed_by.is_not(None), came_first),
    )
    is_free = organisation.id == bindparam("organisation"), organisation.left_at.is_(None), ~goes_first
    return select(organisation.platform, organisation.tenant).where(*is_free)
