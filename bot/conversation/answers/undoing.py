"""Takes back what a message changed, as a change of its own: the history keeps both."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.leave import tell_leave_is_off
from bot.conversation.answers.reply import Occasion, Reply, listed
from bot.conversation.message import Message, Run, bold, line, plain, runs
from plans.milestone import Milestone
from storage.changes.events import Author
from storage.changes.updates import author_of_text, undo
from storage.questions.agreements import settled_since
from storage.questions.milestones import milestones_by_id
from storage.questions.people import person_by_id
from storage.questions.plans import last_update_of, plan_by_id

NOTHING_TO_UNDO = "There is nothing of yours to take back. Nothing was changed."


def undo_last(occasion: Occasion) -> Reply:
    """Takes back the last thing that the speaker changed."""
    text_id = last_update_of(occasion.session, occasion.setting.person.id)
    if text_id is None:
        return Reply(plain(NOTHING_TO_UNDO))
    return undo_text(occasion.session, text_id, occasion.author)


def undo_text(session: Session, text_id: int, author: Author) -> Reply:
    """Takes back everything one message changed and began; only its writer can."""
    if author_of_text(session, text_id) != author.person_id:
        return Reply(plain("Only whoever wrote it can take it back. Nothing was changed."))
    is_settled = bool(settled_since(session, text_id))
    taken = take_back(session, text_id, author)
    if taken is None:
        return Reply(plain("That was taken back before. Nothing was changed."))
    return Reply(taken, is_shown=not is_settled)


def take_back(session: Session, text_id: int, author: Author) -> Message | None:
    """Takes back what a message changed and began, and says how things stand again; None where there was nothing."""
    settled = settled_since(session, text_id)
    events = undo(session, text_id, author)
    if not events:
        refs = phrases.listed(settled)
        return plain(f"{refs} was settled since, and stays as it is. Nothing was changed.") if settled else None
    ids = list(dict.fromkeys(event.milestone_id for event in reversed(events) if event.milestone_id))
    kinds: dict[int | None, set[str]] = {}
    for event in events:
        kinds.setdefault(event.milestone_id, set()).add(event.kind)
    lines = [_again(session, m, kinds[m.id]) for m in milestones_by_id(session, ids, author.at.date())]
    if _is_leave_off(session, [event.changes.get("leave") for event in events], author):
        lines.append(runs("the leave. Reminders go where they went before."))
    lines += [runs(_OF_PLAN[kind]) for kind in _OF_PLAN if kind in kinds.get(None, ())]
    if settled:
        lines.append(runs(f"What was settled about {phrases.listed(settled)} since stays as it is."))
    if len(lines) == 1:
        lines = [(*runs("Taken back: "), *lines[0])]
        return listed(lines)
    said = listed(lines)
    return Message(f"Taken back: {said.text}", (line("Taken back:"), *said.parts))


def _is_leave_off(session: Session, changes: Sequence[Any], author: Author) -> bool:
    """Whether leave was taken back; whoever was told of it is told that."""
    leaves = [after for change in changes if change for after in change[1:] if after]
    for away in leaves:
        assert author.person_id is not None
        by = person_by_id(session, author.person_id)
        tell_leave_is_off(session, by, away["person_id"], away["cover_id"], author.at)
    return bool(leaves)


_BEGAN = {
    "handover_asked": "is not offered any more",
    "put_off": "is reminded of as before",
    "evidence_given": "has that evidence no longer",
    "date_requested": "is not asked to be moved any more",
    "date_withdrawn": "is asked to be moved again",
    "reason_given": "has that reason no longer",
    "milestone_added": "is not in the plan any more",
    "settled": "is a question again",
}


_OF_PLAN = {
    "policy": "the ladder. The one before is used again.",
    "settled": "the answer about the document. It is a question again.",
}


def _again(session: Session, milestone: Milestone, kinds: set[str]) -> tuple[Run, ...]:
    said = [_BEGAN[kind] for kind in _BEGAN if kind in kinds]
    if kinds - set(_BEGAN):
        words = plan_by_id(session, milestone.plan_id).status_words
        said.insert(0, f"is {phrases.status(milestone.status, words)} again")
    return runs(bold(milestone.ref), f" {phrases.listed(said)}.")
