"""Whether "done" is said of a whole milestone, and as having happened."""

import re

from bot.conversation.understanding.naming import shares_words
from bot.conversation.understanding.phrases import PhraseFound, word_set
from bot.conversation.understanding.plan_index import Title, stem
from bot.conversation.understanding.progress import COUNT, number, out_of
from bot.conversation.understanding.status_words import Claim
from plans.words import Status

_CLAUSE_END = re.compile(
    r"[,;:()\n.!?•]|\s[-–—/]+\s?|\b(?:but|though|although|however|because|whereas|while|as|so"
    r"|and then|which|where)\b|&|\band\b"
)
_NOT_YET_FINISHED = re.compile(
    r"\b(?:will|would|shall|should|could|might|may|to|once|when|if|until|unless|before|after|hope"
    r"|hoping|aim|aims|aiming|aimed|expect|expects|expected"
    r"|expecting|plan\s+to|planning|due|must|need|needs|going|want|wants|nearly|almost|mostly|mainly"
    r"|partly|partially|half|halfway|largely|virtually|practically"
    r"|semi|not|isn'?t|aren'?t|hasn'?t|haven'?t|wasn'?t|isnt|won'?t|can'?t|cannot|never|about|close"
    r"|near|nearing|soon|yet|i'?ll|we'?ll|it'?ll|they'?ll|he'?ll|she'?ll|that'?ll"
    r"|trying|try|working|looking|ready|likely|nowhere|far|get|getting|be|being|want|pretty much|more or less"
    r"|all but|as good as|just about|still|anyone|whether"
    r"|two thirds|three quarters|quarter|third|probably be|can|(?<!\bi )says?|rarely|hardly|barely"
    r"|only|could've|supposed|meant|assume|assuming)\b|(?<!\d)(?!100)\d{1,3}\s?%"
)
_PART = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)(?=\s+[a-z])|draft|drafts|first|initial|interim|phase|stage|part|parts|half|pilot|some|most|section"
    r"|sections|groundwork|scoping|prep|preparation|one of|two of|three of|chunk|bits?"
    r"|1st|2nd|second|third|element|elements|step|steps|majority|handful|session|sessions|workshop"
    r"|workshops|round|wave|batch|tranche|version|outline)\b"
)
_REST_OPEN = re.compile(
    r"^\s*(?:on|for|in|with|at|by)?\s*(?:\d+\s+(?:of|out\s+of)|(?:all\s+)?(?:except|apart\s+from|bar"
    r"|other\s+than"
    r"|but\s+for|save\s+for|half|most\s+of|some\s+of|part\s+of|the\s+first|the\s+second|one\s+of"
    r"|two\s+of|three\s+of))\b"
)
_OBJECT = re.compile(
    r"^\s*(?:off\s+)?((?:the|a|an|my|our|their|his|her|all the|all of the|first|second|phase"
    r"|\d+)\s[^,.;:()]{2,60})"
)
_FILLERS = word_set(
    """
    am far concerned personally
    yes yep ok okay hi hello now is are was has have been had all it its it's this that one ones these they them
    we i'm i've we've just fully finally all i think pleased happy to say can confirm good news mark please the
    thing whole lot everything milestone milestones action actions task item today yesterday both as at last
    also already completely totally officially formally successfully actually absolutely definitely update
    status progress rag may june july march april august sept oct nov dec jan feb be delighted report glad sorry
    me mine my our so well update: and with of for on in by quite basically essentially really week month
    morning afternoon work bit bits us early late ahead schedule time § ¤ that's thats think believe
    everything's all's i we you he she says bot team did done complete completed finished achieved sorted closed
    great news no yeah hooray finally! phew right job ours number no item its under over stuff overall wise down
    plan set out got get getting consider regard piece two three four five six seven
    """
)


