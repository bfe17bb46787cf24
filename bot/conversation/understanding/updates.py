"""What a stretch of talk says about milestones: who it is about, their status, progress, new date and a note."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from bot.conversation.understanding.bulk import exception_before
from bot.conversation.understanding.intents import Context, Intent, Unclear, Update
from bot.conversation.understanding.naming import Named, fits_at_all, name_by_words, only_names, the_one_named
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.progress import percentages, read_progress
from bot.conversation.understanding.said import MILESTONE, Mention, Naming, Part
from bot.conversation.understanding.saying import say, says_something
from bot.conversation.understanding.status import read_status

_SAME_AGAIN = re.compile(
    r"\b(?:same|ditto|likewise|as well|too|also|similarly|idem|same again|same story|so\s+(?:is|are|has|have))\b"
    r"|^\W*§?\W*(?:\"|〃)"
)
_JOINING = re.compile(
    r"[\s,;&+/()]*(?:\b(?:and|or|nor|plus|also|both|with|milestones?|actions?|as well as)\b[\s,;&+/()]*)*"
)


@dataclass
class Group:
    """Milestones, and everything that is said of them."""

    mentions: list[Mention]
    parts: list[Part] = field(default_factory=list)

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for mention in self.mentions for ref in mention.refs))

    @property
    def low(self) -> str:
        return "\n".join(part.low for part in self.parts)


def read_updates(parts: list[Part], context: Context, index: PlanIndex, today: date) -> list[Intent]:
    """One update for each milestone that the statements speak of; `Unclear` where it cannot be told which."""
    if not context.about and all(mention.naming is Naming.WORDS for part in parts for mention in part.mentions):
        apart = _clause_by_clause(parts, context, index, today)
        if apart:
            return apart
    unresolved = _unresolved(parts)
    if unresolved:
        return [unresolved]
    groups = _joined([group for part in parts for group in _groups(part, context.about)], index)
    named = [group for group in groups if group.mentions]
    if not named:
        return _unnamed(parts, context, index, today)
    result: list[Intent] = []
    previous: Update | None = None
    for group in groups:
        intents = _read_group(group, context, index, today, previous)
        previous = next((intent for intent in reversed(intents) if isinstance(intent, Update)), previous)
        result += intents
    return _one_each(result)


def _unresolved(parts: list[Part]) -> Unclear | None:
    """ "All green apart from the printing": where it cannot be told which is left out, nothing is said of any."""
    mentions = [mention for part in parts for mention in part.mentions]
    if not any(mention.is_excepted and not mention.refs for mention in mentions):
        return None
    among = tuple(dict.fromkeys(ref for mention in mentions if len(mention.refs) > 1 for ref in mention.refs))
    words = " ".join(part.words for part in parts)
    return Unclear(why="All but which one? Please name each.", choices=among, words=words, confidence=0.7)


def _groups(part: Part, about: str | None) -> list[Group]:
    """A sentence cut where it turns to other milestones: each group with the words said of it."""
    runs = _runs(part, about)
    if not runs:
        return [Group([], [part])]
    own = _said_of_the_thread(part, runs, about)
    if own:
        rest = part.said.part(own.end, part.end)
        return [Group([], [own]), *_groups(rest, None)]
    if len(runs) == 1:
        return [Group(runs[0], [part])]
    if _is_said_before(part, runs):
        ends = [run[-1].end - part.start for run in runs]
        pieces = part.split([*ends[:-1]])
    else:
        firsts = [run[0] for run in runs[1:]]
        pieces = part.split([_turning(part, mention) for mention in firsts])
    return [Group(run, [piece]) for run, piece in zip(runs, pieces, strict=False)]


def _said_of_the_thread(part: Part, runs: list[list[Mention]], about: str | None) -> Part | None:
    """ "On track, and 2.1 is slipping": what comes before the first reference is said of the thread's milestone."""
    first = runs[0][0]
    if not about or about in first.refs:
        return None
    cut = _back_to_clause(part.low, first.start - part.start)
    before, after = part.low[:cut], part.low[cut:]
    if not _states(before) or not (_states(after) or _SAME_AGAIN.search(after)):
        return None
    return part.said.part(part.start, part.start + cut)


