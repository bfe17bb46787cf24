"""What became of everything that was owed, read from Slack's side: lost, doubled, answered twice, out of order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .asking import Question
from .council import CHANNELS, LADDER_DAYS, LONDON, REMINDED, day_number, is_first_of_week, leadership_hears

Key = tuple[str, str, str]
"""What is owed: its kind, the conversation, and the day or week."""


@dataclass(frozen=True)
class Landed:
    """A message of Milepost's as Slack has it."""

    id: str
    part: int
    parts: int
    conversation: str
    ts: str
    thread: str | None
    text: str
    blocks: str = ""
    drawing: str | None = None

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(float(self.ts), LONDON).date()


@dataclass
class Verdict:
    """Sentences about what went wrong, by what it is; all empty is as it should be."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return len(self.lost), len(self.doubled), len(self.answered_twice), len(self.out_of_order)

    @property
    def is_clean(self) -> bool:
        return not any(self.counts)


def landed(messages: Mapping[str, Sequence[dict[str, Any]]]) -> list[Landed]:
    """Milepost's messages in the order in which they came to each conversation."""
    found = []
    for conversation, kept in list(messages.items()):
        for message in list(kept):
            given = (message.get("metadata") or {}).get("event_payload")
            if given:
                thread = message.get("thread_ts")
                said = (message.get("text") or "", str(message.get("blocks")), given.get("drawing"))
                place = (given.get("part", 1), given.get("parts", 1), conversation, message["ts"], thread)
                found.append(Landed(given["notification_id"], *place, *said))
    return found


def owed_on(number: int) -> set[Key]:
    """What everybody is owed on a working day of the run, beside answers."""
    day = day_number(number)
    owed = {("reminder", lead.room, str(day)) for lead in REMINDED}
    if leadership_hears(number):
        owed |= {("escalation", channel, str(day)) for channel in CHANNELS}
    if is_first_of_week(day):
        owed |= {("digest", channel, _week(day)) for channel in CHANNELS}
    return owed


def arrived(messages: Iterable[Landed], kinds: Mapping[str, str]) -> Counter[Key]:
    """How many whole notifications came for each thing that can be owed; `kinds` is what each id is.

    One whose id is not known came from a decision that was not kept, and is owed to nobody.
    """
    parts: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Landed] = {}
    for one in messages:
        parts[one.id].add(one.part)
        first.setdefault(one.id, one)
    whole = [one for one in first.values() if len(parts[one.id]) == one.parts]
    return Counter(_key(one, kinds.get(one.id, "unknown")) for one in whole)


def cut_short(messages: Iterable[Landed]) -> list[str]:
    """Notifications of which some parts came and others did not."""
    parts: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Landed] = {}
    for one in messages:
        parts[one.id].add(one.part)
        first.setdefault(one.id, one)
    return [
        f"parts of {one.id} in {one.conversation}: {sorted(parts[one.id])} of {one.parts} came"
        for one in first.values()
        if len(parts[one.id]) != one.parts
    ]


def of_two_states(messages: Iterable[Landed]) -> list[str]:
    """Notifications whose parts were drawn from two states of the plan: what moved between two parts is in neither."""
    drawings: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for one in messages:
        drawings[one.id, one.conversation].add(one.drawing)
    return [f"parts of {id_} in {where} are of two states" for (id_, where), said in drawings.items() if len(said) > 1]


def _key(one: Landed, kind: str) -> Key:
    return kind, one.conversation, _week(one.day) if kind == "digest" else str(one.day)


def _week(day: date) -> str:
    return f"{day.isocalendar().year} week {day.isocalendar().week}"


