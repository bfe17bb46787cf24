"""Milestones named by their reference or number: 1.5, C3.2, "8.1-8.3", "3.1 and 19.1", action 8, item 2."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.said import Mention, Naming
from plans.when import Found

_NUMBER = re.compile(
    r"(?<![\w.£$€#/])(?P<prefix>#|no\.?\s?)?(?P<ref>[a-z]{0,2}\s?\d{1,3}(?:\.\d{1,3}){0,2})"
    r"(?![\w%£]|\.\d|[/:]\d|\s?%|'(?!s\b))"
)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:milestones?|actions?|areas?|items?|numbers?|nos?\.?|refs?|under|all\s+of"
    r"|(?:bits?|parts?|ones?|any|some|which|everything|anything|status|progress|rest|most)\s+(?:of|in|under|on|for))\s?|#|\(\s?)$"
)
_ACTION_BEFORE = re.compile(r"\b(?:actions?|areas?|under|all\s+of)\s?$")
_OTHER_NUMBER_BEFORE = re.compile(
    r"\b(?:v|vs|ver|versions?|sections?|sect?|para(?:graph)?s?|pages?|pp?|tables?|fig(?:ure)?s?"
    r"|chapters?|ch|annex"
    r"|appendix|scores?|scored|scoring|rates?|rated|ratios?|grades?|bands?|reg(?:ulation)?s?|clauses?"
    r"|polic(?:y|ies)"
    r"|recs?|recommendations?|rooms?|forms?|releases?|drafts?|stages?|phases?|steps?|standards?"
    r"|years?|yr|age[ds]?"
    r"|cost(?:s|ing)?|averag(?:e|es|ed|ing)|mean|median|caseloads?|terms?|weeks?|days?|quarters?|q"
    r"|priorit(?:y|ies)"
    r"|articles?|schedule|judgement|kpi|pi|indicators?|groups?|cohorts?|key stage|ks|floor|building"
    r"|around|roughly"
    r"|approximately|nearly|almost|(?<!take )(?<!taking )(?<!taken )(?<!took )"
    r"(?<!takes )(?<!hand )(?<!handing )over|below|above|least|than|by about)[\s:.]{0,2}(?:is\s|was\s|of\s"
    r"|at\s|now\s|to\s){0,2}$"
)
_ORDER_BEFORE = re.compile(
    r"\b(?:set|mark|note(?:\s+that)?|put|is|has|are|did|move|push|close|give|pass|hand|take|reassign|update|snooze|extend|complete|change|can|could|should|will|does|may|was|were"
    r"|(?:can|could|should|will|to|'ll|happy\s+to|is|are|be|me|i|been|now)\s+(?:have|having|take|taking|taken|do|doing|own|owning|lead|leading|run|running"
    r"|handle|handling|pick\s+up|picking\s+up|get|getting)|down\s+for|responsible\s+for|lead\s+(?:on|for|of)|look(?:s|ing)?\s+after)\s*$"
)
_AFTER_A_STATUS = re.compile(
    r"\b(?:track|done|complete|completed|finished|achieved|fine|ok|good|green|amber|red|slipping|late"
    r"|behind|delayed|stuck|blocked|started"
    r"|sorted|closed|schedule|risk|way)\s*$|\d\s?%\s*$|[✅🟢🟠🔴]\s*$"
)
_UNIT_AFTER = re.compile(
    r"\s?(?:%|percent|per\s?cent|fte|wte|million|bn|m\b|k\b|x\b|days?|weeks?|months?|hours?|hrs|mins?"
    r"|minutes?"
    r"|years?|per\b|points?|pts|times|cases|children|kids|young|families|carers?|staff|workers?"
    r"|sws?\b|pm\b|am\b"
    r"|miles?|posts?|visits?|people|out\s+of|of\s+(?:the|our|\d)|in\s+\d|°|files?|plans?|reviews?"
    r"|managers?|users?"
    r"|schools?|places?|beds?|nurses?|teams?|referrals?|versus|v\s)"
)
_THINGS_AFTER = re.compile(
    r"\s(?!(?:was|is|has|needs|slips|looks|goes|does|starts|stays|remains|ends|runs|sits|gets|comes"
    r"|moves|becomes|progress|stands|stops|seems"
    r"|ticks|wants|depends|waits|works|always|as|this|needs)\b)[a-z]{3,}s\b(?!')"
)
_RANGE = re.compile(r"\s*(?:-|–|—|(?:all\s+the\s+way\s+)?(?:through\s+)?to|through|thru|up\s+to)\s*$")
_AND = re.compile(r"\s*(?:,|&|\+|/|and|,\s*and|or|plus)\s*$")
_CLAUSE_START = re.compile(r"(?:^|[\n.;:,!?(•]|\b(?:and|but|so|then|on|for|re|also|with|about))\s*(?:[-*]\s*)?$")
_PREDICATE = re.compile(
    r"\s*(?:$|[\n,;:)(=.!?]|[-–—]\s|✅|🟢|🟠|🔴|👍|§|(?:is|are|was|has|have|both|all|now|still|not"
    r"|done|on|at|off|complete|completed"
    r"|finished|achieved|slipping|slipped|late|behind|delayed|stuck|blocked|green|amber|red|sorted"
    r"|started|closed|fine"
    r"|good|ok|going|moved?|half|nearly|almost|will|should|needs?|can|to|ready|signed|yes|no|stalled"
    r"|isn'?t|hasn'?t"
    r"|haven'?t|been|be|go|goes|have|move|and|&|except|looking|running|due|by|until|a\s+bit|slightly|rag|nothing|waiting|about"
    r"|\d{1,3}\s?%|i|we|i'd|we'd|i'm|we're|i've|we've|instead|please|because|as|since|also|too|ditto|same|likewise)\b|\d{1,3}\s?%)"
)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    shown: str
    value: str


_SLASHED = re.compile(r"(\d\.\d{1,2})/(?=[a-z]{0,2}\d{1,2}\.\d)")


def find_refs(low: str, dates: list[Found], context: Context, index: PlanIndex) -> list[Mention]:
    """Every milestone, range, action and list item named by number in `low`, left to right."""
    found: list[Mention] = []
    previous: _Token | None = None
    low = _SLASHED.sub(r"\1,", low)
    for token in _tokens(low, _but_items(low, dates, context), index):
        joined = bool(previous and found and _is_joined(low, previous, token))
        mention = _read(low, token, joined, context, index)
        if mention is None:
            continue
        if joined and found and _RANGE.match(low, previous.end if previous else 0, token.start):
            mention = _range(found.pop(), mention, context, index)
        found.append(mention)
        previous = token
    return found


def _but_items(low: str, dates: list[Found], context: Context) -> list[Found]:
    """ "1-3 done", in answer to a list, is not a day in March."""
    if not context.numbered:
        return dates
    return [found for found in dates if not re.fullmatch(r"\d{1,2}\s?[-–]\s?\d{1,2}", low[found.start : found.end])]


def _tokens(low: str, dates: list[Found], index: PlanIndex) -> Iterator[_Token]:
    for match in _NUMBER.finditer(low):
        shown = match.group("ref")
        value = re.sub(r"\s", "", shown).upper()
        start, end = match.start(), match.end()
        if re.match(r"[a-z]{1,2}\s", shown) and index.milestone(value) is None:
            start, value = match.start("ref") + shown.index(" ") + 1, value.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if not _is_date(low, start, end, value, dates, index):
            yield _Token(start, end, low[start:end], value)


_MOVED_TO = re.compile(r"\s*(?:back\s+|on\s+|out\s+)?(?:to|until)\s+\d")


def _is_date(low: str, start: int, end: int, value: str, dates: list[Found], index: PlanIndex) -> bool:
    """A date of the same digits gives way to a milestone of the plan: "8.4 done" is not 8 April."""
    over = [found for found in dates if found.start < end and start < found.end]
    if not over:
        return False
    if (
        index.milestone(value) is not None
        and _MOVED_TO.match(low, end)
        and _ORDER_BEFORE.search(low[max(0, start - 20) : start])
    ):
        return False
    same = all(found.end - found.start <= end - start for found in over)
    return not (same and index.milestone(value) is not None)


def _is_joined(low: str, previous: _Token, token: _Token) -> bool:
    between = low[previous.end : token.start]
    return len(between) < 16 and bool(_RANGE.fullmatch(between) or _AND.fullmatch(between))


def _read(low: str, token: _Token, joined: bool, context: Context, index: PlanIndex) -> Mention | None:
    before = low[max(0, token.start - 40) : token.start].rpartition("\n")[2]
    if _OTHER_NUMBER_BEFORE.search(before) or _UNIT_AFTER.match(low, token.end):
        return None
    if context.about and _THINGS_AFTER.match(low, token.end):
        return None
    if token.value.isdigit():
        return _read_whole_number(low, token, joined, before, context, index)
    known = index.milestone(token.value) or index.milestone(index.prefix + token.value)
    if known:
        return Mention(token.start, token.end, (known.ref,), Naming.REF)
    area = index.refs_of_action(token.value)
    if area:
        return Mention(token.start, token.end, area, Naming.AREA, area=token.value)
    if _looks_like_a_ref(token, index) and _stands_as_ref(low, token, before, joined):
        return Mention(token.start, token.end, (), Naming.REF, unknown=low[token.start : token.end].upper())
    return None


def _read_whole_number(
    low: str, token: _Token, joined: bool, before: str, context: Context, index: PlanIndex
) -> Mention | None:
    named = bool(_NAMED_BEFORE.search(before)) or token.shown[:1] in "#n"
    in_range = context.numbered and re.match(r"\s?[-–]\s?\d", low[token.end : token.end + 4])
    if in_range and _CLAUSE_START.search(before):
        return _item(token, int(re.sub(r"\D", "", token.value)), context)
    stands = bool(_CLAUSE_START.search(before) or _AFTER_A_STATUS.search(before))
    stands = stands or (index.milestone(token.value) is not None and bool(_ORDER_BEFORE.search(before)))
    if not named and not joined and not (stands and _PREDICATE.match(low, token.end)):
        return None
    if joined and not _PREDICATE.match(low, token.end):
        return None
    value = re.sub(r"\D", "", token.value)
    if context.numbered and not _ACTION_BEFORE.search(before):
        return _item(token, int(value), context)
    if _is_list_number(low, token):
        return None
    if index.prefix and not named:
        return None
    for ref in (value, index.prefix + value):
        known, area = index.milestone(ref), index.refs_of_action(ref)
        if known:
            return Mention(token.start, token.end, (known.ref,), Naming.REF)
        if area:
            return Mention(token.start, token.end, area, Naming.AREA, area=ref)
    if _ACTION_BEFORE.search(before) or re.search(r"\bmilestone\s?$", before):
        return Mention(token.start, token.end, (), Naming.REF, unknown=value)
    return None


def _item(token: _Token, number: int, context: Context) -> Mention | None:
    if not 1 <= number <= len(context.numbered):
        return None
    return Mention(token.start, token.end, (context.numbered[number - 1],), Naming.ITEM)


def _is_list_number(low: str, token: _Token) -> bool:
    """ "2. 4.1 is done": the number only counts the speaker's own lines."""
    return bool(re.match(r"\s?[.):]\s*[a-z]{0,2}\d", low[token.end : token.end + 8]))


