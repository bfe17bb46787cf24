"""Leave that is over, and who is away: said by whoever is back, and asked by anybody in the plan."""

import re

from bot.conversation import phrases
from bot.conversation.answers.guests import refuse_guest
from bot.conversation.answers.leave import manager_of, tell_leave_is_off
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import plain
from storage.changes.absences import take_back_absence
from storage.questions.absences import AbsenceFacts, next_absence_of, people_away_on
from storage.questions.people import names_of, person_by_id

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
_IS_ASKING = re.compile(
    rf"{_FIRST}(?:"
    rf"am\s+i\s+(?P<me>on\s+{_LEAVE}|away|off)|who\s+(?:covers|is\s+covering)\s+for\s+(?P<my>me)"
    rf"|who(?:'s|\s+is|\s+else\s+is)\s+(?:away|off|on\s+{_LEAVE})"
    rf"|is\s+(?P<name>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)?)\s+(?:on\s+{_LEAVE}|away|off)"
    rf"){_NOW}\W*",
    re.IGNORECASE,
)


def answer_about_leave(occasion: Occasion, text: str) -> Reply | None:
    """The answer to "I'm back", "am I on leave?" and "who is away?"; None where the text is none of these."""
    said = " ".join(text.replace("’", "'").split())
    if _IS_BACK.fullmatch(said):
        return _end_leave(occasion)
    asked = _IS_ASKING.fullmatch(said)
    if asked is None:
        return None
    if asked["me"] or asked["my"]:
        return Reply(plain(_standing_of(occasion, occasion.setting.person.id)))
    if occasion.setting.person.is_guest:
        return refuse_guest(occasion.setting)
    return _of_one(occasion, asked["name"]) if asked["name"] else Reply(plain(_everybody_away(occasion)))


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


def _of_one(occasion: Occasion, name: str) -> Reply | None:
    """None where nobody, or more than one, is called so: the words may mean something else."""
    wanted = name.lower()
    everybody = names_of(occasion.session, occasion.setting.plan.organisation_id)
    found = [id_ for id_, full in everybody.items() if wanted in (full.lower(), full.split()[0].lower())]
    return Reply(plain(_standing_of(occasion, found[0]))) if len(found) == 1 else None


def _standing_of(occasion: Occasion, person_id: int) -> str:
    """Whether somebody is away, from when until when and who hears."""
    setting, session = occasion.setting, occasion.session
    is_own = person_id == setting.person.id
    person = setting.person if is_own else person_by_id(session, person_id)
    who = "You are" if is_own else f"{person.name} is"
    absence = next_absence_of(session, person_id, setting.today)
    if absence is None:
        return f"{who} not on leave, as far as I know."
    instead = person_by_id(session, absence.cover_id) if absence.cover_id else None
    manager = manager_of(occasion, person)
    covers = f"{instead.name} covers" if instead else "nobody covers"
    hears = f": {manager.name} hears instead" if instead is None and manager is not None else ""
    return f"{who} away {_days(occasion, absence)}, and {covers}{hears}."


def _everybody_away(occasion: Occasion) -> str:
    setting, session = occasion.setting, occasion.session
    names = names_of(session, setting.plan.organisation_id)
    away = [one for one in people_away_on(session, setting.today) if one.person_id in names]
    if not away:
        return "Nobody is on leave today, as far as I know."
    said = [f"{names[one.person_id]} {_days(occasion, one)}" for one in away]
    return f"Away today: {phrases.listed(sorted(said))}."


def _days(occasion: Occasion, absence: AbsenceFacts) -> str:
    today = occasion.setting.today
    last = phrases.full_day(absence.until_on, today)
    return f"until {last}" if absence.from_on <= today else f"from {phrases.full_day(absence.from_on, today)} to {last}"
