"""The demonstration: the whole bot on one machine, with an example plan and a clock that can be turned."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import House
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan, read_people, source_of
from bot.sentences import Refusal
from bot.web.accounts import give_everybody_an_account
from bot.web.rooms import read_facts, suggested_lead
from bot.web.send import PLATFORM as WEB
from documents.reading import read_plan
from jobs.turning import turn
from plans.working_days import LONDON
from storage.changes.importing import PlanIsKept
from storage.outbox import last_sent_at
from storage.questions.organisations import organisations
from storage.questions.plans import plans_of
from storage.store import Store

EXAMPLES = Path(__file__).parent.parent / "examples"
COMES_IN_AT = datetime(2026, 5, 29, 12, tzinfo=ZoneInfo(LONDON))
OPENS_AT = datetime(2026, 6, 1, 10, tzinfo=ZoneInfo(LONDON))
OWNER = "Bethan Lloyd"
LEADERSHIP = "channel:leadership"

_THINGS_TO_TRY = """
Try this:
  1. Be {lead}, a lead. Turn the clock on by a week: their reminders arrive.
  2. Answer them: 1 is done, 2 slipping to 15 July
  3. Look at the Leadership channel, and turn the week on again: Monday's summary says so.
  4. Be Amara Okafor, a manager, and ask: what's overdue
  5. Open Bethan Lloyd's page: settle a question, add a milestone, look at the ladder.
"""


def things_to_try(house: House) -> str:
    """What somebody new to it may do, with the lead whom the page suggests, too."""
    with house.store.read() as session:
        lead = suggested_lead(read_facts(session, house.organisation_id, house.clock.now()))
    return _THINGS_TO_TRY.format(lead=lead.name if lead else "somebody from the list")


def demo_clock() -> TurnableClock:
    """A clock at the moment when the example plan comes in; from there it runs at the usual pace."""
    return TurnableClock(COMES_IN_AT, runs=True)


def require_scratch(store: Store, file: Path) -> None:
    """Raises Refusal where the file has plans or people that no demonstration made."""
    with store.read() as session:
        known = organisations(session)
        plans = [plan for one in known for plan in plans_of(session, one.id)]
    # No other plan came in at that very moment.
    real = next((plan.title for plan in plans if plan.imported_at != COMES_IN_AT), None)
    if real is not None or (not plans and not all(one.is_empty for one in known)):
        held = f"the plan {real}" if real is not None else "people"
        raise Refusal(
            f"{file} holds {held}, which the demonstration did not make: name a file that is not there yet with "
            "--database."
        )


def set_the_scene(house: House, clock: TurnableClock) -> None:
    """The example plan, its people with an account in the web chat each, and the leadership channel.

    The plan comes in on a Friday, and the page opens on the Monday after, when the first messages have been sent.
    A demonstration that was kept in a file goes on where it was; raises Refusal where its plan is another one's.
    """
    path = EXAMPLES / "northmere.txt"
    arrangements = Arrangements(
        owner=OWNER,
        channels=((WEB, LEADERSHIP, "Leadership"),),
        people=tuple(read_people(EXAMPLES / "northmere-people.csv")),
    )
    try:
        with house.store.write() as session:
            keep_plan(session, house.organisation_id, read_plan(path), source_of(path), arrangements, COMES_IN_AT)
            give_everybody_an_account(session, house.organisation_id)
            last = last_sent_at(session)
    except PlanIsKept as error:
        raise Refusal(f"{error} Name a file that is not there yet with --database.") from None
    turn(house.post, COMES_IN_AT, max(OPENS_AT, last or OPENS_AT), clock.set)
