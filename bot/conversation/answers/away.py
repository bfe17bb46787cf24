"""Who is away on a day, asked by anybody in the plan: of themselves, of somebody, of everybody, of Milepost."""

from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.leave import manager_of
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import plain
from bot.conversation.understanding import Question
from bot.conversation.understanding.intents import MILEPOST
from storage.questions.absences import AbsenceFacts, next_absence_of, people_away_between
from storage.questions.people import names_of, person_by_id

_ALWAYS_HERE = "I am a bot and always here."


def answer_who_is_away(occasion: Occasion, question: Question) -> Reply:
    """Whether they are away on the days that are asked about; without a day, today and next."""
    setting = occasion.setting
    if question.owner == MILEPOST:
        others = "" if setting.person.is_guest else f" {_everybody(occasion, question)}"
        return Reply(plain(f"{_ALWAYS_HERE}{others}"))
    if question.owner is None:
        return Reply(plain(_everybody(occasion, question)))
    who = setting.person.id if question.owner == "me" else _person_called(occasion, question.owner)
    if who is None:
        return Reply(plain(f"I know nobody called {question.owner} in {setting.plan.title}."))
    return Reply(plain(_one(occasion, who, question)))


def _person_called(occasion: Occasion, name: str) -> int | None:
    """Who has that name, or holds the post of that name in the plan."""
    setting = occasion.setting
    everybody = names_of(occasion.session, setting.plan.organisation_id)
    called = next((one for one, full in everybody.items() if full.lower() == name.lower()), None)
    leads = (m.lead_id for m in setting.milestones if name.lower() in ((m.lead or "").lower(), (m.post or "").lower()))
    return called if called is not None else next(leads, None)


def _one(occasion: Occasion, person_id: int, question: Question) -> str:
    """Whether somebody is away, from when until when and who hears."""
    setting, session = occasion.setting, occasion.session
    is_own = person_id == setting.person.id
    person = setting.person if is_own else person_by_id(session, person_id)
    who = "You are" if is_own else f"{person.name} is"
    absence = next_absence_of(session, person_id, question.since or setting.today)
    if absence is None or (question.to is not None and absence.from_on > question.to):
        return f"{who} not on leave{_then(question, setting.today)}, as far as I know."
    instead = person_by_id(session, absence.cover_id) if absence.cover_id else None
    manager = manager_of(occasion, person)
    covers = f"{instead.name} covers" if instead else "nobody covers"
    hears = f": {manager.name} hears instead" if instead is None and manager is not None else ""
    return f"{who} away {_days(absence, setting.today)}, and {covers}{hears}."


def _everybody(occasion: Occasion, question: Question) -> str:
    setting, session = occasion.setting, occasion.session
    first, last = question.since or setting.today, question.to or setting.today
    names = names_of(session, setting.plan.organisation_id)
    away = [one for one in people_away_between(session, first, last) if one.person_id in names]
    then = _then(question, setting.today) or " today"
    if not away:
        return f"Nobody is on leave{then}, as far as I know."
    said = [f"{names[one.person_id]} {_days(one, setting.today)}" for one in away]
    return f"Away{then}: {phrases.listed(sorted(said))}."


def _then(question: Question, today: date) -> str:
    """ " on Friday 26 June", " between 29 June and 5 July"; empty where no day is asked about."""
    if question.since is None or question.to is None:
        return ""
    if question.since == question.to:
        return f" {phrases.day_with_on(question.since, today)}"
    return f" between {phrases.short_day(question.since, today)} and {phrases.short_day(question.to, today)}"


def _days(absence: AbsenceFacts, today: date) -> str:
    if absence.from_on == absence.until_on:
        return phrases.day_with_on(absence.from_on, today)
    last = phrases.full_day(absence.until_on, today)
    return f"until {last}" if absence.from_on <= today else f"from {phrases.full_day(absence.from_on, today)} to {last}"
