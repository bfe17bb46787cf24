"""The form of a plan's ladder: its rungs, and what they would mean before they are used."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.conversation import phrases
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.filling.asking import Asking, Filled, Maker, NotFilled, Ready
from bot.conversation.forms import Field, FieldError, Form, Option, open_button
from bot.conversation.message import Items, Part, bold, line, runs
from bot.conversation.setting import setting_in
from plans.ladder import Hearer, Policy, PolicyError, hearers_of, read_policy, read_rung, steps
from plans.milestone import Milestone
from storage.changes.policies import give_plan_policy
from storage.questions.milestones import every_milestone_of_plan
from storage.questions.plans import PlanFacts, begun_climbing, policy_of_plan

NAME = "ladder"
MOST_RUNGS = 20
SPARE_RUNGS = 2
AHEAD = timedelta(days=28)
_WHAT = "change its ladder"
_HEARERS = {
    Hearer.LEAD: "Lead",
    Hearer.MANAGER: "Manager",
    Hearer.OWNER: "Plan’s owner",
    Hearer.LEADERSHIP: "Leadership channel",
}


def open_ladder(asking: Asking) -> Form:
    """The rungs to edit; what they would mean, once they are in the value."""
    plan = asking.owned_plan(_WHAT)
    written = asking.read("policy", dict)
    if written is not None:
        return _meaning(asking, plan, written)
    policy = policy_of_plan(asking.session, plan.id)
    number = min(len(policy.rungs) + SPARE_RUNGS, max(MOST_RUNGS, len(policy.rungs)))
    hour = Field(
        "at", "Hour of the day", "text", "On the clock of whoever hears, such as 09:00.", (), (f"{policy.at:%H:%M}",)
    )
    rungs = [field for place in range(number) for field in _rung_fields(policy, place)]
    return Form(
        title="The ladder",
        submit="See what it means",
        value=open_button("", NAME, plan=plan.id).value,
        fields=(hour, *rungs),
        about=(
            line(f"How {plan.title} reminds. A rung is a day before or after the due date, and who hears on it."),
            line("Empty a rung to take it out. Nothing changes before you have seen what it means.", quiet=True),
        ),
    )


def _rung_fields(policy: Policy, place: int) -> tuple[Field, Field]:
    rung = policy.rungs[place] if place < len(policy.rungs) else None
    hint = "Such as “5 working days before”, “on the day”, “2 working days after”." if place == 0 else ""
    told = tuple(str(hearer) for hearer in rung.tell) if rung else ()
    hearers = tuple(Option(label, str(hearer)) for hearer, label in _HEARERS.items())
    return (
        Field(f"when_{place + 1}", f"Rung {place + 1}: when", "text", hint, (), (rung.name,) if rung else ()),
        Field(f"tell_{place + 1}", f"Rung {place + 1}: who hears", "several", "", hearers, told),
    )


def read_ladder(asking: Asking, filled: Filled) -> Ready | Form:
    """First what it would mean; then, when that was seen, the ladder is used."""
    plan = asking.owned_plan(_WHAT)
    written = asking.read("policy", dict)
    if written is None:
        return _meaning(asking, plan, _written(filled).as_data())
    policy = _kept(written)
    setting = setting_in(asking.session, asking.person, plan, asking.now, asking.person.id)
    return Ready(setting, f"[ladder of {len(policy.rungs)} rungs]", lambda occasion: _use(occasion, policy))


def _written(filled: Filled) -> Policy:
    """The policy of the form; raises NotFilled with every rung that is wrong."""
    rungs: dict[int, dict[str, Any]] = {}
    errors: list[FieldError] = []
    for place in range(1, MOST_RUNGS + SPARE_RUNGS + 1):
        when, tell = filled.text(f"when_{place}"), list(filled.chosen(f"tell_{place}"))
        if when or tell:
            rungs[place] = {"when": when, "tell": tell}
            errors += _wrong_in(rungs[place], place, [rungs[one]["when"] for one in rungs if one < place])
    if not rungs:
        errors.append(FieldError("when_1", "A ladder without rungs reminds nobody. Write at least one."))
    if errors:
        raise NotFilled(*errors)
    try:
        return read_policy({"at": filled.text("at") or "09:00", "rung": list(rungs.values())})
    except PolicyError as wrong:
        raise NotFilled(FieldError("at", str(wrong))) from None


def _wrong_in(rung: dict[str, Any], place: int, before: list[str]) -> Iterator[FieldError]:
    if not rung["when"]:
        yield FieldError(f"when_{place}", "Say when, or let nobody hear: the rung is then taken out.")
        return
    try:
        name = read_rung({"when": rung["when"], "tell": rung["tell"] or [str(Hearer.LEAD)]}, place).name
    except PolicyError as wrong:
        yield FieldError(f"when_{place}", str(wrong))
        return
    if name in [" ".join(one.lower().split()) for one in before]:
        yield FieldError(f"when_{place}", f"“{name}” is there twice: keep one, with everybody who hears.")
    if not rung["tell"]:
        yield FieldError(f"tell_{place}", "Choose who hears.")


def _kept(written: dict[str, Any]) -> Policy:
    try:
        return read_policy(written)
    except PolicyError as wrong:
        raise NotFilled(FieldError("", str(wrong))) from None


def _meaning(asking: Asking, plan: PlanFacts, written: dict[str, Any]) -> Form:
    policy = _kept(written)
    return Form(
        title="What it would mean",
        submit="Use this ladder",
        value=open_button("", NAME, plan=plan.id, policy=policy.as_data()).value,
        about=tuple(_what_it_means(asking, plan, policy)),
    )


def _what_it_means(asking: Asking, plan: PlanFacts, policy: Policy) -> Iterator[Part]:
    """How often it would speak soon, against the present one, and every day of one milestone's as the example."""
    today = asking.now.astimezone(plan.zone).date()
    milestones = every_milestone_of_plan(asking.session, plan.id, today)
    begun = begun_climbing(asking.session, plan.id)
    waiting = [m for m in milestones if m.is_open and m.due and m.id not in begun]
    then, now = (_times(one, waiting, plan, today) for one in (policy, policy_of_plan(asking.session, plan.id)))
    yield line(
        bold(f"{phrases.count(len(policy.rungs), 'rung')}, at {policy.at:%H:%M}"),
        f": in the next four weeks it speaks {phrases.times(then)}, ",
        f"and the present one {phrases.times(now)}.",
    )
    climbing = sum(m.id in begun and m.is_open for m in milestones)
    rest = f" {phrases.count(climbing, 'has', 'have')} begun the present one and finish it." if climbing else ""
    yield line(f"{phrases.count(len(waiting), 'open milestone climbs', 'open milestones climb')} it.{rest}", quiet=True)
    example = min(
        (m for m in waiting if m.due and m.due >= today and m.is_visible_to(asking.person.id)),
        key=lambda m: (m.due or date.max, m.id),
        default=None,
    )
    yield from _example(example, policy, plan, today)


