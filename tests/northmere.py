"""An invented council for tests: a plan of a few milestones, its people, and a channel that remembers what it sent."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from databases import Rows, put_back, rows_of

from bot.app import local_organisation, only
from bot.clock import TurnableClock
from bot.conversation.conversation import Conversation
from bot.conversation.heard import Heard, Pressed, Speaker
from bot.conversation.message import Message, as_plain_text
from bot.conversation.wording import PlainWording
from bot.plans_in import Arrangements, keep_plan
from jobs.channel import Address, Channel, DeliveryError, Receipt, Said
from jobs.delivery import Post
from jobs.departures import Departures
from jobs.rounds import do_everything_due
from jobs.turning import turn
from plans.ladder import Policy
from plans.milestone import Milestone
from plans.reading import ActionReading, LeadReading, MilestoneReading, PlanReading
from plans.words import Status
from storage.changes.importing import Source
from storage.changes.organisations import find_or_add_organisation
from storage.changes.people import PersonEntry, connect_account
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import people_of
from storage.store import Store

LONDON = ZoneInfo("Europe/London")
PLATFORM, TENANT = "memory", "northmere"
LEADERSHIP = "leadership"

PEOPLE = (
    PersonEntry("Bethan Lloyd", "bethan@northmere.example"),
    PersonEntry("Amara Okafor", "amara@northmere.example", manager="Bethan Lloyd"),
    PersonEntry("Ifan Rees", "ifan@northmere.example", manager="Amara Okafor"),
    PersonEntry("Grace Adeyemi", "grace@northmere.example", manager="Amara Okafor"),
)


def milestone(
    ref: str, lead: str | None, due: date | None, status: Status | None = Status.ON_TRACK, **more
) -> MilestoneReading:
    leads = (LeadReading(name=lead),) if lead else ()
    title = more.pop("title", f"Step {ref} of the plan agreed")
    return MilestoneReading(ref, ref.split(".")[0], title, leads=leads, due=due, status=status, **more)


def plan(*milestones: MilestoneReading, title: str = "Northmere improvement plan") -> PlanReading:
    actions = dict.fromkeys(m.action for m in milestones)
    return PlanReading(
        title,
        organisation="Northmere Council",
        actions=tuple(ActionReading(ref, f"Action {ref}") for ref in actions),
        milestones=milestones,
    )


def at(text: str) -> datetime:
    """An instant on London's clock: "2026-06-01 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@dataclass
class Sent:
    """A message that arrived; `first` is what it said first in a notification, whatever it was changed to since."""

    to: Address
    message: Message
    notification_id: str
    at: datetime
    first: str = ""
    cause: str | None = None
    since: datetime | None = None

    @property
    def text(self) -> str:
        return as_plain_text(self.message)


