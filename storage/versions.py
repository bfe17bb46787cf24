"""Which version of each plan is the present one, and what changed with it: so that what is remembered stays true.

Every writing transaction notes which milestones it touches, however it touches them, and gives their plan a new
version as the last thing before it commits. Whoever remembers a plan asks for its version first, in one look-up by
key, and reads again what has changed since. The version's row is locked from then until the commit, so that on any
number of copies the versions are in the order of the commits, and none is seen before what it stands for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Executable, Insert, bindparam, delete, event, insert, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session

from storage import tables
from storage.plainly import Plain, ask, table_of

OF_PLAN = "of_plan"
"""The execution option by which an UPDATE or DELETE of many rows says whose they are; without it they are anybody's."""

NOBODYS = 0
"""The plan of an UPDATE that changes nothing anybody reads."""

KEPT_VERSIONS = 256
MOST_MILESTONES = 50

# When a milestone speaks next is nothing that anybody reads, but for whether it ever does.
_CLIMBING = {"next_rung_at", "climbed_to", "policy_id", "tracked_from"}


@dataclass
class Touched:
    """What a transaction has changed so far: milestones, whole plans, organisations' people, or who knows what.

    `decided` are the milestones of its events and confirmations, and `authors` the people who caused those.
    """

    milestones: set[int] = field(default_factory=set)
    plans: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    posts: set[int] = field(default_factory=set)
    everything: bool = False
    decided: set[int] = field(default_factory=set)
    authors: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.milestones or self.plans or self.organisations or self.posts or self.everything)


class WritingSession(Session):
    """A session that notes which plans it changes."""


def touched_by(session: Session) -> Touched:
    """What the transaction has changed so far of anything that is remembered; its own changes are flushed first."""
    if isinstance(session, WritingSession):
        session.flush()
    found: Touched = session.info.setdefault("touched", Touched())
    return found


def touched_plans(session: Session, touched: Touched) -> dict[int, set[int] | None]:
    """For each plan that was touched the milestones of it; None where it is more than those."""
    plans: dict[int, set[int] | None] = dict.fromkeys(_whole_plans(session, touched))
    if touched.milestones:
        rows = ask(session, _plans_of_milestones(), ids=list(touched.milestones))
        for plan_id, milestone_id in rows:
            of_plan = plans.setdefault(plan_id, set())
            if of_plan is not None:
                of_plan.add(milestone_id)
    return plans


@cache
def _plans_of_milestones() -> Plain:
    milestone = table_of(tables.Milestone).c
    return select(milestone.plan_id, milestone.id).where(milestone.id.in_(bindparam("ids", expanding=True)))


def _whole_plans(session: Session, touched: Touched) -> Iterable[int]:
    if touched.everything:
        return session.scalars(select(tables.Plan.id)).all()
    organisations = set(touched.organisations)
    if touched.posts:
        post = tables.Post
        organisations.update(session.scalars(select(post.organisation_id).where(post.id.in_(touched.posts))))
    if not organisations:
        return touched.plans
    theirs = session.scalars(select(tables.Plan.id).where(tables.Plan.organisation_id.in_(organisations)))
    return touched.plans | set(theirs)


def publish(session: Session) -> None:
    """Gives the plans that were touched their new version; nothing may be done after it but to commit."""
    touched = touched_by(session)
    if not touched:
        return
    for plan_id, milestone_ids in sorted(touched_plans(session, touched).items()):
        number = ask(session, _next_version(session.get_bind().dialect.name), plan_id=plan_id).scalar_one()
        is_much = milestone_ids is None or len(milestone_ids) > MOST_MILESTONES
        ids = [None] if is_much or not milestone_ids else sorted(milestone_ids)
        session.connection().execute(
            _adding_changes(),
            [{"plan_id": plan_id, "number": number, "milestone_id": one} for one in ids],
        )
        if number % KEPT_VERSIONS == 0:
            change = tables.PlanChange
            session.execute(delete(change).where(change.plan_id == plan_id, change.number <= number - KEPT_VERSIONS))


@cache
def _next_version(dialect: str) -> Executable:
    adding = sqlite.insert if dialect == "sqlite" else postgresql.insert
    version = table_of(tables.PlanVersion)
    return (
        adding(version)
        .values(number=1)
        .on_conflict_do_update(index_elements=[version.c.plan_id], set_={"number": version.c.number + 1})
        .returning(version.c.number)
    )


@cache
def _adding_changes() -> Insert:
    return insert(table_of(tables.PlanChange))


def version_of(session: Session, plan_id: int) -> int:
    """The number of the plan's present version; 0 for one that has never changed."""
    return ask(session, _version_of(), plan_id=plan_id).scalar() or 0