def _states(low: str) -> bool:
    return read_status(low, None).status is not None or read_progress(low) is not None


def _turning(part: Part, mention: Mention) -> int:
    """Where the words about a mention begin: at "except", or with its clause."""
    at = mention.start - part.start
    return exception_before(part.low, at) if mention.is_excepted else _back_to_clause(part.low, at)


def _back_to_clause(low: str, start: int) -> int:
    """Words that belong to the mention, "and", "leaflet (", move with it."""
    head = re.search(r"(?:[,;.\n]|\s-|\b(?:and|but|while|whereas|then)\b)[^,;.\n§¤]{0,40}$", low[:start])
    if not head:
        return start
    between = low[head.start() : start]
    has_words = re.search(r"\b(?:is|are|was|has|have|needs?|will)\b|%", between)
    is_same_again = re.match(r"\W*(?:and\s+)?so\b", between)
    return start if has_words and not is_same_again else head.start()


def _runs(part: Part, about: str | None) -> list[list[Mention]]:
    """Mentions that stand together: "3.1 and 19.1" is one run, and so is a mention repeated."""
    runs: list[list[Mention]] = []
    for mention in part.mentions:
        if _is_only_referred_to(part, mention, about):
            continue
        between = part.said.low[runs[-1][-1].end : mention.start] if runs else ""
        if runs and _JOINING.fullmatch(between) and not mention.is_excepted:
            runs[-1].append(mention)
        elif runs and mention.refs and runs[-1][-1].refs == mention.refs:
            continue
        else:
            runs.append([mention])
    return runs


_REFERRED_TO = re.compile(
    r"\b(?:by|until|after|see|as|than|like|depends\s+on|dependent\s+on|waiting\s+(?:on|for)|linked\s+to|because\s+of|with|from|via"
    r"|before|once|when|until)\s*$"
)


def _is_only_referred_to(part: Part, mention: Mention, about: str | None) -> bool:
    """ "Blocked by 1.6", said in the thread of 1.5, is about 1.5."""
    if about is None or about in mention.refs or mention.is_excepted:
        return False
    return bool(_REFERRED_TO.search(part.low[: mention.start - part.start]))


def _is_said_before(part: Part, runs: list[list[Mention]]) -> bool:
    """ "Done 1.5, slipping 1.6": the words come before each milestone, and none after the last."""
    first, last = runs[0][0].start - part.start, runs[-1][-1].end - part.start
    before, after = part.low[:first], part.low[last:]
    return bool(read_status(before, None).status) and not re.search(r"\w", after)


_FIRST_WORDS = re.compile(r"\W*(?:the\s+|our\s+|my\s+)?((?:[\w'-]+\s+){1,3}[\w'-]+)")


def _names_another(group: Group, before: Group, index: PlanIndex) -> Mention | None:
    """ "14.4 green. Pathway audits amber": two words or more of one other title, to begin with, name that milestone."""
    part = group.parts[0]
    first = _FIRST_WORDS.match(part.low)
    if first is None or not before.refs or read_status(part.low, None).status is None:
        return None
    named = name_by_words(first.group(1), index)
    only = named.only
    if only is None or only in before.refs or len(named.matched) < 2 or not index.by_ref[only.upper()].is_open:
        return None
    if any(fits_at_all(first.group(1), ref, index) for ref in before.refs):
        return None
    return Mention(part.start, part.start + first.end(), (only,), Naming.WORDS)


