"""A list of milestones as an answer: the first of them, all of them, by lead, or as a file."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any, overload

from bot.conversation import phrases
from bot.conversation.answers.listed_file import as_file
from bot.conversation.answers.reply import Reply
from bot.conversation.message import Button, Items, Message, Part, Run, bold, buttons, joined, line, runs
from bot.conversation.setting import Setting
from bot.conversation.understanding import Question
from bot.conversation.understanding.intents import About
from plans.milestone import Milestone

MOST_LISTED = 15


class Shape(StrEnum):
    """How a list is given. The values are the actions of the buttons that ask for it."""

    FIRST = "first"
    WHOLE = "more"
    BY_LEAD = "by_lead"
    FILE = "as_file"


@dataclass(frozen=True)
class _Worded(Sequence[tuple[Run, ...]]):
    """The items of a list, each put into words when it is looked at: of two thousand, fifteen are."""

    milestones: Sequence[Milestone]
    say: Callable[[Milestone], str]

    def __len__(self) -> int:
        return len(self.milestones)

    @overload
    def __getitem__(self, at: int) -> tuple[Run, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[Run, ...]]: ...

    def __getitem__(self, at: int | slice) -> tuple[Run, ...] | Sequence[tuple[Run, ...]]:
        if isinstance(at, slice):
            return _Worded(self.milestones[at], self.say)
        m = self.milestones[at]
        return runs(bold(m.ref), f" {phrases.title(m)} · {self.say(m)}")


_AS_A_FILE = re.compile(r"\b(?:as|in|to) (?:an? )?(?:csv|file|excel|spreadsheet)\b|\bcsv\b", re.IGNORECASE)
_BY_LEAD = re.compile(r"\b(?:by|per|for each) (?:lead|person|owner)\b", re.IGNORECASE)


def shape_in(text: str) -> Shape:
    """How a question wants its list: "what's overdue, by lead", "everything at risk as a file"."""
    if _AS_A_FILE.search(text):
        return Shape.FILE
    return Shape.BY_LEAD if _BY_LEAD.search(text) else Shape.FIRST


@dataclass(frozen=True)
class Listing:
    """What was found: a headline and an item for each milestone, numbered so that the next message can name one.

    `milestones` stand behind the items, in their order; there are none where the items are changes.
    """

    head: tuple[Run, ...]
    items: Sequence[tuple[Run, ...]]
    milestones: tuple[Milestone, ...] = ()

    def whole(self) -> Reply:
        """Everything at once, with nothing to press."""
        return self._reply(self.items, [])

    def reply(self, setting: Setting, question: Question, shape: Shape = Shape.FIRST) -> Reply:
        """The list in that shape; the first of it offers the others."""
        asked = _by_name(setting, question)
        match shape:
            case Shape.WHOLE:
                return self._reply(self.items, self._offers(setting, asked))
            case Shape.BY_LEAD:
                return self._by_lead(self._offers(setting, asked, without=Shape.BY_LEAD))
            case Shape.FILE:
                return Reply(Message(joined(self.head), (line(*self.head), self._file(setting, question))))
            case Shape.FIRST:
                return self._first(self._offers(setting, asked), asked)

    def _first(self, offers: list[Button], asked: dict[str, Any]) -> Reply:
        shown = self.items[:MOST_LISTED]
        if len(shown) < len(self.items):
            offers = [Button(f"Show all {len(self.items)}", Shape.WHOLE, json.dumps(asked)), *offers]
        return self._reply(shown, offers)

    def _reply(self, shown: Sequence[tuple[Run, ...]], offers: Sequence[Button]) -> Reply:
        parts: list[Part] = [line(*self.head)]
        if shown:
            parts.append(Items(tuple(shown), start=1 if self.milestones else None))
        if len(shown) < len(self.items):
            parts.append(line(f"and {len(self.items) - len(shown)} more", quiet=True))
        numbered = tuple(m.id for m in self.milestones[: len(shown)])
        return Reply(Message(joined(self.head), (*parts, *buttons(*offers))), numbered)

    def _by_lead(self, offers: Sequence[Button]) -> Reply:
        """Under each lead what is theirs, numbered through; of a long list each lead's references."""
        listed = sorted(zip(self.milestones, self.items, strict=True), key=lambda one: _lead_of(one[0]).lower())
        parts: list[Part] = [line(*self.head)]
        is_long, start = len(listed) > 2 * MOST_LISTED, 1
        for lead, group in groupby(listed, key=lambda one: _lead_of(one[0])):
            theirs = list(group)
            if is_long:
                refs = phrases.listed([m.ref for m, _ in theirs])
                parts.append(line(bold(f"{lead} {len(theirs)}"), f": {refs}"))
            else:
                parts += [line(bold(f"{lead} {len(theirs)}")), Items(tuple(item for _, item in theirs), start)]
            start += len(theirs)
        numbered = () if is_long else tuple(m.id for m, _ in listed)
        return Reply(Message(joined(self.head), (*parts, *buttons(*offers))), numbered)

    def _offers(self, setting: Setting, asked: dict[str, Any], without: Shape | None = None) -> list[Button]:
        """What else can be had of a list of several; what would show the same again is not offered."""
        if len(self.milestones) < 2:
            return []
        value, offers = json.dumps(asked), []
        if without is not Shape.BY_LEAD and _differ(map(_lead_of, self.milestones)):
            offers.append(Button("Show by lead", Shape.BY_LEAD, value))
        if asked["owner"] is None and (not setting.is_private or _some_but_not_all(setting, self.milestones)):
            offers.append(Button("Only mine", ONLY_MINE, value))
        return [*offers, Button("As a file", Shape.FILE, value)]

    def _file(self, setting: Setting, question: Question) -> Part:
        name = f"{question.about.value}-{setting.today.isoformat()}.csv"
        return as_file(name, self.milestones, setting.plan, setting.today)


