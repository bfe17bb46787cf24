"""The next panel, half term, the end of term: days that only the plan knows. Where it does not, nothing is guessed."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from plans.own_days import Meeting, SchoolTime, bodies_called, last_meeting, next_meeting
from plans.when.base import ONE_DAY, Base, Kind, Rule, is_alone, words_after, words_before
from plans.when.meaning import When, a_day, a_span, ask, said
from plans.when.vocabulary import MONTH, compiled, month_number, one_of

_BEFORE = re.compile(r"\b(?:before|ahead\sof|prior\sto|in\sgood\stime\sfor)\s$", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\s$", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:by|until|till?|up\sto|in\stime\sfor|since|from|between|and|due|for)\s$", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:mov|push|slip|shift|extend|delay|put\sback)\w*\b(?:[^.;,?!]|\.(?=\d)){0,30}\bto\s$", re.IGNORECASE
)
# "Agreed by the board" says who agreed; "finished by the board" says when.
_DECIDED_BY = re.compile(
    r"\b(?:agreed|approved|endorsed|ratified|signed\soff|considered|seen|reviewed|noted|asked|requested|challenged|heard"
    r"|adopted|accepted|rejected|refused|led|chaired|set|scrutinised|discussed|supported|commissioned|owned|overseen"
    r"|monitored|raised|given|told|sent\sback|deferred|confirmed)\sby\s$",
    re.IGNORECASE,
)
# "After the panel agreed it", "the panel's chair", "before the panel on 3 June", "by the board members".
_IS_SOMEBODY = re.compile(
    r"(?:'s)?\s+(?:agreed|approved|said|says|asked|met|meets|refused|rejected|deferred|has|have|had|was|were|is|are|will"
    r"|wants?|members?|chair\w*|papers?|reports?|minutes|feedback|decisions?|actions?|sign(?:ed|s)?|adviser|on|of)\b"
    r"|'s\b|,?\s*\(?\d",
    re.IGNORECASE,
)


def meeting_rules(meetings: tuple[Meeting, ...]) -> tuple[Rule, ...]:
    """How the bodies that meet are named in words; no rule where the plan knows of no meetings."""
    return _rules_for(meetings) if meetings else ()


@lru_cache(maxsize=64)
def _rules_for(meetings: tuple[Meeting, ...]) -> tuple[Rule, ...]:
    names = {name for meeting in meetings for name in _names(meeting.body)}
    pattern = compiled(
        rf"(?:(?P<after>(?:straight\s)?after|following)\s)?(?:(?:the|our|this|that)\s)?(?:(?P<which>next|last|previous|coming|upcoming|(?P<month>{MONTH})(?:'s)?)\s)?"
        rf"(?P<name>{one_of(names)})(?:\s(?:meeting|mtg))?\b(?!-)"
    )
    return (Rule(Kind.OTHER, pattern, _reader_of(meetings)),)


def _names(body: str) -> set[str]:
    """ "Fostering Improvement Panel" is called that, "improvement panel" and "panel"."""
    words = body.lower().split()
    return {" ".join(words[at:]) for at in range(len(words))}


def _reader_of(meetings: tuple[Meeting, ...]) -> Callable[[re.Match[str], Base], When | None]:
    def read(match: re.Match[str], base: Base) -> When | None:
        before, which = words_before(match), (match["which"] or "").lower()
        if _DECIDED_BY.search(before) and which != "next":
            return None
        names_a_time = any(cue.search(before) for cue in (_BEFORE, _UP_TO, _MOVED_TO))
        if not (names_a_time or match["after"] or is_alone(match)) or _IS_SOMEBODY.match(words_after(match)):
            return None
        return _meant(match, meetings, base)

    return read


def _meant(match: re.Match[str], meetings: tuple[Meeting, ...], base: Base) -> When:
    bodies = bodies_called(meetings, match["name"])
    days = {body: _day(match, meetings, body, base) for body in bodies}
    known = {body: day for body, day in days.items() if day is not None}
    if not known:
        return ask(f'I do not know the date of "{" ".join(match[0].split())}". Which day is it?')
    if len(set(known.values())) > 1:
        listed = ", or ".join(f"the {body} of {said(day)}" for body, day in known.items())
        return ask(f'"{" ".join(match[0].split())}" could be {listed}. Which is it?')
    return _around(next(iter(known.values())), match, base)


def _day(match: re.Match[str], meetings: tuple[Meeting, ...], body: str, base: Base) -> date | None:
    which = (match["which"] or "").lower()
    if match["month"]:
        of_month = [one for one in meetings if one.body == body and one.on.month == month_number(match["month"])]
        return next_meeting(of_month, body, base.on - ONE_DAY) or last_meeting(of_month, body, base.on)
    if which in {"last", "previous"}:
        return last_meeting(meetings, body, base.on)
    return next_meeting(meetings, body, base.on)


def _around(day: date, match: re.Match[str], base: Base) -> When:
    """Before a meeting is the working day before it, after it the one after."""
    if match["after"]:
        return a_day(base.calendar.add(day, 1))
    return a_day(base.calendar.add(day, -1) if _BEFORE.search(words_before(match)) else day)


_SEASON_OF = {
    "october": "autumn", "oct": "autumn", "february": "spring", "feb": "spring", "may": "summer", "whitsun": "summer",
    "christmas": "autumn", "easter": "spring",
}  # fmt: skip


def read_school(match: re.Match[str], base: Base) -> When:
    """A term, a half term or the school holidays, from the dates of the plan's own schools; asked where it has none."""
    words = " ".join(match["what"].lower().replace("-", " ").split())
    season = (match["season"] or "").lower()
    times = [
        time for time in base.calendar.school if season in ("", "school") or time.name == _SEASON_OF.get(season, season)
    ]
    if words.replace(" ", "") == "halfterm":
        return _half_term(match, times, base)
    if words.endswith("term") and (season or match["edge"] or match["which"] in ("this", "next")):
        return _term(match, times, base)
    if words == "school holidays":
        return _holidays(match, times, base)
    return _unknown(match)


def _half_term(match: re.Match[str], times: list[SchoolTime], base: Base) -> When:
    coming = [time for time in times if time.kind == "half term" and time.last >= base.on]
    return _beside(min(coming), match, base) if coming else _unknown(match)


def _term(match: re.Match[str], times: list[SchoolTime], base: Base) -> When:
    terms = sorted(time for time in times if time.kind == "term" and time.last >= base.on)
    if (match["which"] or "").lower() == "next":
        terms = [term for term in terms if term.first > base.on]
    if not terms:
        return _unknown(match)
    return _beside(terms[0], match, base)


def _holidays(match: re.Match[str], times: list[SchoolTime], base: Base) -> When:
    """They begin on the day after a term's last."""
    terms = sorted(time for time in times if time.kind == "term" and time.last >= base.on)
    if not terms or _AFTER.search(words_before(match)) or match["edge"]:
        return _unknown(match)
    return a_day(terms[0].last)


def _beside(time: SchoolTime, match: re.Match[str], base: Base) -> When:
    before, edge = words_before(match), (match["edge"] or "").lower()
    if edge:
        return a_day(time.first if edge in ("start", "beginning") else time.last)
    if _AFTER.search(before):
        return a_day(base.calendar.on_or_after(time.last + ONE_DAY))
    if _BEFORE.search(before) or (time.kind == "half term" and re.search(r"\bby\s$", before, re.IGNORECASE)):
        return a_day(base.calendar.add(time.first, -1))
    return a_span(time.first, time.last)


def _unknown(match: re.Match[str]) -> When:
    return ask(f'School dates differ from council to council. Which day is "{match[0]}"?')
