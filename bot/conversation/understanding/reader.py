"""Reads a whole message: cleans it, finds what it names, and asks each reader what its sentences mean."""

import operator
import re
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.understanding.absence import read_absence_question
from bot.conversation.understanding.asking import asks_for_all, asks_with_a_verb, is_question
from bot.conversation.understanding.bulk import find_groups
from bot.conversation.understanding.clean import Cleaned, clean
from bot.conversation.understanding.handover import read_handover
from bot.conversation.understanding.intents import (
    Acknowledge,
    Context,
    Handover,
    Help,
    Intent,
    Leave,
    Snooze,
    Unclear,
    Undo,
    Update,
    Wanted,
)
from bot.conversation.understanding.languages import is_in_another_language
from bot.conversation.understanding.leave import read_cover, read_leave, speaks_of_leave
from bot.conversation.understanding.naming import Named, find_named_ones, find_this_one, name_by_words, the_one_named
from bot.conversation.understanding.orders import read_order
from bot.conversation.understanding.people import own_words
from bot.conversation.understanding.plan_index import PlanIndex, index_plan
from bot.conversation.understanding.questions import read_questions
from bot.conversation.understanding.quiet import wants_quiet
from bot.conversation.understanding.refs import find_refs
from bot.conversation.understanding.said import DATE, MILESTONE, Part, Said, lower_same_length, mask
from bot.conversation.understanding.sifting import is_whole, sifted
from bot.conversation.understanding.snooze import asks_for_later, is_busy_until, is_promise_only, read_later
from bot.conversation.understanding.social import (
    asks_for_help,
    is_about_the_bot,
    is_about_the_whole_plan,
    is_social,
    takes_back,
    without_attacks,
)
from bot.conversation.understanding.status import read_status
from bot.conversation.understanding.turns import turns
from bot.conversation.understanding.updates import read_updates
from plans.when import find_when

BAR = 0.45
"""The confidence below which nothing is done and the speaker is asked."""

_LONGEST_REPORT = 3_000
"""Letters beyond which a message that names no milestone is taken for something pasted, not for a report."""


NOT_SWITCHED_OFF = "I cannot be switched off."
ASKED_OF_LEAVE = (
    'I take that for a question about leave. Say "I am away from Monday until Friday" to set it, or ask '
    '"who is away on Friday?".'
)


@dataclass(frozen=True)
class Scene:
    """What every reader of a part needs."""

    context: Context
    index: PlanIndex
    today: date


def read_message(raw: str, context: Context) -> list[Intent]:
    """The intents of a message in the order said, never empty."""
    cleaned = clean(raw, own_words(context))
    low, text, had_attack = without_attacks(lower_same_length(cleaned.text), cleaned.text)
    index = index_plan(context.milestones)
    if context.about and index.milestone(context.about) is None:
        context = replace(context, about=None)
    scene = Scene(context, index, context.now.date())
    said = find_places(text, low, scene)
    if not re.search(r"[\w§¤✅🟢🟠🔴⚪👍👌🙏]", said.low):
        return _wordless(cleaned, context, scene)
    if had_attack and not said.mentions and not context.about:
        return [_not_for_me(cleaned.text)]
    if (cleaned.was_cut and not said.mentions) or (len(text) > _LONGEST_REPORT and not said.mentions):
        return [_not_for_me(cleaned.text)]
    if wants_quiet(said.low) and not states_plainly(said.low):
        return [_fewer_messages(said)]
    if is_about_the_bot(low) or is_in_another_language(cleaned.text):
        return [_not_for_me(cleaned.text)]
    if is_about_the_whole_plan(said.low) and not context.about and not context.numbered:
        return [_not_for_me(cleaned.text)]
    if is_social(low) and not _answers(said.low, context):
        return [Acknowledge(words=cleaned.text[:200])]
    intents = sifted(_read(said, scene), said, context, has_evidence=bool(cleaned.links))
    if had_attack and not any(is_whole(intent) for intent in intents):
        return [_not_for_me(cleaned.text)]
    return [_asked_back(intent) for intent in intents]


def find_places(text: str, low: str, scene: Scene) -> Said:
    """The message with its dates and milestones found and masked."""
    dates = find_when(text, scene.today, scene.context.calendar)
    refs = find_refs(low, dates, scene.context, scene.index)
    if any(found.start < ref.end and ref.start < found.end for found in dates for ref in refs):
        blanked = mask(text, [(ref.start, ref.end) for ref in refs], MILESTONE)
        dates = find_when(blanked, scene.today, scene.context.calendar)
    masked = mask(low, [(found.start, _before_full_stop(low, found.end)) for found in dates], DATE)
    masked = mask(masked, [(ref.start, ref.end) for ref in refs], MILESTONE)
    about = scene.index.milestone(scene.context.about) if scene.context.about else None
    this_one = find_this_one(masked, about.ref) if refs and about else []
    named = sorted([*refs, *find_named_ones(masked, scene.index), *this_one], key=lambda mention: mention.start)
    masked = mask(masked, [(ref.start, ref.end) for ref in named], MILESTONE)
    mentions = find_groups(masked, text, named, scene.context, scene.index)
    masked = mask(masked, [(mention.start, mention.end) for mention in mentions], MILESTONE)
    return Said(text, masked, tuple(dates), tuple(mentions))