def _joined(groups: list[Group], index: PlanIndex) -> list[Group]:
    """A sentence that names nothing goes on about what the one before it named."""
    result: list[Group] = []
    for group in groups:
        another = _names_another(group, result[-1], index) if result and not group.mentions else None
        if another is not None:
            result.append(Group([another], group.parts))
        elif result and not group.mentions:
            result[-1].parts += group.parts
        elif result and not result[-1].mentions and _is_introduction(result[-1]):
            result[-1] = Group(group.mentions, [*result[-1].parts, *group.parts])
        elif result and group.refs and group.refs == result[-1].refs:
            result[-1].parts += group.parts
        else:
            result.append(group)
    return result


def _is_introduction(group: Group) -> bool:
    return not read_status(group.low, None).status


def _read_group(group: Group, context: Context, index: PlanIndex, today: date, previous: Update | None) -> list[Intent]:
    if not group.mentions:
        return _unnamed(group.parts, context, index, today)
    unknown = next((mention.unknown for mention in group.mentions if mention.unknown), None)
    if unknown and not group.refs:
        return [Unclear(why=f"The plan has no {unknown}.", words=group.parts[0].words, confidence=0.9)]
    if not group.refs:
        return [Unclear(why="You have no open milestone here.", words=group.parts[0].words)]
    updates = [_update(ref, group, index, context, today) for ref in group.refs]
    shared = percentages(group.low)
    if len(updates) > 1 and len(set(shared)) > 1:
        if len(shared) != len(updates):
            return [Unclear(why="Which of them is at what?", choices=group.refs, words=group.parts[0].words)]
        updates = [replace(update, progress=share) for update, share in zip(updates, shared, strict=True)]
    if group.mentions[0].is_excepted and not any(says_something(update) for update in updates):
        return []
    if previous and not any(says_something(update) for update in updates) and _SAME_AGAIN.search(group.low):
        return [
            replace(update, status=previous.status, due=previous.due, progress=previous.progress) for update in updates
        ]
    if _says_nothing_at_all(group):
        return [_what_about(group, updates)]
    return list(updates)


def _says_nothing_at_all(group: Group) -> bool:
    left = re.sub(
        rf"[{MILESTONE}\s\W]|\b(?:re|update|on|about|milestone|action|the|and|hi|for|item|no|number)\b", "", group.low
    )
    return not left and not any(part.dates for part in group.parts) and not re.search("[✅🟢🟠🔴⚪]", group.low)


def _what_about(group: Group, updates: list[Update]) -> Unclear:
    return Unclear(why="What about it?", choices=group.refs, meant=updates[0], words=group.parts[0].words)


def _update(ref: str, group: Group, index: PlanIndex, context: Context, today: date) -> Update:
    known = index.by_ref[ref.upper()]
    sure = {Naming.WORDS: 0.8, Naming.OTHERS: 0.85, Naming.AREA: 0.85, Naming.PERSON: 0.85}
    confidence = sure.get(group.mentions[0].naming, 0.95) if group.mentions else 0.9
    return say(known, group.parts, context, index, today, confidence)


def _unnamed(parts: list[Part], context: Context, index: PlanIndex, today: date) -> list[Intent]:
    """Talk that gives no reference: of what its words name, of the thread, of the speaker's only milestone."""
    low = "\n".join(part.low for part in parts)
    named = _named(low, context, index)
    if named.only:
        update = say(index.by_ref[named.only.upper()], parts, context, index, today, 0.8)
        if not says_something(update) and not context.about and only_names(low, index):
            return [Unclear(why="What about it?", choices=named.refs, meant=update, words=parts[0].words)]
        return [update]
    if context.about and index.milestone(context.about):
        return [say(index.by_ref[context.about.upper()], parts, context, index, today, 0.9)]
    own = index.open_of(context.speaker)
    competes = named.is_pointed and len(named.refs) > 1
    if len(own) == 1 and not competes and (not named.refs or own[0] in named.refs or not named.is_pointed):
        return [say(index.by_ref[own[0].upper()], parts, context, index, today, 0.85)]
    return [_which(parts, named, own, context, index, today)]


