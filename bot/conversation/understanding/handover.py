"""Milestones given to somebody else, or taken."""

import re

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.people import find_person, known_person, read_name
from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.said import Part

_GIVING = re.compile(
    r"\b(?:pass(?:ing|ed)?|giv(?:e|ing|en)|gave|hand(?:ing|ed)?(?:\s+over)?|transfer(?:ring|red)?"
    r"|re-?assign(?:ing|ed)?|assign(?:ing|ed)?|mov(?:e|ing|ed)|switch(?:ing)?|swap(?:ping)?"
    r"|re-?allocat(?:e|ed|ing)|allocat(?:e|ed)|"
    r"chang(?:e|ing)\s+(?:the\s+)?(?:lead|owner|name)(?:\s+(?:on|for|of)\s+§?\s*(?:this|it|that)?)?"
    r"|delegat(?:e|ed|ing)|redirect|send|belongs?|over|shift(?:ing)?|(?:lead"
    r"|owner)(?:ship)?(?:\s+(?:on|for|of)\s+§?\s*(?:this|it)?)?(?:\s+(?:has\s+)?(?:moved|changed"
    r"|changes|passed|passes|goes|gone))?|goes|gone|go|set\s+(?:the\s+)?(?:lead|owner))"
    r"(?:\s+(?:this|it|that|the|one|over|both|all|please|back|on|ownership|lead|of|for|them|§|,|and"
    r"|milestone|action|across|up|name|now|should|has|been|the\s+lead|responsibility"
    r"|permanently)){0,7}\s*§?(?:\s*(?:,|and|§|over|please))*\s+to\s+"
)
_GOES_BY_ITSELF = re.compile(r"go|gone|over|send|belongs?")
_GIVEN_BEFORE = re.compile(
    r"(?:§|\b(?:this|it|that|these|those|both|them|one|all|lead|leadership|ownership|milestone|action|reminders?|mine))"
    r"(?:'s|'ll)?(?:\s+(?:is|are|has|have|should|can|could|will|to|now|please|both|all|must|needs|ought|be))*\s*$|^\W*$"
)
"""What goes to somebody: of "the terms of reference go to the board" nothing that is led."""

