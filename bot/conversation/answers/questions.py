"""Answers what is asked about a plan: a count, a short numbered list, and as at when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.conversation import phrases, query_wording
from bot.conversation.answers.away import answer_who_is_away
from bot.conversation.answers.guests import is_beyond_a_guest, refuse_guest
from bot.conversation.answers.listing import MOST_LISTED, Listing, Shape, as_at, list_of
from bot.conversation.answers.reach import speakable
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.forms import open_button
from bot.conversation.message import Buttons, Message, Part, Run, bold, buttons, joined, line, runs
from bot.conversation.setting import Setting
from bot.conversation.understanding import Question
from bot.conversation.understanding.intents import About
from plans.digest import count_by_status
from plans.milestone import Milestone, by_due
from plans.permissions import may_update
from plans.words import Status
from storage.questions.plans import Moved, last_words, moves_since, responsible_for

MOST_IN_A_BUTTON = 100


def answer_question(occasion: Occasion, question: Question, shape: Shape = Shape.FIRST) -> Reply:
    """The answer to one question, from the plan as it stands at this moment; what is a list, in that shape."""
    if is_beyond_a_guest(occasion.setting, question):
        return refuse_guest(occasion.setting)
    found = _ANSWERS[question.about](occasion, question)
    if not isinstance(found, Listing):
        return found
    return _with_update(occasion, found.reply(occasion.setting, question, shape))


def _with_update(occasion: Occasion, reply: Reply) -> Reply:
    """The list with a button to say how those of its milestones stand that are the reader's to speak for."""
    if not occasion.setting.is_private or not reply.numbered:
        return reply
    theirs = speakable(occasion.session, occasion.setting, reply.numbered)
    if not theirs:
        return reply
    update = buttons(open_button("Update…", "update", milestones=theirs[:MOST_IN_A_BUTTON]))
    parts = reply.message.parts
    # What is done with the milestones comes before what is done with the list.
    at = len(parts) - 1 if isinstance(parts[-1], Buttons) else len(parts)
    return replace(reply, message=replace(reply.message, parts=(*parts[:at], *update, *parts[at:])))


@dataclass(frozen=True)
class Scope:
    """The milestones a question is about, and how it named them: " of Ifan Rees", " in Best practice"."""

    milestones: tuple[Milestone, ...]
    words: str


def scope_of(setting: Setting, question: Question) -> Scope:
    """Whose, of which action or theme; the whole plan when the question names nothing."""
    chosen, words = setting.milestones, ""
    if question.owner is not None:
        who = setting.person.name if question.owner == "me" else question.owner
        chosen = tuple(m for m in chosen if who.lower() in {(m.lead or "").lower(), (m.holder or "").lower()})
        words += " of yours" if who == setting.person.name else f" of {who}"
    if question.ref is not None:
        one = setting.by_ref(question.ref)
        chosen = tuple(m for m in ((one,) if one else setting.of_action(question.ref)) if m in chosen)
        words += f" in {question.ref}"
    if question.theme is not None:
        chosen = tuple(m for m in chosen if (m.theme or "").lower() == question.theme.lower())
        words += f" in {question.theme}"
    return Scope(chosen, words)


def line_of(setting: Setting) -> Callable[[Milestone], str]:
    """ "was due on Friday 12 June, 2 working days late · ■ off track · Head of Safeguarding"."""

    def say(m: Milestone) -> str:
        due = phrases.due(m, setting.today, setting.plan.calendar)
        later = phrases.later_date(m, setting.today, _reader(setting))
        return " · ".join(said for said in (due, _standing(setting, m), m.lead or "no lead", later) if said)

    return say


def _reader(setting: Setting) -> str | None:
    """The name of whoever reads the answer, where nobody else does."""
    return setting.person.name if setting.is_private else None


def _of_total(found: Sequence[Milestone], scope: Scope, what: str) -> str:
    """ "4 of 31 milestones are overdue", "None of 3 milestones of yours is overdue"."""
    return phrases.out_of(len(found), len(scope.milestones), scope.words, what)


