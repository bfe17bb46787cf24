"""What in a plan does not add up: each finding rests on words of the plan, and says what would settle it.

A wrong finding costs more than a missed one: a lead who is asked about something that is right stops reading. So a
rule speaks only where the plan's own words say it, and stays silent where they can be read both ways.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.account import Account
from plans.note_words import days_named, first_words, sentence_around
from plans.when import said
from plans.wording import is_measurable
from plans.words import Status

MOST_MOVES = 2


class Doubt(StrEnum):
    """What does not add up, the worst first."""

    CONTRADICTED = "contradicted"
    EVIDENCE_TOO_LATE = "evidence_too_late"
    NO_EVIDENCE = "no_evidence"
    LATE_BUT_GREEN = "late_but_green"
    NO_MITIGATION = "no_mitigation"
    MOVED_OFTEN = "moved_often"
    NO_UPDATE = "no_update"
    UNMEASURABLE = "unmeasurable"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def settled_by(self) -> str:
        """The end of "It is settled by …"."""
        return _SETTLED_BY[self]


_WORDS = {
    Doubt.CONTRADICTED: "the note says otherwise than the status",
    Doubt.EVIDENCE_TOO_LATE: "complete in time, with evidence from later",
    Doubt.NO_EVIDENCE: "complete without evidence",
    Doubt.LATE_BUT_GREEN: "late and still shown as on track",
    Doubt.NO_MITIGATION: "at risk or off track without mitigation",
    Doubt.MOVED_OFTEN: "moved more than twice",
    Doubt.NO_UPDATE: "no update this cycle",
    Doubt.UNMEASURABLE: "wording that nobody can measure",
}
_SETTLED_BY = {
    Doubt.CONTRADICTED: "the status that the note describes, or a newer note",
    Doubt.EVIDENCE_TOO_LATE: "the day on which it was really done",
    Doubt.NO_EVIDENCE: "a link, a document or a sentence on what was done",
    Doubt.LATE_BUT_GREEN: "the word that it is done, or a later date that somebody agrees to",
    Doubt.NO_MITIGATION: "a sentence on what is being done, and by whom",
    Doubt.MOVED_OFTEN: "a sentence on what is different this time",
    Doubt.NO_UPDATE: "a word from its lead on how it stands",
    Doubt.UNMEASURABLE: "a sentence on what will be there when it is done, and how many",
}


@dataclass(frozen=True)
class Finding:
    """`rests_on` are the words of the plan that it rests on, `because` what does not fit together in them."""

    ref: str
    doubt: Doubt
    rests_on: str
    because: str

    @property
    def settled_by(self) -> str:
        return self.doubt.settled_by


@dataclass(frozen=True)
class Reporting:
    """What this plan reports at all: where nobody writes notes or mitigations, their absence says nothing."""

    today: date
    review_every: timedelta | None
    has_notes: bool
    has_mitigation: bool


def find_doubts(accounts: Sequence[Account], today: date, review_every: timedelta | None = None) -> tuple[Finding, ...]:
    """Everything that does not add up on that day, in the plan's order; `review_every` is how often an update is due.

    At most one finding of each kind for a milestone. Where a note contradicts the status, what follows from the
    status is not said as well.
    """
    reporting = Reporting(
        today, review_every, any(account.notes for account in accounts), any(account.mitigation for account in accounts)
    )
    return tuple(finding for account in accounts for finding in _findings(account, reporting))


def _findings(account: Account, reporting: Reporting) -> Iterable[Finding]:
    contradiction = _contradicted(account, reporting)
    if contradiction is not None:
        yield contradiction
    for rule in _FROM_STATUS if contradiction is None else ():
        found = rule(account, reporting)
        if found is not None:
            yield found
            break
    for rule in _BESIDES:
        found = rule(account, reporting)
        if found is not None:
            yield found


_TO_COME = re.compile(
    r"\b(?:(?:is|are|has|have|remains?) (?:still |yet )?to be \w+(?:ed|en|ne)\b|yet to (?:be|start|begin|complete)"
    r"|still to (?:be|do|complete)|not yet (?:been )?\w+(?:ed|en|ne|place)\b|needs? to (?:be )?\w+"
    r"|will be (?:in place|implemented|introduced|completed|finalised|appointed|recruited|rolled out)"
    r"|(?:is|are|remains?) outstanding|awaiting (?:approval|sign|recruitment|funding|confirmation))[^.;\n]*",
    re.IGNORECASE,
)
_STUCK = re.compile(
    r"\b(?:on hold|stalled|(?:has|have|been|is|are|was|seriously|further) delayed|no progress|not (?:yet )?(?:been )?"
    r"(?:started|begun|achieved)|unable to (?:start|proceed|progress|complete|recruit)|behind schedule|off track"
    r"|cannot (?:start|proceed|progress|be completed)|will (?:not be|miss)|has slipped|have slipped)\b[^.;\n]*",
    re.IGNORECASE,
)
_WELL = re.compile(r"\b(?<!not )(?:on track|on target|on schedule|ahead of schedule)\b[^.;\n]*", re.IGNORECASE)
_DONE = re.compile(
    r"^[^.;\n]{0,60}\b(?:completed|rolled out|fully operational|fully implemented|achieved)\b[^.;\n]*", re.IGNORECASE
)
_NOT_ALL = re.compile(
    r"\b(?:not|no|yet|part(?:ly|ially)?|except|phase|draft|some|most|outstanding|awaiting|but|however"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) of|\d+%"
    r"|pending|almost|nearly|to be)\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:has (?:started|begun|commenced)|(?:is|now) (?:under ?way|in progress|complete[d]?))\b[^.;\n]*", re.I
)


def _contradicted(account: Account, _reporting: Reporting) -> Finding | None:
    """The status says one thing and the latest note another."""
    text = account.notes[-1].text if account.notes else ""
    match account.status:
        case Status.COMPLETE:
            words, meaning = _found(_TO_COME, text), "its note says that something is still to be done"
        case Status.ON_TRACK:
            words, meaning = _found(_STUCK, text), "its note says that it is held up"
        case Status.AT_RISK | Status.OFF_TRACK:
            words, meaning = _better_than_shown(text)
        case Status.NOT_STARTED:
            words, meaning = _found(_BEGUN, text), "its note says that it has begun"
        case _:
            return None
    if words is None:
        return None
    because = f"it is shown as {_shown(account)}, and {meaning}"
    return Finding(account.ref, Doubt.CONTRADICTED, words, because)


def _better_than_shown(text: str) -> tuple[str | None, str]:
    well = _found(_WELL, text)
    if well is not None and not re.search(r"\b(?:not|but|however|unless)\b", text, re.IGNORECASE):
        return well, "its note says that it is on track"
    done = None if _NOT_ALL.search(text) else _found(_DONE, text)
    return done, "its note says that it is done"


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return sentence_around(text, match.start()) if match else None


def _evidence_too_late(account: Account, reporting: Reporting) -> Finding | None:
    """Complete, and what shows it happened only after the due date, or is still to happen."""
    if not account.is_finished or account.due is None:
        return None
    late = [(day, words) for day, words in days_named(account.said, reporting.today) if day > account.due]
    if not late and account.finished_on is not None and account.finished_on > account.due:
        # It was said to be done after its date, openly: that is late, and no contradiction.
        return None
    if not late:
        return None
    day, words = min(late)
    when = "is still to come" if day > reporting.today else "is later"
    because = f"it is shown as {_shown(account)} and was due on {said(account.due)}; {said(day)} {when}"
    return Finding(account.ref, Doubt.EVIDENCE_TOO_LATE, words, because)


def _no_evidence(account: Account, reporting: Reporting) -> Finding | None:
    """Complete, and nothing but the word says so."""
    if not account.is_finished or account.status is Status.CONFIRMED or account.evidence:
        return None
    says_more = any(_says_more(note.text) for note in account.notes)
    if says_more or _reports(account.aims, reporting.today):
        return None
    if not account.notes and not reporting.has_notes:
        return None
    words = account.said.strip() or _shown(account)
    because = f"it is shown as {_shown(account)}, and nothing shows what was done"
    return Finding(account.ref, Doubt.NO_EVIDENCE, words, because)


_BARE = re.compile(
    r"^(?:this |action |milestone |has |been |is |now |fully |\w{0,4}\d[\w.]*[,:]? )*"
    r"(?:completed?|achieved|done|closed|delivered|implemented|finished|met|yes|n/?a)?(?:,? thanks)?[\s.!,:;–-]*$",
    re.IGNORECASE,
)


def _says_more(text: str) -> bool:
    return not _BARE.match(" ".join(text.split()))


def _reports(aims: str, today: date) -> bool:
    """Whether what the plan wants to see is also said to be there: some plans report in that column."""
    reported = re.search(r"\b(?:now completed?|is open|have (?:been )?\w+ed|has been \w+ed)\b", aims, re.IGNORECASE)
    return bool(reported) or any(day <= today for day, _ in days_named(aims, today))


def _late_but_green(account: Account, reporting: Reporting) -> Finding | None:
    is_green = account.status is Status.ON_TRACK and not account.is_ongoing and not account.is_in_hand
    if not is_green or account.due is None or account.due >= reporting.today:
        return None
    because = f"it was due on {said(account.due)} and is still shown as {_shown(account)}"
    return Finding(account.ref, Doubt.LATE_BUT_GREEN, account.due_text or said(account.due), because)


_MITIGATES = re.compile(
    r"\b(?:to address|mitigat\w*|tasked with|recovery|accelerate|escalat\w+|additional (?:resource|support|capacity)"
    r"|extra (?:resource|support|capacity)|interim|contingency|meeting (?:planned|arranged)"
    r"|in order to (?:recover|resolve)|revised (?:date|timescale)|will|asked|arrang\w+|recruit\w*|appoint\w*|agreed"
    r"|plan(?:ned|s)?|chas(?:ed|ing)|working with|steps? in|starts?|support)\b",
    re.IGNORECASE,
)


def _no_mitigation(account: Account, reporting: Reporting) -> Finding | None:
    """At risk or off track, and nothing says what is being done about it.

    Where a plan has a column for that, the column decides; where it has none, the notes may say it.
    """
    if account.status not in (Status.AT_RISK, Status.OFF_TRACK) or account.mitigation.strip() or account.is_in_hand:
        return None
    if not reporting.has_mitigation and (not account.notes or _MITIGATES.search(account.said)):
        return None
    what = "its mitigation is empty" if reporting.has_mitigation else "no note says what is being done about it"
    because = f"it is shown as {_shown(account)}, and {what}"
    return Finding(account.ref, Doubt.NO_MITIGATION, _shown(account), because)


def _moved_often(account: Account, _reporting: Reporting) -> Finding | None:
    if account.moves <= MOST_MOVES or account.is_finished:
        return None
    first = f" from {said(account.original_due)}" if account.original_due else ""
    now = f" to {said(account.due)}" if account.due else ""
    because = f"its date moved {account.moves} times{first}{now}"
    return Finding(account.ref, Doubt.MOVED_OFTEN, account.due_text or now.strip(), because)


def _no_update(account: Account, reporting: Reporting) -> Finding | None:
    """Nothing was said in this cycle of something that is under way; what has not begun has nothing to say."""
    if account.is_finished or account.status is None or account.status is Status.NOT_STARTED:
        return None
    if reporting.review_every is None or account.last_word_on is None:
        return None
    if account.last_word_on >= reporting.today - reporting.review_every:
        return None
    because = f"nothing was said of it since {said(account.last_word_on)}"
    words = first_words(account.notes[-1].text) if account.notes else _shown(account)
    return Finding(account.ref, Doubt.NO_UPDATE, words, because)


def _unmeasurable(account: Account, _reporting: Reporting) -> Finding | None:
    wanted = "\n".join((account.title, account.aims, account.due_text))
    if account.is_finished or is_measurable(account.title, wanted):
        return None
    because = "nothing in its wording can be counted, dated or shown"
    return Finding(account.ref, Doubt.UNMEASURABLE, first_words(account.title), because)


Rule = Callable[[Account, Reporting], Finding | None]
_FROM_STATUS: tuple[Rule, ...] = (_evidence_too_late, _no_evidence, _late_but_green, _no_mitigation)
_BESIDES: tuple[Rule, ...] = (_moved_often, _no_update, _unmeasurable)


def _shown(account: Account) -> str:
    return account.shown or (account.status.words if account.status else "")
