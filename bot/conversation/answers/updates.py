"""Carries out what was said about milestones, and reads it back in a line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.confirming import ask_monitor, begin_confirmation
from bot.conversation.answers.dates import ask_for_date, ask_for_reason
from bot.conversation.answers.doubts import doubt
from bot.conversation.answers.evidence import ask_for_evidence, evidence_in, keep_evidence
from bot.conversation.answers.reasons import reason_in
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.forms import open_button
from bot.conversation.message import Button, Message, Run, bold, line, runs
from bot.conversation.message import buttons as message_buttons
from bot.conversation.understanding import Update
from bot.conversation.understanding.people import own_words
from plans.milestone import Milestone
from plans.permissions import may_update, speaks_for
from plans.words import Status
from storage.changes.updates import record_update, set_due
from storage.questions.completions import EvidenceFacts, monitor_of, wants_evidence
from storage.questions.people import person_by_id
from storage.questions.plans import responsible_for


@dataclass(frozen=True)
class Outcome:
    """How one update ended, as it is read back, and what has still to be asked because of it."""

    milestone: Milestone
    said: tuple[Run, ...]
    is_kept: bool
    needs_reason: int | None = None
    needs_evidence: bool = False
    is_doubted: bool = False


@dataclass
class _Done:
    """What one update did, piece by piece, while it is carried out."""

    pieces: list[str] = field(default_factory=list)
    needs_reason: int | None = None
    needs_evidence: bool = False


@dataclass(frozen=True)
class Given:
    """What came with an update: what shows that it is done, and why it needs longer."""

    evidence: Sequence[EvidenceFacts] = ()
    reason: str | None = None


def answer_updates(occasion: Occasion, updates: Sequence[Update], given: Mapping[str, Given] | None = None) -> Reply:
    """Everything that one message said about milestones, each carried out and read back.

    What was `given` with each, by its reference, is read from the words where it was not given apart from them.
    """
    told = given if given is not None else _given_in_words(occasion, updates)
    outcomes = [_carry_out(occasion, update, told.get(update.ref, Given())) for update in updates]
    ask, buttons = _ask(occasion, outcomes)
    kept = [one.milestone.id for one in outcomes if one.is_kept]
    undo = [undo_button(occasion), open_button("Change…", "update", milestones=kept)] if kept else []
    message = listed([one.said for one in outcomes], *buttons, *undo, ask=ask)
    return Reply(message, is_shown=True, asks=_still_to_say(outcomes, ask, buttons))


def _still_to_say(outcomes: Sequence[Outcome], ask: str, buttons: Sequence[Button]) -> Message | None:
    """What a reminder that shows how things stand does not show: what was refused or is doubted, and what is asked."""
    lines = [one.said for one in outcomes if not one.is_kept or one.is_doubted]
    if not lines and not ask:
        return None
    if not lines:
        return Message(ask, (line(ask), *message_buttons(*buttons)))
    return listed(lines, *buttons, ask=ask)


def _ask(occasion: Occasion, outcomes: Sequence[Outcome]) -> tuple[str, tuple[Button, ...]]:
    """One message asks one thing: the reason for a later date first, and what shows that something is done after."""
    done = [one.milestone for one in outcomes if one.needs_evidence]
    ask, buttons = ask_for_evidence(occasion, done) if done else ("", ())
    requests = [one.needs_reason for one in outcomes if one.needs_reason is not None]
    return (ask_for_reason(occasion, requests), ()) if requests else (ask, buttons)


def _given_in_words(occasion: Occasion, updates: Sequence[Update]) -> dict[str, Given]:
    evidence = _evidence_of_each(occasion, updates)
    return {update.ref: Given(evidence.get(update.ref, []), _reason(occasion, update)) for update in updates}


def _reason(occasion: Occasion, update: Update) -> str | None:
    milestone = occasion.setting.by_ref(update.ref)
    title = milestone.title if milestone else ""
    return reason_in(update.note, occasion.setting.today, title, own_words(occasion.setting.context()))


def _evidence_of_each(occasion: Occasion, updates: Sequence[Update]) -> dict[str, list[EvidenceFacts]]:
    """What the message shows for each milestone: all of it for an only one, else what follows its reference."""
    if len(updates) == 1:
        return {updates[0].ref: evidence_in(occasion.text, occasion.files)}
    low = occasion.text.lower()
    starts = sorted((low.find(update.ref.lower()), update.ref) for update in updates)
    named = [(start, ref) for start, ref in starts if start >= 0]
    ends = [start for start, _ in named[1:]] + [len(low)]
    return {ref: evidence_in(occasion.text[start:end]) for (start, ref), end in zip(named, ends, strict=False)}


def _carry_out(occasion: Occasion, update: Update, given: Given) -> Outcome:
    setting = occasion.setting
    milestone = setting.by_ref(update.ref)
    assert milestone is not None, "the understanding only names milestones of the plan"
    responsible = responsible_for(occasion.session, milestone, setting.today)
    if not may_update(setting.person.id, responsible):
        return Outcome(
            milestone, runs(bold(milestone.ref), whose_it_is(milestone)[len(milestone.ref) :]), is_kept=False
        )
    on_behalf_of = occasion.writer_id or speaks_for(setting.person.id, responsible)
    occasion = replace(occasion, author=replace(occasion.author, on_behalf_of_id=on_behalf_of))
    done = _do(occasion, milestone, update, given)
    lead = person_by_id(occasion.session, on_behalf_of).name if on_behalf_of is not None else ""
    behalf = f", as {setting.writer} says" if setting.writer else f", for {lead}" if lead else ""
    but = doubt(milestone, update, setting.today, setting.plan.status_words)
    said = runs(bold(milestone.ref), f" → {', '.join(piece for piece in done.pieces if piece)}{behalf}{but}")
    return Outcome(milestone, said, True, done.needs_reason, done.needs_evidence, is_doubted=bool(but))


def whose_it_is(milestone: Milestone) -> str:
    """Why somebody else's word about it is not kept."""
    lead = milestone.holder or milestone.lead or "nobody"
    return (
        f"{milestone.ref} is led by {lead}: only its lead, their manager or the plan's owner can say how it stands. "
        "Nothing was kept."
    )


