"""The status that a stretch of text states, as opposed to what one might infer from it."""

import re
from dataclasses import dataclass, replace

from bot.conversation.understanding.finished import PARTICIPLE, clause_around, done_as_titled, is_complete, is_itself
from bot.conversation.understanding.phrases import PhraseBook, PhraseFound
from bot.conversation.understanding.plan_index import Title
from bot.conversation.understanding.status_words import PHRASES, Claim
from plans.words import Status

_BOOK: PhraseBook[tuple[Status | None, Claim]] = PhraseBook(PHRASES)
_NOT = re.compile(
    r"(?:\b(?:not|never|no longer|no(?!\s+(?:progress|movement|response|reply|money|funding"
    r"|capacity|resource|budget|problems?|issues?|concerns?|worries|doubt|reason|trouble|risk)\b)|isn'?t|aren'?t|wasn'?t|weren'?t|hasn'?t|haven'?t|hadn'?t|don'?t"
    r"|doesn'?t|didn'?t|won'?t|can'?t|cannot|couldn'?t"
    r"|nowhere near|far from|hardly|nothing|none|neither|nor|without|never been|anything but"
    r"|wouldn'?t say|wouldn'?t call it|can'?t say"
    r"|don'?t think(?: it'?s| we'?re| this is)?|nobody|cease[ds]?|stopped|out of)\s+)(?:[\w'§]+\s+){0,4}?$"
)
_HAS_BEEN = re.compile(
    r"\b(?:was|were|had been|used to be|has been|have been|had|previously|until recently"
    r"|earlier)\s+(?:[\w']+\s+){0,2}?$"
)
_IF = re.compile(
    r"\b(?:if|unless|in case|otherwise|or else|to avoid|avoiding|prevent|preventing|to stop"
    r"|rather than|instead of|lest|so (?:that )?(?:we|it) (?:don'?t|doesn'?t))\b"
)


@dataclass(frozen=True)
class StatusRead:
    """`is_plain` is False where only a weak word says it; `words` are those it was read from."""

    status: Status | None
    words: str = ""
    is_plain: bool = True


@dataclass(frozen=True)
class _Claimed:
    status: Status
    at: int
    words: str
    is_plain: bool
    was: bool = False


def read_status(low: str, title: Title | None) -> StatusRead:
    """What `low` (masked, lower case) states of the milestone with this title; a status of None where nothing."""
    claims: list[_Claimed] = []
    reopened = bool(_REOPENED.search(low))
    for found in _BOOK.find(low):
        claim = _claimed(low, found, title)
        if claim and not (reopened and claim.status is Status.COMPLETE):
            claims.append(claim)
    if not claims:
        words = done_as_titled(low, title)
        return StatusRead(Status.COMPLETE if words else None, words)
    return _settle(low, claims)


def _claimed(low: str, found: PhraseFound[tuple[Status | None, Claim]], title: Title | None) -> _Claimed | None:
    status, claim = found.value
    if status is None:
        return None
    before, after = clause_around(low, found.start, found.end)
    if _IF.search(before[-30:]) and status is not Status.NOT_STARTED:
        return None
    if status is Status.COMPLETE and not is_complete(low, found, before, after, title):
        return None
    if status is Status.NOT_STARTED and _is_another_piece(low[: found.start], before, title):
        return None
    if claim is Claim.WEAK and (_opens_talk(low, found.start) or _IS_OF_A_THING.match(low, found.end)):
        return None
    told: Status | None = status
    if claim is not Claim.FINISHED and status is not Status.COMPLETE:
        told = _denied(status, before)
    if told is None:
        return None
    return _Claimed(
        status=told,
        at=found.start,
        words=low[found.start : found.end],
        is_plain=claim not in (Claim.WEAK, Claim.TITLED),
        was=bool(_HAS_BEEN.search(before)) and told is status and status is not Status.COMPLETE,
    )


_IS_OF_A_THING = re.compile(
    r"(?<=good)\s+(?!so\b|now\b|thanks|here\b|on\b|with\b|and\b|but\b|as\b|for\b|to\b|at\b|from\b|all\b|in\b|today\b|this\b|overall\b|really\b|though\b"
    r"|i\b|we\b|my\b|our\b|other\b|apart\b|except\b|bar\b|still\b|again\b|enough\b|thank\b|cheers\b|ta\b|no\b)[a-z]"
)
"""A "good home" says nothing of how a milestone stands."""

