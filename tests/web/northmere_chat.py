"""An invented council with its web chat, and a listener that does what a script tells it to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.conversation.heard import Deleted, Edited, Heard, Pressed
from bot.conversation.message import Button, Buttons, Items, Message, bold, line, plain, runs
from bot.web.chat import WebChat
from bot.web.send import PLATFORM, TENANT, WebChannel
from jobs.channel import Address
from plans.reading import ActionReading, LeadReading, MilestoneReading, PlanReading
from plans.words import Status
from storage.changes.dates import request_date
from storage.changes.importing import Source, import_plan
from storage.changes.organisations import add_leadership_channel, find_or_add_organisation, set_owner
from storage.changes.people import PersonEntry, connect_account, keep_people
from storage.changes.updates import Said, keep_words, record_update
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import people_of
from storage.store import Store
from storage.tables import Base

START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
LEADERSHIP = "channel:leadership"
HANDBOOK, AUDIT = "Foster carer handbook agreed by the panel", "Audit of return home interviews"

PEOPLE = (
    PersonEntry("Joel Abara", email="joel@northmere.example", post="Head of Fostering", manager="Tamsin Hale"),
    PersonEntry("Priya Sandhu", post="Head of Safeguarding", manager="Tamsin Hale"),
    PersonEntry("Sorrel Finch", post="Improvement Officer"),
    PersonEntry("Tamsin Hale", post="Assistant Director, Children in Care"),
)


def _milestone(ref, title, theme, lead, due, status):
    leads = (LeadReading(name=lead),) if lead else ()
    return MilestoneReading(ref, ref.split(".")[0], title, theme, leads=leads, due=due, status=status)


CARE, SAFETY = "Children in care", "Children kept safe"
PLAN = PlanReading(
    "Northmere improvement plan",
    organisation="Northmere Council",
    actions=(ActionReading("1", "Foster carers are supported", CARE), ActionReading("2", "No child is missed", SAFETY)),
    milestones=(
        _milestone("1.1", HANDBOOK, CARE, "Joel Abara", date(2026, 6, 8), Status.ON_TRACK),
        _milestone("1.2", AUDIT, CARE, "Joel Abara", date(2026, 6, 26), Status.NOT_STARTED),
        _milestone("1.3", "Each carer has met their reviewing officer", CARE, None, date(2026, 9, 30), None),
        _milestone("2.1", "Strategy meetings audited", SAFETY, "Priya Sandhu", date(2026, 5, 15), Status.OFF_TRACK),
        _milestone("2.2", "Duty rota published", SAFETY, "Priya Sandhu", date(2026, 5, 1), Status.COMPLETE),
        _milestone("2.3", "Referral form agreed by schools", SAFETY, "Priya Sandhu", date(2026, 7, 31), Status.AT_RISK),
    ),
)  # fmt: skip


@dataclass
class TurnedClock:
    """A clock that stands still until it is turned."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at


@dataclass
class ScriptedListener:
    """Remembers what it heard, and then does what `on_hear` and `on_press` say."""

    heard: list[Heard] = field(default_factory=list)
    pressed: list[Pressed] = field(default_factory=list)
    edits: list[Edited] = field(default_factory=list)
    deletions: list[Deleted] = field(default_factory=list)
    on_hear: Callable[[Heard], None] = lambda heard: None
    on_press: Callable[[Pressed], None] = lambda pressed: None

    def hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self.on_hear(heard)

    def reply(self, heard: Heard) -> Message:
        return plain("Nobody asks for this here.")

    def edited(self, edited: Edited) -> None:
        self.edits.append(edited)

    def deleted(self, deleted: Deleted) -> None:
        self.deletions.append(deleted)

    def press(self, pressed: Pressed) -> None:
        self.pressed.append(pressed)
        self.on_press(pressed)


class Northmere:
    """The council's web chat on a database of its own."""

    def __init__(self, address: str, can_turn: bool = True, reading: PlanReading = PLAN) -> None:
        self.store = Store(address)
        self.clock = TurnedClock()
        self.listener = ScriptedListener()
        self.channel = WebChannel(self.store, self.clock)
        self.turned: list[int] = []
        self._sent = 0
        Base.metadata.create_all(self.store.engine)
        with self.store.write() as session:
            self.organisation_id = find_or_add_organisation(session, PLATFORM, TENANT, "Northmere Council")
            source = Source("plan.txt", "0" * 64)
            imported = import_plan(session, self.organisation_id, reading, source, START)
            self.plan_id = imported.plan_id
            if imported.is_new:
                self._settle(session)
        self.web = WebChat(self.store, self.listener, self.clock, self.turn if can_turn else None, self.organisation_id)

    def _settle(self, session) -> None:
        """People, their accounts, the plan's owner and its leadership channel."""
        keep_people(session, self.organisation_id, PEOPLE, START.date())
        add_leadership_channel(session, self.plan_id, PLATFORM, LEADERSHIP, "Northmere leadership", START)
        for person in people_of(session, self.organisation_id):
            connect_account(session, person.id, PLATFORM, TENANT, f"person:{person.id}")
            if person.name == "Sorrel Finch":
                set_owner(session, self.plan_id, person.id, START)

    def turn(self, days: int) -> None:
        self.turned.append(days)
        self.clock.at += timedelta(days=days)

    def person(self, name: str) -> str:
        """The conversation of a person."""
        with self.store.read() as session:
            return f"person:{next(p.id for p in people_of(session, self.organisation_id) if p.name == name)}"

    def milestone(self, ref: str) -> int:
        with self.store.read() as session:
            milestones = milestones_of_plan(session, self.plan_id, self.clock.now().date())
        return next(m.id for m in milestones if m.ref == ref)

    def send(self, conversation: str, message: Message) -> int:
        """Milepost says something; returns the message's id."""
        self._sent += 1
        receipt = self.channel.send(Address(PLATFORM, conversation), message, f"notification-{self._sent}")
        return int(receipt.message_id)

    def amend(self, conversation: str, message_id: int, message: Message) -> None:
        """A message that Milepost said reads differently from now on."""
        self.channel.amend(Address(PLATFORM, conversation), str(message_id), message, "an amendment")

    def update(self, heard: Heard, ref: str, status: Status, move_to: date | None = None) -> None:
        """What the heard message says of a milestone, kept as the conversation would keep it."""
        person_id = int(heard.speaker.account.removeprefix("person:"))
        said = Said(person_id, PLATFORM, heard.conversation, heard.message_id, heard.at, heard.text)
        with self.store.write() as session:
            author = keep_words(session, said)
            record_update(session, self.milestone_in(session, ref), author, status)
            if move_to:
                request_date(session, self.milestone_in(session, ref), move_to, author)

    def milestone_in(self, session, ref: str) -> int:
        return next(m.id for m in milestones_of_plan(session, self.plan_id, START.date()) if m.ref == ref)


def reminder() -> Message:
    """A reminder as it is worded: two items, and what can be pressed."""
    return Message(
        "2 milestones need a word from you, the first by Monday",
        (
            line(bold("2 milestones need a word from you, the first by Monday")),
            Items(
                (
                    runs(bold(f"1.1 {HANDBOOK}"), " · due Monday 8 June, 5 working days · ● on track"),
                    runs(bold(f"1.2 {AUDIT}"), " · due Friday 26 June, 19 working days · ○ not started"),
                )
            ),
            line('Answer in your own words, for example "1 done, 2 starts Monday", or press:', quiet=True),
            Buttons((Button("1 Done", "done", "1", "primary"), Button("1 Stuck", "stuck", "1", "danger"))),
        ),
    )
