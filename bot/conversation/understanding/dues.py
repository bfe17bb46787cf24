"""Which of the dates in a message is the day the milestone is now to be finished by."""

import re
from dataclasses import dataclass
from datetime import date

from bot.conversation.understanding.finished import is_itself
from bot.conversation.understanding.intents import KnownMilestone
from bot.conversation.understanding.plan_index import Title
from bot.conversation.understanding.said import Part
from plans.when import Found, When, add_length, find_lengths, subtract_length
from plans.working_days import WorkingDays

_MOVING = re.compile(
    r"\b(?:mov(?:e|ed|ing)|push(?:ed|ing)?|put(?:ting)?\s+(?:it\s+|this\s+|§\s*)?back|extend(?:ed"
    r"|ing)?|extension|shift(?:ed|ing)?|chang(?:e|ed|ing)|slip(?:s|ped|ping)?(?:\s+to)?|revis(?:e|ed"
    r"|ing)|re-?schedul\w+|re-?dat\w+|reset|set"
    r"|put|make|bring(?:ing)?(?:\s+(?:it|this|§))?\s+forward|brought\s+forward|postpone\w*|defer\w*"
    r"|delay(?:ed)?\s+(?:to|until)|drift\w*\s+to|re-?profil\w+|amend\w*|update\s+(?:the\s+)?(?:date"
    r"|due)|go(?:es|ing)?\s+(?:back\s+)?to(?=\s*(?:(?:the|end|of|mid|early|late)\s+)*$)|roll\w*\s+(?:over|forward)|pull\w*\s+(?:it\s+"
    r"|this\s+)?forward|back\s+to|out\s+to|on\s+to)\b"
)
_FINISHING = re.compile(
    r"\b(?:finish\w*|complet\w+|done|deliver\w*|ready|clos(?:e|ed|ing)|conclud\w+|achiev\w+"
    r"|wrap\w*(?:\s+up)?|sort(?:ed)?|sign(?:ed)?\s+off|end|ends|ending|in\s+place|embedded"
    r"|implemented|commissioned|published|agreed|land(?:s|ed)?|there|finalis\w+|over\s+the\s+line|met"
    r"|be\s+live)\b"
)
_AIMING = re.compile(
    r"\b(?:aim\w*|target\w*|deadline|due(?:\s+date)?|end\s+date|new\s+date|finish(?:ing)?\s+date|prefer|(?:would|i'd|we'd)\s+like"
    r"|completion(?:\s+date)?|revised(?:\s+date)?|date|expect\w*|forecast\w*|estimat\w+"
    r"|work(?:ing)?\s+(?:to|towards)|on\s+(?:track|course|schedule|target)|looking\s+(?:at|like)"
    r"|more\s+like|realistic(?:ally)?|likely"
    r"|correction|make\s+(?:that|it)|i\s+meant|think|hop(?:e|es|ing)|need\w*|want|want\s+until|request\w*|ask(?:ing)?\s+for|have\s+until"
    r"|give\s+(?:it|us|me)|heading\s+for|still\s+on|now|be|by|until|plan(?:ned|ning)?|can\s+(?:we"
    r"|i)\s+(?:have|say)|say|call\s+it|set\s+for|go\s+for|shooting\s+for|instead|pencil\w*|will\s+be"
    r"|at\s+the\s+latest|no\s+later\s+than)\b"
)
_HAPPENING = re.compile(
    r"\b(?:court|hearing|hearings|listed|meet|meets|meeting|meetings|board|panel|forum|surgery|launch"
    r"|launches|launched|event|workshop|workshops|training|session|sessions|visit|visits|interview"
    r"|interviews|conference|inspection|inspect\w*|ofsted|committee|cabinet|booked|start|starts"
    r"|starting|started|begin|begins|from|since|sent|emailed"
    r"|e-mailed|went|was|were|held|had|as\s+(?:at|of)|last|dated|published\s+on|met\s+on|met|spoke"
    r"|signed\s+on|received|came|issued\s+on|agreed\s+(?:on|at)|away\s?day|awayday|seminar"
    r"|presentation|presented|presenting|sub\s?group|steering|consultation|goes\s+to"
    r"|tabled|(?:going|off)\s+to\s+(?:the|a|our|their)\s+\w+|going\s+to\s+(?:board|panel|cabinet|committee|smt|cmt|dlt)|scrutiny|council|away|leave|holiday"
    r"|off|advert|advertised|go(?:es)?\s+live|call|appointment|slot|review\s+meeting|mtg|invite"
    r"|invited|arrives?|joins?|joining|school|term|report(?:s|ed)?\s+to|figures|figs|data|stats"
    r"|update|today|yesterday|draft|drafts|drafted|first|interim|feedback|comments|reply|response"
    r"|decision|funding|contract\s+start\w*|interviewing|shortlist\w*|post|chase\w*|checking|check"
    r"|pilot|phase\s+\w+|in\s+for|pencilled|expires|birthday|easter|half\s+term)\b"
)
_VAGUE = re.compile(
    r"\b(?:some\s?time|some\s+point|any\s?time|possibly|maybe|perhaps|early|late|around|after"
    r"|following|post|in\s+or\s+around|about|during|soon\s+after|once|when|circa|ish"
    r"|roughly)\s+(?:in\s+|during\s+|around\s+|next\s+)?$"
)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter|new\s+year|easter|christmas|xmas)\b(?!\s+half)")
_REACH = 160
"""Letters before a date among which the words stand that say what it is."""