def _looks_like_a_ref(token: _Token, index: PlanIndex) -> bool:
    letters = re.match(r"[A-Z]*", token.value)
    return bool(letters) and letters.group() == index.prefix and "." in token.value  # type: ignore[union-attr]


_GIVEN_BEFORE = re.compile(
    r"\b(?:give|pass|hand|transfer|reassign|assign|move|push|put|extend|remind\s+me\s+(?:about|of)|snooze|mark|close|update"
    r"|what\s+about|how\s+about|how(?:'s|\s+is|\s+are)|status\s+(?:of|on|for)|takes?|taking|leads?|owns?)\s+$"
)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[?!,;]|\.(?!\d)|\b(?:to|on|until|till|back|over|from|now|please|is|as|by|for|going|doing)\b)"
)


def _stands_as_ref(low: str, token: _Token, before: str, joined: bool) -> bool:
    if joined or _NAMED_BEFORE.search(before):
        return True
    if _GIVEN_BEFORE.search(before) and _STANDS_ALONE.match(low, token.end):
        return True
    return bool(_CLAUSE_START.search(before) and _PREDICATE.match(low, token.end))


def _range(first: Mention, last: Mention, context: Context, index: PlanIndex) -> Mention:
    """Each milestone from the first to the last in the plan's order, or each item of the list."""
    order = (
        context.numbered
        if first.naming is Naming.ITEM and last.naming is Naming.ITEM
        else tuple(known.ref for known in index.milestones)
    )
    refs = (*first.refs, *last.refs)
    if not first.refs or not last.refs:
        unknown = first.unknown or last.unknown
        return Mention(first.start, last.end, (), Naming.REF, unknown=unknown)
    at = sorted(order.index(ref) for ref in refs)
    return Mention(first.start, last.end, order[at[0] : at[-1] + 1], first.naming)
