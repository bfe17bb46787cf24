"""The ladder: which days a milestone's lead hears about it, who else hears, and when on that day.

A policy is data. Its rungs are written as people say them ("10 working days before", "on the day", "2 working
days after"), each with who hears. Days are English working days; a rung that falls on any other day moves to the
next working day, and rungs that then share a day are one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from plans.working_days import WorkingDays

MORNING = time(9)
EVENING = time(18)


class PolicyError(ValueError):
    """A policy cannot be used. The message is a sentence that says what, where and what to write instead."""


class Hearer(StrEnum):
    LEAD = "lead"
    MANAGER = "manager"
    OWNER = "owner"
    LEADERSHIP = "leadership"


@dataclass(frozen=True)
class Rung:
    """`days` before (negative) or after the due date, in working days or in days of the week."""

    days: int
    tell: tuple[Hearer, ...]
    in_working_days: bool = True

    @property
    def name(self) -> str:
        if self.days == 0:
            return "on the day"
        unit = ("working " if self.in_working_days else "") + ("day" if abs(self.days) == 1 else "days")
        return f"{abs(self.days)} {unit} {'before' if self.days < 0 else 'after'}"

    def falls_on(self, due: date, calendar: WorkingDays) -> date:
        """The working day on which this rung speaks for a milestone due on `due`."""
        if self.in_working_days:
            return calendar.on_or_after(calendar.add(due, self.days))
        return calendar.on_or_after(due + timedelta(days=self.days))


@dataclass(frozen=True)
class Policy:
    rungs: tuple[Rung, ...]
    at: time = MORNING

    def as_data(self) -> dict[str, Any]:
        """The policy as it is kept and edited; `read_policy` takes it back."""
        rungs = [{"when": rung.name, "tell": [str(hearer) for hearer in rung.tell]} for rung in self.rungs]
        return {"at": f"{self.at:%H:%M}", "rung": rungs}


@dataclass(frozen=True)
class Step:
    """A day on which a milestone's ladder speaks: the rungs that land on it, the last one first."""

    day: date
    rungs: tuple[Rung, ...]

    @property
    def rung(self) -> Rung:
        return self.rungs[0]


STANDARD = Policy(
    (
        Rung(-10, (Hearer.LEAD,)),
        Rung(-5, (Hearer.LEAD,)),
        Rung(-1, (Hearer.LEAD,)),
        Rung(0, (Hearer.LEAD,)),
        Rung(2, (Hearer.LEAD, Hearer.MANAGER)),
        # Whoever else hears, the lead hears on the same morning: nobody is told of behind their back.
        Rung(5, (Hearer.LEAD, Hearer.MANAGER, Hearer.OWNER)),
        Rung(10, (Hearer.LEAD, Hearer.LEADERSHIP)),
    )
)


def hearers_of(rungs: Iterable[Rung]) -> tuple[Hearer, ...]:
    """Everybody whom any of the rungs tells, in the order of the ladder."""
    told = {hearer for rung in rungs for hearer in rung.tell}
    return tuple(hearer for hearer in Hearer if hearer in told)


def hears_after(some: Iterable[Step], hearer: str, day: date) -> bool:
    """Whether any of the steps after a day tells that hearer."""
    return any(hearer in hearers_of(step.rungs) for step in some if step.day > day)


def steps(due: date, policy: Policy, calendar: WorkingDays) -> list[Step]:
    """Every day on which the ladder speaks for a milestone due on `due`, in order."""
    by_day: dict[date, list[Rung]] = {}
    for rung in policy.rungs:
        by_day.setdefault(rung.falls_on(due, calendar), []).append(rung)
    return [Step(day, tuple(_last_first(rungs))) for day, rungs in sorted(by_day.items())]


def _last_first(rungs: list[Rung]) -> list[Rung]:
    return sorted(rungs, key=lambda rung: (rung.days, rung.in_working_days), reverse=True)


