"""Why a later date is needed, where the message that asks for it says so. Pure."""

import re
from collections.abc import Collection
from datetime import date

from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.plan_index import content_stems
from bot.conversation.understanding.telling import tells_why
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
# "Printers are late", "the recorder is off": a thing that is not the milestone itself, and what is the matter with it.
_THE_MATTER = re.compile(
    r"(?:the |our |my |their )?(?P<subject>(?:[\w'’-]+ ){1,4}?)(?:is|are|was|were|has|have|had|isn['’]?t|aren['’]?t"
    r"|hasn['’]?t"
    r"|haven['’]?t|wasn['’]?t|weren['’]?t|didn['’]?t|won['’]?t|can['’]?t|left|broke|keeps?|still) ",
    re.IGNORECASE,
)
_ITSELF = word_set(
    """
    it this that these those they we i he she you there work works thing things everything progress milestone milestones
    action actions one ones project plan task tasks step target timescale timescales deadline date
    """
)


def reason_in(words: str, today: date, title: str = "", own: Collection[str] = frozenset()) -> str | None:
    """The words that say why; None where there are none beside the milestone, its status and its date.

    `title` is the milestone's own: that the handbook is late is no reason for the handbook to be late. `own` are the
    words, in lower case, of the plan and its people.
    """
    reason = _said_as_reason(" ".join(words.split()), today, title)
    return reason if reason and tells_why(reason, own) else None


def _said_as_reason(said: str, today: date, title: str) -> str:
    cue = _CUE.search(said)
    if cue:
        return said[cue.end() :].strip(" .,;")
    clauses = [clause.strip(" .") for clause in _CLAUSE.split(said)]
    return ", ".join(clause for clause in clauses if clause and _tells(clause, today, title))


def _tells(clause: str, today: date, title: str) -> bool:
    if find_when(clause, today):
        return False
    if _says_what_is_the_matter(clause, title):
        return True
    plain = " ".join(word for word in clause.lower().split() if word.strip(".,'") not in _ABOUT_DATES)
    return len([stem for stem in content_stems(plain) if not stem[0].isdigit()]) >= _FEWEST_STEMS


def _says_what_is_the_matter(clause: str, title: str) -> bool:
    match = _THE_MATTER.match(clause)
    if match is None or match["subject"].strip().lower() in _ITSELF:
        return False
    stems = {stem for stem in content_stems(match["subject"]) if not stem[0].isdigit()}
    return bool(stems) and not stems <= set(content_stems(title))