_CLAUSE = re.compile(r"[,;]\s|\s[-–—]\s|\b(?:and|but|while|whereas)\b")


_GOES_ON = re.compile(
    r"\W*(?:(?:and|but|so|then|which)\b\W*)*(?:is|are|was|were|has|have|had|needs?|needed|will|should|would|can|could|just|still|not|also|to"
    r"|waiting|awaiting|going|due|with|on|in|for|because|as|until|since)\b"
)
"""A clause without a subject of its own is said of the one before it."""


def _clause_by_clause(parts: list[Part], context: Context, index: PlanIndex, today: date) -> list[Intent]:
    """Two or more milestones named by words, each with something said of it; otherwise nothing."""
    pieces = [piece for part in parts for piece in part.split([m.start() for m in _CLAUSE.finditer(part.low)])]
    runs: list[tuple[str, list[Part]]] = []
    for piece in pieces:
        only = None if runs and _GOES_ON.match(piece.low) else name_by_words(piece.text.lower(), index).only
        if only and (not runs or runs[-1][0] != only):
            runs.append((only, [piece]))
        elif runs:
            runs[-1][1].append(piece)
    if len({ref for ref, _ in runs}) < 2:
        return []
    updates = [say(index.by_ref[ref.upper()], run, context, index, today, 0.75) for ref, run in runs]
    return list(updates) if all(says_something(update) for update in updates) else []


_OF_THIS = re.compile(r"\b(?:this|it)(?:'s|\s+(?:has|is|was|will|should|can|may)\b)")
"""Said without a reference by somebody with one milestone: that one."""


def _named(low: str, context: Context, index: PlanIndex) -> Named:
    pointed = the_one_named(low, index)
    if pointed.refs:
        return pointed
    if context.about and index.milestone(context.about):
        return Named()
    named = name_by_words(low, index)
    own = index.open_of(context.speaker)
    if len(own) != 1 or not named.only or named.only == own[0]:
        return named
    if len(named.matched) < 2 or _OF_THIS.search(low):
        return Named()
    return _against_own(low, named, own[0], index)


def _against_own(low: str, named: Named, own: str, index: PlanIndex) -> Named:
    """Words that name somebody else's milestone and yet touch the speaker's only one: theirs, or it must be asked."""
    if not fits_at_all(low, own, index):
        return named
    if not index.by_ref[(named.only or own).upper()].is_open:
        return Named()
    return Named((*named.refs, own), named.matched, is_pointed=True)


def _which(
    parts: list[Part], named: Named, own: tuple[str, ...], context: Context, index: PlanIndex, today: date
) -> Unclear:
    choices = named.refs or own or context.numbered
    words = " ".join(part.words for part in parts)
    if not choices:
        return Unclear(why="Which milestone is that about?", words=words, confidence=0.5)
    meant = say(index.by_ref[choices[0].upper()], parts, context, index, today, 0.5)
    why = f"“{words[:60]}”: which one?" if len(choices) > 1 else "Is that about this one?"
    return Unclear(why=why, choices=choices, meant=meant, words=words, confidence=0.5)


def _one_each(intents: list[Intent]) -> list[Intent]:
    """One update a milestone: what is said later adds to what was said before."""
    merged: dict[str, Update] = {}
    result: list[Intent] = []
    for intent in intents:
        if not isinstance(intent, Update):
            result.append(intent)
            continue
        if intent.ref not in merged:
            result.append(intent)
            merged[intent.ref] = intent
            continue
        whole = _merged(merged[intent.ref], intent)
        result[result.index(merged[intent.ref])] = whole
        merged[intent.ref] = whole
    return result


def _merged(first: Update, then: Update) -> Update:
    return replace(
        first,
        status=then.status or first.status,
        progress=then.progress if then.progress is not None else first.progress,
        due=then.due or first.due,
        note=f"{first.note} {then.note}".strip(),
        words=f"{first.words} {then.words}".strip(),
    )