def is_complete(
    low: str, found: PhraseFound[tuple[Status | None, Claim]], before: str, after: str, title: Title | None
) -> bool:
    """Whether a word for "done" is said of the whole milestone, and as having happened."""
    claim = found.value[1]
    if _MORE_TO_COME.search(low, found.end):
        return False
    if claim is Claim.PLAIN:
        may_close_then = _MAY_CLOSE.match(low, found.start) and _ON_A_DAY.match(after)
        return not _is_denied_finish(before, after) and not may_close_then
    if _is_counted_part(before) or _is_the_rest_open(low, before, found):
        return False
    if claim is Claim.FINISHED:
        return _is_finished(before, after, title)
    if title is None or _SOMETHING_LEFT.search(low) or _IN_SOME.match(after):
        return False
    return _is_of_all_of_it(before, after) and _names(before, title)


_COUNTED = re.compile(
    rf"\b{COUNT}\s+(?:out\s+of|of)\s+(?:the\s+|our\s+|all\s+)?{COUNT}\b|(?<![\d/.]){COUNT}/{COUNT}(?![\d/])"
)
_BARE_COUNT = re.compile(r"(?<!all )(?<!all the )(?<!the )(?<!both )(?<![\d.])\b\d{1,4}\s+(?!of\b|¤)[a-z]")
_REST_IS_OPEN = re.compile(
    r"(?<!nothing )(?<!nothing is )(?<!no )\b(?:not\s+(?:yet\s+)?(?:done|finished|complete|started|happened|begun|back"
    r"|in)\b"
    r"|(?:still|yet)\s+to\s+\w+|to\s+follow\b|outstanding\b|remain(?:s|ing)\b|(?:hasn't|haven't|isn't|aren't)\b)"
)
_NEXT_COMES = re.compile(
    r"\b(?:next|going\s+(?:to|out|on)|goes\s+(?:to|out|on|live)|off\s+to|will|still|starts?|starting|then)\b"
)


def _is_counted_part(before: str) -> bool:
    """ "6 of the 9 applications lodged", "12 carers approved": some, not all."""
    counted = _COUNTED.search(before)
    if counted:
        part, whole = (number(group) for group in counted.groups() if group)
        return part < whole
    return bool(_BARE_COUNT.search(before))


def _is_the_rest_open(low: str, before: str, found: PhraseFound[tuple[Status | None, Claim]]) -> bool:
    """ "Analysis done, report going to the board": one piece is done, and the message goes on to the next."""
    rest = low[found.end :]
    if _REST_IS_OPEN.search(rest) or (out_of(rest) or 100) < 100:
        return True
    if found.value[1] is not Claim.TITLED:
        rest = re.split(r"[.;\n!]", rest)[0]
    return not is_itself(before, None) and bool(_NEXT_COMES.search(rest))


_IN_SOME = re.compile(
    r"\s*(?:in|for|at|across|on|with|by)\s+(?!all\b)(?:\d+|one|two|three|four|five|some|most|half|several)\b"
)


