"""The tick that finds what is due among very many open milestones, and APScheduler with a job for each reminder."""

import pickle
from datetime import UTC, datetime, timedelta
from statistics import median

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import create_engine, delete, func, insert, select, update
from sqlalchemy.engine import make_url

from benchmarks.council import copy_milestones, keep_council, plan_of
from benchmarks.ground import fresh, milliseconds, quick, say, say_table, seconds, servers, silence
from jobs.reminders import BATCH, do_one_batch_of_reminders
from storage import tables
from storage.questions.climbers import climbers
from storage.store import Store

DUE = 100
SIZES = (10_000, 100_000) if quick() else (10_000, 100_000, 1_000_000)
JOBS = (1_000, 10_000) if quick() else (10_000, 50_000)
REPEATS = 11
WRITES = 6
ADDED = 200


def main() -> None:
    silence()
    with servers() as found:
        ours = [(kind, size, *ticks(template, size)) for kind, template in found.items() for size in SIZES]
        theirs = [(kind, size, *job_ticks(template, size)) for kind, template in found.items() for size in JOBS]
    say(f"Of so many open milestones {DUE} have a rung to be written. Medians in milliseconds.\n")
    say_table(["database", "open milestones", "nothing due", f"find {DUE}", f"find and write {DUE}"], ours)
    say(f"APScheduler with one job for each reminder in its SQLAlchemy store, {DUE} of them due.\n")
    say_table(["database", "jobs", "nothing due", f"find {DUE}", f"find and hand out {DUE}", "add one job"], theirs)
    growth(ours)
    beside(ours, theirs)


def ticks(template: str, size: int) -> tuple[str, str, str]:
    store = fresh(template, f"milestones_{size}")
    keep_council(store, plan_of(1))
    at = copy_milestones(store, size, DUE)
    idle = milliseconds(lambda: do_one_batch_of_reminders(store, at - timedelta(seconds=1)), REPEATS)
    found = milliseconds(lambda: _find(store, at), REPEATS)
    written = median_of([_write(store, at) for _ in range(WRITES)])
    store.close()
    return f"{idle:.2f}", f"{found:.1f}", f"{written:.1f}"


def _find(store: Store, at: datetime) -> None:
    with store.read() as session:
        assert len(climbers(session, at, BATCH)) == DUE


def _write(store: Store, at: datetime) -> float:
    """The seconds that it takes to write what is due; it is due again afterwards."""
    taken = seconds(lambda: do_one_batch_of_reminders(store, at))
    row = tables.Milestone
    with store.write() as session:
        assert session.scalar(select(func.count()).select_from(tables.NotificationItem)) == DUE
        for table in (tables.NotificationItem, tables.Notification):
            session.execute(delete(table))
        session.execute(
            update(row).where(row.climbed_to.is_not(None)).values(climbed_to=None, policy_id=None, next_rung_at=at)
        )
    return taken


def median_of(some: list[float]) -> float:
    """In milliseconds, of what was measured in seconds; the first one does not count."""
    return median(some[1:]) * 1000


def remind(milestone: int) -> None:
    """What a job would do."""


def job_ticks(template: str, size: int) -> tuple[str, str, str, str]:
    fresh(template, f"jobs_{size}").close()
    url = make_url(template.format(f"jobs_{size}"))
    engine = create_engine(url if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql+psycopg"))
    jobs = SQLAlchemyJobStore(engine=engine)
    scheduler = BackgroundScheduler(jobstores={"default": jobs}, timezone=UTC)
    scheduler.start(paused=True)
    now = datetime(2100, 1, 1, tzinfo=UTC)
    added = seconds(lambda: [_add(scheduler, number, now) for number in range(ADDED)]) / ADDED * 1000
    jobs.remove_all_jobs()
    _fill(jobs, scheduler, size, now)
    idle = milliseconds(lambda: jobs.get_due_jobs(now - timedelta(seconds=1)), REPEATS)
    found = milliseconds(lambda: _expect(len(jobs.get_due_jobs(now)), DUE), REPEATS)
    handed = median_of([_hand_out(jobs, scheduler, now) for _ in range(WRITES)])
    scheduler.shutdown(wait=False)
    engine.dispose()
    return f"{idle:.2f}", f"{found:.1f}", f"{handed:.1f}", f"{added:.1f}"


def _expect(found: int, expected: int) -> None:
    assert found == expected, (found, expected)


def _hand_out(jobs: SQLAlchemyJobStore, scheduler: BackgroundScheduler, now: datetime) -> float:
    """The seconds of the store's part of a tick as `BaseScheduler._process_jobs` has it; they are due again afterwards.

    Each due job is removed on its own.
    """

    def hand_out() -> None:
        for job in jobs.get_due_jobs(now):
            jobs.remove_job(job.id)
        jobs.get_next_run_time()

    taken = seconds(hand_out)
    for number in range(DUE):
        _add(scheduler, number, now)
    return taken


def _add(scheduler: BackgroundScheduler, number: int, now: datetime) -> None:
    scheduler.add_job(remind, "date", run_date=now, args=[number], id=f"added-{number}")


def _fill(jobs: SQLAlchemyJobStore, scheduler: BackgroundScheduler, size: int, now: datetime) -> None:
    """As many jobs as `add_job` would write, in one statement instead of one each."""
    _add(scheduler, 0, now)
    job = jobs.lookup_job("added-0")
    jobs.remove_all_jobs()
    rows = []
    for number in range(size):
        due = now if number < DUE else now + timedelta(days=1 + number % 365)
        state = job.__getstate__() | {"id": f"job-{number}", "args": (number,), "next_run_time": due}
        rows.append({"id": f"job-{number}", "next_run_time": due.timestamp(), "job_state": pickle.dumps(state, 5)})
    with jobs.engine.begin() as connection:
        connection.execute(insert(jobs.jobs_t), rows)


def growth(ours: list[tuple[str, int, str, str, str]]) -> None:
    for kind in dict.fromkeys(row[0] for row in ours):
        found = {row[1]: float(row[3]) for row in ours if row[0] == kind}
        say(
            f"- {kind}: finding what is due among {SIZES[-1]:,} takes {found[SIZES[-1]] / found[SIZES[0]]:.2f} times as"
        )
        say(f"  long as among {SIZES[0]:,} (aim: at most 2).")


def beside(ours: list[tuple[str, int, str, str, str]], theirs: list[tuple[str, int, str, str, str, str]]) -> None:
    """From nothing to the first hundred found: Milepost's plan costs a milestone nothing beyond its own row."""
    for kind, size, _, found, _, added in theirs:
        if size == JOBS[-1]:
            whole = size * float(added) + float(found)
            milepost = float(next(row[3] for row in ours if row[0] == kind))
            say(f"- {kind}: keeping {size:,} jobs and finding {DUE} takes {whole / 1000:,.0f} s at the measured")
            say(f"  cost of adding one, {whole / milepost:,.0f} times Milepost's tick; the bare tick of the jobs takes")
            say(f"  {float(found) / milepost:.2f} times Milepost's, which decides who hears and on which day as well.")


if __name__ == "__main__":
    main()
