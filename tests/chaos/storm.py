"""One run: a council lives through working days in which every copy of Milepost is killed again and again."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread

from ports import free_port
from slack_requests import SECRET
from sqlalchemy import func, select

from storage.store import Store
from storage.tables import Notification

from .asking import Asker, Mailbag, those_who_write
from .clock import FASTEST, FastClock
from .council import BEFORE, day_number, morning
from .fates import EVENT, Fate, Fates
from .nursery import Nursery
from .verdict import Verdict, arrived, judge, landed, owed_on
from .weather import StormySlack

QUESTIONS_A_DAY, ASKERS = 9, 3
STORMY_AT_MOST = 45.0
"""Seconds of a day in which copies are killed; what is not done by then is finished in calm."""
LONGEST_LIFE, STARTS_AFRESH_IN, STARTS_AT_MOST = 3.0, 3.0, 60.0
QUICKLY_STARTED = 1.0
"""Seconds in which all copies start on a machine that bears the fastest clock."""
CALM_FOR = timedelta(minutes=90)
"""On the fast clock: so long, with nobody killed and nothing refused, all that is left has to come. A message whose
senders died one after the other waits for up to an hour before it is tried again."""


@dataclass
class Copy:
    """A place where a copy runs, one process after the other."""

    name: str
    port: int
    pid: int = 0
    fate: Fate | None = None
    left: int = 0
    came: Event = field(default_factory=Event)


@dataclass
class Tally:
    """What was done to the copies."""

    kills: Counter[str] = field(default_factory=Counter)
    fresh: int = 0
    days: int = 0
    ended_by_themselves: int = 0


class Storm:
    """`wanted` is how many kills; `changed` is what of `CHAOS_…` the copies are told."""

    def __init__(
        self, address: str, copies: int, wanted: int, seed: int, slack: StormySlack, clock: FastClock, folder: Path
    ) -> None:
        self.tally, self.bag = Tally(), Mailbag()
        self._store = Store(address)
        self._slack, self._clock, self._wanted, self._seed = slack, clock, wanted, seed
        self._copies = {name: Copy(name, free_port()) for name in (f"copy-{n}" for n in range(1, copies + 1))}
        self._environment = {
            "MILEPOST_DATABASE": address,
            "MILEPOST_LOG": "error",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.url,
            "CHAOS_CLOCK": str(folder / "clock"),
        }
        self._lock = Lock()
        self._is_over = Event()
        self._log = (folder / "copies.log").open("ab")
        slack.watch = self._watch

    def run(self, changed: dict[str, str], on_day: Callable[[Tally], None]) -> Verdict:
        """Lives day after day until there were as many kills as wanted, and judges what came of it."""
        self._environment |= changed
        self._nursery = Nursery(self._log)
        try:
            self._longest_life = self._longest_life_here()
            self._fates = Fates(self._seed, self._longest_life)
            for number in count():
                self._live(number)
                self._expect_that_copies_live()
                self.tally.days = number + 1
                on_day(self.tally)
                if self._is_enough():
                    break
        finally:
            self._nursery.close()
            self._log.close()
        verdict = self._judge()
        self._store.close()
        return verdict

    def _live(self, number: int) -> None:
        """One working day, from just before nine until everybody has what they are owed."""
        self._clock.set(morning(day_number(number)))
        self._is_over.clear()
        askers = [
            Thread(target=self._asker(number, turn, people).ask, args=(QUESTIONS_A_DAY // ASKERS,))
            for turn, people in enumerate(those_who_write(ASKERS))
        ]
        keepers = [Thread(target=self._keep_killing, args=(copy,)) for copy in self._copies.values()]
        for thread in (*askers, *keepers):
            thread.start()
        is_done = self._wait(STORMY_AT_MOST, lambda: self._is_done(number, askers) or self._is_enough())
        self._slack.weather.calm = True
        self._is_over.set()
        for keeper in keepers:
            keeper.join()
        if not is_done or not self._is_done(number, askers):
            for copy in self._copies.values():
                self._start(copy, Fate("", 0))
            self._wait(CALM_FOR.total_seconds() / self._clock.speed, lambda: self._is_done(number, askers))
        for asker in askers:
            asker.join()
        for copy in self._copies.values():
            self._kill(copy, "at the end of a day")
        # The clock is turned when nothing is on its way to Slack any more.
        self._wait(CALM_FOR.total_seconds() / self._clock.speed, lambda: not self._slack.under_way)
        self._slack.weather.calm = False

    def _asker(self, day: int, turn: int, people: tuple) -> Asker:
        ports = [copy.port for copy in self._copies.values()]
        return Asker(self._slack, self.bag, people, ports, hash((self._seed, day, turn)), self._on_delivery)

    def _keep_killing(self, copy: Copy) -> None:
        while not self._is_over.is_set() and not self._is_enough():
            fate = self._fates.next()
            self._start(copy, fate)
            came = copy.came.wait(2 * self._longest_life + fate.is_fresh * STARTS_AFRESH_IN if fate.method else 0)
            time.sleep(fate.delay)
            self._kill(copy, fate.name if came or not fate.method else "at a random instant")

    def _longest_life_here(self) -> float:
        """Seconds: a few times as long as all copies need on this machine until each has said a word to Slack."""
        self._clock.set(BEFORE)
        started = time.monotonic()
        for copy in self._copies.values():
            self._start(copy, Fate("", 0, "users.list", "landed"))
        for copy in self._copies.values():
            copy.came.wait(STARTS_AT_MOST)
        started_in = time.monotonic() - started
        for copy in self._copies.values():
            self._nursery.kill(copy.pid)
        self._clock.set(BEFORE, speed=min(FASTEST, FASTEST * QUICKLY_STARTED / started_in))
        return min(0.6 + 2 * started_in, LONGEST_LIFE)

    def _start(self, copy: Copy, fate: Fate) -> None:
        copy.came.clear()
        copy.fate, copy.left = fate, fate.nth
        mine = {"MILEPOST_PORT": str(copy.port), "SLACK_BOT_TOKEN": f"xoxb-{copy.name}"}
        copy.pid = self._nursery.start(self._environment | mine, is_fresh=fate.is_fresh)
        self.tally.fresh += fate.is_fresh

    def _kill(self, copy: Copy, why: str) -> None:
        """Ends the copy's process, which counts as a kill unless it had ended before."""
        if not copy.pid:
            return
        how = self._nursery.kill(copy.pid)
        copy.pid = 0
        with self._lock:
            if how == -9:
                self.tally.kills[why] += 1
            else:
                self.tally.ended_by_themselves += 1

    def _watch(self, name: str, method: str, moment: str) -> None:
        copy = self._copies.get(name)
        if copy is None or copy.fate is None or (copy.fate.method, copy.fate.moment) != (method, moment):
            return
        with self._lock:
            copy.left -= 1
            if copy.left == 0:
                copy.came.set()

    def _on_delivery(self, port: int) -> None:
        name = next(copy.name for copy in self._copies.values() if copy.port == port)
        self._watch(name, EVENT, "come")

    def _expect_that_copies_live(self) -> None:
        """A few end because Slack refuses their first word; where most do, nothing is killed and nothing is seen."""
        if self.tally.ended_by_themselves > 20 + self.tally.kills.total():
            log = Path(self._log.name).read_text()[-4000:]
            raise RuntimeError(f"The copies do not live long enough to be killed. They wrote:\n{log}")

    def _is_enough(self) -> bool:
        return self.tally.kills.total() >= self._wanted

    def _is_done(self, number: int, askers: list[Thread]) -> bool:
        if any(asker.is_alive() for asker in askers):
            return False
        with self._store.read() as session:
            waiting = session.scalar(
                select(func.count())
                .select_from(Notification)
                .where(Notification.settled_at.is_(None), Notification.due_at <= self._clock.now())
            )
        if waiting:
            return False
        came = arrived(landed(self._slack.messages), self._kinds())
        return all(came[key] for key in owed_on(number))

    def _kinds(self) -> dict[str, str]:
        with self._store.read() as session:
            return dict(session.execute(select(Notification.id, Notification.kind)).tuples().all())

    def _judge(self) -> Verdict:
        with self._store.read() as session:
            rows = session.execute(select(Notification.id, Notification.lane, Notification.due_at)).tuples().all()
        lanes: dict[str, tuple[str, datetime]] = {id_: (lane, due) for id_, lane, due in rows}
        return judge(landed(self._slack.messages), self._kinds(), self.tally.days, self.bag.asked, lanes)

    def _wait(self, seconds: float, is_done: Callable[[], bool]) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if is_done():
                return True
            time.sleep(0.1)
        return False
