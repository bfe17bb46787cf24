"""How a plan's weekly digest is wanted: when, of what, and what its improvement officer sees before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from plans.working_days import WorkingDays

HOUR = time(9)
WEEK = timedelta(days=7)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@dataclass(frozen=True)
class DigestSettings:
    """`day` counts from Monday, 0; `at` is on the clock of `zone`, the plan's where it is None.

    `themes` are the only ones that are told of, all where there are none. `skipped` are the Mondays of the weeks
    without a digest. The officer sees what does not add up on the working day before, with `has_preview` the digest
    itself too; what they leave open shows in the digest with `shows_doubts`.
    """

    day: int = 0
    at: time = HOUR
    zone: str | None = None
    is_full: bool = True
    themes: tuple[str, ...] = ()
    skipped: tuple[date, ...] = ()
    has_preview: bool = False
    shows_doubts: bool = False

    def as_data(self) -> dict[str, Any]:
        """The settings as JSON values, without those that are as they come."""
        usual = DigestSettings()
        return {name: _plain(value) for name, value in asdict(self).items() if value != getattr(usual, name)}


def settings_from(data: Mapping[str, Any]) -> DigestSettings:
    known = {each.name for each in fields(DigestSettings)}
    given = {name: value for name, value in data.items() if name in known}
    if "at" in given:
        given["at"] = time.fromisoformat(given["at"])
    if "skipped" in given:
        given["skipped"] = tuple(date.fromisoformat(day) for day in given["skipped"])
    if "themes" in given:
        given["themes"] = tuple(given["themes"])
    return DigestSettings(**given)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


@dataclass(frozen=True)
class Rhythm:
    """When a weekly digest goes out: `day` and `hour` of each week, on the next working day where that is none."""

    zone: ZoneInfo
    calendar: WorkingDays
    day: int = 0
    hour: time = HOUR

    def time_of(self, week: date) -> datetime:
        """When the digest of the week that begins on the Monday `week` goes out."""
        return datetime.combine(self.calendar.on_or_after(week + timedelta(days=self.day)), self.hour, tzinfo=self.zone)

    def next_week(self, now: datetime) -> date:
        """The Monday of the first week whose digest is still to come; one that goes out just now is."""
        week = self._this_week(now) - WEEK
        while self.time_of(week) < now:
            week += WEEK
        return week

    def latest_week(self, now: datetime) -> date:
        """The Monday of the last week whose digest was due by `now`."""
        week = self._this_week(now)
        while self.time_of(week) > now:
            week -= WEEK
        return week

    def check_time(self, week: date) -> datetime:
        """When the officer hears before it: at nine on the working day before."""
        day = self.calendar.add(self.time_of(week).date(), -1)
        return datetime.combine(day, HOUR, tzinfo=self.zone)

    def next_check(self, now: datetime) -> datetime:
        """The first such time that is still to come after `now`."""
        week = self.next_week(now)
        while self.check_time(week) <= now:
            week += WEEK
        return self.check_time(week)

    def _this_week(self, now: datetime) -> date:
        return monday_of(now.astimezone(self.zone).date())


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