_PUT_DOWN = re.compile(
    r"\b(?:put|make|name|have|list|add|record|show|mark|set"
    r"|use)\s+(?P<name>(?:[^\s,.;§]+\s+){1,6}?)(?:down|as|the\s+lead|lead(?:ing)?|in\s+charge"
    r"|on\s+(?:this|it|§)|responsible|(?:the\s+)?owner)\b(?!\s+(?:complete|done|green|red|amber"
    r"|on track|off track|at risk|not started|finished))"
)
_TO_BE_LEAD = re.compile(
    r"^(?:[\s,]*(?:can|could|please|should|shall|let|so|and|also|think|i|would|like"
    r"|want))*\s*(?P<name>(?:[^\s,.;§?]+\s+){1,5}?)(?:to\s+|should\s+|will\s+|can\s+"
    r"|could\s+)?(?:now\s+)?(?:be|become|takes?|own|owns|is|has|have|lead|leads|pick)(?:\s+(?:now"
    r"|going|to|be|taking|taken|picking|picked|been|agreed|leading|take|on|over|up|lead|own|owning"
    r"|owns|become|made|asked))*\s+(?:(?:the|as)\s+)?(?:new\s+|named\s+)?"
    r"(?:leads?\b|owners?\b|leading\b|in charge\b|responsible\b|over\b|on\s+(?:§|this|it)|this\b|§"
    r"|it\b(?!\s+(?:up\s+with|further|forward|to\s+the))|up\b|from\b)"
)
_TAKES = re.compile(
    r"(?:^|[\n,;:.]|\band\b|§|\b(?:that|as|since|because|think|please"
    r"|now))\s*(?P<name>(?:[^\s,.;:§?]+\s+){0,4}?[^\s,.;:§?']+)(?:'s|\s+(?:is|are|will\s+be|has|have"
    r"|will|should|to))\s+(?:now\s+|be\s+|agreed\s+to\s+|happy\s+to\s+|going\s+to\s+)*"
    r"(?:taking|takes?|taken|lead(?:s|ing)?|own(?:s|ing)?|pick(?:s|ing|ed)?|run(?:s"
    r"|ning)?)\s+(?:(?:on|over|up|now)\s+)*(?:§|this|it(?!\s+(?:up\s+with|further|forward|to\s+the))|that|both|all|these|them|over|responsibility"
    r"|from|the\s+lead|lead\b|$)"
)
_ARROW = re.compile(r"(?:§\s*(?:->|→|=>|>)|^\W*§(?:\s*(?:and|,|&|\+)\s*§)*\s+(?:both\s+)?(?:over\s+)?to)\s+")
_NOW_WITH = re.compile(
    r"(?:§|\b(?:this|it|these|both))(?:\s*'s|\s+(?:is|are|both|all|now|sits?|lies|rests?))*\s+with\s+(?=[^,.;]*\b(?:now|from\s+here|going\s+forward)\b)"
    r"|(?:§|\b(?:this|it|these|both))(?:\s+(?:now|really|both))*\s+(?:should|needs\s+to|ought\s+to)\s+(?:now\s+|really\s+)*"
    r"(?:be|sit|go|rest|lie)\s+(?:with|to|under)\s+"
)
_LEADS_NOW = re.compile(
    r"(?:^|[\n,;:.]|\s[-–—]\s|\band\b|§(?:\s*[-–—:])?)\s*(?P<name>(?:[^\s,.;:§?]+\s+){0,4}?[^\s,.;:§?]+)\s+(?:now\s+)?(?:leads"
    r"|owns|has taken over|took over|takes over|inherits|is lead|is the lead|is now lead"
    r"|is now the lead|is the new lead|is the owner|holds|(?:does|handles|runs|manages|deals\s+with"
    r"|looks\s+after|is\s+doing"
    r"|is\s+dealing\s+with|is\s+handling|is\s+managing)(?=\s+(?:this|it|that|§)\s*(?:one|now)?\W*$))\b"
)
_SOMEBODYS = re.compile(
    r"\b(?:it|this|that|one|§|these|both)?(?:'?s|\s+is|\s+are|\s+was|\s+belongs\s+to|\s+should\s+be"
    r"|\s+sits\s+with|\s+is\s+with|\s+are\s+with)?\s*(?:actually\s+|really\s+|now\s+|all\s+"
    r"|down\s+to\s+|with\s+|one\s+of\s+|meant\s+to\s+be\s+)*(?P<name>(?:[^\W\d_][\w'’.-]*\s+){0,5}?[^"
    r"\W\d_][\w’.-]*)'?s\b(?:\s+(?:now|not|please|one|job|patch|area|to lead|these days"
    r"|responsibility|baby|remit|bag)|\s*[,.;!?]|\s*$)"
)
_NOT_MINE = re.compile(
    r"\b(?:not\s+(?:mine|me|(?:the|its|it's|this\s+one's)\s+(?:lead|owner)|(?:lead(?:ing)?|own(?:ing)?)\b|one\s+of\s+mine|my\s+(?:one|area|milestone|action|job|responsibility|remit|bag)|for\s+me"
    r"|down\s+to\s+me|with\s+me)|isn'?t\s+(?:mine|me|my\s+\w+)|(?:no\s+longer|not)\s+(?:mine|(?:the\s+)?lead|leading|own|(?:the\s+)?owner|my\s+\w+)"
    r"|wrong\s+(?:person|lead|owner)|(?:don'?t|do\s+not|no\s+longer|stopped)\s+(?:lead(?:ing)?|own(?:ing)?)(?:\s+on)?\s+(?:this|§|it))"
)
_NAMED_AFTER_NOT_MINE = re.compile(
    r"(?:\b(?:ask|try|it'?s|it\s+is|that'?s|speak\s+to|talk\s+to|contact|see|should\s+be"
    r"|should\s+go\s+to|belongs\s+to|is\s+with|goes\s+to|go\s+to|now|with|to|for|one\s+for"
    r"|it'?s\s+with)\s+|[-–,.:;]\s*)"
)
_TAKING = re.compile(
    r"\b(?:i'?ll|i\s+will|i\s+can|i\s+am|i'?m|happy\s+to|i'?d\s+(?:like\s+to|better|best)|i\s+had\s+better|let\s+me|i\s+(?:should|could)(?:\s+probably)?|i'?ve"
    r"|i\s+have|i)\s+(?:now\s+|happy\s+to\s+|going\s+to\s+|will\s+|agreed\s+to\s+|also\s+)*"
    r"(?:take|taking|taken|pick|picking|picked|own|owning|lead|leading|have|run|running"
    r"|adopt|assume|assuming|accept|accepting)\s+(?:(?:on|over|up|back)\s+)*(?:(?:the\s+)?responsibility\s+(?:for|of)\s+)?(?:the\s+)?(?:lead\b|ownership\b|it\b|this\b|that\b|§"
    r"|both\b|them\b|over(?!\s+the)\b)(?!\s*(?:down\s+)?as\s+(?:complete|done|finished|closed|green|amber|red|on|at|off))"
)
_MINE_NOW = re.compile(
    r"(?:(?:^|[,.;:]|\band\b|§|\b(?:think|as|so|because|this|it|they|these|both|one))\s*(?:that)?(?:\s*'s|\s+(?:is|are"
    r"|should\s+be))\s+(?:now\s+)?(?:mine|with\s+me|my\s+(?:one|milestone|action))(?:\s+(?:now|these\s+days|please))?|\b(?:give|pass|assign|reassign|hand|transfer|move"
    r"|put|switch)\s+(?:§|this|it|that|this\s+one|them|both)?(?:\s+over)?\s*(?:back\s+)?(?:to|on"
    r"|down\s+to)\s+me|make\s+me\s+(?:the\s+)?(?:lead|owner)|put\s+me\s+(?:down|as|on)"
    r"|i'?m\s+(?:now\s+)?(?:the\s+)?(?:new\s+)?(?:lead|owner)|i\s+(?:now\s+)?(?:lead|own)\s+(?:§|this"
    r"|it|both))\b"
)
_HAS_IT_NOW = re.compile(
    r"(?:'s|\s+has|\s+have)\s+(?:now\s+)?(?:got\s+|taken\s+)?(?:this|it|§)\s*(?:one\s+)?(?:now|from\s+here|these\s+days)\b"
)
_ASK_INSTEAD = re.compile(
    r"\b(?:ask|speak\s+to|contact|try|talk\s+to)\s+(?P<name>(?:[^\s,.;:§?]+\s+){0,3}[^\s,.;:§?]+)\s*[,;–-]\s*(?:he|she|they)"
    r"(?:'s|'ve|'re|\s+has|\s+have|\s+is|\s+are)?\s+(?:now\s+)?(?:taken|taking|took|the\s+(?:new\s+)?lead|leads?|leading|doing|does"
    r"|picking|picked|running|got)\b"
)
_DOES_WITH_IT = re.compile(
    r"(?:'s|'ll|'d)?(?:\s+(?:is|are|has|have|will|can|could|should|would|must|ought|needs?|to|now|also|both|really|actually|agreed"
    r"|happy|going|offered|said|be|been|being|better|best|ready|able|he|she|they|the\s+one|who|who'll|kindly|probably))*"
    r"\s+(?:tak(?:e|es|ing|en)|took|hav(?:e|ing)|has|gets?|getting|got|do(?:es|ing)?|own(?:s|ing)?|lead(?:s|ing|er)?|run(?:s|ning)?"
    r"|pick(?:s|ing|ed)?|look(?:s|ing)?\s+after|handl(?:e|es|ing)|manag(?:e|es|ing)|deal(?:s|ing)?|inherit(?:s|ed|ing)?|receiv(?:e|es|ing)"
    r"|responsible|down|in\s+charge|owner|accountable|leads?\s+officer|named)"
    r"(?:\s+(?:on|over|up|for|of|with|as|to|the|new|lead|owner|leading|reminders?|responsibility|all|in|charge|be))*"
    r"\s+(?:§(?:\s*(?:,|and|&|\+)\s*§)*|this|it|that|these|those|both|them)(?:\s+(?:one|milestone|action|reminder)s?)?"
    r"(?=\s*(?:$|[,.;:!?)]|[-–—]\s)|\s+(?:instead|now|and|as|because|since|while|he|she|they|if|please|from\s+(?:here|now|me|¤)|going\s+forward|permanently"
    r"|for\s+me|so|not\s+me|rather|until\s+further)\b)"
)
"""After the name of somebody of the plan: "Ana can have 1.6", "Ana should be down for this one"."""