def _do(occasion: Occasion, milestone: Milestone, update: Update, given: Given) -> _Done:
    event = record_update(occasion.session, milestone.id, occasion.author, update.status, update.progress)
    done = _Done([_standing(occasion, update)])
    if update.progress is not None and update.status is not Status.COMPLETE:
        done.pieces.append(f"{update.progress}%")
    if given.evidence:
        done.pieces.append(keep_evidence(occasion, milestone, given.evidence))
    if update.status is Status.COMPLETE:
        _complete(occasion, milestone, event.id, given.evidence, done)
    elif update.due is not None and update.status is None and not milestone.is_open:
        shown = phrases.status(milestone.status, occasion.setting.plan.status_words)
        done.pieces.append(f"{shown} already, so no date is changed or asked for")
    elif update.due is not None:
        _date(occasion, milestone, update.due, given.reason, done)
    says_more = not (given.evidence or update.due) and _reason(occasion, update) is not None
    if says_more or not any(done.pieces):
        done.pieces.append("note kept")
    return done


def _standing(occasion: Occasion, update: Update) -> str:
    return phrases.status(update.status, occasion.setting.plan.status_words) if update.status else ""


def _complete(
    occasion: Occasion, milestone: Milestone, event_id: int, given: Sequence[EvidenceFacts], done: _Done
) -> None:
    """Done is not closed: the monitoring body is asked as soon as there is something to show it."""
    confirmation = begin_confirmation(occasion, milestone, event_id)
    wanted = wants_evidence(occasion.session, occasion.setting.plan.id)
    done.needs_evidence = wanted and not given and not milestone.evidence
    if confirmation is None:
        return
    body: str | None = monitor_of(occasion.session, occasion.setting.plan.id).name
    if done.needs_evidence and not confirmation.is_told:
        done.pieces.append(f"{body} is asked to confirm it once there is evidence")
        return
    if not confirmation.is_told:
        body = ask_monitor(occasion, milestone, confirmation)
    done.pieces.append(f"waiting for {body} to confirm")


def _date(occasion: Occasion, milestone: Milestone, due: date, reason: str | None, done: _Done) -> None:
    """A first or an earlier date is set; a later one is asked for."""
    today = occasion.setting.today
    if milestone.due is None or due < milestone.due:
        set_due(occasion.session, milestone.id, due, occasion.author)
        done.pieces.append(f"due {phrases.day(due, today)}")
    elif due > milestone.due:
        asked = ask_for_date(occasion, milestone, due, reason)
        done.pieces.append(asked.words)
        done.needs_reason = asked.request_id
