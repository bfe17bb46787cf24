"""A press on a reminder of which something was decided meanwhile: on an old screen, twice, or of what is left."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.reply import Reply
from bot.conversation.heard import Pressed
from bot.conversation.message import plain
from bot.conversation.setting import Setting
from plans.milestone import Milestone
from plans.words import Status
from storage.questions.notices import Decided, ReminderLine
from storage.questions.people import PersonFacts
from storage.questions.reminded import reminder_at, reminder_now


def said_already(
    session: Session, setting: Setting, pressed: Pressed, milestone: Milestone, status: Status
) -> Reply | None:
    """What is answered where the press says nothing new; None where it does.

    Whoever pressed the same twice reads it in the reminder, and is told nothing.
    """
    shown = phrases.status(milestone.status, setting.plan.status_words)
    if milestone.status is Status.CONFIRMED:
        return _told(f"{milestone.ref} is {shown} already. Nothing was changed.")
    decided = _decided(session, setting, pressed, milestone) if milestone.status is status else None
    if decided is None:
        return None
    if decided.by is None:
        return Reply(plain(f"{milestone.ref} is {shown} already, as you said."), is_shown=True)
    on = phrases.near_or_short(decided.on, setting.today)
    return _told(f"{milestone.ref} is {shown} already: {decided.by} said so {on}. Nothing was changed.")


def _told(sentence: str) -> Reply:
    return Reply(plain(sentence), is_shown=True, asks=plain(sentence))


def _decided(session: Session, setting: Setting, pressed: Pressed, milestone: Milestone) -> Decided | None:
    """What the pressed reminder would show of it now."""
    lines = _lines(session, setting.person, pressed, setting.now)
    return next((one.decided for one in lines if one.milestone.id == milestone.id), None)


def still_open(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> list[int]:
    """The milestones of the pressed reminder's own items that nothing was decided of; none where it is no reminder."""
    lines = _lines(session, person, pressed, now)
    return [one.milestone.id for one in lines if one.told_as == "lead" and one.decided is None]


def _lines(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> tuple[ReminderLine, ...]:
    """The items of the reminder that has the button, as they stand now."""
    platform, place, message_id = pressed.speaker.platform, pressed.conversation, pressed.message_id
    found = reminder_at(session, person.organisation_id, platform, place, message_id)
    return reminder_now(session, found.notification_id, now).lines if found is not None else ()
