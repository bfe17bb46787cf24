"""What a plan says of each milestone, for the rules that ask whether it adds up."""

from dataclasses import dataclass
from datetime import date

from plans.reading import ActionReading, MilestoneReading, PlanReading
from plans.status_key import StatusKey
from plans.words import Status


@dataclass(frozen=True)
class Note:
    """What was reported of a milestone, on which day where that is known."""

    on: date | None
    text: str


@dataclass(frozen=True)
class Account:
    """What a plan says of one milestone. `shown` is its status in the plan's own words.

    `aims` is what the plan wants to see of it, and of its action, when it is done; `last_word_on` the day of the
    last word about it from anybody, None where there was none or no day is known; `finished_on` the day on which it
    was said to be done. `is_in_hand` tells that a later date was asked for and waits for its decision.
    """

    ref: str
    title: str
    status: Status | None = None
    shown: str = ""
    due: date | None = None
    due_text: str = ""
    moves: int = 0
    original_due: date | None = None
    is_ongoing: bool = False
    notes: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    mitigation: str = ""
    aims: str = ""
    last_word_on: date | None = None
    finished_on: date | None = None
    is_in_hand: bool = False

    @property
    def is_finished(self) -> bool:
        return self.status is not None and self.status.is_finished

    @property
    def said(self) -> str:
        return "\n".join(note.text for note in self.notes)


def accounts_of(reading: PlanReading) -> list[Account]:
    """What a document says of each of its milestones."""
    actions = {action.ref: action for action in reading.actions}
    key = StatusKey(reading.status_key)
    return [_account(read, actions.get(read.action), key) for read in reading.milestones]


def _account(read: MilestoneReading, action: ActionReading | None, key: StatusKey) -> Account:
    aims = [read.outcome, action.success_criteria if action else None, action.outcome if action else None]
    days = [note.on for note in read.progress if note.on]
    return Account(
        ref=read.ref,
        title=read.title,
        status=read.status,
        shown=_shown_in(read, key),
        due=read.due,
        due_text=read.due_text or "",
        moves=1 if read.original_due and read.due and read.due > read.original_due else 0,
        original_due=read.original_due,
        is_ongoing=read.ongoing,
        notes=tuple(Note(note.on, note.text) for note in read.progress),
        mitigation=read.mitigation or "",
        aims="\n".join(aim for aim in aims if aim),
        last_word_on=max(days, default=None),
    )


def _shown_in(read: MilestoneReading, key: StatusKey) -> str:
    """The status as the document shows it: its colour, the words of its key, or what is written in the cell."""
    if read.rag and read.status:
        return f"{read.rag} ({read.status.words})"
    if read.status_text and len(read.status_text) <= 40:
        return read.status_text
    return key.label_for(read.status) if read.status else ""
