"""What stays of all that a message was read as: not the talk around an order or a question, nor what is said twice."""

import re
from dataclasses import replace

from bot.conversation.understanding.intents import (
    About,
    Acknowledge,
    Context,
    Handover,
    Intent,
    Leave,
    Question,
    Snooze,
    Unclear,
    Undo,
    Update,
)
from bot.conversation.understanding.said import Said
from bot.conversation.understanding.social import is_chat
from bot.conversation.understanding.status import read_status


def sifted(intents: list[Intent], said: Said, context: Context, has_evidence: bool) -> list[Intent]:
    """Talk around an order or a question is dropped; nothing at all becomes an acknowledgement or a question."""
    orders = [intent for intent in intents if not isinstance(intent, Update | Unclear)]
    if orders:
        spoken_for = {intent.ref for intent in orders if isinstance(intent, Handover | Snooze)}
        takes_back_first = any(isinstance(intent, Undo) for intent in orders)
        kept = [intent for intent in intents if not _is_talk(intent, spoken_for, said, takes_back_first)]
        return _whole_undo(_last_of_each(kept))
    if intents:
        return intents if has_evidence else _without_small_talk(intents, said, context)
    return [Acknowledge(words=said.text[:200])]


def _is_talk(intent: Intent, spoken_for: set[str | None], said: Said, is_taken_back: bool) -> bool:
    """A note that only leads up to an order: "in court all day, ask me Wednesday"."""
    if isinstance(intent, Unclear):
        return intent.meant is None or not is_whole(intent.meant)
    if not isinstance(intent, Update) or is_whole(intent):
        return False
    named = any(intent.ref in mention.refs for mention in said.mentions)
    return is_taken_back or not named or intent.ref in spoken_for


def _last_of_each(intents: list[Intent]) -> list[Intent]:
    """ "Not this week, remind me on the 26th" asks once, and so does "who owns nothing - list those with no lead"."""
    intents = [intent for at, intent in enumerate(intents) if not _is_asked_before(intent, intents[:at])]
    plainly = [intent for intent in intents if isinstance(intent, Question) and not _is_vague(intent)]
    later = {intent.ref: intent for intent in intents if isinstance(intent, Snooze)}
    if later:
        intents = [
            intent for intent in intents if not (isinstance(intent, Leave) and _AT_WORK.search(intent.words.lower()))
        ]
    return [
        intent
        for intent in intents
        if not (isinstance(intent, Snooze) and later[intent.ref] is not intent)
        and not (isinstance(intent, Question) and _is_vague(intent) and (plainly or _states_more(intents)))
    ]


_AT_WORK = re.compile(r"\b(?:conference|course|training|away\s?day)\b")
"""Away for the day and asking to be asked later is no leave."""


def _is_asked_before(intent: Intent, before: list[Intent]) -> bool:
    return isinstance(intent, Question) and any(
        isinstance(other, Question) and replace(other, words=intent.words, confidence=intent.confidence) == intent
        for other in before
    )


def _is_vague(question: Question) -> bool:
    """How things stand, asked of nothing in particular."""
    return question.about is About.STATUS and not (question.ref or question.owner or question.theme)


def _states_more(intents: list[Intent]) -> bool:
    """ "Finished? Ha. Blocked": the question was only put to be answered."""
    return any(isinstance(intent, Update) and intent.status is not None for intent in intents)


def _whole_undo(intents: list[Intent]) -> list[Intent]:
    undone = [intent for intent in intents if isinstance(intent, Undo)]
    if len(undone) > 1:
        intents = [intent for intent in intents if not isinstance(intent, Undo) or intent is undone[0]]
    return intents


def _without_small_talk(intents: list[Intent], said: Said, context: Context) -> list[Intent]:
    """A short message that says nothing of the work is small talk, in a thread as well."""
    only = intents[0]
    says_nothing = len(intents) == 1 and not is_whole(only) and not said.mentions and not said.dates
    if not says_nothing or not is_chat(said.low) or read_status(said.low, None).status:
        return intents
    if len(said.low.split()) <= 5 or not context.about or _LAUGHS.search(said.low):
        return [Acknowledge(words=said.text[:200], confidence=0.6)]
    return intents


_LAUGHS = re.compile(r"\b(?:haha|lol|you\s+again)\b|😂|🤣")


def is_whole(intent: Intent) -> bool:
    """Whether it says something of its own: an update that is only a note does not."""
    if not isinstance(intent, Update):
        return not isinstance(intent, Unclear)
    return intent.status is not None or intent.progress is not None or intent.due is not None