def _before_full_stop(low: str, end: int) -> int:
    """ "From 1 Nov. Closed.": the mark after a shortened month ends the sentence too."""
    return end - 1 if low[end - 1 : end] == "." else end


_FINE = re.compile(
    r"\W*(?:(?:still|yes|yep|it'?s|all)\s+)*fine\b(?:\s+(?:so\s+far|still|here))?(?:\W+(?:thanks|thank\s+you|cheers|ta))?\W*$"
)
_GOING = re.compile(r"\W*(?:\w+\s+)?going\b")


def _answers(low: str, context: Context) -> bool:
    """Whether small words answer how it is going: in a thread, or because they say that something goes."""
    if states_plainly(low) and (context.about or not is_social(low)):
        return True
    if context.about:
        return bool(_FINE.match(low))
    return bool(_GOING.match(low)) and states_plainly(low)


_POLITE = re.compile(
    r"\W*no\s+(?:problem|problems|worries|probs|trouble)\b(?:\W+(?:at\s+all|thanks|thank\s+you|cheers|ta|will\s+do|ok|sure))*\W*$"
)


def states_plainly(low: str) -> bool:
    """ "All good, thanks" is polite and yet says how it stands."""
    status = read_status(low, None)
    return status.status is not None and status.is_plain and not _POLITE.match(low)


def _wordless(cleaned: Cleaned, context: Context, scene: Scene) -> list[Intent]:
    """Nothing but marks, or a link alone: in a thread a link is evidence."""
    known = scene.index.milestone(context.about) if context.about else None
    if cleaned.links and known:
        return [Update(ref=known.ref, note=" ".join(cleaned.links), words=cleaned.links[0], confidence=0.8)]
    return [Unclear(why="There is nothing here that I can read.", words=cleaned.text[:200])]


def _not_for_me(words: str) -> Unclear:
    return Unclear(why="This does not read like a word about a milestone.", words=words[:200], confidence=0.8)


def _fewer_messages(said: Said) -> Unclear:
    refs = tuple(dict.fromkeys(ref for mention in said.mentions for ref in mention.refs))
    words = said.text[:200]
    return Unclear(why=NOT_SWITCHED_OFF, choices=refs, wanted=Wanted.FEWER_MESSAGES, words=words, confidence=0.9)


def _read(said: Said, scene: Scene) -> list[Intent]:
    if is_busy_until(said.low) and (later := _later(said.part(0, len(said.low)), said, scene)):
        return [later]
    result: list[Intent] = []
    telling: list[Part] = []
    at = 0
    for part in (piece for sentence in said.sentences() for turn in turns(sentence) for piece in _leave_apart(turn)):
        if result and _adds_cover(result, part, scene.context):
            continue
        intents = _asked_or_ordered(part, said, scene)
        if intents is None:
            at = len(result) if not telling else at
            telling.append(part)
        else:
            result += intents
    telling = [part for part in telling if not is_social(part.text.lower()) or _answers(part.low, scene.context)]
    if telling:
        result[at:at] = read_updates(telling, scene.context, scene.index, scene.today)
    return result


def _leave_apart(part: Part) -> list[Part]:
    """ "Out Friday, 2.1 is done" is two things; what names a milestone is never lost in a word of leave."""
    if not part.mentions or not speaks_of_leave(part.low):
        return [part]
    pieces = part.split([match.start() for match in re.finditer(r"[,;](?=[\s§])|\band\b", part.low)])
    stated = [bool(piece.mentions) and states_plainly(piece.low) for piece in pieces]
    away = [not piece.mentions and speaks_of_leave(piece.low) for piece in pieces]
    return pieces if any(stated) and all(map(operator.or_, stated, away)) else [part]


def _adds_cover(result: list[Intent], part: Part, context: Context) -> bool:
    """ "Away 6 to 17 June. Please ask Dilys": whom to ask, said in a sentence of its own, is the cover."""
    leave = result[-1]
    if not isinstance(leave, Leave) or leave.cover or part.mentions or part.dates:
        return False
    cover = read_cover(part, context)
    if cover:
        result[-1] = replace(leave, cover=cover, words=f"{leave.words} {part.words}")
    return bool(cover)


