"""Leave that is over before its time: said by whoever is back."""

import re

from bot.conversation import phrases
from bot.conversation.answers.leave import manager_of, tell_leave_is_off
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import plain
from storage.changes.absences import take_back_absence
from storage.questions.absences import next_absence_of

_FIRST = r"\W*(?:(?:hi|hello|hey|morning|good morning|ok|actually|sorry|please|yes|no)\W+)*"
_LEAVE = r"(?:(?:annual|sick|the|my)\s+)*(?:leave|holidays?|hols|a/l)"
_NOW = r"(?:\s+(?:now|today|again|early|after all|any ?more|anymore|this morning))*"
_AM_NOT = r"i(?:'m|\s+am)\s+(?:not|no\s+longer)"

_IS_BACK = re.compile(
    rf"{_FIRST}(?:"
    rf"(?:i(?:'m|\s+am)\s+|i(?:'ve|\s+have)\s+(?:come\s+)?)?(?:now\s+)?(?:back|returned)"
    rf"(?:\s+(?:at|to|in)\s+(?:the\s+|my\s+)?(?:work|office|desk))?(?:\s+from\s+{_LEAVE})?{_NOW}"
    rf"|(?:cancel|end|stop|remove|delete|clear|scrap|forget)\s+{_LEAVE}{_NOW}"
    rf"|{_AM_NOT}\s+(?:on\s+{_LEAVE}|away|off){_NOW}"
    rf"|{_LEAVE}\s+is\s+(?:over|cancelled|off){_NOW}"
    r")\W*",
    re.IGNORECASE,
)


def end_leave_in_words(occasion: Occasion, text: str) -> Reply | None:
    """The answer to "I'm back" and "cancel my leave"; None where the text is neither."""
    said = " ".join(text.replace("’", "'").split())
    return _end_leave(occasion) if _IS_BACK.fullmatch(said) else None


def _end_leave(occasion: Occasion) -> Reply:
    """Takes back the speaker's leave, the present one or else the next, whoever set it."""
    setting, session = occasion.setting, occasion.session
    absence = next_absence_of(session, setting.person.id, setting.today)
    if absence is None:
        return Reply(plain("You are not on leave as far as I know, and your reminders come to you."))
    instead = absence.cover_id or getattr(manager_of(occasion, setting.person), "id", None)
    take_back_absence(session, absence.id, occasion.author)
    tell_leave_is_off(session, setting.person, setting.person.id, instead, occasion.now)
    was = f"Your leave until {phrases.full_day(absence.until_on, setting.today)} is taken back"
    if absence.from_on > setting.today:
        return Reply(plain(f"{was} before it began: your reminders go on coming to you."))
    return Reply(plain(f'{was}: your reminders come to you again. "What changed" tells the rest.'))
