"""The form of an update: how a milestone stands, by when, why, and what shows it."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.evidence import evidence_in
from bot.conversation.answers.people import approver_of
from bot.conversation.answers.reach import Within, known_to, within_reach
from bot.conversation.answers.updates import Given, answer_updates, whose_it_is
from bot.conversation.filling.asking import LONGEST_WORDS, Asking, Filled, Maker, NotFilled, NotOpen, Ready
from bot.conversation.forms import Field, FieldError, Form, Option
from bot.conversation.message import Part, bold, line
from bot.conversation.setting import setting_in
from bot.conversation.understanding import Update
from bot.conversation.understanding.people import own_words
from bot.conversation.understanding.telling import tells_why
from plans.milestone import Milestone
from plans.words import Status
from storage.questions.completions import EvidenceFacts
from storage.questions.plans import PlanFacts

NAME = "update"
NOTHING_YOURS = "There is no milestone that you lead, cover or answer for. Ask for one by its reference in a message."
LONGEST_EVIDENCE = 500

_SAYABLE = tuple(status for status in Status if status is not Status.CONFIRMED)


def open_update(asking: Asking) -> Form:
    """About the milestone that the value names, else with a choice of those the person may speak for."""
    choices = _choices(asking)
    if not choices:
        raise NotOpen(_why_none(asking))
    only = choices[0] if len(choices) == 1 else None
    return Form(
        title=f"Update {only.milestone.ref}" if only else "Update a milestone",
        submit="Send update",
        fields=(*((_which(choices),) if only is None else ()), *_fields(asking, only, choices)),
        about=_about(asking, only) if only else (),
    )


def _choices(asking: Asking) -> list[Within]:
    """Those that the value names and the person may speak for; all of the open ones where it names none."""
    within = within_reach(asking.session, asking.person, asking.plans(), asking.today)
    milestone_id, ref, listed = (
        asking.read("milestone", int),
        asking.read("ref", str),
        asking.read("milestones", list),
    )
    if milestone_id is not None:
        return [one for one in within if one.milestone.id == milestone_id]
    if ref is not None:
        return [one for one in within if one.milestone.ref.lower() == ref.strip().lower()]
    if listed is not None:
        return [one for one in within if one.milestone.id in listed]
    return [one for one in within if one.milestone.is_open]


def _why_none(asking: Asking) -> str:
    """Whose the milestone is that was named, as far as the person may know of it."""
    ref = asking.read("ref", str)
    named = [one for one in _visible(asking) if _is_named(asking, one)]
    if named:
        return whose_it_is(named[0])
    if ref is not None:
        return f"There is no milestone {ref.strip()[:40]} in the plan. Look at its reference, and try again."
    if asking.read("milestone", int) is not None or asking.read("milestones", list) is not None:
        return "I do not know that milestone any more. Nothing was changed."
    return NOTHING_YOURS


def _visible(asking: Asking) -> list[Milestone]:
    return [
        milestone
        for plan in asking.plans()
        for milestone in known_to(asking.session, asking.person, plan, asking.today)
    ]


def _is_named(asking: Asking, milestone: Milestone) -> bool:
    ref, listed = asking.read("ref", str), asking.read("milestones", list) or []
    is_ref = ref is not None and milestone.ref.lower() == ref.strip().lower()
    return is_ref or milestone.id in (asking.read("milestone", int), *listed)


def _which(choices: Sequence[Within]) -> Field:
    several = len({one.plan.id for one in choices}) > 1
    options = tuple(Option(_label(one, several), str(one.milestone.id)) for one in choices)
    return Field("milestone", "Milestone", "choice", options=options, is_required=True)


def _label(one: Within, is_one_of_several_plans: bool) -> str:
    plan = f" · {phrases.short_title(one.plan.title)}" if is_one_of_several_plans else ""
    return f"{phrases.name(one.milestone)}{plan}"


def _fields(asking: Asking, only: Within | None, choices: Sequence[Within]) -> tuple[Field, ...]:
    words = (only or choices[0]).plan.status_words
    statuses = tuple(Option(phrases.status(status, words), status.value) for status in _SAYABLE)
    now = only.milestone.status if only else None
    shown = (now.value,) if now in _SAYABLE and now is not None else ()
    return (
        Field("status", "How does it stand?", "choice", options=statuses, initial=shown, is_required=True),
        Field("due", "A new date", "date", _date_hint(asking, only)),
        Field("reason", "Why it needs longer", "long", "Wanted where the new date is a later one."),
        Field("evidence", "What shows it", "link", "A link, or the name and date of a document."),
        Field("note", "In your own words", "long", "What was done, and what comes next. No child’s name."),
    )


def _date_hint(asking: Asking, only: Within | None) -> str:
    if only is None or only.milestone.due is None:
        return "Leave it empty where the date stays as it is."
    due = phrases.day(only.milestone.due, asking.today)
    approver = approver_of(asking.session, only.milestone, asking.today)
    decides = f" {approver.name} decides about a later one." if approver and approver.id != asking.person.id else ""
    return f"Due {due} as it stands; leave it empty where that stays.{decides}"


def _about(asking: Asking, one: Within) -> tuple[Part, ...]:
    milestone, today = one.milestone, asking.today
    facts = [
        phrases.due(milestone, today, one.plan.calendar),
        phrases.status(milestone.status, one.plan.status_words),
        phrases.last_word(milestone, today),
    ]
    if later := phrases.later_date(milestone, today, asking.person.name):
        facts.append(later)
    return (line(bold(phrases.name(milestone))), line(" · ".join(facts), quiet=True))


def read_update(asking: Asking, filled: Filled) -> Ready:
    """What the form says of one milestone; raises NotFilled."""
    choices = _choices(asking)
    chosen = filled.number("milestone") if len(choices) > 1 else choices[0].milestone.id
    one = next(one for one in choices if one.milestone.id == chosen)
    milestone, status = one.milestone, Status(filled.text("status"))
    due, reason = filled.day("due", asking.today), filled.text("reason")
    due = None if due == milestone.due else due
    said = {name: filled.text(name) for name in ("reason", "evidence", "note") if filled.text(name)}
    setting = setting_in(asking.session, asking.person, one.plan, asking.now, asking.person.id)
    _refuse(one, status, due, said, asking.today, own_words(setting.context()))
    update = Update(ref=milestone.ref, status=status, due=due, note=said.get("note", ""))
    given = {milestone.ref: Given(tuple(_evidence(said.get("evidence", ""))), reason or None)}
    return Ready(
        setting,
        _remembered(one.plan, milestone, status, due, said, asking.today),
        lambda occasion: answer_updates(occasion, [update], given),
        said,
    )


def _refuse(
    one: Within, status: Status, due: date | None, said: dict[str, str], today: date, own: Collection[str]
) -> None:
    milestone, errors = one.milestone, []
    if due is not None and status.is_finished:
        name = phrases.status_name(status, one.plan.status_words)
        errors.append(FieldError("due", f"{milestone.ref} is {name}, as you say: leave the date empty."))
    elif due is not None and due < today:
        errors.append(FieldError("due", f"{phrases.full_day(due, today)} is past. Choose a day that is still to come."))
    elif (
        due is not None
        and milestone.due is not None
        and due > milestone.due
        and not tells_why(said.get("reason", ""), own)
    ):
        until = phrases.short_day(due, today)
        errors.append(FieldError("reason", f"Say why {milestone.ref} needs until {until}: whoever decides reads it."))
    for name, words in said.items():
        most = LONGEST_EVIDENCE if name == "evidence" else LONGEST_WORDS
        if len(words) > most:
            errors.append(FieldError(name, f"That has {len(words):,} characters; {most:,} fit here."))
    if errors:
        raise NotFilled(*errors)


def _evidence(words: str) -> list[EvidenceFacts]:
    if not words:
        return []
    links = [evidence for evidence in evidence_in(words) if evidence.kind == "link"]
    return links or [EvidenceFacts(" ".join(words.split()), "document", None)]


def _remembered(
    plan: PlanFacts, milestone: Milestone, status: Status, due: date | None, said: dict[str, str], today: date
) -> str:
    """How the form reads in the milestone's history: what was chosen in brackets, then what was written."""
    chosen = [milestone.ref, phrases.status(status, plan.status_words)]
    chosen += [phrases.short_day(due, today)] if due is not None else []
    labels = {"reason": "Because: ", "evidence": "Shown by: ", "note": ""}
    written = [f"{labels[name]}{said[name]}" for name in ("note", "reason", "evidence") if name in said]
    return "\n".join([f"[{' '.join(chosen)}]", *written])


UPDATE = Maker(open_update, read_update)
