"""Forms, the same on every platform: what is asked for, field by field, and what is wrong with what was filled in.

A form is opened by a button whose action is OPEN and comes back as a `Submitted`. Between the two nothing is
remembered: the form carries its `value`, and everything is looked at again when it comes back.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz, process

from bot.conversation.message import Button, Part, Style

OPEN = "open"
"""The action of a button that opens a form; its value names the form, and what it is about."""

Kind = Literal["text", "long", "date", "choice", "several", "person", "link"]
"""How a field is filled in. A person is a choice among many; a link is an address or a document's name."""

_ALIKE_ENOUGH = 60


@dataclass(frozen=True)
class Option:
    label: str
    value: str


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `initial` is what is there already: a value for each option that is chosen, else one."""

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    options: tuple[Option, ...] = ()
    initial: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def is_chosen(self) -> bool:
        return self.kind in ("choice", "several", "person")


@dataclass(frozen=True)
class Form:
    """`action` says which form it is, `value` is carried through it; `about` is read above the fields.

    A form without `submit` is a notice: there is nothing to fill in or to send.
    """

    title: str
    submit: str = ""
    action: str = ""
    value: str = ""
    fields: tuple[Field, ...] = ()
    about: tuple[Part, ...] = ()


@dataclass(frozen=True)
class FieldError:
    """What is wrong with a field, as a sentence that is read beside it."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Sent:
    """What became of a submission: nothing more to do, sentences beside fields, or another form in its place."""

    errors: tuple[FieldError, ...] = field(default=())
    next: Form | None = None


def open_button(label: str, form: str, style: Style = "plain", **about: Any) -> Button:
    """A button that opens a form."""
    return Button(label, OPEN, json.dumps({"form": form, **about}), style)


def notice(title: str, *about: Part) -> Form:
    """A form that only tells something, such as why there is nothing to fill in."""
    return Form(title, about=about)


def matching(options: Sequence[Option], typed: str, most: int) -> tuple[Option, ...]:
    """The options that what was typed may mean, the likeliest first; the first ones where nothing was typed."""
    wanted = " ".join(typed.lower().split())
    if not wanted:
        return tuple(options[:most])
    starting = [one for one in options if any(word.startswith(wanted) for word in _words(one.label))]
    found = process.extract(
        wanted, [one.label.lower() for one in options], scorer=fuzz.WRatio, score_cutoff=_ALIKE_ENOUGH, limit=most
    )
    return tuple(dict.fromkeys([*starting, *(options[place] for _, _, place in found)]))[:most]


def _words(label: str) -> Iterable[str]:
    said = label.lower().split()
    return (" ".join(said[at:]) for at in range(len(said)))