def clause_around(low: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `low[start:end]` in the same clause."""
    begin = 0
    for mark in _CLAUSE_END.finditer(low, 0, start):
        begin = mark.end()
    finish = _CLAUSE_END.search(low, end)
    return low[begin:start], low[end : finish.start() if finish else len(low)]


_TO_COME = re.compile(r"\b(?:to|will|would|must|i'?ll|we'?ll|they'?ll)\s+$")
_MAY_CLOSE = re.compile(r"(?:can|could|should|may|ready|able|hope|to)\b")
_ON_A_DAY = re.compile(r"\s*(?:(?:in|by|on|at|from)\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?¤")
_ASKED_TO = re.compile(
    r"\b(?:ok|okay|possible|fine|alright|like|want|able|ready|happy|safe|good)\s+(?:for\s+(?:you|me|us)\s+)?to\s+$"
)
_DENIED_FINISH = re.compile(
    r"\b(?:not|isn'?t|aren'?t|can'?t|cannot|won'?t|hasn'?t|haven'?t|don'?t|until|once|when|if|before"
    r"|nearly|almost|will be|should be|yet|too early|too soon)\s+(?:[\w']+\s+){0,6}?$"
)


def _is_denied_finish(before: str, after: str) -> bool:
    return bool(
        _DENIED_FINISH.search(before)
        or (_TO_COME.search(before) and not _ASKED_TO.search(before))
        or _REST_OPEN.match(after)
        or re.match(r"\s*(?:until|once|when|yet\b)", after)
    )


_PLEASED_TO_SAY = re.compile(
    r"\b(?:pleased|happy|delighted|glad|able|proud|relieved)\s+to\s+(?:report|say|confirm|advise|tell\s+you|announce|inform\s+you)(?:\s+that)?\b"
)


def _is_finished(before: str, after: str, title: Title | None) -> bool:
    """Whether "done" is said plainly, and of the milestone itself rather than of a part of its work."""
    before = _PLEASED_TO_SAY.sub(" ", before)
    if _NOT_YET_FINISHED.search(before) or _PART.search(before):
        return False
    if _REST_OPEN.match(after) or _is_still_to_come(before, after):
        return False
    if not is_itself(before, title):
        return False
    object_ = _OBJECT.match(after)
    if not object_:
        return True
    named = object_.group(1)
    return not _PART.search(named) and is_itself(named, title)


def _is_still_to_come(before: str, after: str) -> bool:
    """ "Done by Friday" is to come; "was signed off in April" is not."""
    if re.search(r"\b(?:was|were|got|been)\b", before):
        return bool(re.match(r"\s*(?:yet|so far)\b", after))
    return bool(re.match(r"\s*(?:yet\b|by\s+¤|in\s+¤|so far|to date|soon|\?)", after))


def is_itself(words: str, title: Title | None) -> bool:
    """Whether nothing but the milestone is named: no noun at all, or its title's own."""
    left = [word for word in re.findall(r"[^\s,.;:!?()\"]+", words) if word not in _FILLERS and word.strip("-'")]
    if not left:
        return True
    return title is not None and shares_words(" ".join(left), title)


def done_as_titled(low: str, title: Title | None) -> str:
    """ "Charter published" of "Publish the charter": the title's own verb, said as having happened; else no words."""
    if title is None or _SOMETHING_LEFT.search(low):
        return ""
    for match in PARTICIPLE.finditer(low):
        if stem(match.group()) not in title.verbs:
            continue
        before, after = clause_around(low, match.start(), match.end())
        if _is_counted_part(before) or _REST_IS_OPEN.search(low, match.end()):
            continue
        if _is_of_all_of_it(before, after) and _names(before, title):
            return f"{before.strip()} {match.group()}".strip()
    return ""


def _is_of_all_of_it(before: str, after: str) -> bool:
    if _NOT_YET_FINISHED.search(before) or _PART.search(before):
        return False
    return not _REST_OPEN.match(after) and not re.match(r"\s*(?:by|for|in)\s+¤", after)


def _names(before: str, title: Title) -> bool:
    """Whether the words before the verb are the title's own, and there are some."""
    return not is_itself(before, None) and shares_words(before, title) and is_itself(before, title)


_MORE_TO_COME = re.compile(
    r"\b(?:next|still\s+to\s+(?:do|come|go)|to\s+follow|to\s+go|to\s+come|(?:is|are|bits?"
    r"|things?)\s+left|still\s+outstanding)\W*$"
)
PARTICIPLE = re.compile(r"\b(?:[a-z]{3,}ed|held|built|written|rewritten|set|sent|made|met|run|put|given|found)\b")
_SOMETHING_LEFT = re.compile(
    r"\b(?:still|next|yet|remaining|remains|to follow|awaiting|waiting|outstanding|left|to do"
    r"|underway|under way|ongoing|continu\w+|in progress|to be|need|needs|but)\b"
)