Answer = Reply | Listing


def _overdue(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    found = _late(setting, scope)
    return list_of(setting, _of_total(found, scope, "overdue"), found, line_of(setting))


def _late(setting: Setting, scope: Scope) -> tuple[Milestone, ...]:
    if scope.milestones is setting.milestones:
        return setting.overdue
    return tuple(by_due(m for m in scope.milestones if m.is_overdue(setting.today)))


def _due(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    if question.ref is not None and len(scope.milestones) == 1:
        return _status(occasion, question)
    first = question.since or setting.today
    last = question.to or (date.max if question.since is None else question.since + timedelta(days=28))
    if question.since is None and question.to is None:
        last = setting.today + timedelta(days=28)
    found = by_due([m for m in scope.milestones if m.is_open and m.due and first <= m.due <= last])
    what = f"due {_period(first, last, setting.today)}"
    return list_of(setting, _of_total(found, scope, what), found, line_of(setting))


def _period(first: date, last: date, today: date) -> str:
    if first == last:
        return phrases.day(first, today)
    if first <= today:
        return f"by {phrases.full_day(last, today)}"
    return f"between {phrases.short_day(first, today)} and {phrases.short_day(last, today)}"


def _risk(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    found = by_due([m for m in scope.milestones if m.status in (Status.AT_RISK, Status.OFF_TRACK)])
    bad = " or ".join(phrases.status_name(s, setting.plan.status_words) for s in (Status.AT_RISK, Status.OFF_TRACK))
    return list_of(setting, _of_total(found, scope, bad), found, line_of(setting))


def _unowned(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    found = [m for m in scope.milestones if m.unreminded_because]
    if not found:
        return list_of(setting, "Somebody is being reminded of every open milestone", found, line_of(setting))
    headline = f"Nobody is being reminded of {phrases.count(len(found), 'milestone')}{scope.words}"
    return list_of(setting, headline, found, lambda m: m.unreminded_because or "")


def _stale(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    since = question.since or setting.today - timedelta(days=28)
    found = by_due([m for m in scope.milestones if m.has_been_silent_since(since)])
    headline = _of_total(found, scope, f"silent since {phrases.short_day(since, setting.today)}")
    return list_of(
        setting, headline, found, lambda m: f"{phrases.last_word(m, setting.today)} · {m.holder or m.lead or 'no lead'}"
    )


def _status(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    if len(scope.milestones) != 1:
        return _summary(occasion, question)
    m = scope.milestones[0]
    head = runs(
        bold(phrases.name(m)),
        f" is {_standing(setting, m)}, {phrases.due(m, setting.today, setting.plan.calendar)}{as_at(setting)}",
    )
    detail = [f"Lead: {_lead(m)}", _progress(m), _moved(m, setting.today)]
    detail += [phrases.later_date(m, setting.today, _reader(setting)), _answers(m), query_wording.doubts(m)]
    if m.evidence and setting.is_private:
        detail.append(f"evidence: {phrases.listed(m.evidence)}")
    parts: list[Part] = [line(*head), line(" · ".join(word for word in detail if word))]
    words = last_words(occasion.session, m.id) if setting.is_private else None
    if words is not None:
        who, said, at = words
        on = phrases.near_or_short(at.astimezone(setting.person.zone).date(), setting.today)
        parts.append(line(f'{who}, {on}: "{phrases.beginning(said)}"'))
    if setting.is_private and may_update(setting.person.id, responsible_for(occasion.session, m, setting.today)):
        parts += buttons(open_button("Update…", "update", milestone=m.id))
    return Reply(Message(joined(head), tuple(parts)), (m.id,))


def _answers(m: Milestone) -> str:
    """ "answers recommendations 4 and 5"."""
    if not m.recommendations:
        return ""
    several = "s" if len(m.recommendations) > 1 else ""
    return f"answers recommendation{several} {phrases.listed(m.recommendations)}"


def _standing(setting: Setting, m: Milestone) -> str:
    """ "✔ complete, waiting for the panel to confirm"."""
    said = phrases.status(m.status, setting.plan.status_words)
    return f"{said}, {waits}" if (waits := phrases.waits_for(m)) else said


def _lead(m: Milestone) -> str:
    return f"{m.lead} ({m.holder})" if m.lead and m.holder else m.lead or "nobody"


def _progress(m: Milestone) -> str:
    return f"{m.progress}% done" if m.progress is not None and m.is_open else ""


def _moved(m: Milestone, today: date) -> str:
    if not m.moves or m.original_due is None:
        return ""
    return f"first due {phrases.short_day(m.original_due, today)}, moved {phrases.times(m.moves)}"


def _summary(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    overdue = _late(setting, scope)
    listed = scope.milestones if len(scope.milestones) <= MOST_LISTED else overdue
    return _counted(setting, scope, question, listed)


def _counted(setting: Setting, scope: Scope, question: Question, listed: Sequence[Milestone]) -> Listing:
    """How many there are of each status and how many are late, with some of them listed."""
    if not scope.milestones:
        return list_of(setting, f"There are no milestones{scope.words}", (), line_of(setting))
    counts = count_by_status(scope.milestones)
    said = " · ".join(f"{phrases.status(s, setting.plan.status_words)} {n}" for s, n in counts.items() if n)
    overdue = len(_late(setting, scope))
    what = question.theme or (f"Action {question.ref}" if question.ref else setting.plan.title)
    headline = f"{what}: {phrases.with_late(len(scope.milestones), overdue, 'milestone', 'overdue')}"
    return list_of(setting, headline, listed, line_of(setting), f" · {said}{as_at(setting)}")


def report_of(occasion: Occasion) -> Reply:
    """The whole plan, a line for each milestone in the plan's order."""
    question = Question(about=About.SUMMARY)
    scope = scope_of(occasion.setting, question)
    return _counted(occasion.setting, scope, question, scope.milestones).whole()


def _changes(occasion: Occasion, question: Question) -> Answer:
    setting, scope = occasion.setting, scope_of(occasion.setting, question)
    since = question.since or setting.today - timedelta(days=7)
    moved = _within(occasion, scope, since)
    day = phrases.full_day(since, setting.today)
    count = phrases.count(len(moved), "change")
    headline = f"{count}{scope.words} since {day}" if moved else f"Nothing has changed{scope.words} since {day}"
    items = tuple(_change(setting, one) for one in reversed(moved))
    return Listing(runs(bold(headline), as_at(setting)), items)


def _within(occasion: Occasion, scope: Scope, since: date) -> list[Moved]:
    ids = {m.id for m in scope.milestones}
    begin = datetime.combine(since, time(), tzinfo=occasion.setting.plan.zone)
    return [one for one in moves_since(occasion.session, occasion.setting.plan.id, begin) if one.milestone_id in ids]


def _change(setting: Setting, one: Moved) -> tuple[Run, ...]:
    on = phrases.near_or_short(one.at.astimezone(setting.person.zone).date(), setting.today)
    return runs(
        bold(one.ref), f" {_value(setting, one.before)} → {_value(setting, one.after)} · {one.by or 'Milepost'}, {on}"
    )


def _value(setting: Setting, value: Status | date | int | str | None) -> str:
    match value:
        case Status():
            return phrases.status(value, setting.plan.status_words)
        case date():
            return f"due {phrases.short_day(value, setting.today)}"
        case int():
            return f"{value}%"
        case str():
            return f"led by {value}"
        case None:
            return "nothing"


_ANSWERS: dict[About, Callable[[Occasion, Question], Answer]] = {
    About.OVERDUE: _overdue,
    About.DUE: _due,
    About.RISK: _risk,
    About.UNOWNED: _unowned,
    About.STALE: _stale,
    About.STATUS: _status,
    About.SUMMARY: _summary,
    About.CHANGES: _changes,
    About.AWAY: answer_who_is_away,
}