ONLY_MINE = "only_mine"


def _lead_of(milestone: Milestone) -> str:
    return milestone.holder or milestone.lead or "Nobody"


def _some_but_not_all(setting: Setting, milestones: Iterable[Milestone]) -> bool:
    return _differ(m.lead_id == setting.person.id for m in milestones)


def _differ(values: Iterable[object]) -> bool:
    """Whether they are not all the same; of two thousand no more are looked at than that takes."""
    rest = iter(values)
    first = next(rest, None)
    return any(value != first for value in rest)


def _by_name(setting: Setting, question: Question) -> dict[str, Any]:
    """The question as it is kept with a button: "mine" is the asker's, whoever presses."""
    owner = setting.person.name if question.owner == "me" else question.owner
    return question_as_data(replace(question, owner=owner))


def question_as_data(question: Question) -> dict[str, Any]:
    """The question as a button keeps it."""
    return {
        "about": question.about.value,
        "owner": question.owner,
        "ref": question.ref,
        "theme": question.theme,
        "since": question.since.isoformat() if question.since else None,
        "to": question.to.isoformat() if question.to else None,
    }


def question_from_data(data: dict[str, Any]) -> Question | None:
    """The question of a pressed button; None where the button is not one of these."""
    try:
        return Question(
            about=About(data["about"]),
            owner=data["owner"],
            ref=data["ref"],
            theme=data["theme"],
            since=date.fromisoformat(data["since"]) if data["since"] else None,
            to=date.fromisoformat(data["to"]) if data["to"] else None,
        )
    except (KeyError, ValueError, TypeError):
        return None


def as_at(setting: Setting) -> str:
    return f", as at {setting.now.astimezone(setting.person.zone):%H:%M} today"


def list_of(
    setting: Setting, headline: str, found: Sequence[Milestone], say: Callable[[Milestone], str], more: str = ""
) -> Listing:
    """The milestones with what is said of each; `more` follows the headline in place of the time."""
    head = runs(bold(headline), more or as_at(setting))
    return Listing(head, _Worded(found, say), tuple(found))
