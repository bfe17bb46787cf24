"""Asking to be asked later."""

import re
from datetime import date, timedelta

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.said import Part
from plans.when import add_length, find_lengths

_LATER = re.compile(
    r"\b(?:(?:remind|chase|ask|try|ping|nudge|bug|poke|prod|tap|message|bother|hassle|pester|prompt"
    r"|buzz|contact|catch|jog)\s+(?:me|us)\b|come\s+back\s+(?:to\s+me\s+)?(?:on|in|¤|to\s+me|later"
    r"|about)|get\s+back\s+to\s+me|check\s+(?:back|in|again)(?:\s+(?:with\s+me|on\s+this))?"
    r"|check\s+with\s+me|snooze|speak\s+to\s+me|talk\s+to\s+me|hold\s+(?:off|fire)|leave\s+(?:it|this"
    r"|§|me|that)(?:\s+(?:one|alone|with\s+me|be))?(?:\s+(?:until|for|a|¤)|$)"
    r"|give\s+me\s+(?:until|an?\s+(?:few|couple|week|day|month|fortnight|bit|minute|moment|extra)|¤"
    r"|another|\w+\s+(?:days?|weeks?))|let\s+me\s+(?:get\s+back|come\s+back|check\s+and|have\s+until)"
    r"|not\s+(?:now|today|¤|right\s+now|this\s+week|yet,?\s+(?:ask|try))|remind\s+(?:§|about|again)"
    r"|reminder\s+(?:for|on|¤|about|please)|another\s+reminder|set\s+(?:a\s+|me\s+a\s+)?reminder"
    r"|send\s+(?:me\s+)?(?:a\s+|another\s+|the\s+)?reminder|ask\s+(?:again|later|¤|after)"
    r"|try\s+(?:again|later|¤)|(?:remind|chase|ask|try|ping|nudge|bug|prod|prompt)\s+(?:then|after\s+that)\b|later\s+please|mute|pause\s+(?:this|the\s+)?(?:reminders?|chasers?"
    r"|chasing)|stop\s+(?:chasing|reminding|asking|nagging)(?:\s+me)?\s+(?:until|for)"
    r"|don'?t\s+(?:chase|remind|ask|ping|nag|bother)\s+(?:me\s+)?(?:again\s+|about\s+(?:this|it"
    r"|§)\s+)?(?:until|before|for)|no\s+(?:chasers|reminders)\s+(?:until|before)"
    r"|(?:i'?ll|i\s+will|will|i\s+can|can|we'?ll)\s+(?:\w+\s+)?(?:update\s+you|let\s+you\s+know"
    r"|get\s+back|come\s+back\s+to\s+you|report\s+back|send\s+(?:you\s+)?(?:an|the|my)\s+update"
    r"|answer|reply|respond|have\s+(?:something|more|news|a\s+(?:proper|better|full)\s+\w+)\s+for\s+you|have\s+an\s+(?:answer|update)|know\s+more|update\s+(?:this|§|it)"
    r"|give\s+(?:you\s+)?an\s+update|tell\s+you)\b|(?:should|will)\s+know\s+more|pick\s+(?:this"
    r"|it)\s+up\s+(?:with\s+me\s+)?(?:again\s+)?(?:on|¤|next|in)|bring\s+(?:this"
    r"|it)\s+back\s+(?:up\s+)?(?:on|¤|next|in)|(?:update|answer)\s+(?:to\s+follow|coming|by|on)\s*¤?)"
)
_BUSY_NOW = re.compile(
    r"\W*¤\s*(?:please|instead)?\s*[,;.–-]+\s*(?:sorry,?\s+)?(?:i'?m\s+(?!on\s+leave)|in\s+(?:court|panel|meetings?|a\s+meeting|training)|busy"
    r"|swamped|snowed|tied\s+up|flat\s+out|back\s+to\s+back|no\s+time)"
)
_BUSY = (
    r"(?:(?:in|at)\s+(?:court|panels?|meetings?|a\s+meeting|training|a\s+panel|board|interviews?|conference)|busy|swamped|snowed|tied\s+up|flat\s+out"
    r"|back\s+to\s+back|no\s+time|up\s+to\s+my\s+(?:neck|eyes)|rammed|manic|driving|on\s+(?:a\s+)?(?:visit|train|duty)|can'?t\s+(?:look|talk|do\s+this)\b)"
)
_BUSY_UNTIL = re.compile(
    rf"[^.!?;\n¤§]{{0,30}}\b{_BUSY}[^.!?;¤§]{{0,30}}[.!?;,–-]+\s*(?:maybe\s+|try\s+|how\s+about\s+|better\s+)*¤\s*(?:please|instead|then|would\s+be\s+better|is\s+better"
    r"|maybe|thanks|ok)?\W*$"
)
_NOT_SNOOZE = re.compile(
    r"\bknow\s+more\s+(?:after|once|when|then|following)\b|\bremind\s+me\s+(?:what|who|which|how|when\s+(?:is|are|does|did)|why|whether|where)\b|\b(?:can"
    r"|could)\s+you\s+let\s+me\b|\bask\s+me\s+(?:anything|to)\b"
)


_THEN = re.compile(r"\bthen\b")
_NOT_TODAY = re.compile(r"\bnot\s+(?:today|¤)|\b(?:snooze|mute)\b[^.]{0,12}\btoday\b")


def asks_for_later(low: str) -> bool:
    return bool(_LATER.search(low) or _BUSY_NOW.match(low)) and not _NOT_SNOOZE.search(low)


def is_busy_until(low: str) -> bool:
    """ "In panel all day. Wednesday please": the whole message asks for another day."""
    return bool(_BUSY_UNTIL.match(low))


def is_promise_only(low: str) -> bool:
    """ "I'll let you know": counts only with a date beside it."""
    match = _LATER.search(low)
    return bool(
        match
        and re.match(r"i'?ll|i\s|will|can|should|we'?ll|let\s+me|update|answer|not\b|another\s+reminder", match.group())
    )


def read_later(part: Part, context: Context, today: date) -> date | None:
    """The day to ask again: the date after the request, else before it, else so long from today."""
    match = _LATER.search(part.low)
    at = part.start + (match.start() if match else 0)
    spoken_of = part.dates or (
        [found for found in part.said.dates if found.start < part.start] if _THEN.search(part.low) else []
    )
    ordered = sorted(spoken_of, key=lambda found: (found.start < at, found.start))
    for found in ordered:
        if re.search(r"\bnot\s+$", part.low[: found.start - part.start]):
            continue
        day = found.when.dates[0] if found.when.dates else _day(found.when.first, found.when.due, found.when.last)
        if day is not None and day >= today:
            return day
    lengths = find_lengths(part.text)
    if not lengths and _NOT_TODAY.search(part.low):
        return context.calendar.on_or_after(today + timedelta(days=1))
    if not lengths:
        return None
    return add_length(today, lengths[0].length, context.calendar)


def _day(first: date | None, due: date | None, last: date | None) -> date | None:
    """A span begins the asking ("next week" is its Monday), unless it was said to be the span's end or middle."""
    if first is None or first == last or due is None:
        return due or first
    return first if due == last or (due.weekday() == 4 and (last - due).days == 2) else due  # type: ignore[operator]