_ONE_FOR = re.compile(
    r"^\W*(?:no,?\s+|sorry,?\s+|§\s*(?:is|-)?\s*)*(?:this\s+is\s+|this\s+one's\s+|it's\s+|that's\s+)?(?:one|a\s+job|definitely\s+one)\s+for\s+"
)
_PUT_DOWN_NOW = re.compile(r"\bput\s+down\s+(?:the\s+)?")
_RESPONSIBILITY_OF = re.compile(r"\b(?:responsibility|remit|job|patch)\s+of\s+(?:the\s+)?")
_BEFORE_A_NAME = (_NOW_WITH, _ONE_FOR, _ARROW, _PUT_DOWN_NOW, _RESPONSIBILITY_OF)
"""What is followed at once by the name of whoever is to lead."""

_ASKED = re.compile(r"^\s*(?:who|what|which|how|when|where|why|whose|has|have|did|does|is|are|was)\b")
_LEAVING_MIND = re.compile(r"\b(?:legal|hr|it|finance|procurement|board|panel|court|committee|cabinet|comms)\b")
_NO_NAME = re.compile(
    r"(?:every|all|each|any|our|their|a|an|some|those|other|new|young|foster|care|social|families|children|carers|parents"
    r"|staff|schools?|partners|managers|teams?|court|press|print|work|plan|school|health|housing|police)\b"
)
_PRONOUNS = word_set(
    """
    i we he she they it this that who which someone somebody anyone nobody one there you all everyone what these
    those work team everything us both mine let contract
    """
)