def _asked_or_ordered(part: Part, said: Said, scene: Scene) -> list[Intent] | None:
    """What a part other than a statement means; None for a statement."""
    low = part.low
    if takes_back(low):
        return [Undo(words=part.words)]
    ordered = read_order(part, scene.context)
    if ordered is not None:
        return [ordered]
    if asks_for_help(low) and (not part.mentions or (part.is_asked and " i " in low)):
        return [Help(words=part.words)]
    leave = _of_leave(part, scene)
    if leave:
        return [leave]
    if asks_for_all(part.text, scene.context):
        bare = Said(said.text, lower_same_length(said.text), said.dates).part(part.start, part.end)
        return read_questions(bare, scene.context, scene.index, scene.today) or None
    unknown = next((mention.unknown for mention in part.mentions if mention.unknown), None)
    if unknown and not part.refs:
        return [Unclear(why=f"The plan has no {unknown}.", words=part.words, confidence=0.9)]
    if asks_for_later(low):
        later = _later(part, said, scene)
        if later:
            return [later]
    given = read_handover(part, scene.context)
    if given is not None:
        return _handover(part, given, said, scene)
    if is_question(part, scene.context, scene.index):
        asked = read_questions(part, scene.context, scene.index, scene.today)
        return asked or ([_unanswerable(part)] if _ASKS_SOMEBODY.match(low) and not states_plainly(low) else None)
    return None


_ASKS_SOMEBODY = re.compile(
    r"\W*(?:(?:who|whose|which|where)\b|what\s+(?:do|does|should|must|can|happens)\s+(?:you|i|we|my|the)\b)"
    r"(?!.*\b(?:thank|cheers)\b)"
)


def _unanswerable(part: Part) -> Unclear:
    """ "Who can cover me next week": a question, and none that the plan has an answer to."""
    return Unclear(why="That is a question that the plan has no answer to.", words=part.words, confidence=0.8)


def _of_leave(part: Part, scene: Scene) -> Intent | None:
    """Leave that is set or asked about; None where a part is about something else."""
    absence = read_absence_question(part, scene.context)
    if absence is not None or not speaks_of_leave(part.low):
        return absence
    return _asked_of_leave(part) if asks_with_a_verb(part.low) else _leave(part, scene)


def _asked_of_leave(part: Part) -> Unclear | None:
    """ "Can I be off from Monday until Friday": what is asked is not set; what names a milestone is about that."""
    return None if part.mentions else Unclear(why=ASKED_OF_LEAVE, words=part.words, confidence=0.8)


def _leave(part: Part, scene: Scene) -> Intent | None:
    read = read_leave(part, scene.context, scene.today)
    if read.until is None:
        if part.mentions or (
            scene.context.about and read.starts is None and not re.search(r"\bi'?m\b|\bleave\b", part.low)
        ):
            return None
        return Unclear(why="Until when are you away?", wanted=Wanted.LAST_DAY_AWAY, words=part.words, confidence=0.6)
    return Leave(starts=read.starts, until=read.until, cover=read.cover, words=part.words, confidence=0.9)


def _later(part: Part, said: Said, scene: Scene) -> Intent | None:
    until = read_later(part, scene.context, scene.today)
    if until is None:
        if is_promise_only(part.low) or part.dates:
            return None
        return Unclear(why="When shall I ask again?", wanted=Wanted.REMINDER_DAY, words=part.words, confidence=0.6)
    refs, _ = _which(part, said, scene)
    own = scene.index.open_of(scene.context.speaker)
    ref = refs[0] if refs else own[0] if len(own) == 1 else None
    return Snooze(ref=ref, until=until, words=part.words, confidence=0.9)


def _which(part: Part, said: Said, scene: Scene) -> tuple[tuple[str, ...], Named]:
    """The milestones that an order is about: named in it, before it, by words, or the thread's."""
    named = part.refs
    if not named:
        before = [mention for mention in said.mentions if mention.start < part.start and mention.refs]
        named = before[-1].refs if before else ()
    if named:
        return named, Named()
    worded = the_one_named(part.low, scene.index)
    if not worded.refs and not scene.context.about:
        worded = name_by_words(said.low, scene.index)
    if worded.only:
        return worded.refs, worded
    about = scene.index.milestone(scene.context.about) if scene.context.about else None
    return ((about.ref,) if about else ()), worded


def _handover(part: Part, to: str, said: Said, scene: Scene) -> list[Intent]:
    refs, worded = _which(part, said, scene)
    if not refs:
        own = scene.index.open_of(scene.context.speaker)
        refs = own if len(own) == 1 and to != scene.context.speaker else ()
    if not refs:
        choices = worded.refs or scene.index.open_of(scene.context.speaker)
        meant = Handover(ref=choices[0], to=to) if choices and to else None
        return [Unclear(why="Which milestone is that?", choices=choices, meant=meant, words=part.words)]
    if not to:
        return [
            Unclear(why="Who should have it?", choices=refs, wanted=Wanted.PERSON, words=part.words, confidence=0.7)
        ]
    return [Handover(ref=ref, to=to, words=part.words, confidence=0.9) for ref in refs]


def _asked_back(intent: Intent) -> Intent:
    if intent.confidence >= BAR or isinstance(intent, Unclear):
        return intent
    ref = getattr(intent, "ref", None)
    return Unclear(why="Have I understood that?", choices=(ref,) if ref else (), meant=intent, words=intent.words)