@cache
def _version_of() -> Plain:
    version = table_of(tables.PlanVersion).c
    return select(version.number).where(version.plan_id == bindparam("plan_id"))


def changed_since(session: Session, plan_id: int, before: int, now: int) -> set[int] | None:
    """The milestones that changed between two versions; None where it was more than those, or nobody knows."""
    rows = ask(session, _changes_since(), plan_id=plan_id, before=before).all()
    known = {number for number, _ in rows}
    if not known.issuperset(range(before + 1, now + 1)):
        return None
    ids = {milestone_id for _, milestone_id in rows}
    return None if None in ids else {one for one in ids if one is not None}


@cache
def _changes_since() -> Plain:
    change = table_of(tables.PlanChange).c
    since = change.plan_id == bindparam("plan_id"), change.number > bindparam("before")
    return select(change.number, change.milestone_id).where(*since)


def _note_objects(session: Session, *_: Any) -> None:
    touched: Touched = session.info.setdefault("touched", Touched())
    for changed in (*session.new, *session.dirty, *session.deleted):
        if changed in session.new or changed in session.deleted or session.is_modified(changed):
            _note(touched, changed, is_new=changed in session.new)


def _note(touched: Touched, changed: Any, *, is_new: bool) -> None:
    match changed:
        case tables.Milestone():
            if is_new:
                touched.plans.add(changed.plan_id)
            elif not _only_climbs(changed):
                touched.milestones.add(changed.id)
        case tables.Lead() | tables.RestrictedTo() | tables.DateRequest() | tables.Evidence():
            touched.milestones.add(changed.milestone_id)
        case tables.Confirmation():
            # Whether somebody was asked to confirm is shown where the milestone was decided, and is no event.
            touched.milestones.add(changed.milestone_id)
            touched.decided.add(changed.milestone_id)
        case tables.Event():
            _note_event(touched, changed, is_new=is_new)
        case tables.Plan():
            # A new one has no number yet, and nobody who remembers it; its milestones name it.
            touched.plans.update(() if is_new else (changed.id,))
        case tables.Query() | tables.Theme() | tables.Action():
            touched.plans.add(changed.plan_id)
        case tables.Person() | tables.Post():
            touched.organisations.add(changed.organisation_id)
        case tables.PostHolding():
            touched.posts.add(changed.post_id)


def _note_event(touched: Touched, changed: tables.Event, *, is_new: bool) -> None:
    if changed.milestone_id is not None:
        touched.milestones.add(changed.milestone_id)
        if is_new:
            touched.decided.add(changed.milestone_id)
            touched.authors.update(() if changed.person_id is None else (changed.person_id,))
    elif changed.undoes_id is not None:
        touched.plans.add(changed.plan_id)


def _only_climbs(milestone: tables.Milestone) -> bool:
    """Whether nothing changed of a milestone but when it speaks next, and it did and does speak."""
    state = inspect(milestone)
    changed = {attribute.key for attribute in state.attrs if attribute.history.has_changes()}
    if not changed <= _CLIMBING:
        return False
    was = {key: state.attrs[key].history.deleted or [getattr(milestone, key)] for key in ("next_rung_at", "climbed_to")}
    did = any(values[0] is not None for values in was.values())
    return did and (milestone.next_rung_at is not None or milestone.climbed_to is not None)


_WATCHED = {
    one.__tablename__
    for one in (
        tables.Milestone,
        tables.Lead,
        tables.RestrictedTo,
        tables.DateRequest,
        tables.Confirmation,
        tables.Evidence,
        tables.Event,
        tables.Plan,
        tables.Query,
        tables.Theme,
        tables.Action,
        tables.Person,
        tables.Post,
        tables.PostHolding,
    )
}


def _note_statement(state: ORMExecuteState) -> Any:
    """An UPDATE or DELETE of many rows that found any has changed the plan that it names, or any plan."""
    if not (state.is_update or state.is_delete or state.is_insert):
        return None
    table = getattr(getattr(state.statement, "table", None), "name", None)
    if table not in _WATCHED:
        return None
    result = state.invoke_statement()
    if not isinstance(result, CursorResult) or result.rowcount != 0:
        touched: Touched = state.session.info.setdefault("touched", Touched())
        plan_id = state.execution_options.get(OF_PLAN)
        if plan_id is None:
            touched.everything = True
        elif plan_id != NOBODYS:
            touched.plans.add(plan_id)
    return result


event.listen(WritingSession, "before_flush", _note_objects)
event.listen(WritingSession, "do_orm_execute", _note_statement)