def read_handover(part: Part, context: Context) -> str | None:
    """The full name of whoever is to lead, when the part hands a milestone over; "" when nobody is named."""
    low = part.low
    if _ASKED.match(low) and not re.match(r"^\s*(?:is|are)\s+[^?]*\bnow\b[^?]*$", low):
        return None
    if _MINE_NOW.search(low) or _TAKING.search(low):
        return context.speaker
    return _given(part, context) or _whose(part, context)


def _given(part: Part, context: Context) -> str | None:
    match = _GIVING.search(part.low)
    if match and _GOES_BY_ITSELF.match(match.group()) and not _GIVEN_BEFORE.search(part.low[: match.start()]):
        match = None
    if match and not part.low[match.end() :].lstrip().startswith("¤"):
        name = _from(part, match.end(), context)
        if name and (known_person(name, context) or _is_a_stranger(name, match.group())):
            return name
    for pattern in _BEFORE_A_NAME:
        before = pattern.search(part.low)
        if before and (person := find_person(part.text[before.end() :], context)) and not person[0]:
            return person[2]
    has_it = _HAS_IT_NOW.search(part.low)
    if has_it and (person := find_person(part.text[: has_it.start()], context)) and person[1] >= has_it.start():
        return person[2]
    taker = find_person(part.undated, context) or _stranger_first(part)
    if taker and taker[2] != context.speaker and not part.is_asked and _does_with_it(part.low, taker[1]):
        return taker[2]
    moved = find_person(part.undated, context) if _PLEASE_MOVE.search(part.low) else None
    if moved and moved[2] != context.speaker:
        return moved[2]
    for pattern in (_ASK_INSTEAD, _PUT_DOWN, _TO_BE_LEAD, _TAKES, _LEADS_NOW):
        match = pattern.search(part.low)
        name = _named(part, match, context) if match else None
        if name:
            return name
    return None


