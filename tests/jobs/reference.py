"""What should be sent, said a second time as simply as it can be: lists in memory, and no code of Milepost's.

Times are compared by the hour: a message whose sender died comes some minutes later.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NINE, EVENING, ONE_DAY = time(9), time(18), timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
BANK_HOLIDAYS = {date(2026, 5, 25), date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28)}
LADDER = {-10: "l", -5: "l", -1: "l", 0: "l", 2: "lm", 5: "lmo", 10: "lc"}
"""Working days after the due date, and who hears: lead, manager, owner, channel."""


@dataclass
class Tracked:
    """A milestone: `since` is when its date began to count, `climbed` the last day on which it spoke."""

    ref: str
    lead: str
    due: date | None
    since: datetime
    climbed: date = date.min
    is_done: bool = False
    last_word: datetime | None = None


@dataclass
class Line:
    tracked: Tracked
    rung: str
    due: date | None
    answered_after: datetime


@dataclass
class Letter:
    """All that one reader is told on one day, from `at` on."""

    reader: str
    day: date
    at: datetime
    lines: list[Line] = field(default_factory=list)
    has_left: bool = False


@dataclass
class Leave:
    who: str
    first: date
    last: date
    cover: str | None


@dataclass
class Reference:
    """`managers` is who manages whom, `zones` where those live who are not in London."""

    owner: str
    channel: str
    managers: dict[str, str]
    zones: dict[str, ZoneInfo]
    tracked: dict[str, Tracked] = field(default_factory=dict)
    closed: set[date] = field(default_factory=set)
    leave: list[Leave] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    spoken: set[tuple[str, str, date | None, str]] = field(default_factory=set)
    put_off: dict[tuple[str, str], date] = field(default_factory=dict)
    wishes: int = 0
    told: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    # The calendar

    def is_worked(self, day: date) -> bool:
        return day.weekday() < 5 and day not in BANK_HOLIDAYS and day not in self.closed

    def worked_from(self, day: date) -> date:
        while not self.is_worked(day):
            day += ONE_DAY
        return day

    def shifted(self, day: date, days: int) -> date:
        for _ in range(abs(days)):
            day += ONE_DAY if days > 0 else -ONE_DAY
            while not self.is_worked(day):
                day += ONE_DAY if days > 0 else -ONE_DAY
        return self.worked_from(day)

    def zone(self, reader: str) -> ZoneInfo:
        return self.zones.get(reader, LONDON)

    def hour(self, reader: str, planned: datetime, now: datetime) -> datetime:
        """When somebody is told what was planned for an instant: then, or, when it has passed, while people work."""
        zone, at = self.zone(reader), planned.astimezone(self.zone(reader)).time()
        if planned >= now:
            return planned
        here = now.astimezone(zone)
        if self.is_worked(here.date()) and here.time() < EVENING:
            return max(now, instant(here.date(), at, zone))
        is_early = here.time() < at
        return instant(self.worked_from(here.date() if is_early else here.date() + ONE_DAY), at, zone)

    # Who hears

    def stands_in(self, who: str, day: date) -> tuple[str, date]:
        """Who hears on a day what somebody would, and the day before which nobody can."""
        first, seen, present = None, {who}, who
        while away := self.leave_of(present, day):
            first = first or away
            present = away.cover or self.managers.get(present) or self.owner
            if present in seen:
                return who, first.last + ONE_DAY
            seen.add(present)
        return present, date.min

    def leave_of(self, who: str, day: date) -> Leave | None:
        return next((one for one in reversed(self.leave) if one.who == who and one.first <= day <= one.last), None)

    def readers(self, tracked: Tracked, told: set[str], day: date) -> list[tuple[str, date]]:
        roles = {"l": tracked.lead, "m": self.managers.get(tracked.lead, self.owner), "o": self.owner}
        people = [self.stands_in(roles[role], day) for role in "lmo" if role in told]
        first = {reader: before for reader, before in reversed(people)}
        found = [(reader, first[reader]) for reader in dict.fromkeys(reader for reader, _ in people)]
        return [*found, *([(self.channel, date.min)] if "c" in told else [])]

    # The clock

    def turn(self, now: datetime, until: datetime) -> None:
        """Everything at its own time, as on a machine that is never off."""
        while now <= until:
            self.run(now)
            ahead = [at for at in self.instants() if at > now]
            if now == until:
                return
            now = min([*ahead, until])

    def instants(self) -> list[datetime]:
        waiting = [letter.at for letter in self.letters if not letter.has_left]
        return waiting + [noon_before(day) for one in self.tracked.values() for day in self.steps(one)]

    def run(self, now: datetime) -> None:
        for one in self.tracked.values():
            self.climb(one, now)
        for letter in sorted(self.letters, key=lambda letter: letter.at):
            if not letter.has_left and letter.at <= now:
                self.post(letter, now)

    def steps(self, one: Tracked) -> dict[date, list[int]]:
        """The days on which a milestone has still to speak, in order."""
        if one.due is None or one.is_done:
            return {}
        found: dict[date, list[int]] = {}
        for rung in LADDER:
            day = self.shifted(one.due, rung)
            if day > one.climbed and instant(day, NINE, LONDON) >= one.since:
                found.setdefault(day, []).append(rung)
        return dict(sorted(found.items()))

    def climb(self, one: Tracked, now: datetime) -> None:
        """All steps that have come are one line, as the last of them says it, to everybody whom any of them tells."""
        come = {day: rungs for day, rungs in self.steps(one).items() if noon_before(day) <= now}
        if not come:
            return
        last = max(come)
        one.climbed = last
        told = {role for rungs in come.values() for rung in rungs for role in LADDER[rung]}
        line = Line(one, str(max(come[last])), one.due, instant(last, time(), LONDON))
        for reader, before in self.readers(one, told, max(last, now.astimezone(LONDON).date())):
            day = max(last, self.worked_from(before)) if before > date.min else last
            self.owe(line, reader, instant(day, NINE, self.zone(reader)), now)

    def owe(self, line: Line, reader: str, planned: datetime, now: datetime) -> None:
        """Into the reader's letter of the day, or of the next one that has not left."""
        while True:
            at = self.hour(reader, planned, now)
            day = at.astimezone(self.zone(reader)).date()
            letter = self.letter(reader, day) or self.write(reader, day, at)
            if not letter.has_left:
                break
            planned = instant(self.shifted(day, 1), planned.astimezone(self.zone(reader)).time(), self.zone(reader))
        self.put(line, letter)

    def put(self, line: Line, letter: Letter) -> None:
        cause = line.tracked.ref, line.rung, line.due, letter.reader
        if cause not in self.spoken:
            self.spoken.add(cause)
            letter.lines.append(line)

    def letter(self, reader: str, day: date) -> Letter | None:
        return next((one for one in self.letters if (one.reader, one.day) == (reader, day)), None)

    def write(self, reader: str, day: date, at: datetime) -> Letter:
        self.letters.append(Letter(reader, day, at))
        return self.letters[-1]

    def post(self, letter: Letter, now: datetime) -> None:
        """What is late leaves while people work, and takes along what else waits for its reader."""
        if not letter.lines:
            letter.has_left = True
            return
        if now - letter.at >= timedelta(hours=1):
            at = self.hour(letter.reader, letter.at, now)
            if at > now:
                letter.at = at
                return
        today = now.astimezone(self.zone(letter.reader)).date()
        for other in [one for one in self.letters if one.reader == letter.reader and one is not letter]:
            if not other.has_left and other.at <= now:
                letter.lines += other.lines
                self.letters.remove(other)
                other.has_left = True
        if letter.day < today and self.letter(letter.reader, today) is None:
            letter.day = today
        letter.has_left = True
        refs = {line.tracked.ref for line in letter.lines if self.is_owed(line, letter.reader, today)}
        if refs:
            self.told.append((f"{now:%m-%d %H}", letter.reader, tuple(sorted(refs))))

    def is_owed(self, line: Line, reader: str, today: date) -> bool:
        one = line.tracked
        is_other = line.due != one.due and not line.rung.startswith("wish")
        is_answered = one.last_word is not None and one.last_word >= line.answered_after
        return not (one.is_done or is_other or is_answered or self.put_off.get((one.ref, reader), date.min) > today)

    # What people do

    def move(self, ref: str, due: date, now: datetime) -> None:
        one = self.tracked[ref]
        if one.due != due:
            one.due, one.climbed, one.since = due, date.min, now

    def close(self, days: set[date], now: datetime) -> None:
        """What waits for a day that is none any more comes on the next one."""
        self.closed = days
        for letter in [one for one in self.letters if not one.has_left and one.at > now]:
            if not self.is_worked(letter.day):
                hour, zone = letter.at.astimezone(self.zone(letter.reader)).time(), self.zone(letter.reader)
                for line in letter.lines:
                    self.next_letter(letter.reader, self.shifted(letter.day, 1), hour, zone).lines.append(line)
                letter.lines = []

    def next_letter(self, reader: str, day: date, hour: time, zone: ZoneInfo) -> Letter:
        while (found := self.letter(reader, day)) is not None and found.has_left:
            day = self.shifted(day, 1)
        return found or self.write(reader, day, instant(day, hour, zone))

    def goes_away(self, leave: Leave) -> None:
        """Leave that overlaps gives way; what is written and not sent goes to whoever hears instead."""
        self.leave = [
            one for one in self.leave if one.who != leave.who or one.last < leave.first or one.first > leave.last
        ]
        self.leave.append(leave)
        for letter in [one for one in self.letters if one.reader == leave.who and not one.has_left]:
            if not leave.first <= letter.day <= leave.last:
                continue
            instead, before = self.stands_in(leave.who, letter.day)
            hour = letter.at.astimezone(self.zone(leave.who)).time()
            day = self.worked_from(max(letter.day, before))
            lines, letter.lines = letter.lines, []
            for line in lines:
                if instead == leave.who:
                    self.spoken.discard((line.tracked.ref, line.rung, line.due, instead))
                self.put(line, self.next_letter(instead, day, hour, self.zone(instead)))

    def puts_off(self, ref: str, until: date, now: datetime) -> None:
        """The lead's earlier wish for the same milestone gives way to this one."""
        one = self.tracked[ref]
        for letter in self.letters:
            letter.lines = [
                line
                for line in letter.lines
                if letter.has_left or line.tracked is not one or not line.rung.startswith(f"wish of {one.lead}")
            ]
        self.wishes += 1
        line = Line(one, f"wish of {one.lead} {self.wishes}", one.due, now + timedelta(seconds=1))
        day, zone = self.worked_from(until), self.zone(one.lead)
        while instant(day, NINE, zone) <= now or ((sent := self.letter(one.lead, day)) is not None and sent.has_left):
            day = self.shifted(day, 1)
        self.put_off[ref, one.lead] = day
        self.put(line, self.next_letter(one.lead, day, NINE, zone))


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def noon_before(day: date) -> datetime:
    """When a day's rungs are written: before it is nine anywhere."""
    return datetime.combine(day - ONE_DAY, time(12), tzinfo=UTC)