def written_at(day: date) -> datetime:
    """The instant at which the rungs of a day are written: before it is nine in the morning anywhere.

    The earliest zone is 14 hours ahead of UTC: its 09:00 is 19:00 UTC on the day before.
    """
    return datetime.combine(day - timedelta(days=1), time(12), tzinfo=UTC)


def spoken_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant of the policy's hour on a day, on the clock of whoever hears."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def send_time(day: date, at: time, zone: ZoneInfo, now: datetime, calendar: WorkingDays) -> datetime:
    """When a message meant for `day` goes out: then, or, when that has passed, at the next hour people work.

    A machine that was off does not speak in the night, in the evening or on a day off to catch up.
    """
    planned = spoken_at(day, at, zone)
    if planned >= now:
        return planned
    local = now.astimezone(zone)
    today = local.date()
    if not calendar.is_working_day(today) or local.time() >= EVENING:
        return spoken_at(calendar.on_or_after(today if local.time() < at else today + timedelta(days=1)), at, zone)
    return max(now, spoken_at(today, at, zone))


_WHEN = re.compile(r"(?P<count>\d{1,3}) +(?P<working>working +)?days? +(?P<side>before|after)", re.IGNORECASE)


def read_policy(data: Mapping[str, Any]) -> Policy:
    """A policy from data, checked: {"at": "09:00", "rung": [{"when": "5 working days before", "tell": ["lead"]}]}.

    Raises PolicyError with a sentence for the first thing that is wrong.
    """
    _refuse_unknown_keys(data, {"at", "rung"}, "The policy")
    rungs = data.get("rung")
    if not isinstance(rungs, list) or not rungs:
        raise PolicyError("The policy has no rungs: give at least one [[rung]] with `when` and `tell`.")
    read = tuple(read_rung(rung, number) for number, rung in enumerate(rungs, start=1))
    names = [rung.name for rung in read]
    for name in names:
        if names.count(name) > 1:
            raise PolicyError(f'The policy has the rung "{name}" twice: keep one and list everybody in its `tell`.')
    return Policy(read, _read_hour(data.get("at", "09:00")))


def read_rung(data: Any, number: int) -> Rung:
    """One rung from data; raises PolicyError with a sentence that names its number."""
    if not isinstance(data, Mapping):
        raise PolicyError(f"Rung {number} is not a table with `when` and `tell`.")
    _refuse_unknown_keys(data, {"when", "tell"}, f"Rung {number}")
    days, in_working_days = _read_when(data.get("when"), number)
    return Rung(days, _read_tell(data.get("tell"), number), in_working_days)


def _read_when(words: Any, number: int) -> tuple[int, bool]:
    said = str(words or "").strip()
    if said.lower() == "on the day":
        return 0, True
    match = _WHEN.fullmatch(said)
    if match is None:
        raise PolicyError(
            f'Rung {number} is unknown: "{said}". Write "on the day", or a number of days or working days '
            f'before or after, such as "5 working days before".'
        )
    count = int(match["count"])
    return (count if match["side"].lower() == "after" else -count), match["working"] is not None


def _read_tell(names: Any, number: int) -> tuple[Hearer, ...]:
    known = ", ".join(Hearer)
    if not isinstance(names, list) or not names:
        raise PolicyError(f"Rung {number} tells nobody: `tell` is a list of {known}.")
    for name in names:
        if name not in list(Hearer):
            raise PolicyError(f'Rung {number} tells "{name}", whom nobody knows: `tell` is a list of {known}.')
    return tuple(hearer for hearer in Hearer if hearer in names)


def _read_hour(value: Any) -> time:
    try:
        hour = time.fromisoformat(str(value))
    except ValueError:
        hour = None
    # The hour is on the clock of whoever hears: one with an offset of its own would be somebody else's.
    if hour is None or hour.tzinfo is not None:
        raise PolicyError(f'The hour "{value}" is not a time of day: write `at = "09:00"`.')
    return hour


def _refuse_unknown_keys(data: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise PolicyError(f"{where} has `{key}`, which means nothing here: it may have {', '.join(sorted(known))}.")