def _times(policy: Policy, milestones: list[Milestone], plan: PlanFacts, today: date) -> int:
    return sum(
        today <= step.day <= today + AHEAD
        for milestone in milestones
        for step in steps(milestone.due or date.max, policy, plan.calendar)
    )


def _example(example: Milestone | None, policy: Policy, plan: PlanFacts, today: date) -> Iterator[Part]:
    if example is None or example.due is None:
        return
    yield line(f"{phrases.name(example)}, due {phrases.full_day(example.due, today)}:")
    yield Items(
        tuple(
            runs(
                bold(phrases.full_day(step.day, today)),
                f", {step.rung.name}: {phrases.listed([_HEARERS[one].lower() for one in hearers_of(step.rungs)])}",
                " (past)" if step.day < today else "",
            )
            for step in steps(example.due, policy, plan.calendar)
        ),
        start=None,
    )


def _use(occasion: Occasion, policy: Policy) -> Reply:
    plan = occasion.setting.plan
    give_plan_policy(occasion.session, plan.id, policy, occasion.author)
    said = runs(
        bold(f"{plan.title} has another ladder"),
        f": {phrases.count(len(policy.rungs), 'rung')}, at {policy.at:%H:%M}. ",
        "What has begun to climb finishes its own.",
    )
    return Reply(listed([said], undo_button(occasion)))


LADDER = Maker(open_ladder, read_ladder)
