"""A rehearsal: every message that a plan would cause between two days if nobody answered.

The real rules and jobs run against a scratch database with the clock turned; only the last hop is a list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import TurnableClock
from bot.conversation.message import Message, as_plain_text
from bot.conversation.wording import PlainWording
from bot.plans_in import Arrangements, keep_plan
from jobs.channel import Address, Receipt, Said
from jobs.delivery import Post
from jobs.turning import turn
from plans.milestone import Milestone
from plans.reading import PlanReading
from storage import migrate
from storage.changes.importing import Source
from storage.changes.organisations import find_or_add_organisation
from storage.changes.people import connect_account
from storage.questions.milestones import milestones_of_plan
from storage.questions.notices import SentItem, kind_as_sent, sent_items
from storage.questions.people import people_of
from storage.store import Store

PLATFORM = "rehearsal"
STAND_IN_OWNER = "Plan owner"
STAND_IN_CHANNEL = "leadership"


@dataclass(frozen=True)
class Rehearsed:
    """One message that would be sent. `at` is on its reader's own clock; exactly one of person and channel is set."""

    at: datetime
    person: str | None
    channel: str | None
    kind: str
    items: tuple[SentItem, ...]
    text: str

    def as_json(self) -> dict[str, Any]:
        """The message in the shape that `milepost simulate --json` prints."""
        return {
            "at": self.at.isoformat(),
            "to": {"person": self.person} if self.person else {"channel": self.channel},
            "kind": self.kind,
            "items": [{"ref": i.ref, "rung": i.rung, "due": i.due.isoformat() if i.due else None} for i in self.items],
            "text": self.text,
        }


@dataclass(frozen=True)
class Rehearsal:
    """The messages in the order in which they would be sent, and the milestones nobody would be reminded of."""

    messages: tuple[Rehearsed, ...]
    unreminded: tuple[Milestone, ...]


class _Recorder:
    """The last hop: writes down what it is given."""

    def __init__(self, store: Store, clock: TurnableClock, zones: dict[str, ZoneInfo], plan_zone: ZoneInfo) -> None:
        self.store, self.clock, self.zones, self.plan_zone = store, clock, zones, plan_zone
        self.messages: list[Rehearsed] = []

    def send(
        self,
        to: Address,
        message: Message,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        with self.store.read() as session:
            items, kind = sent_items(session, notification_id), kind_as_sent(session, notification_id)
        is_person = to.conversation in self.zones
        self.messages.append(
            Rehearsed(
                at=self.clock.now().astimezone(self.zones.get(to.conversation, self.plan_zone)),
                person=to.conversation if is_person else None,
                channel=None if is_person else to.conversation,
                kind=kind,
                items=tuple(items),
                text=as_plain_text(message),
            )
        )
        return Receipt(to.conversation, notification_id)

    def amend(self, to: Address, message_id: str, message: Message, notification_id: str) -> Receipt:
        return self.send(to, message, notification_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        return None

    def said(self, to: Address, since: datetime) -> Iterable[Said]:
        return ()


def rehearse(
    reading: PlanReading,
    source: Source,
    arrangements: Arrangements,
    first: date,
    last: date,
    on_progress: Callable[[datetime], None] = lambda at: None,
) -> Rehearsal:
    """Everything that would be sent from the beginning of the first day to the end of the last one.

    Where nobody owns the plan or reads as its leadership, stand-ins do, and what the document leaves open is right as
    it was taken, so that every rung can be seen.
    """
    reading = replace(reading, queries=())
    zone = ZoneInfo(arrangements.zone)
    begin = datetime.combine(first, time(), tzinfo=zone)
    store = Store("sqlite://")
    try:
        migrate.upgrade(store)
        plan_id, zones = _set_the_stage(store, reading, source, _with_stand_ins(arrangements), begin)
        clock = TurnableClock(begin)
        recorder = _Recorder(store, clock, zones, zone)
        post = Post(store, {PLATFORM: recorder}, PlainWording(), "rehearsal")
        turn(post, clock.now(), datetime.combine(last, time(23, 59, 59), tzinfo=zone), clock.set, on_progress)
        with store.read() as session:
            milestones = milestones_of_plan(session, plan_id, first)
        return Rehearsal(tuple(recorder.messages), tuple(m for m in milestones if m.unreminded_because))
    finally:
        store.close()


def _with_stand_ins(arrangements: Arrangements) -> Arrangements:
    names = [name for _, _, name in arrangements.channels] or [STAND_IN_CHANNEL]
    return replace(
        arrangements,
        owner=arrangements.owner or STAND_IN_OWNER,
        channels=tuple((PLATFORM, name, name) for name in names),
    )


def _set_the_stage(
    store: Store, reading: PlanReading, source: Source, arrangements: Arrangements, now: datetime
) -> tuple[int, dict[str, ZoneInfo]]:
    """The plan in the scratch database, everybody with an account there, and each person's clock by name."""
    with store.write() as session:
        organisation_id = find_or_add_organisation(session, PLATFORM, PLATFORM, "Rehearsal")
        imported = keep_plan(session, organisation_id, reading, source, arrangements, now)
        people = people_of(session, organisation_id)
        for person in people:
            connect_account(session, person.id, PLATFORM, PLATFORM, person.name)
    return imported.plan_id, {person.name: person.zone for person in people}
