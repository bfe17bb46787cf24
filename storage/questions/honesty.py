"""What a kept plan says of each of its milestones, for the rules of honesty."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plans.account import Account, Note
from plans.honesty import Doubt, Finding, find_doubts
from plans.milestone import Milestone
from plans.words import Status
from storage import tables
from storage.questions.milestones import every_milestone_of_plan

RIGHT, ASKED, SHOWN = "right", "asked", "shown"
"""How a doubt is settled: it is right as it is, its lead was asked, or it may show in the digest."""


@dataclass(frozen=True)
class Doubtful:
    """A milestone that something does not add up about."""

    milestone: Milestone
    finding: Finding


@dataclass(frozen=True)
class DoubtFacts:
    """Something that does not add up, by the number under which its owner settles it."""

    id: int
    milestone: Milestone
    finding: Finding
    settled_as: str | None

    @property
    def is_open(self) -> bool:
        """Whether its owner is asked about it: also when they asked the lead, and nothing came of that."""
        return self.settled_as in (None, ASKED)


@dataclass(frozen=True)
class _LastStatus:
    """The last time that a status was said in chat: on which day, and in words about this milestone alone."""

    on: date
    words: str


def doubts_of_plan(session: Session, plan_id: int, today: date, reader_id: int | None = None) -> list[Doubtful]:
    """Everything in a plan that does not add up, in the plan's order; of restricted milestones for who may know."""
    plan = session.get_one(tables.Plan, plan_id)
    visible = {m.id: m for m in every_milestone_of_plan(session, plan_id, today) if m.is_visible_to(reader_id)}
    rows = list(
        session.scalars(
            select(tables.Milestone).where(tables.Milestone.id.in_(visible)).order_by(tables.Milestone.position)
        )
    )
    said = _last_statuses(session, list(visible), ZoneInfo(plan.zone))
    shown = {status: label for label, status, _ in plan.status_key}
    accounts = [_account(row, visible[row.id], shown, said.get(row.id)) for row in rows]
    by_ref = {m.ref: m for m in visible.values()}
    findings = find_doubts(accounts, today, timedelta(days=plan.review_every_days))
    return [Doubtful(by_ref[finding.ref], finding) for finding in findings]


def basis_of(doubtful: Doubtful) -> str:
    """What a doubt rests on: said again of the same words, status and date it is the same doubt."""
    milestone, finding = doubtful.milestone, doubtful.finding
    return sha256("\n".join((finding.rests_on, str(milestone.status), str(milestone.due))).encode()).hexdigest()


def kept_doubts(session: Session, plan_id: int, today: date, reader_id: int | None = None) -> list[DoubtFacts]:
    """What does not add up today and was kept, with how it was settled; the worst first."""
    rows = session.scalars(select(tables.Doubt).where(tables.Doubt.plan_id == plan_id)).all()
    if not rows:
        return []
    kept = {(row.milestone_id, row.doubt, row.basis): row for row in rows}
    found = []
    for one in doubts_of_plan(session, plan_id, today, reader_id):
        row = kept.get((one.milestone.id, one.finding.doubt.value, basis_of(one)))
        if row is not None:
            found.append(DoubtFacts(row.id, one.milestone, one.finding, row.settled_as))
    order = list(Doubt)
    return sorted(found, key=lambda one: order.index(one.finding.doubt))


def doubts_by_id(session: Session, ids: Sequence[int], today: date, reader_id: int) -> list[DoubtFacts]:
    """Those of these doubts that still stand, as their reader may know."""
    plan_ids = set(session.scalars(select(tables.Doubt.plan_id).where(tables.Doubt.id.in_(ids))))
    return [one for plan_id in plan_ids for one in kept_doubts(session, plan_id, today, reader_id) if one.id in ids]


def owner_of_doubts(session: Session, ids: Sequence[int]) -> int | None:
    """Whose plan they are of; None where they are of several plans, or of one without an owner."""
    owners = set(
        session.scalars(
            select(tables.Plan.owner_id)
            .join(tables.Doubt, tables.Doubt.plan_id == tables.Plan.id)
            .where(tables.Doubt.id.in_(ids))
        )
    )
    return owners.pop() if len(owners) == 1 else None


def _account(row: tables.Milestone, milestone: Milestone, shown: dict[str, str], said: _LastStatus | None) -> Account:
    action = row.action
    aims = [row.details.get("outcome"), action.success_criteria if action else None, action.outcome if action else None]
    return Account(
        ref=row.ref,
        title=row.title,
        status=milestone.status,
        shown=shown.get(milestone.status, milestone.status.words) if milestone.status else "",
        due=milestone.due,
        due_text=row.due_text or "",
        moves=milestone.moves,
        original_due=milestone.original_due,
        is_ongoing=milestone.is_ongoing,
        notes=_notes(row, said),
        evidence=milestone.evidence,
        mitigation=row.details.get("mitigation") or "",
        aims="\n".join(aim for aim in aims if aim),
        last_word_on=milestone.last_word_on,
        is_in_hand=milestone.asked_for is not None,
        finished_on=said.on if said and milestone.status is Status.COMPLETE else None,
    )


def _notes(row: tables.Milestone, said: _LastStatus | None) -> tuple[Note, ...]:
    """What goes with the present status: since somebody said another one, no longer what the document reported."""
    if said is None:
        return tuple(Note(date.fromisoformat(on) if on else None, text) for on, text in row.reported)
    return (Note(said.on, said.words),) if said.words else ()


def _last_statuses(session: Session, milestone_ids: Sequence[int], zone: ZoneInfo) -> dict[int, _LastStatus]:
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    rows = session.execute(
        select(tables.Event, tables.UpdateText)
        .outerjoin(tables.UpdateText, tables.UpdateText.id == tables.Event.update_text_id)
        .where(
            tables.Event.milestone_id.in_(milestone_ids),
            tables.Event.id.not_in(undone),
            tables.Event.kind != "undone",
        )
        .order_by(tables.Event.id)
    ).all()
    shared = _about_several(session, [text.id for _, text in rows if text is not None])
    found: dict[int, _LastStatus] = {}
    for event, text in rows:
        if "status" not in event.changes or event.milestone_id is None:
            continue
        is_words = text is not None and text.id not in shared and not text.text.startswith("[")
        on = event.at.astimezone(zone).date()
        found[event.milestone_id] = _LastStatus(on, text.text if is_words and text is not None else "")
    return found


def _about_several(session: Session, text_ids: Sequence[int]) -> set[int]:
    """The messages that changed several milestones: nobody can tell which of their words are about which."""
    counts: dict[int, int] = defaultdict(int)
    rows = session.execute(
        select(tables.Event.update_text_id, func.count(tables.Event.milestone_id.distinct()))
        .where(tables.Event.update_text_id.in_(set(text_ids)))
        .group_by(tables.Event.update_text_id)
    )
    for text_id, number in rows:
        counts[text_id or 0] = number
    return {text_id for text_id, number in counts.items() if number > 1}
