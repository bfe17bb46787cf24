"""Whatever happens in whatever order, what was sent is what a simple reference says: who, when, of which milestones.

A state machine of hypothesis chooses what happens. `MODEL_EXAMPLES=500` looks longer, and elsewhere each time.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from northmere import LEADERSHIP, PEOPLE, PLATFORM, Northmere, milestone, plan
from reference import Leave, Reference, Tracked

from jobs.turning import turn
from plans.words import Status
from storage.changes.absences import pass_on_pending, set_absence
from storage.changes.closures import set_closures
from storage.changes.dates import decide_date, request_date
from storage.changes.events import Author
from storage.changes.snoozes import put_off
from storage.changes.updates import record_update, set_due
from storage.questions.notices import kind_as_sent, sent_items
from storage.questions.people import people_of

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "20"))
IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
THEY = (IFAN, GRACE, AMARA)
REFS = ("1.1", "1.2", "2.1", "2.2")
LEADS = {"1.1": IFAN, "1.2": IFAN, "2.1": GRACE, "2.2": GRACE}
MANAGERS = {IFAN: AMARA, GRACE: AMARA, AMARA: BETHAN}
ZONES = {GRACE: ZoneInfo("America/New_York")}
BEGIN = datetime(2026, 5, 29, 11, 10, tzinfo=UTC)
DUES = st.dates(date(2026, 6, 1), date(2026, 7, 20))
SOON = st.one_of(st.integers(0, 3), st.integers(0, 20)).map(lambda days: timedelta(days=days))
SPANS = st.one_of(
    st.integers(20, 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 12).map(lambda days: timedelta(days=days)),
    st.integers(2, 6).map(lambda weeks: timedelta(weeks=weeks)),
)


class Death(BaseException):
    """In place of a kill: whatever was going on ends here."""


class Everything(RuleBasedStateMachine):
    """The house and the reference, to which the same things happen."""

    def __init__(self, files, folders):
        super().__init__()
        folder = folders.mktemp("model")
        files.fresh(folder)
        self.files = files
        self.store = files.store

    def teardown(self):
        self.files.done()

    @initialize(dues=st.lists(st.one_of(DUES, st.none()), min_size=len(REFS), max_size=len(REFS)))
    def begin(self, dues):
        readings = [milestone(ref, LEADS[ref], due) for ref, due in zip(REFS, dues, strict=True)]
        people = [replace(one, zone=ZONES[one.name].key) if one.name in ZONES else one for one in PEOPLE]
        self.house = Northmere(self.store, plan(*readings), "2026-05-29 12:10", people=people)
        self.ids = {ref: one.id for ref, one in self.house.milestones().items()}
        with self.store.read() as session:
            self.people = {one.name: one.id for one in people_of(session, self.house.organisation_id)}
        self.reference = Reference(BETHAN, LEADERSHIP, MANAGERS, ZONES)
        for ref, due in zip(REFS, dues, strict=True):
            self.reference.tracked[ref] = Tracked(ref, LEADS[ref], due, BEGIN)
        self.seen = 0
        self.told = []

    # The clock

    @rule(span=SPANS)
    def time_goes_on(self, span):
        self.time_passes(span)

    def time_passes(self, span):
        until = self.now + span
        self.reference.turn(self.now, until)
        turn(self.house.post, self.now, until, self.house.clock.set)
        self.compare()

    @rule(days=st.integers(0, 4))
    def an_afternoon_comes(self, days):
        """When the messages of the next morning are written and still wait."""
        until = datetime.combine(self.now.date() + timedelta(days=days), time(13, 20), tzinfo=UTC)
        if until > self.now:
            self.time_passes(until - self.now)

    @rule(span=SPANS)
    def the_machine_sleeps(self, span):
        self.wakes(self.now + span)

    @rule(span=SPANS)
    def the_clock_is_put_back(self, span):
        self.wakes(self.now - span)

    def wakes(self, at):
        """The clock shows another time, and the loops run until there is nothing left to do."""
        self.house.clock.set(at)
        for _ in range(2):
            self.reference.run(at)
        while self.house.tick():
            pass
        self.compare()

    @rule(span=SPANS, arrived=st.booleans())
    def a_sender_dies(self, span, arrived):
        """The next message that leaves within this time kills its sender, before or after it arrived."""
        until, channel, begun = self.now + span, self.house.channel, self.now
        send, calls = channel.send, count()

        def deadly_send(to, message, notification_id, *more):
            if next(calls) > 0:
                return send(to, message, notification_id, *more)
            if arrived:
                send(to, message, notification_id, *more)
            raise Death

        channel.send = deadly_send
        try:
            turn(self.house.post, begun, until, self.house.clock.set)
        except Death:
            turn(self.house.post, self.now, max(until, self.now), self.house.clock.set)
        finally:
            del channel.send
        self.reference.turn(begun, until)
        self.settle()

    def settle(self):
        """Leases of those who died end, and what they left behind is done."""
        later = self.now + timedelta(minutes=5)
        self.reference.turn(self.now, later)
        turn(self.house.post, self.now, later, self.house.clock.set)
        self.compare()

    # What people do

    @rule(ref=st.sampled_from(REFS), status=st.sampled_from([Status.ON_TRACK, Status.AT_RISK, Status.COMPLETE]))
    def somebody_says_how_it_stands(self, ref, status):
        """Also that it is done, and, once it was, that it is not."""
        with self.store.write() as session:
            record_update(session, self.ids[ref], self.author(LEADS[ref]), status)
        one = self.reference.tracked[ref]
        one.last_word, one.is_done = self.now, status is Status.COMPLETE

    @rule(ref=st.sampled_from(REFS), due=DUES)
    def a_date_is_asked_for_and_approved(self, ref, due):
        with self.store.write() as session:
            if self.reference.tracked[ref].due is None:
                set_due(session, self.ids[ref], due, self.author(LEADS[ref]))
            else:
                request = request_date(session, self.ids[ref], due, self.author(LEADS[ref]), "the recorder retired")
                decide_date(session, request.id, True, self.author(BETHAN))
        self.reference.move(ref, due, self.now)

    @rule(ref=st.sampled_from(REFS), due=DUES)
    def a_date_is_asked_for_and_refused(self, ref, due):
        with self.store.write() as session:
            request = request_date(session, self.ids[ref], due, self.author(LEADS[ref]), "the recorder retired")
            decide_date(session, request.id, False, self.author(BETHAN))

    @rule(days=st.sets(SOON, max_size=3))
    def days_off_are_announced(self, days):
        closed = {(self.now + days).date() for days in days}
        with self.store.write() as session:
            set_closures(session, self.house.plan_id, closed, self.now)
        self.reference.close(closed, self.now)

    @rule(who=st.sampled_from(THEY), cover=st.sampled_from([*THEY, None]), after=SOON, length=SOON)
    def somebody_goes_on_leave(self, who, cover, after, length):
        first = (self.now + after).date()
        leave = Leave(who, first, first + length, cover if cover != who else None)
        with self.store.write() as session:
            ids = self.people[who], leave.first, leave.last, self.people.get(leave.cover)
            absence = set_absence(session, self.house.plan_id, *ids, self.author(who))
            pass_on_pending(session, absence, self.now)
        self.reference.goes_away(leave)

    @precondition(lambda self: any(one.due is not None for one in self.reference.tracked.values()))
    @rule(ref=st.sampled_from(REFS), after=SOON)
    def a_lead_asks_to_be_reminded_later(self, ref, after):
        one = self.reference.tracked[ref]
        if one.due is None or one.is_done:
            return
        until = (self.now + after).date()
        with self.store.write() as session:
            put_off(session, self.ids[ref], "lead", until, self.author(one.lead))
        self.reference.puts_off(ref, until, self.now)

    # What is compared

    @property
    def now(self):
        return self.house.clock.now()

    def author(self, who):
        return Author(self.people[who], self.now)

    def compare(self):
        with self.store.read() as session:
            for one in self.house.sent[self.seen :]:
                if kind_as_sent(session, one.notification_id) in ("reminder", "escalation"):
                    refs = tuple(sorted(item.ref for item in sent_items(session, one.notification_id)))
                    self.told.append((f"{one.at:%m-%d %H}", one.to.conversation, refs))
        self.seen = len(self.house.sent)
        assert sorted(self.told) == sorted(self.reference.told)
        ids = [one.notification_id for one in self.house.sent]
        assert len(ids) == len(set(ids)), "a notification was sent twice"
        assert {one.to.platform for one in self.house.sent} <= {PLATFORM}


def test_what_was_sent_is_what_should_have_been(sqlite_files, tmp_path_factory):
    run_state_machine_as_test(
        lambda: Everything(sqlite_files, tmp_path_factory),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=15,
            deadline=None,
            derandomize="MODEL_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