_GIVEN_UP = re.compile(
    r"\b(?:instead\s+of|rather\s+than|in\s+place\s+of|not|from|originally|previously|not\s+by|used\s+to\s+be"
    r"|(?:was|were)(?:\s+(?:due|for|meant\s+to\s+be|supposed\s+to\s+be))?(?:\s+(?:by|on|for))?)"
    r"\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?$"
)
_IS_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:meetings?|mtg|hearings?|workshops?|sessions?|visits?|interviews?|board|panel|conference|inspection|event"
    r"|launch|training|awayday|away\s?day|slot|appointment|call|consultation|printing|start\s+date|contract|election)\s+"
    r"(?:(?:has|have|been|was|were|is|now|got|will|be|date)\s+)*(?:moved|pushed|put|shifted|changed|postponed|delayed"
    r"|rescheduled|rearranged|brought|slipped|deferred|set|re-?booked)\b"
    r"|\b(?:w/?k|week)\s+of\s*$|\bback\s+on\s+(?:track|schedule|course|target)\s+by\s*(?:the\s+)?$"
    r"|\b(?:out\s+(?:to|for|with)|open|closed|shut|unavailable|away|off|on\s+leave|running|waiting|comment|comments"
    r"|feedback|replies|views|with\s+(?:legal|hr|it|finance|comms|procurement))\b[^,.;]{0,40}\b(?:until|till?|by|to)\s*(?:the\s+)?$"
    r"|\bno\s+(?:[\w']+\s+){1,3}(?:until|till?|before)\s*(?:the\s+)?$"
    r"|\b(?:not|won't\s+be|isn't|aren't|hasn't|haven't)\s+(?:[\w']+\s+){0,4}(?:until|till?|before)\s*(?:the\s+)?$"
)
_BY = re.compile(
    r"\b(?:by|before|until|no later than|end|latest|for|to|is|be|to be|say|of|want|need|like|prefer|propose"
    r"|proposing|suggest|suggesting|request"
    r"|requesting|→|->|=|:)\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?$"
)
_GOES_ON_ABOUT_DATE = re.compile(
    r"\s*(?:$|,|please\b|instead\b|is\s+(?:the|more|realistic|fine|ok|good)|now\b|then\b|works?\b"
    r"|latest\b|at\s+the\s+latest|as\s+the|target|deadline|finish|realistic\w*|for\s+(?:this|§|it)"
    r"|should\s+do|will\s+do|still|remains?\b|stands?\b|-)"
)
_HEDGED_LENGTH = re.compile(
    r"\b(?:about|around|roughly|approximately|maybe|perhaps|few|couple|some|several|nearly|almost"
    r"|probably|circa|or so)\s+(?:a\s+|an\s+|of\s+)?$"
)
_LENGTH_MOVES = re.compile(
    r"\b(?:push\w*|mov\w+|put\w*|extend\w*|extension|delay(?:ing|ed)?\s+(?:it|this|by|the)"
    r"|slip\w*(?:\s+by)?|shift\w*|postpon\w+|defer\w*|set\s+back|slide|slid|drift\w*|need\w*|want"
    r"|give|allow|another|more|extra|add|request\w*|will\s+be|going\s+to\s+be|be|can\s+(?:we"
    r"|i)\s+have|could\s+(?:we|i)\s+have|roll\w*|pushed|back|bring\w*|brought|pull\w*|early|earlier"
    r"|later)\b"
)
_EARLIER = re.compile(r"\b(?:forward|earlier|early|sooner|ahead)\b")
_LATE_AFTER = re.compile(
    r"^\s*(?:late|later|behind|over|delay|slip|slippage|early|earlier|back|longer|more|extra"
    r"|extension|please|on|to|$|[,.;!?)])"
)


