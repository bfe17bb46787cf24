"""A council in which every lead is owed one message on every working day, so that what is missing is plain to see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from loopback import TEAM
from northmere import milestone, plan

from bot.app import local_organisation
from bot.plans_in import Arrangements, keep_plan
from plans.ladder import Hearer, Policy, Rung
from plans.working_days import WorkingDays
from storage.changes.importing import Source
from storage.changes.people import PersonEntry, connect_account
from storage.questions.people import people_of
from storage.store import Store

LONDON = ZoneInfo("Europe/London")
ENGLISH = WorkingDays()
FIRST_DAY = date(2026, 1, 5)
BEFORE = datetime(2026, 1, 2, 12, tzinfo=UTC)

LEADS = 32
LADDER_DAYS = 20
"""Each milestone speaks on so many working days in a row, the last of which is its due date; then the next one does."""
LEADERSHIP_HEARS_ON = 10
MANY = 14
"""So many milestones at a time has the first lead: more than a message says in full, and no more than it names."""
OWN_WORDS = 3
"""So many milestones of each lead are due in years, and are there to be asked and told about."""

CHANNELS = tuple(f"C0LEADERS{number}" for number in range(1, 7))
OWNER = "Bethan Lloyd"

POLICY = Policy(
    tuple(
        Rung(-days, (Hearer.LEAD, Hearer.LEADERSHIP) if days == LEADERSHIP_HEARS_ON else (Hearer.LEAD,))
        for days in reversed(range(LADDER_DAYS))
    )
)


@dataclass(frozen=True)
class Lead:
    number: int

    @property
    def name(self) -> str:
        return OWNER if self.number == 0 else f"Ifan Rees {self.number}"

    @property
    def user(self) -> str:
        return f"U0LEAD{self.number:02}"

    @property
    def room(self) -> str:
        """The direct conversation with them, as the loopback Slack names it."""
        return f"D{self.user[1:]}"

    @property
    def talks_about(self) -> tuple[str, ...]:
        return tuple(f"{self.number}.9{n}" for n in range(1, OWN_WORDS + 1))

    def refs_in(self, period: int) -> tuple[str, ...]:
        """What they are reminded of in that stretch of the ladder, from 0."""
        first = 1000 * (period + 1)
        return tuple(f"{self.number}.{first + n}" for n in range(MANY if self.number == 1 else 1))


PEOPLE = tuple(map(Lead, range(LEADS + 1)))
REMINDED = PEOPLE[1:]


def day_number(number: int) -> date:
    """The working days of a run, from 0."""
    return ENGLISH.add(FIRST_DAY, number) if number else FIRST_DAY


def morning(day: date) -> datetime:
    """Shortly before nine, which is when everybody is told."""
    return datetime.combine(day, time(8, 59, 50), tzinfo=LONDON).astimezone(UTC)


def is_first_of_week(day: date) -> bool:
    return not any(ENGLISH.is_working_day(date.fromordinal(day.toordinal() - n)) for n in range(1, day.weekday() + 1))


def leadership_hears(number: int) -> bool:
    return number % LADDER_DAYS == LADDER_DAYS - 1 - LEADERSHIP_HEARS_ON


def keep_council(store: Store, days: int) -> None:
    """The plan for at least so many working days, with everybody's Slack account known."""
    periods = -(-days // LADDER_DAYS)
    milestones = [
        milestone(ref, lead.name, day_number((period + 1) * LADDER_DAYS - 1))
        for lead in REMINDED
        for period in range(periods)
        for ref in lead.refs_in(period)
    ]
    milestones += [milestone(ref, lead.name, date(2030, 1, 7)) for lead in PEOPLE for ref in lead.talks_about]
    organisation_id = local_organisation(store)
    people = tuple(PersonEntry(lead.name, manager=None if lead.number == 0 else OWNER) for lead in PEOPLE)
    channels = tuple(("slack", channel, channel) for channel in CHANNELS)
    with store.write() as session:
        arrangements = Arrangements(OWNER, channels, people, POLICY)
        keep_plan(session, organisation_id, plan(*milestones), Source("chaos.txt", "chaos"), arrangements, BEFORE)
        users = {lead.name: lead.user for lead in PEOPLE}
        for person in people_of(session, organisation_id):
            connect_account(session, person.id, "slack", TEAM, users[person.name])