_OPENS_TALK = re.compile(
    r"\W*(?:(ok|okay|well|good|right)\s*[,.;:–—-]\s*\w|(well)\s+(?:we|i|it|they|the|this|that|he|she|you|no|yes|not|there)\b)"
)
_DONE_ALREADY = re.compile(r"\b(?:done|finished|completed?|agreed|signed|held|written|drafted|started|begun)\b")


def _is_another_piece(said: str, before: str, title: Title | None) -> bool:
    """ "Contract done. Interviews not begun": a later piece is not begun, the milestone is."""
    return bool(PARTICIPLE.search(said) or _DONE_ALREADY.search(said)) and not is_itself(before, title)


def _opens_talk(low: str, at: int) -> bool:
    opening = _OPENS_TALK.match(low)
    return bool(opening) and at in (opening.start(1), opening.start(2))  # type: ignore[union-attr]


def _denied(status: Status, before: str) -> Status | None:
    """The status turned round where it is denied: "not slipping", "no longer at risk", "isn't on track"."""
    if not _NOT.search(before):
        return status
    if status in (Status.AT_RISK, Status.OFF_TRACK):
        return Status.ON_TRACK
    return Status.AT_RISK if status is Status.ON_TRACK else None


_REOPENED = re.compile(
    r"\b(?:re-?\s?open\w*|un-?close\w*|too (?:early|soon)|prematurely|closed in error|by mistake"
    r"|after all|un-?done)\b"
)
_WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED, Status.COMPLETE, Status.ON_TRACK)


_NOT_NOW = re.compile(r"\b(?:isn't|not|aren't)\s+(?:now|any\s?more|any\s+longer|so\s+now)\b|\bno\s+longer\W*$")


def _turned(status: Status) -> Status:
    return Status.AT_RISK if status is Status.ON_TRACK else Status.ON_TRACK


def _settle(low: str, claims: list[_Claimed]) -> StatusRead:
    """One status of several: plain words over weak ones, what is over what was, what follows "but", the worst."""
    if all(claim.was for claim in claims) and _NOT_NOW.search(low, claims[-1].at):
        claims = [replace(claim, status=_turned(claim.status), was=False) for claim in claims]
    now = [claim for claim in claims if not claim.was] or claims
    plain = [claim for claim in now if claim.is_plain]
    if not plain and any(claim.was for claim in claims):
        plain = [claim for claim in claims if claim.is_plain] if not now else []
    chosen = plain or now
    after = [] if _is_only_comforted(low, chosen) else _after_last_but(low, chosen)
    if after:
        chosen = after
    complete = [claim for claim in chosen if claim.status is Status.COMPLETE]
    if complete and all(claim.status in (Status.COMPLETE, Status.ON_TRACK) for claim in chosen):
        chosen = complete
    best = min(chosen, key=lambda claim: (_WORST_FIRST.index(claim.status), claim.at))
    return StatusRead(best.status, best.words, best.is_plain)


_COMFORT = re.compile(
    r"\b(?:but|though|although|however)\s+(?:there(?:'s|\s+(?:is|are))\s+)?(?:no\b|nothing\b|not\s+a\s+problem)"
)
_SINCE_THEN = re.compile(r"\b(?:now|any\s?more|any\s+longer|no\s+longer|since)\b")


def _is_only_comforted(low: str, claims: list[_Claimed]) -> bool:
    """ "Late but no dramas" is late; "was late but no problems now" is not."""
    if not _COMFORT.search(low) or _SINCE_THEN.search(low):
        return False
    return any(claim.status is Status.AT_RISK and not claim.was for claim in claims)


_BUT = re.compile(r"\b(?:but|however|though|although|nevertheless|then again|that said)\b")


def _after_last_but(low: str, claims: list[_Claimed]) -> list[_Claimed]:
    """The plain claims after the last "but", when there are some; "although" at the front turns it round."""
    marks = list(_BUT.finditer(low))
    if not marks:
        return []
    last = marks[-1]
    if last.group() in ("though", "although") and any(claim.at < last.start() for claim in claims):
        return [claim for claim in claims if claim.at < last.start() and claim.is_plain]
    return [claim for claim in claims if claim.at > last.start() and claim.is_plain]