def judge(
    messages: Sequence[Landed],
    kinds: Mapping[str, str],
    days: int,
    asked: Sequence[Question],
    lanes: Mapping[str, tuple[str, datetime]],
) -> Verdict:
    """The verdict on a run of so many working days; `lanes` is each notification's lane and when it was due."""
    verdict = Verdict()
    owed = {key for number in range(days) for key in owed_on(number)}
    came = arrived(messages, kinds)
    verdict.lost += [f"{kind} to {to} of {when}" for kind, to, when in sorted(owed) if not came[kind, to, when]]
    verdict.lost += cut_short(messages)
    verdict.lost += of_two_states(messages)
    verdict.lost += _said_less(messages, kinds, days)
    for (kind, to, when), times in came.items():
        if kind in ("reminder", "escalation", "digest") and times > 1:
            verdict.doubled.append(f"{kind} to {to} of {when}: {times} notifications")
        if kind not in ("reminder", "escalation", "digest", "answer"):
            verdict.lost.append(f"{kind} to {to} of {when}, which nobody is owed")
    for (id_, part), times in Counter((one.id, one.part) for one in messages).items():
        if times > 1:
            verdict.doubled.append(f"{kinds.get(id_, 'unknown')} {id_} part {part}: {times} times")
    _judge_answers(verdict, [one for one in messages if kinds.get(one.id) == "answer"], asked)
    verdict.out_of_order += _out_of_order(messages, lanes)
    return verdict


def _said_less(messages: Sequence[Landed], kinds: Mapping[str, str], days: int) -> list[str]:
    """Reminders that came without one of the milestones they were owed for."""
    said: dict[tuple[str, date], str] = defaultdict(str)
    for one in messages:
        if kinds.get(one.id) == "reminder":
            said[one.conversation, one.day] += one.text + one.blocks
    missing = []
    for number in range(days):
        day = day_number(number)
        for lead in REMINDED:
            text = said.get((lead.room, day))
            refs = lead.refs_in(number // LADDER_DAYS)
            if text is not None and any(ref not in text for ref in refs):
                missing.append(f"a line of the reminder to {lead.room} of {day}")
    return missing


def _judge_answers(verdict: Verdict, answers: Sequence[Landed], asked: Sequence[Question]) -> None:
    by_thread: dict[tuple[str, str], list[Landed]] = defaultdict(list)
    by_ref: dict[tuple[str, str], list[Landed]] = defaultdict(list)
    for one in answers:
        if one.thread is not None:
            by_thread[one.conversation, one.thread].append(one)
        else:
            by_ref[one.conversation, one.text.lstrip("*").split()[0]].append(one)
    in_private: dict[tuple[str, str], list[Question]] = defaultdict(list)
    first_answers: dict[int, Landed] = {}
    for question in asked:
        if question.thread is None:
            in_private[question.conversation, question.ref].append(question)
        else:
            _compare(verdict, [question], by_thread[question.conversation, question.thread], first_answers)
    for place, questions in in_private.items():
        _compare(verdict, questions, by_ref[place], first_answers)
    verdict.out_of_order += _answers_out_of_order(asked, first_answers)


def _compare(
    verdict: Verdict, questions: list[Question], answers: list[Landed], first_answers: dict[int, Landed]
) -> None:
    ids = list(dict.fromkeys(one.id for one in answers))
    where = f"about {questions[0].ref} in {questions[0].conversation}"
    verdict.lost += [f"an answer {where}"] * max(0, len(questions) - len(ids))
    verdict.answered_twice += [f"an answer {where}"] * max(0, len(ids) - len(questions))
    in_order = sorted({one.id: one for one in reversed(answers)}.values(), key=lambda one: float(one.ts))
    first_answers.update({question.number: one for question, one in zip(questions, in_order, strict=False)})


def _answers_out_of_order(asked: Sequence[Question], first_answers: Mapping[int, Landed]) -> list[str]:
    """Somebody who asked in private first is answered first; in a channel several people ask at once."""
    last: dict[str, float] = {}
    wrong = []
    for question in asked:
        answer = first_answers.get(question.number)
        if answer is None or not question.conversation.startswith("D"):
            continue
        if float(answer.ts) < last.get(question.conversation, 0.0):
            wrong.append(f"the answer about {question.ref} in {question.conversation} came before an earlier one")
        last[question.conversation] = max(last.get(question.conversation, 0.0), float(answer.ts))
    return wrong


def _out_of_order(messages: Sequence[Landed], lanes: Mapping[str, tuple[str, datetime]]) -> list[str]:
    """Within a lane, messages that came before one that was due earlier."""
    latest: dict[str, datetime] = {}
    wrong, seen = [], set()
    for one in sorted(messages, key=lambda landed: float(landed.ts)):
        if one.id in seen or one.id not in lanes:
            continue
        seen.add(one.id)
        lane, due = lanes[one.id]
        if due < latest.get(lane, due):
            wrong.append(f"{one.id} in {lane}")
        latest[lane] = max(due, latest.get(lane, due))
    return wrong
