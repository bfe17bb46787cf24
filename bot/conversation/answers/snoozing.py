"""A later reminder: held until the day that was asked for, and never past a due date without saying so."""

from collections.abc import Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.asking import ask_reminder_day
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.message import Run, bold, plain, runs
from bot.conversation.understanding import Snooze
from plans.milestone import Milestone
from plans.permissions import may_update
from storage.changes.snoozes import put_off
from storage.questions.people import person_by_id
from storage.questions.plans import responsible_for


def answer_snoozes(occasion: Occasion, orders: Sequence[Snooze]) -> Reply:
    """Everything that one message puts off, a line each."""
    wanted: dict[str, date] = {}
    for order in orders:
        refs = [order.ref] if order.ref is not None else [m.ref for m in those_meant(occasion)]
        wanted |= dict.fromkeys(refs, order.until)
    if not wanted:
        return Reply(plain("You have nothing open that I would remind you of. Nothing was changed."))
    return put_off_all(occasion, wanted)


def those_meant(occasion: Occasion) -> list[Milestone]:
    """Without a milestone named: the listed ones that are the speaker's, or else all of theirs that are open."""
    setting = occasion.setting
    own = [m for m in setting.numbered if m.lead_id == setting.person.id and m.is_open]
    return own or [m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open]


def put_off_all(occasion: Occasion, wanted: dict[str, date]) -> Reply:
    """`wanted` is the day by the reference of each milestone."""
    lines = [_put_off(occasion, ref, until) for ref, until in wanted.items()]
    undo = [undo_button(occasion)] if any(is_kept for _, is_kept in lines) else []
    return Reply(listed([said for said, _ in lines], *undo))


def _put_off(occasion: Occasion, ref: str, until: date) -> tuple[tuple[Run, ...], bool]:
    setting = occasion.setting
    milestone = setting.by_ref(ref)
    assert milestone is not None, "only milestones of the plan are put off"
    responsible = responsible_for(occasion.session, milestone, setting.today)
    if not may_update(setting.person.id, responsible):
        lead = milestone.holder or milestone.lead or "nobody"
        return runs(bold(ref), f" is led by {lead}, and I do not remind you of it. Nothing was changed."), False
    if not milestone.is_open:
        return runs(
            bold(ref), f" is {phrases.status(milestone.status, setting.plan.status_words)}: nobody is reminded of it."
        ), False
    if until < setting.today:
        return runs(bold(ref), f": {phrases.full_day(until, setting.today)} has passed. Nothing was changed."), False
    is_manager = setting.person.id == responsible.manager_id and setting.person.id != responsible.lead_id
    day = put_off(occasion.session, milestone.id, "manager" if is_manager else "lead", until, occasion.author)
    said = f" → I remind you {phrases.day_with_on(day, setting.today)}"
    return runs(bold(ref), f"{said}{_past_due(occasion, milestone, day, responsible.manager_id)}"), True


def _past_due(occasion: Occasion, milestone: Milestone, day: date, manager_id: int | None) -> str:
    """That the day is after the due date, and who hears meanwhile all the same."""
    setting = occasion.setting
    if milestone.due is None or day <= milestone.due:
        return ""
    if milestone.due < setting.today:
        return f", though it was due {phrases.day_with_on(milestone.due, setting.today)}"
    who = person_by_id(occasion.session, manager_id).name if manager_id not in (None, setting.person.id) else None
    hears = f": {who} still hears when it is late" if who is not None else ""
    return f", which is after it is due ({phrases.full_day(milestone.due, setting.today)}){hears}"


def ask_when(occasion: Occasion, milestones: Sequence[Milestone]) -> Reply:
    """A press of Later: of which day is asked, with the days that are likely."""
    return ask_reminder_day(occasion, milestones)
