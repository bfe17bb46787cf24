"""Away from work: from when, until when, and who covers."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.people import find_person, read_name
from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.said import Part
from plans.when import Found, When, add_length, find_lengths, find_when

_AWAY = re.compile(
    r"\b(?:(?:on|taking|start(?:ing|s)?|having|my|booked|got|have|going\s+on|of|goes\s+on|some"
    r"|into)\s+(?:my\s+|some\s+|annual\s+|a\s+(?:week|day|fortnight)(?:'?s)?\s+(?:of\s+)?|sick\s+"
    r"|study\s+|maternity\s+|mat\s+|paternity\s+|parental\s+|adoption\s+|carers?\s+|compassionate\s+"
    r"|special\s+|flexi\s+|unpaid\s+|\w+\s+weeks?\s+)*(?:leave|holiday|holidays|hols|vacation|a/?l"
    r"|toil|secondment|sick|jury\s+service|strike)"
    r"|annual\s+leave|mat(?:ernity)?\s+leave|paternity\s+leave|sick\s+leave|leave\s*(?:[:–-]\s*(?=¤|\d|from|w/?c)|\s(?:from|¤|until"
    r"|this|next|starting|dates))|a\s?/\s?l\b|al\s+(?=¤|from|until|next|this)|ooo\b"
    r"|out\s+of\s+(?:the\s+)?office|off\s+(?:sick|ill|work|on|from|until|for|all|today|tomorrow|now|¤"
    r"|with|poorly)|(?:i'?m|i\s+am|i'?ll\s+be|will\s+be|be|am|i)\s+(?:off|away|out)\b"
    r"(?!\s+the\s+(?!whole|rest|entire|first|last|next|following|week|day|month|afternoon|morning|office|¤))|away\s+(?:from"
    r"|until|for|on|all|¤|next|this|today|tomorrow|now|in|at)|not\s+be\s+(?:in(?!\s+(?:post|place|line|use|scope|touch|time|budget)\b)|around|at\s+work|available|working)\b|absent\s+(?:from|until|¤|on|for|all|this|next)|not\s+(?:in(?!\s+(?:yet|post|place|line|use|scope|touch|time|budget|the\s+(?:plan|budget))\b)|working|around|at\s+work"
    r"|available|about|here)\b"
    r"|won'?t\s+be\s+(?:in|around|working|at\s+work|available|here)|in\s+hospital|jury\s+service"
    r"|(?:on|at)\s+(?:a\s+|my\s+|the\s+)?(?:training\s+|residential\s+)?(?:course|conference|training)\s+(?:¤|until|from|all)"
    r"|holiday\s+(?:from|¤|until)|(?:back|return(?:ing)?)\s+(?:in\s+the\s+office\s+|at\s+work\s+"
    r"|to\s+work\s+|at\s+my\s+desk\s+|in\s+)?(?:on\s+)?¤|^\W*(?:i\s+am\s+|i'm\s+)?out\s+(?:¤|all|until|from|for|next|this)|unavailable|hols\s+(?:from|¤|until)|vacation)"
)
_OTHERS_LEAVE = re.compile(
    r"\b(?:analyst|manager|lead|team|colleague|she|he|they|who|staff|worker|auditor|officer|nurse"
    r"|designer|lawyer|solicitor|contractor|supplier|consultant|director|head|someone|everyone|half"
    r"|people|post\s?holder|clerk|admin|judge|chair|went|gone|was|were|has|had|his|her|their|is|are"
    r"|both|consultants?|workers?|author|owner|barrister|trainer|person)\b"
)
_BACK = re.compile(
    r"\b(?:back|return(?:ing|s)?|in\s+again|resume)\s+(?:at\s+work\s+|to\s+work\s+"
    r"|in\s+the\s+office\s+|in\s+work\s+|in\s+|at\s+my\s+desk\s+|to\s+my\s+desk\s+|on\s+)*(?:on\s+"
    r"|the\s+)?$"
)
_UNTIL = re.compile(r"\b(?:until|to|through|thru|up\s+to)\s+(?:and\s+including\s+|the\s+)?$|[-–]\s*$")
_FROM = re.compile(r"\b(?:from|starting|starts?|w/?c|of|beginning|commencing)\s+(?:on\s+)?$")
_COVER = re.compile(
    r"(?:\bcover(?:ed|ing)?(?:\s+(?:is|will\s+be|by|from|for\s+(?:me|this|it|everything)))*\s*(?:by"
    r"|is|:|-|from|=|will\s+be)?\s+(?P<after>(?=[^\W\d_]))"
    r"|\b(?:ask|contact|speak\s+to|see|go\s+to|try|send\s+(?:it|them|anything|everything|chasers"
    r"|reminders)\s+to|any(?:thing|\s+queries|\s+questions|one)?(?:\s+urgent)?,?\s+(?:to|ask|contact"
    r"|speak\s+to)|urgent\s+(?:stuff|things|queries)?\s*(?:to|ask)|chase|queries\s+to|questions\s+to"
    r"|in\s+my\s+absence,?|redirect\s+(?:\w+\s+)?to|cover:|deputy\s*(?:is|:)|reminders\s+to"
    r"|chasers\s+to)\s+(?P<asked>(?=[^\W\d_])))"
)
_COVERS = re.compile(
    r"(?P<name>(?:[^\W\d_][\w'’.-]*\s+){0,3}?[^\W\d_][\w’.-]*?)(?:'s|\s+is|\s+will\s+be|\s+will|\s+can"
    r"|\s+to|\s+has\s+agreed\s+to|\s+has\s+kindly\s+agreed\s+to|\s+in\s+to|\s+are"
    r"|'?ll)?\s+(?:cover(?:ing|s)?|looking\s+after|standing\s+in|stand(?:s)?\s+in|deputis(?:e|es|ing)"
    r"|in\s+charge|holding\s+the\s+fort|minding|acting\s+up|pick(?:ing|s)?\s+(?:things\s+|stuff\s+|it\s+all\s+|everything\s+|mine\s+|them\s+)?up|look\s+after"
    r"|(?:has|have|takes|gets|got|doing)\s+(?:my|§)|dealing|deal|stepping\s+in|step\s+in|hold\s+the\s+fort|filling\s+in)(?!\w)"
)
_WITHOUT = re.compile(r"\b(?:no|without|nobody|no\s+one)\s+(?:is\s+)?cover", re.IGNORECASE)
_SPAN_ENDS = re.compile(r"\s*[-–]\s*(\d{1,2}/\d{1,2}(?:/\d{2,4})?)")
_WEEK_OF = re.compile(r"w\s?/?\s?[cb]\b|week\s+(?:commencing|beginning|of)", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LeaveRead:
    """`until` is None where it is not said when the leave ends."""

    starts: date | None
    until: date | None
    cover: str | None


def speaks_of_leave(low: str) -> bool:
    """Whether the speaker says that they themselves are away."""
    match = _AWAY.search(low)
    if not match or _is_of_something(low, match):
        return False
    before = low[: match.start()].rsplit(",", 1)[-1]
    before = re.split(r"\band\b|\bbut\b|[.;:\n]", before)[-1]
    if re.search(r"\bsince\b|\bback\s+(?:at\s+work\s+)?from\b", before + match.group()):
        return False
    if re.search(r"\b(?:i|i'?m|i'?ll|me|my|we)\b", before + match.group()[:6]):
        return True
    return (
        not _OTHERS_LEAVE.search(before)
        and not re.search(r"[^\W\d_]{3,}'s\b|\b(?:while|when)\b", before)
        and not _has_subject(before)
    )


_OUT_ALONE = re.compile(
    r"(?:will\s+be|be|am)\s+(?:off|away|out)|not\s+in|unavailable|(?:back|return(?:ing)?)\s+(?:in\s+)?(?:on\s+)?¤"
)


def _is_of_something(low: str, match: re.Match[str]) -> bool:
    """ "Guidance nearly ready, will be out 1 April", "at the printers, back Friday": not the speaker."""
    if not _OUT_ALONE.fullmatch(match.group().strip()) or re.search(r"\b(?:i|i'm|i'll|me|my)\b", low):
        return False
    return _has_subject(low[: match.start()])


def _has_subject(before: str) -> bool:
    """Words other than small ones before "on leave" name somebody else: "Priya is on leave"."""
    small = word_set(
        """
    hi hello ok please note also just so will be away out now fyi bot and then currently sorry reminder update
    morning afternoon all yes heads up am going to taking soon from next this week still here again
    unfortunately
    """
    )
    return any(word not in small for word in re.findall(r"[^\W\d_]{2,}", before))


def read_leave(part: Part, context: Context, today: date) -> LeaveRead:
    starts, until = _when(part, context, today)
    return LeaveRead(starts, until, read_cover(part, context))


def _when(part: Part, context: Context, today: date) -> tuple[date | None, date | None]:
    dates = part.dates
    if not dates:
        return _for_a_length(part, today, context, today)
    if len(dates) >= 2:
        return _two(part, dates, context)
    return _one(part, dates[0], context, today)


def _two(part: Part, dates: list[Found], context: Context) -> tuple[date | None, date | None]:
    starts, until = None, None
    for found in dates:
        before = part.low[: found.start - part.start]
        when = found.when
        if when.ambiguous and starts is not None:
            when = _read_from(part, found, starts, context)
        if when.ambiguous:
            return starts, None
        if when.first is None or when.last is None:
            continue
        if _BACK.search(before):
            until = until or when.first - _ONE_DAY
        elif starts is None and not _UNTIL.search(before):
            starts = when.first
            until = when.last if when.first != when.last else until
        else:
            until = when.last
    return starts, until if until is not None else starts


def _either_as_both(part: Part, found: Found, today: date, context: Context) -> When:
    """ "Not in Thursday or Friday" is away on both."""
    text = part.said.text[found.start : found.end]
    if not found.when.ambiguous or " or " not in text:
        return found.when
    both = find_when(text.replace(" or ", " and "), today, context.calendar)
    days = sorted(one.when.first for one in both if one.when.first)
    return When(dates=tuple(days), first=days[0], last=days[-1], due=days[-1]) if len(days) == 2 else found.when


def _read_from(part: Part, found: Found, starts: date, context: Context) -> When:
    """ "From Thursday to next Wednesday": which Wednesday is plain once it is counted from that Thursday."""
    again = find_when(part.said.text[found.start : found.end], starts, context.calendar)
    return again[0].when if again else found.when


def _one(part: Part, found: Found, context: Context, today: date) -> tuple[date | None, date | None]:
    at = found.start - part.start
    before, when = part.low[:at], _either_as_both(part, found, today, context)
    if when.first is None or when.last is None:
        return None, None
    if len(when.dates) > 1:
        return min(when.dates), max(when.dates)
    if _BACK.search(before):
        start, _ = _for_a_length(part, today, context, today)
        return start, when.first - _ONE_DAY
    if _WEEK_OF.match(part.text, at) and when.first == when.last:
        return when.first, when.first + 6 * _ONE_DAY
    if when.first != when.last:
        return (None, when.due) if _UNTIL.search(before) else (when.first, when.last)
    if _UNTIL.search(before):
        return None, when.last
    counted = _for_a_length(part, when.first, context, today)
    if counted[1]:
        return counted
    if _FROM.search(before):
        return when.first, None
    ends = _SPAN_ENDS.match(part.text, at + found.end - found.start)
    if ends and (last := find_when(ends.group(1), when.first, context.calendar)) and last[0].when.last:
        return when.first, last[0].when.last
    return when.first, when.first


def _for_a_length(part: Part, first: date, context: Context, today: date) -> tuple[date | None, date | None]:
    """ "For two weeks", counted from the day named or from today."""
    lengths = find_lengths(part.text)
    if not lengths:
        return None, None
    last = add_length(first, lengths[0].length, context.calendar) - _ONE_DAY
    return (first if first != today else today), last


def read_cover(part: Part, context: Context) -> str | None:
    """Who covers, by full name where the plan knows it."""
    if _WITHOUT.search(part.low):
        return None
    for match in _COVERS.finditer(part.low):
        text = part.text[match.start("name") : match.end("name")]
        name = _last_name_in(text, context)
        if name:
            return name
    for match in _COVER.finditer(part.low):
        name = read_name(part.text[match.end() :], context)
        if name and (find_person(name, context) or name[:1].isupper()):
            return name
    return None


def _last_name_in(text: str, context: Context) -> str | None:
    person = find_person(text, context)
    if person and person[2] != context.speaker:
        return person[2]
    words = text.split()
    while words and not words[0][:1].isupper():
        words = words[1:]
    while words and words[0].lower() in ("i", "i'm", "i'll", "on", "off", "a/l", "al", "leave", "and", "cover"):
        words = words[1:]
    return " ".join(words) or None