@dataclass
class MemoryChannel:
    """The last hop: keeps what it is given. `refuse` is raised instead of sending, `then_die` after sending,
    `cannot_tell` where it is asked what was said.

    `sent` are the messages as they read now, `amended` each wording that one was given later.
    """

    clock: TurnableClock
    sent: list[Sent] = field(default_factory=list)
    amended: list[Sent] = field(default_factory=list)
    refuse: list[DeliveryError] = field(default_factory=list)
    then_die: type[BaseException] | None = None
    cannot_tell: list[DeliveryError] = field(default_factory=list)

    def send(
        self,
        to: Address,
        message: Message,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        if self.refuse:
            raise self.refuse.pop(0)
        self.sent.append(Sent(to, message, notification_id, self.clock.now(), message.text, cause, since))
        if self.then_die is not None:
            raise self.then_die
        return Receipt(to.conversation, f"message-{len(self.sent)}")

    def amend(self, to: Address, message_id: str, message: Message, notification_id: str) -> Receipt:
        if self.refuse:
            raise self.refuse.pop(0)
        number = int(message_id.removeprefix("message-"))
        if number > len(self.sent):
            raise DeliveryError("message_not_found", gone=True)
        self.amended.append(Sent(to, message, notification_id, self.clock.now()))
        self.sent[number - 1].message = message
        if self.then_die is not None:
            raise self.then_die
        return Receipt(to.conversation, message_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        for number, one in enumerate(self.sent, start=1):
            if one.notification_id == notification_id:
                return Receipt(to.conversation, f"message-{number}")
        return None

    def said(self, to: Address, since: datetime) -> list[Said]:
        if self.cannot_tell:
            raise self.cannot_tell.pop(0)
        return [
            Said(Receipt(to.conversation, f"message-{number}"), one.at, one.notification_id, one.cause)
            for number, one in enumerate(self.sent, start=1)
            if one.to.conversation == to.conversation and one.cause is not None and one.at >= since
        ]


def neighbour(store: Store, tenant: str) -> int:
    """Another organisation on the same platform and in the same database."""
    with store.write() as session:
        return find_or_add_organisation(session, PLATFORM, tenant, tenant)


@dataclass(frozen=True)
class Lived:
    """What was kept and sent while a council lived up to some time."""

    organisation_id: int
    plan_id: int
    now: datetime
    sent: list[Sent]
    rows: Rows


_LIVED: dict[tuple[str, ...], Lived] = {}


class Northmere:
    """The whole house around one database, with a clock that stands still until it is turned."""

    def __init__(
        self,
        store: Store,
        reading: PlanReading,
        now: str,
        people=PEOPLE,
        policy: Policy | None = None,
        name="one",
        tenant: str = TENANT,
        owner: str = "Bethan Lloyd",
    ) -> None:
        organisation_id = local_organisation(store) if tenant == TENANT else neighbour(store, tenant)
        self._move_in(store, organisation_id, at(now), name, tenant)
        arrangements = Arrangements(
            owner=owner, channels=((PLATFORM, LEADERSHIP, LEADERSHIP),), people=tuple(people), policy=policy
        )
        with store.write() as session:
            source = Source("northmere.txt", str(hash(reading)))
            kept = keep_plan(session, self.organisation_id, reading, source, arrangements, self.clock.now())
            for person in people_of(session, self.organisation_id):
                connect_account(session, person.id, PLATFORM, tenant, person.name)
        self.plan_id = kept.plan_id

    def _move_in(self, store: Store, organisation_id: int, now: datetime, name: str, tenant: str) -> None:
        self.store = store
        self.clock = TurnableClock(now)
        self.channel = MemoryChannel(self.clock)
        channels: dict[str, Channel] = {PLATFORM: self.channel}
        self.tenant = tenant
        self.organisation_id = organisation_id
        self.use(Post(store, channels, PlainWording(), name))
        self._message_ids = count(1)

    def use(self, post: Post) -> None:
        """Everything is kept and sent by `post` from now on, as after a restart on its database."""
        self.post, self.store = post, post.store
        departures = Departures(post, self.clock.now)
        self.conversation = Conversation(self.store, only(self.organisation_id), self.clock, departures)

    @classmethod
    def after(cls, store: Store, begin: str, until: str, *milestones: MilestoneReading, **more) -> "Northmere":
        """The council as it stands at `until`, nothing having been said since its plan came in at `begin`.

        It lives through that once: for each later test on the same kind of database what was kept is put back.
        """

        def live() -> "Northmere":
            council = cls(store, plan(*milestones), begin, **more)
            council.turn_to(until)
            return council

        return cls.once(store, (begin, until, repr(milestones), repr(more)), live)

    @classmethod
    def once(cls, store: Store, story: tuple[str, ...], live: Callable[[], "Northmere"]) -> "Northmere":
        """The council as a story leaves it, which it lives through once on each kind of database."""
        key = (store.engine.dialect.name, *story)
        if key not in _LIVED:
            council = live()
            ids = council.organisation_id, council.plan_id
            _LIVED[key] = Lived(*ids, council.clock.now(), deepcopy(council.sent), rows_of(store))
            return council
        lived, council = _LIVED[key], cls.__new__(cls)
        put_back(store, lived.rows)
        council._move_in(store, lived.organisation_id, lived.now, "one", TENANT)
        council.plan_id = lived.plan_id
        council.channel.sent += deepcopy(lived.sent)
        return council

    @property
    def sent(self) -> list[Sent]:
        return self.channel.sent

    def sent_to(self, who: str) -> list[Sent]:
        return [one for one in self.sent if one.to.conversation == who]

    def turn_to(self, when: str) -> list[Sent]:
        """Turns the clock; what was sent on the way."""
        before = len(self.sent)
        turn(self.post, self.clock.now(), at(when), self.clock.set)
        return self.sent[before:]

    def tick(self) -> bool:
        return do_everything_due(self.post, self.clock.now())

    def says(self, who: str, text: str, *, answers: str | None = None, message_id: str | None = None, **more) -> str:
        """Somebody writes to Milepost in private; its answer, read aloud."""
        speaker = Speaker(PLATFORM, self.tenant, who, more.pop("name", None), more.pop("email", None))
        conversation = more.pop("conversation", who)
        heard = Heard(
            speaker,
            conversation,
            message_id or f"said-{next(self._message_ids)}",
            text,
            self.clock.now(),
            answers,
            **more,
        )
        before = len(self.sent)
        self.conversation.hear(heard)
        answers_sent = [one for one in self.sent[before:] if one.to.conversation == conversation]
        return answers_sent[-1].text if answers_sent else ""

    def presses(self, who: str, label: str, *, press_id: str | None = None, room: str | None = None) -> str:
        """Somebody presses the button of that label in the last message to them, or in a room, that has one.

        What they are told, read aloud; else the message as it reads now.
        """
        room = room or who
        for number, one in reversed(list(enumerate(self.sent, start=1))):  # noqa: B007 - used after the loop
            button = next((b for b in one.message.buttons if b.label == label), None)
            if one.to.conversation == room and button is not None:
                break
        else:
            raise AssertionError(f"no message to {room} has the button {label}")
        speaker = Speaker(PLATFORM, self.tenant, who)
        press = Pressed(
            speaker,
            room,
            f"message-{number}",
            press_id or f"press-{next(self._message_ids)}",
            button.action,
            button.value,
            self.clock.now(),
            is_private=room == who,
        )
        before, amended = len(self.sent), len(self.channel.amended)
        self.conversation.press(press)
        answers_sent = [one for one in self.sent[before:] if one.to.conversation == room]
        changed = [one for one in self.channel.amended[amended:] if one.to.conversation == room]
        return answers_sent[-1].text if answers_sent else changed[-1].text if changed else ""

    def milestones(self) -> dict[str, Milestone]:
        with self.store.read() as session:
            return {m.ref: m for m in milestones_of_plan(session, self.plan_id, self.clock.now().date())}