_FULL_NAME_FIRST = re.compile(r"\W*(?P<name>[A-Z][a-zß-ÿ'’-]+(?:\s[A-Z][\w'’-]+){1,2})(?='s|\s)")


def _stranger_first(part: Part) -> tuple[int, int, str] | None:
    """A full name that the plan does not know, at the beginning: "Ana Reyes has taken this on"."""
    named = _FULL_NAME_FIRST.match(part.text)
    return (named.start("name"), named.end("name"), named["name"]) if named else None


_PLEASE_MOVE = re.compile(
    r"\bplease\s+(?:transfer|reassign|re-assign|hand\s?over|re-?allocate|swap)\b|\b(?:transfer|reassign|re-assign)\s+please\b"
)


_THEY = re.compile(r"\b(?:he|she|they)(?='|\s)")


def _does_with_it(low: str, at: int) -> bool:
    """Whether whoever is named before `at` is to have it, there or where they are spoken of again."""
    return any(_DOES_WITH_IT.match(low, start) for start in (at, *(they.end() for they in _THEY.finditer(low, at))))


def _is_a_stranger(name: str, verb: str) -> bool:
    """A name outside the plan: after a verb that says who leads, or written as names are."""
    if _LEAVING_MIND.fullmatch(name.lower()) or _NO_NAME.match(name.lower()):
        return False
    if re.match(r"re-?assign|hand|pass|delegat|chang|re-?alloc|lead|owner|set|assign|give|transfer|switch", verb):
        return len(name.split()) <= 4
    words = name.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _named(part: Part, match: re.Match[str], context: Context) -> str | None:
    text = part.text[match.start("name") : match.end("name")].strip()
    person = find_person(text, context)
    if person:
        return person[2]
    text = re.sub(
        r"^(?:(?:can|could|may|please|and|also|so|then|should|let|that|as|with|i|think|the|would|like"
        r"|want|we|agreed|now)\s+)+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    words = text.split()
    if not words or len(words) > 4 or any(word.lower() in _PRONOUNS for word in words):
        return None
    if len(words) < 2 or not all(
        word[:1].isupper() or word.lower() in ("de", "van", "der", "la", "ó", "al") for word in words
    ):
        return None
    return known_person(text, context) or text


def _from(part: Part, offset: int, context: Context) -> str | None:
    return read_name(part.text[offset:], context)


def _whose(part: Part, context: Context) -> str | None:
    denied = _NOT_MINE.search(part.low)
    if denied:
        return _after_denial(part, denied, context)
    if not re.search(r"\b(?:now|please)\b|^\s*(?:it|this|that|§)", part.low):
        return None
    for match in _SOMEBODYS.finditer(part.low):
        person = find_person(part.text[match.start() : match.end()], context)
        whose = part.low[match.start() + person[0] : match.start() + person[1]] if person else ""
        if person and (whose.endswith("'s") or (whose.endswith("s") and not person[2].lower().endswith("s"))):
            return person[2] if _is_whole_subject(part, match, person) else None
    return None


def _is_whole_subject(part: Part, match: re.Match[str], person: tuple[int, int, str]) -> bool:
    """ "It's Ana's now" gives it to Ana; "it's Ana's report" does not."""
    after = part.low[match.start() + person[1] :].lstrip("'s").strip()
    return not after or bool(
        re.match(
            r"(?:now|not|please|one|job|patch|area|to lead|these days|responsibility|baby|remit|bag)\b|[,.;!?-]", after
        )
    )


def _after_denial(part: Part, denied: re.Match[str], context: Context) -> str:
    for start, end in ((denied.end(), len(part.text)), (0, denied.start())):
        person = find_person(part.text[start:end], context)
        if person and person[2] != context.speaker:
            return person[2]
    after = _NAMED_AFTER_NOT_MINE.search(part.low, denied.end())
    while after:
        name = read_name(part.text[after.end() :], context)
        if name and all(word[:1].isupper() for word in name.split()):
            return name
        after = _NAMED_AFTER_NOT_MINE.search(part.low, after.end())
    return ""
