"""Questions about who is away: "is Grace away on Friday?", "who is off next week?", "are you on leave?"."""

import re
from datetime import date

from bot.conversation.understanding.intents import MILEPOST, About, Context, Intent, Question, Unclear
from bot.conversation.understanding.people import known_person
from bot.conversation.understanding.said import Part

_FIRST = r"\W*(?:(?:hi|hello|hey|morning|good morning|ok|actually|sorry|please|yes|no|and|so|bot|milepost)\W+)*"
_AWAY = (
    r"(?:(?:on|having|taking|off\s+on)\s+(?:(?:annual|sick|any|some|the|my|your|his|her|their)\s+)*"
    r"(?:leave|holidays?|hols|vacation|a/l)|away|off(?:\s+(?:work|sick))?|out(?:\s+of\s+(?:the\s+)?office)?|absent"
    r"|ooo|unavailable|not\s+(?:in|here|around|available|working))"
)
_THERE = r"(?:back|in(?:\s+(?:the\s+office|work))?|at\s+work|working|around|here|available)"
_STATE = rf"(?:{_AWAY}|{_THERE})"
_NAME = r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,3}?"
_WHEN = r"(?:\s+(?:(?:on|for|from|until|during|over|in|at|the|all|of)\s+)*(?:¤|now|again|still|then|please))*"
_ANYBODY = r"(?:anyone|anybody|someone|somebody)(?:\s+else)?"

_ASKS = re.compile(
    rf"{_FIRST}(?:when\s+)?(?:"
    rf"(?:am\s+(?P<me>i)|will\s+(?P<i>i)\s+be)\s+{_STATE}"
    rf"|(?:are\s+(?P<you>you)|will\s+(?P<bot>you)\s+be)\s+{_STATE}"
    rf"|who(?:\s+else)?(?:'s|\s+is|\s+will\s+be)\s+{_AWAY}"
    rf"|(?:is|will)\s+{_ANYBODY}(?:\s+be)?\s+{_AWAY}"
    rf"|who\s+(?:covers|is\s+covering|will\s+cover)\s+for\s+(?:(?P<my>me)|(?P<covered>{_NAME}))"
    rf"|(?:is|will)\s+(?P<name>{_NAME})(?:\s+be)?\s+{_STATE}"
    rf"){_WHEN}\W*"
)
_TELLS_AND_ASKS = re.compile(rf"{_FIRST}(?P<name>{_NAME})(?:'s|\s+is|\s+will\s+be)\s+{_AWAY}{_WHEN}\s*\?\W*")


def read_absence_question(part: Part, context: Context) -> Intent | None:
    """The question who is away, and when, that the whole of a part asks; None where it asks something else."""
    match = _ASKS.fullmatch(part.low) or _TELLS_AND_ASKS.fullmatch(part.low)
    if match is None or part.mentions:
        return None
    owner, is_known = _whose(match, part, context)
    if not is_known:
        return None
    unsure = next((found.when.ambiguous for found in part.dates if found.when.ambiguous), None)
    if unsure:
        return Unclear(why=unsure, words=part.words, confidence=0.8)
    since, to = _period(part)
    return Question(about=About.AWAY, owner=owner, since=since, to=to, words=part.words, confidence=0.9)


def _whose(match: re.Match[str], part: Part, context: Context) -> tuple[str | None, bool]:
    """Who is asked about, None for anybody; and whether that can be told."""
    named = match.groupdict()
    if named.get("me") or named.get("i") or named.get("my"):
        return "me", True
    if named.get("you") or named.get("bot"):
        return MILEPOST, True
    place = next((group for group in ("name", "covered") if named.get(group)), None)
    if place is None:
        return None, True
    typed = part.text[match.start(place) : match.end(place)]
    known = known_person(typed, context)
    if known is not None:
        return ("me" if known == context.speaker else known), True
    return typed, all(word[:1].isupper() for word in typed.split())


def _period(part: Part) -> tuple[date | None, date | None]:
    days = [day for found in part.dates for day in (found.when.first, found.when.last) if day is not None]
    return (min(days), max(days)) if days else (None, None)