@dataclass(frozen=True)
class DueRead:
    """`due` is a new date; `is_restated` says that the plan's own date was said again; `words` as written."""

    due: date | None = None
    is_restated: bool = False
    words: str = ""
    ambiguous: str | None = None


def read_due(
    part: Part, known: KnownMilestone, today: date, calendar: WorkingDays, title: Title | None = None
) -> DueRead:
    """The last date in `part` that the milestone is to be finished by."""
    read = DueRead()
    previous = 0
    for found in part.dates:
        if _is_a_measure(part, found) or _is_vague_season(
            part.said.text[found.start : found.end].lower(), part.low[: found.start - part.start]
        ):
            continue
        at = found.start - part.start
        if _is_finish(part.low, at, found.end - part.start, previous, found, title):
            candidate = against_plan(found.when, known, today, part.said.text[found.start : found.end])
            read = candidate if candidate.due or candidate.is_restated or candidate.ambiguous else read
        previous = found.end - part.start
    if part.dates and (read.due or read.is_restated):
        return read
    return _by_length(part, known, calendar) or read


def _is_a_measure(part: Part, found: Found) -> bool:
    """ "Allocated within 5 days" tells how fast; "done within 5 days" when."""
    words = part.said.text[found.start : found.end].lower()
    before = part.low[: found.start - part.start]
    return words.startswith("within") and not re.search(
        r"\b(?:done|finish\w*|complet\w+|ready|there|clos\w+|sort\w*|deliver\w*|wrap\w*|end)\b[^,.;]*$", before
    )


def _is_vague_season(words: str, before: str) -> bool:
    """ "The autumn" is no day; "the end of the summer" is."""
    has_day = bool(re.search(r"\d|\bend\b|\b(?:day|eve)\b", words)) or before.rstrip().endswith(
        ("by", "before", "end of")
    )
    return bool(_SEASON.search(words)) and not has_day


_LATE_THEN = re.compile(
    r"\b(?:late|slip\w*|behind|delayed|missed|amber|red|pushed\s+back)\s*,\s*(?:so\s+)?(?:now\s+|say\s+|probably\s+|more\s+like\s+)?$"
)


