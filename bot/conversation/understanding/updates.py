"""What a stretch of talk says about milestones: who it is about, their status, progress, new date and a note."""

import re
from dataclasses import replace
from datetime import date

from bot.conversation.understanding.grouping import SAME_AGAIN, Group, groups_of, joined
from bot.conversation.understanding.intents import Context, Intent, Unclear, Update
from bot.conversation.understanding.naming import Named, fits_at_all, name_by_words, only_names, the_one_named
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.progress import percentages
from bot.conversation.understanding.said import MILESTONE, Naming, Part
from bot.conversation.understanding.saying import say, says_something


def read_updates(parts: list[Part], context: Context, index: PlanIndex, today: date) -> list[Intent]:
    """One update for each milestone that the statements speak of; `Unclear` where it cannot be told which."""
    if not context.about and all(mention.naming is Naming.WORDS for part in parts for mention in part.mentions):
        apart = _clause_by_clause(parts, context, index, today)
        if apart:
            return apart
    unresolved = _unresolved(parts)
    if unresolved:
        return [unresolved]
    groups = joined([group for part in parts for group in groups_of(part, context.about)], index)
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
    if previous and not any(says_something(update) for update in updates) and SAME_AGAIN.search(group.low):
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
