"""Plans and people in any number, put into a database fast: one of each is kept as usual and then copied by SQL."""

from datetime import UTC, date, datetime

from sqlalchemy import Table, func, select

from bot.app import local_organisation
from bot.plans_in import Arrangements, keep_plan
from plans.reading import ActionReading, LeadReading, MilestoneReading, PlanReading
from plans.words import Status
from storage import tables
from storage.changes.importing import Source
from storage.changes.people import PersonEntry, connect_account
from storage.questions.people import people_of
from storage.store import Store

PLATFORM = "slack"
BEFORE = datetime(2026, 5, 29, 12, tzinfo=UTC)
DUE = date(2026, 6, 15)
LEAD, OWNER = "Ifan Rees", "Bethan Lloyd"


def keep_council(store: Store, reading: PlanReading, organisation_id: int | None = None, tenant: str = "T1") -> int:
    """A plan with its people connected to Slack accounts; the organisation's id."""
    organisation_id = organisation_id or local_organisation(store)
    named = dict.fromkeys([OWNER, *(lead.name for one in reading.milestones for lead in one.leads if lead.name)])
    arrangements = Arrangements(OWNER, ((PLATFORM, f"C{tenant}X", "leadership"),), tuple(map(PersonEntry, named)))
    with store.write() as session:
        source = Source("bench.txt", f"{tenant}")
        keep_plan(session, organisation_id, reading, source, arrangements, BEFORE)
        for person in people_of(session, organisation_id):
            connect_account(session, person.id, PLATFORM, tenant, account(tenant, person.id))
    return organisation_id


def account(tenant: str, number: int) -> str:
    return f"U{tenant}X{number:06}"


def workspace_of(conversation: str) -> str:
    """Whose an account or a channel is."""
    return conversation[1:].partition("X")[0]


def plan_of(milestones: int, leads: int = 1) -> PlanReading:
    """A plan whose milestones are spread over so many leads."""
    actions = tuple(ActionReading(str(number), f"Action {number}") for number in range(1, 1 + max(1, milestones // 10)))
    rows = tuple(
        MilestoneReading(
            f"{number // 10 + 1 if milestones >= 10 else 1}.{number % 10 + 1}",
            actions[min(number // 10, len(actions) - 1)].ref,
            f"Step {number} of the plan agreed with partners",
            leads=(LeadReading(name=LEAD if leads == 1 else f"{LEAD} {number % leads}"),),
            due=DUE,
            status=Status.ON_TRACK,
        )
        for number in range(milestones)
    )
    return PlanReading("Improvement plan", organisation="Northmere Council", actions=actions, milestones=rows)


def copy_milestones(store: Store, total: int, due: int) -> datetime:
    """Makes the one milestone that is there `total` open ones, of which `due` have a rung to be written.

    The others have theirs in the year that follows. Returns the instant at which those rungs are due.
    """
    with store.write() as session:
        first = session.scalars(select(tables.Milestone)).one()
        at = first.next_rung_at
        assert at is not None
        connection, year = session.connection(), 365
        shifted = (
            f"datetime(next_rung_at, '+' || (1 + n - n / {year} * {year}) || ' days') || '.000000'"
            if store.is_sqlite
            else f"next_rung_at + (1 + n - n / {year} * {year}) * interval '1 day'"
        )
        rung = f"CASE WHEN n - n / {total // due} * {total // due} = 0 THEN next_rung_at ELSE {shifted} END"
        changed = {"ref": "'M' || n", "position": "n", "next_rung_at": rung}
        connection.exec_driver_sql(_copied(tables.Milestone.__table__, changed, total))
        lead = {"milestone_id": "m.id"}
        columns = [column.name for column in tables.Lead.__table__.columns if column.name != "id"]
        values = ", ".join(lead.get(name, f"l.{name}") for name in columns)
        connection.exec_driver_sql(
            f"INSERT INTO lead ({', '.join(columns)}) SELECT {values} FROM lead l, milestone m "
            f"WHERE l.milestone_id = {first.id} AND m.id <> {first.id}"
        )
        assert session.scalar(select(func.count()).select_from(tables.Milestone)) == total
    store.engine.dispose()
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return at


def _copied(table: Table, changed: dict[str, str], total: int) -> str:
    columns = [column.name for column in table.columns if column.name != "id"]
    values = ", ".join(changed.get(name, name) for name in columns)
    series = f"WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {total - 1})"
    return f"INSERT INTO {table.name} ({', '.join(columns)}) {series} SELECT {values} FROM {table.name}, series"
