"""Milestones named together: all mine, the other two, both, everything under action 16, Ana's."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.naming import name_by_words
from bot.conversation.understanding.people import everybody, find_person
from bot.conversation.understanding.phrases import PhraseBook
from bot.conversation.understanding.plan_index import PlanIndex, content_stems, stem, words_of
from bot.conversation.understanding.said import Mention, Naming

_COUNT = "(two|three|four|five|six|seven|eight|nine|ten|2|3|4|5|6|7|8|9|10|remaining)"
_THINGS = "(milestones|actions|items|ones|areas|bits|tasks|lot|things|targets)"

_PHRASES = PhraseBook(
    {
        "mine": (
            "all mine", "all of mine", "all [of] my own", f"all [of] my [open|outstanding] {_THINGS}",
            f"all {_COUNT} of mine", f"all {_COUNT} of my {_THINGS}",
            f"all my {_COUNT}", f"all {_COUNT} mine", "everything of mine",
            "everything [that] (i've|i have|i) (got|lead|own)", "everything i've got", "everything i have",
            "everything i lead",
            "everything i own", "everything on my (list|side|plate|patch|end)",
            "everything (for|from|under) me",
            "everything [that's] (assigned to|down to|down for) me", "everything with my name [on]",
            f"my [open] {_THINGS}", f"my {_COUNT} [milestones|actions|items|ones]", "both [of] mine",
            f"both [of] my {_THINGS}",
            f"both my {_THINGS}", "both of mine", "mine are all", "mine all", "mine are",
            "the lot of mine", "the whole lot", "every one of mine", "every one of my milestones",
            "all (milestones|actions|items) (of mine|i lead|i own|assigned to me)",
            "all the ones (i lead|i own|with my name on|for me|i've got|of mine)", "all i've got",
            "everything of ours",
        ),
        "everything": (
            "everything", "everything's", "all on track", "all green", "all fine", "all going well",
            "all going to plan", "they're all", "they are all", "all of them", "all of these", "the lot",
            f"all {_COUNT}", "all of those", "all done", "all complete", "all completed", "all finished",
            "all good",
        ),
        "others": (
            f"[all] [the|my] other {_COUNT} [of mine|milestones|actions|items|ones]",
            "[all] [the|my] others", "[all] [the|my] other (ones|milestones|actions|items)",
            "the other (one|milestone|action|item) [of mine]", "my other one", "[the] other one",
            "(the|my|all the) rest [of mine|of them|of my milestones|of my actions]", "everything else",
            "rest of (mine|them|my milestones|my actions)", "all else", "anything else of mine",
            "other (two|three|four)", f"the remaining {_COUNT}", "the remaining ones", "rest",
        ),
        "both": ("both", "both of them", "both of these", "the two of them"),
        "first": ("the first [one|item]", "first one"),
        "second": ("the second [one|item]", "second one"),
        "third": ("the third [one|item]", "third one"),
        "fourth": ("the fourth [one|item]",),
        "last": ("the last one", "last one", "the bottom one"),
    }
)  # fmt: skip

_EXCEPTING = (
    r"\b(?:except(?:ing|ions?)?(?:\s+(?:for|is|being))?|apart\s+from|aside\s+from|other\s+than|bar"
    r"|but\s+not|save(?:\s+for)?"
    r"|excluding|with\s+the\s+exception\s+of|not\s+counting|not\s+including|leaving\s+(?:out|aside)|barring|but\s+for"
    r"|minus|besides|all\s+but)\b\s*(?:for\s+)?"
)
_EXCEPT = re.compile(_EXCEPTING + r"(?:the\s+|my\s+)?$")
_EXCEPTED_WORDS = re.compile(_EXCEPTING + r"(?P<words>(?!§)[^,;:.!?\n§¤]{2,60})")
_NOT_ALL_BEFORE = re.compile(
    r"\b(?:all\s+but\s+(?:one|two|three|a\s+couple)\s+of|most\s+of|some\s+of|half\s+(?:of)?|a\s+couple\s+of|a\s+few\s+of"
    r"|(?:one|two|three|four)\s+of|nearly\s+all(?:\s+of)?|almost\s+all(?:\s+of)?)\s*$"
)
_AREA_BEFORE = re.compile(
    r"(?:\b(?:all|everything|whole|every\s+(?:milestone|action|item)|anything)(?:\s+(?:of|under|in"
    r"|for|on|the|across|within|action|area|"
    r"milestones|actions|ones|items|at|about))*\s*)$"
)
_WORDED_THEME = re.compile(
    r"\b(?:all|everything|anything|the whole)\s+(?:of\s+|under\s+|in\s+|on\s+|the\s+"
    r"|for\s+){1,3}([^,.;:!?§¤]{4,60})"
)
_IS_SAID_OF = re.compile(
    r"\s*(?:$|[,.;:!?)\n✅🟢🟠🔴👍-]|(?:is|are|was|all|both|still|now|on|at|off|not|done|complete"
    r"|completed|finished|fine|good|ok|going|slipping|late|behind|delayed|stuck|blocked|green|amber"
    r"|red|sorted|closed|to|haven'?t|hasn'?t|will|should|need|look|looking|have|has|running|as|remain"
    r"|of|ticking|under|can|aren'?t|isn'?t|move|\d)\b)"
)
_SOMEBODYS_ALL = re.compile(
    r"\b(?:all|everything|both|the\s+lot)(?:\s+(?:of|for|the|under))*\s+"
    r"|\b(?=[^\W\d_]+'?s\s+(?:two|three|four|five|milestones|actions|ones|items|all)\b)"
)
_ITEM_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def find_groups(low: str, text: str, refs: list[Mention], context: Context, index: PlanIndex) -> list[Mention]:
    """The mentions by reference with those of several milestones by a word, left to right."""
    refs = [_whole_area(low, mention) for mention in refs]
    found = list(refs)
    for phrase in _PHRASES.find(low):
        if any(phrase.start < other.end and other.start < phrase.end for other in found):
            continue
        mention = _read(phrase.value, phrase.start, phrase.end, low, refs, context, index)
        if mention:
            found.append(mention)
    found += _persons(low, text, found, context, index)
    found += _themes(low, found, index)
    found += _worded_exceptions(low, found, index)
    found += [_not_all(low, mention) for mention in found if _is_not_all(low, mention)]
    return _with_exceptions(low, sorted(found, key=lambda mention: mention.start))


def _worded_exceptions(low: str, found: list[Mention], index: PlanIndex) -> list[Mention]:
    """ "All mine are fine bar the leaflet": what the words after "bar" name, or nothing where they do not tell."""
    groups = [mention for mention in found if len(mention.refs) > 1]
    if not groups:
        return []
    result = []
    for match in _EXCEPTED_WORDS.finditer(low):
        start, end = match.span("words")
        if _is_taken(start, end, found) or re.match(r"\s*§", low[end:]):
            continue
        among = {ref for group in groups for ref in group.refs}
        fits = [ref for ref in name_by_words(match.group("words"), index).refs if ref in among]
        refs = (fits[0],) if len(fits) == 1 else ()
        result.append(Mention(start, end, refs, Naming.WORDS, is_excepted=True))
    return result


def _is_not_all(low: str, mention: Mention) -> bool:
    is_group = len(mention.refs) > 1 and mention.naming in (Naming.MINE, Naming.PERSON, Naming.AREA)
    return is_group and bool(_NOT_ALL_BEFORE.search(low[: mention.start]))


def _not_all(low: str, mention: Mention) -> Mention:
    """ "Most of mine": a mention of nothing, because it cannot be told which."""
    before = _NOT_ALL_BEFORE.search(low[: mention.start])
    start = before.start() if before else mention.start
    return Mention(start, mention.start, (), Naming.WORDS, is_excepted=True)


def exception_before(low: str, start: int) -> int:
    """Where the "except" begins that stands before `start`; `start` itself where none does."""
    found = _EXCEPT.search(low[:start])
    return found.start() if found else start


def _whole_area(low: str, mention: Mention) -> Mention:
    if mention.naming is not Naming.AREA:
        return mention
    before = _AREA_BEFORE.search(low[: mention.start])
    start = before.start() if before else mention.start
    if not before:
        named = re.search(r"\b(?:action|area)s?\s*$", low[: mention.start])
        start = named.start() if named else start
    return replace(mention, start=start)


def _read(
    value: str, start: int, end: int, low: str, refs: list[Mention], context: Context, index: PlanIndex
) -> Mention | None:
    own = context.numbered or index.open_of(context.speaker)
    named = [ref for mention in refs for ref in mention.refs]
    if value == "mine":
        return Mention(start, end, index.open_of(context.speaker), Naming.MINE)
    if value == "others":
        return _others(start, end, low, own, named, context)
    if value == "both":
        return _both(start, end, own, named) if _IS_SAID_OF.match(low, end) else None
    if value in _ITEM_ORDER:
        return _nth(start, end, _ITEM_ORDER[value], context)
    return _everything(start, end, low, context, own)


def _others(start: int, end: int, low: str, own: tuple[str, ...], named: list[str], context: Context) -> Mention | None:
    words = low[start:end]
    if not _IS_SAID_OF.match(low, end):
        return None
    is_only_other = bool(re.search(r"\bone\b", words)) and len(own) == 2 and context.about in own
    says_whose = "mine" in words or "my" in words or is_only_other
    if context.about and not named and not context.numbered and not says_whose:
        return None
    taken = {*named, context.about} if not named else set(named)
    rest = tuple(ref for ref in own if ref not in taken)
    return Mention(start, end, rest, Naming.OTHERS) if rest else None


def _both(start: int, end: int, own: tuple[str, ...], named: list[str]) -> Mention | None:
    if named or len(own) != 2:
        return None
    return Mention(start, end, own, Naming.MINE)


def _nth(start: int, end: int, at: int, context: Context) -> Mention | None:
    if len(context.numbered) <= at:
        return None
    return Mention(start, end, (context.numbered[at],), Naming.ITEM) if context.numbered else None


def _everything(start: int, end: int, low: str, context: Context, own: tuple[str, ...]) -> Mention | None:
    """ "Everything is on track" typed to the bot is about the speaker's own; in a thread it is about the thread's."""
    if (context.about and not context.numbered) or low[:start].strip(" \n,.!-") not in _OPENERS:
        return None
    words = low[start:end].split()
    is_status = words[0] == "all" and words[1] not in ("of", *_COUNT.strip("()").split("|"))
    finished = is_status and words[1] in ("done", "complete", "completed", "finished", "good")
    if finished and not context.numbered and not re.match(r"\s*" + _EXCEPTING, low[end:]):
        return None
    return Mention(start, start + 3 if is_status else end, own, Naming.MINE) if own else None


_OPENERS = frozenset(("", "yes", "ok", "hi", "morning", "yes -", "update", "hi bot", "afternoon", "good news"))


def _persons(low: str, text: str, found: list[Mention], context: Context, index: PlanIndex) -> Iterable[Mention]:
    """ "All of Ana's": the open milestones of somebody of the plan."""
    for match in _SOMEBODYS_ALL.finditer(low):
        person = find_person(text[match.end() : match.end() + 60], context)
        if not person or person[0] or _is_taken(match.start(), match.end() + person[1], found):
            continue
        refs = index.open_of(person[2])
        if refs and person[2] in everybody(context):
            yield Mention(match.start(), match.end() + person[1], refs, Naming.PERSON)


def _themes(low: str, found: list[Mention], index: PlanIndex) -> Iterable[Mention]:
    for match in _WORDED_THEME.finditer(low):
        theme = find_theme(match.group(1), index)
        if theme and not _is_taken(match.start(), match.end(), found):
            refs = tuple(known.ref for known in index.milestones if known.theme == theme)
            end = match.start(1) + len(_theme_words(match.group(1)))
            yield Mention(match.start(), end, refs, Naming.AREA, area=theme)


def _theme_words(after: str) -> str:
    cut = re.search(r"\s(?:is|are|has|have|on|at|going|was|complete|done|theme)\b", after)
    return after[: cut.start()] if cut else after


def find_theme(words: str, index: PlanIndex) -> str | None:
    """The one theme of the plan that the beginning of `words` names, in whole or by its first words."""
    said = content_stems(_theme_words(words)) or content_stems(words)
    by_initials = {theme for theme in index.themes for size in (3, 2, 1) if opens_with(said[:size], theme)}
    if len(by_initials) == 1:
        return by_initials.pop()
    wordings = {theme: [*content_stems(theme)] for theme in index.themes}
    fits = [
        theme
        for theme, stems in wordings.items()
        if stems and said and (set(said[: len(stems)]) <= set(stems) or set(stems) <= set(said))
    ]
    return fits[0] if len(fits) == 1 else None


def opens_with(said: list[str], theme: str) -> bool:
    """ "qa and performance" opens "Quality assurance and performance management", initials standing for words."""
    words = [word for word in words_of(theme) if word not in _SMALL]
    at, was_short = 0, False
    for word in said:
        initials = "".join(other[0] for other in words[at : at + len(word)])
        if at < len(words) and word == stem(words[at]):
            at += 1
        elif 2 <= len(word) <= len(words) - at and word == initials:
            at, was_short = at + len(word), True
        else:
            return False
    return was_short


_SMALL = frozenset(("a", "and", "the", "of", "for", "to", "in", "on"))


def _is_taken(start: int, end: int, found: list[Mention]) -> bool:
    return any(start < other.end and other.start < end for other in found)


def _excepted_first(low: str, mentions: list[Mention]) -> list[Mention]:
    """ "Apart from 1.2, which is red, everything of mine is green": the exception stands before the group."""
    if len(mentions) < 2 or len(mentions[0].refs) != 1 or not _EXCEPT.search(low[: mentions[0].start]):
        return mentions
    first, rest = mentions[0], mentions[1:]
    group = next((at for at, mention in enumerate(rest) if len(mention.refs) > 1), None)
    if group is None:
        return mentions
    kept = tuple(ref for ref in rest[group].refs if ref not in first.refs)
    return [replace(first, is_excepted=True), *rest[:group], replace(rest[group], refs=kept), *rest[group + 1 :]]


def _with_exceptions(low: str, mentions: list[Mention]) -> list[Mention]:
    """Those after "except" are taken from the group before, and keep whatever is said of them."""
    result: list[Mention] = []
    mentions = _excepted_first(low, mentions)
    for mention in mentions:
        before = low[result[-1].end if result else 0 : mention.start]
        continues = bool(result and result[-1].is_excepted and re.fullmatch(r"\s*(?:,|and|&)\s*", before))
        is_left_out = continues or bool(_EXCEPT.search(before))
        groups = (at for at in range(len(result) - 1, -1, -1) if len(result[at].refs) > 1)
        group = next(groups, None) if is_left_out else None
        if group is not None:
            kept = tuple(ref for ref in result[group].refs if ref not in mention.refs)
            result[group] = replace(result[group], refs=kept)
            mention = replace(mention, is_excepted=True)
        result.append(mention)
    return result
