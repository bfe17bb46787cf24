"""What may be answered to a question about a document, and what a filled in form answers. Data in, data out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from plans.when import read_when
from plans.words import Status
from storage.changes.settling import Answer, AsTaken, LeftOpen, Named
from storage.questions.queries import QueryFacts

INPUTS = ("answer", "value", "new", "alike")
"""The names of the form's inputs."""

_ALIKE_ENOUGH = 75


class NotAnAnswer(ValueError):
    """A form does not answer its question. The message is a sentence; `field` is the input it belongs beside."""

    def __init__(self, sentence: str, field: str = "answer") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True)
class Known:
    """The names among which a lead is looked for, and the plan's actions with their titles."""

    people: Sequence[str]
    posts: Sequence[str]
    actions: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Entry:
    """How a question may be answered.

    `kind` is what is entered (date, who, choice, words, or nothing where there is only yes), `label` its label,
    `right` and `nothing` the answers that need no entry, empty where they are none.
    """

    kind: str
    label: str = ""
    hint: str = ""
    right: str = ""
    nothing: str = ""
    choices: Sequence[tuple[str, str]] = ()
    known: Known | None = None


_STATUSES = tuple((status.value, f"{status.sign} {status.words}") for status in Status)
_KINDS = {
    "due": ("date", "Another date", "For example 18 February 2027", "Leave it without a date"),
    "as_at": ("date", "Another day", "For example 18 February 2027", ""),
    "leads": ("who", "Somebody else", "A person or a post, as the plan names them", "Leave it without a lead for now"),
    "status": ("choice", "Another status", "", "Leave it without a status"),
    "status_key": ("choice", "Another meaning", "", "It does not say how a milestone stands"),
    "title": ("words", "Other words", "What is to be done, in a sentence", ""),
    "ref": ("words", "Another reference", "A reference that no other milestone has", ""),
    "action": ("choice", "Another action", "", ""),
    "organisation": ("words", "The council", "For example Northmere Council", "Leave it unnamed"),
}
_FIRST_LABELS = {"due": "The date", "leads": "Who answers", "status": "The status", "status_key": "It means"}


def entry_for(query: QueryFacts, known: Known) -> Entry:
    """The answers that fit a question."""
    kind, label, hint, nothing = _KINDS.get(query.field, ("", "", "", ""))
    right = f"Right: {query.taken_as}" if query.taken_as is not None else ""
    return Entry(
        kind=kind,
        label=label if right else _FIRST_LABELS.get(query.field, label),
        hint=hint,
        right=right,
        nothing=nothing or ("" if right else "Leave it as it is"),
        choices=known.actions if query.field == "action" else _STATUSES if kind == "choice" else (),
        known=known,
    )


def read_answer(form: Mapping[str, str], entry: Entry, today: date) -> Answer:
    """What a form answers; a value that was entered without choosing "another" counts as chosen.

    Raises NotAnAnswer with what is wrong, beside which input.
    """
    value = " ".join(form.get("value", "").split())
    chosen = form.get("answer") or ("other" if value and entry.kind else "")
    if chosen == "right" and entry.right:
        return AsTaken()
    if chosen == "nothing" and entry.nothing:
        return LeftOpen()
    if chosen != "other" or not entry.kind:
        raise NotAnAnswer("Choose an answer.")
    return _entered(value, form.get("new", ""), entry, today)


def _entered(value: str, new: str, entry: Entry, today: date) -> Answer:
    match entry.kind:
        case "date":
            return _date(value, today)
        case "who":
            return _who(value, new, entry.known)
        case "choice":
            return _choice(value, entry)
        case _:
            if not value:
                raise NotAnAnswer(f"{entry.label} is still empty.", "value")
            return value


def _date(text: str, today: date) -> date:
    if not text:
        raise NotAnAnswer("Write the date.", "value")
    when = read_when(text, today)
    if when.year_assumed:
        raise NotAnAnswer(f"Write the year too: “{text}” could be in any.", "value")
    if when.dates or when.due is None:
        raise NotAnAnswer(f"“{text}” is not one date. Write it like 18 February 2027.", "value")
    return when.due


def _who(name: str, new: str, known: Known | None) -> Named:
    if not name:
        raise NotAnAnswer("Write who answers for it.", "value")
    people, posts = (known.people, known.posts) if known else ((), ())
    if new in ("person", "post"):
        return Named(name, is_post=new == "post")
    if _is_among(name, people):
        return Named(name)
    if _is_among(name, posts):
        return Named(name, is_post=True)
    like = process.extractOne(name, [*people, *posts], score_cutoff=_ALIKE_ENOUGH)
    meant = f" Did you mean {like[0]}?" if like else ""
    raise NotAnAnswer(f"Nobody called “{name}” is known.{meant} Say below if they are new.", "value")


def _is_among(name: str, names: Sequence[str]) -> bool:
    return name.lower() in {one.lower() for one in names}


def _choice(value: str, entry: Entry) -> Answer:
    if value not in {one for one, _ in entry.choices}:
        raise NotAnAnswer("Choose one from the list.", "value")
    return Status(value) if entry.choices is _STATUSES else value
