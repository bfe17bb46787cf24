"""Why a later date is needed, where the message that asks for it says so. Pure."""

import re
from datetime import date

from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.plan_index import content_stems
from plans.when import find_when

_CUE = re.compile(
    r"\b(?:because(?: of)?|as (?=(?:the|we|i|our|legal|hr|it)\b)|since (?=(?:the|we|our)\b)|due to|owing to|so that"
    r"|thanks to|given (?:that|the)|(?=waiting (?:for|on)\b)|(?=(?:while|until) we\b)|on account of"
    r"|reason(?: is|:))\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:[,;:()\n]|[.?!](?:\s|$)|\s[-–—]\s|\bbut\b)\s*")
_ABOUT_DATES = word_set(
    """
    slip slips slipped slipping move moved moving push pushed pushing delay delayed delaying extend extended extending
    extension deadline date new revised revise expect expected expecting should finish finished finishing deliver
    delivered delivering realistic realistically probably likely hope hoping aim aiming target now instead back can
    could would please request requesting ask asking behind late risk later postpone postponed reschedule rescheduled
    """
)
_FEWEST_STEMS = 2


def reason_in(words: str, today: date) -> str | None:
    """The words that say why; None where there are none beside the milestone, its status and its date."""
    said = " ".join(words.split())
    cue = _CUE.search(said)
    if cue:
        return said[cue.end() :].strip(" .,;") or None
    clauses = [clause.strip(" .") for clause in _CLAUSE.split(said)]
    telling = [clause for clause in clauses if clause and _tells(clause, today)]
    return ", ".join(telling) or None


def _tells(clause: str, today: date) -> bool:
    if find_when(clause, today):
        return False
    plain = " ".join(word for word in clause.lower().split() if word.strip(".,'") not in _ABOUT_DATES)
    return len([stem for stem in content_stems(plain) if not stem[0].isdigit()]) >= _FEWEST_STEMS