def _is_finish(low: str, at: int, end: int, previous: int, found: Found, title: Title | None) -> bool:
    before = _sentence_before(low, at, previous)[-_REACH:]
    after = re.split(r"[.;\n,!?]", low[end : end + 60])[0]
    if _VAGUE.search(before) or _GIVEN_UP.search(low[max(0, at - 40) : at]) or _IS_OF_SOMETHING_ELSE.search(before):
        return False
    is_month = found.when.first != found.when.last
    if is_month and re.search(r"\bin\s*$", before):
        return False
    if re.match(
        r"\s*(?:board|panel|meeting|committee|hearing|cabinet|forum|conference|inspection|visit"
        r"|launch|event|figures|figs|stats|numbers|data|update|report|session|workshop|term|holidays?"
        r"|half)\b",
        after,
    ):
        return False
    if not before.strip(" -:,(§>→") and not after.strip(" -:,)?!pleasthnkx"):
        return True
    if _LATE_THEN.search(before) and not after.strip(" -:,)?!pleasthnkx"):
        return True
    if re.search(r"[-–—:→>]\s*$", before) and (_last(_AIMING, before) >= 0 or _last(_MOVING, before) >= 0):
        return _last(_HAPPENING, before) < max(_last(_AIMING, before), _last(_MOVING, before))
    if not before.strip(" -:,("):
        return bool(_GOES_ON_ABOUT_DATE.match(after))
    if re.fullmatch(
        r"[\s,]*§?\s*(?:(?:and|§|,)\s*)*(?:both\s+|all\s+)?(?:to|by|until|->|→|=|:|-|now|is|for|end"
        r"|due|please)?\s*(?:be\s+|now\s+|by\s+|for\s+)?(?:the\s+)?",
        before,
    ):
        return True
    return _is_led_to(before, after, title)


def _is_led_to(before: str, after: str, title: Title | None) -> bool:
    """Whether the nearest word that tells what happens on the date says that the work is finished by then."""
    moving, happening = _last(_MOVING, before), _last(_HAPPENING, before)
    finishing, aiming = _last(_FINISHING, before), _last(_AIMING, before)
    if _is_due_of_another(before, title) or _HAPPENED_THEN.search(before):
        return False
    if finishing > max(moving, happening) and _has_another_subject(before[:finishing], title):
        return False
    if moving >= 0 and (moving > happening or re.search(r"\bto\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?$", before)):
        return True
    if happening >= 0 and happening >= finishing and not _is_about_the_date(before, happening):
        return False
    if aiming > max(happening, finishing) and _WEAK_AIM.search(before) and _has_another_subject(before, title):
        return False
    if finishing > happening or (aiming > happening and (_BY.search(before) or _is_about_the_date(before, -1))):
        return True
    return bool(_IS_THE_DATE.search(after))


_WEAK_AIM = re.compile(r"\b(?:is|be|by|until|now|say)\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?$")
_SPEAKERS = re.compile(
    r"(?:we|i|it|this|that|you|will|shall|we'?ll|i'?ll|can|§|i'?d|we'?d|which|all|both|these|everything|should|would|could|might|may|hop|expect|aim|looking|hoping|aiming|trying|planning|going|expecting|working"
    r"|wanting|want|plan|try|able|likely|need|needs|needing)(?!\w)"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:(]|\b(?:and|but|so|then|because|as)\b)\s*(?:the\s+|all\s+|our\s+|a\s+|an\s+)?([^,;:(]{3,40}?)\s+"
    r"(?:is|are|will|should|to|won't|can|may|might|due|expected|being|gets?|has|have|not)\b[^,;:(]*$"
)


_THEIRS = re.compile(r"\bdue\s+(?:with|from|back|in\s+from|to)\b")


_HAPPENED_THEN = re.compile(
    r"^(?!.*\b(?:will|to\s+be|be|by|should|shall|would|could|can|may|might|for|until|aim\w*|hop\w+|expect\w*|plan\w*|need\w*"
    r"|now|get|want|try\w*|must|due|target|date|deadline|mov\w+|to)\b)"
    r".*\b(?:agreed|signed\s+off|published|delivered|completed|approved|launched|issued|sent|presented|ratified|adopted)\b"
    r"(?:\s+(?:with|at|on|by\s+the|in)?\s*[\w']*){0,3}\s*$"
)
_DUE_SUBJECT = re.compile(
    r"(?:^|[,;:(]|\b(?:and|but|so|as)\b)\s*([a-z][^,;:(§]{2,40}?)\s+(?:is|are|now|also|\s)*due\b[^,;:(]*$"
)


def _is_due_of_another(before: str, title: Title | None) -> bool:
    """ "Themes report due mid July" is the report's date, unless the milestone is that report."""
    subject = _DUE_SUBJECT.search(before)
    if subject is None or title is None or _SPEAKERS.match(subject.group(1)):
        return False
    return not is_itself(subject.group(1), title) and not _AIMING.search(subject.group(1))


def _has_another_subject(before: str, title: Title | None) -> bool:
    """ "Policy will be finished by June" of the policy; "posters will be finished by June" of something else."""
    if _DATE_WORD.search(before) and not _THEIRS.search(before):
        return False
    subject = _SUBJECT.search(before)
    if subject is None or title is None or _SPEAKERS.match(subject.group(1)):
        return False
    return not is_itself(subject.group(1), title)


_IS_THE_DATE = re.compile(
    r"\b(?:instead|finish|completion|deadline|latest|realistic\w*|more\s+likely|as the (?:end|due|new|finish))\b"
)
_DATE_WORD = re.compile(
    r"\b(?:deadline|due|end\s+date|new\s+date|finish(?:ing)?\s+date|date\s+(?:for|of|on)\s+(?:this|it|§)|completion|target|aim\w*|revised"
    r"|expect\w*|forecast|working\s+(?:to|towards)|on\s+(?:track|course|schedule|target)|realistic\w*"
    r"|more\s+like|looking\s+(?:at|like)|(?:same|another|later|different|better|revised)\s+date|extension|still\s+on|need\s+until|no\s+later\s+than|correction|think|i\s+meant|make\s+that|hop\w+"
    r"|request\w*|heading)\b"
)


def _is_about_the_date(before: str, since: int) -> bool:
    return _last(_DATE_WORD, before) > since


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _sentence_before(low: str, at: int, previous: int) -> str:
    marks = [low.rfind(mark, 0, at) + 1 for mark in (".", ";", "\n", "!", "?", "•")]
    start = max([*marks, previous if previous < at else 0])
    before = low[start:at]
    after_comma = before[before.rfind(",") + 1 :]
    stands_alone = _has_cue(after_comma) or bool(re.search(r"\w\s+(?:is|are|was|were)\s*$", after_comma))
    return after_comma if after_comma.strip() and stands_alone else before


def _has_cue(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_MOVING, _HAPPENING, _FINISHING, _DATE_WORD, _AIMING))


def against_plan(when: When, known: KnownMilestone, today: date, words: str) -> DueRead:
    """The date beside the plan's: a new one, the same again, or one already past."""
    if when.ambiguous:
        return DueRead(ambiguous=when.ambiguous, words=words)
    due = when.dates[-1] if when.dates else when.due
    if due is None or when.first is None or when.last is None:
        return DueRead()
    if known.due and (due == known.due or (when.first <= known.due <= when.last and when.first != when.last)):
        return DueRead(is_restated=True, words=words)
    if due < today or (_is_a_year_off(due, today) and not re.search(r"\d{4}|[/.]\d\d$|next|year", words)):
        return DueRead()
    return DueRead(due=due, words=words)


def _is_a_year_off(due: date, today: date) -> bool:
    """ "16 May", said on the 24th, is a day gone by rather than one in a year's time."""
    return (due - today).days > 300


def _by_length(part: Part, known: KnownMilestone, calendar: WorkingDays) -> DueRead | None:
    """ "Push it back a fortnight": the plan's date and a fortnight."""
    if known.due is None:
        return None
    for found in find_lengths(part.text):
        before = _sentence_before(part.low, found.start, 0)
        after = part.low[found.end :]
        if (
            _HEDGED_LENGTH.search(before)
            or not _LATE_AFTER.match(after)
            or not _LENGTH_MOVES.search(before + after[:12])
        ):
            continue
        if re.match(r"\s*(?:late|behind|over)\b", after) and not re.search(r"\b(?:will|going to|to) be\b", before):
            continue
        if re.search(
            r"\b(?:finished|done|completed|complete|closed|ago|last|past|for|lost|took|spent|waited|wasted|after)\b",
            before,
        ) and not re.search(r"\b(?:extension|extend)\b", before):
            continue
        move = subtract_length if _EARLIER.search(before + after[:14]) else add_length
        return DueRead(due=move(known.due, found.length, calendar), words=part.text[found.start : found.end])
    return None
