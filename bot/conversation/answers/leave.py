"""Leave: who hears meanwhile, said when it is set, when it begins and when it ends."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.asking import MOST_NAMES, Asks, colleagues, remember
from bot.conversation.answers.people import person_named
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.message import Button, plain, runs, to_json
from bot.conversation.understanding import Leave, Question, understand
from plans.ladder import MORNING
from storage import outbox
from storage.changes.absences import note_notices, pass_on_pending, set_absence
from storage.outbox import Reader
from storage.questions.absences import absence_by_id, absence_on
from storage.questions.people import PersonFacts, names_of, person_by_id

_SOMEBODY = r"(?:is|'s|will be|goes|is going|starts|has gone|has)"
# What begins with a digit begins with a milestone, and nobody's name has to be known for it.
_SPEAKS_OF_SOMEBODY = re.compile(rf"\s*[^\W\d].*{_SOMEBODY}\s+\w", re.IGNORECASE | re.DOTALL)
_LONGEST = timedelta(days=400)


def others_leave(occasion: Occasion, text: str) -> tuple[PersonFacts, Leave] | None:
    """Leave that somebody says of somebody else: "Amara is on leave until Friday, Grace covers"."""
    if _SPEAKS_OF_SOMEBODY.match(text) is None or _is_asked(occasion, text):
        return None
    everybody = names_of(occasion.session, occasion.setting.plan.organisation_id)
    first_names = Counter(name.split()[0] for name in everybody.values())
    low = text.strip().lower()
    for person_id, full_name in everybody.items():
        if person_id == occasion.setting.person.id:
            continue
        for name in _said_as(full_name, first_names):
            if not low.startswith(name.lower()):
                continue
            opening = re.match(rf"\s*{re.escape(name)}\s*{_SOMEBODY}\s+(?=\w)", text, re.IGNORECASE)
            if opening is None:
                continue
            intents = understand(
                f"I am {text[opening.end() :]}", replace(occasion.setting.context(), speaker=full_name)
            )
            leave = next((intent for intent in intents if isinstance(intent, Leave)), None)
            if leave is None or len(intents) > 1:
                return None
            return person_by_id(occasion.session, person_id), leave
    return None


def _is_asked(occasion: Occasion, text: str) -> bool:
    """ "Amara is away on Friday?" sets nothing."""
    return any(isinstance(intent, Question) for intent in understand(text, occasion.setting.context()))


def _said_as(name: str, first_names: Counter[str]) -> list[str]:
    """The full name, and the first name where nobody else has it."""
    first = name.split()[0]
    return [name, first] if first_names[first] == 1 else [name]


def answer_leave(occasion: Occasion, leave: Leave, who: PersonFacts | None = None) -> Reply:
    """Sets somebody's leave; whoever covers, or hears in want of a cover, is told, and so is whoever is away."""
    setting = occasion.setting
    person = who or setting.person
    starts = leave.starts or setting.today
    refused = refused_leave(starts, leave.until, setting.today)
    if refused:
        return Reply(plain(refused))
    cover = person_named(occasion, leave.cover) if leave.cover else None
    if cover is not None and cover.id == person.id:
        cover = None
    unknown = f" I do not know {leave.cover} in the plan." if leave.cover and cover is None else ""
    return set_leave(occasion, person, starts, leave.until, cover, unknown)


def refused_leave(starts: date, last: date, today: date) -> str:
    """Why leave between these days is not set; empty where it may be."""
    until = phrases.full_day(last, today)
    if last < starts:
        return f"{until} is before {phrases.full_day(starts, today)}. Say from when until when. Nothing was changed."
    if last < today:
        return f"That leave was over on {until}. Nothing was changed."
    if last - starts > _LONGEST:
        return f"Until {until} is more than a year: hand your milestones over instead. Nothing was changed."
    return ""


def set_leave(
    occasion: Occasion, person: PersonFacts, starts: date, until: date, cover: PersonFacts | None, also: str = ""
) -> Reply:
    setting, session = occasion.setting, occasion.session
    absence = set_absence(
        session, setting.plan.id, person.id, starts, until, cover.id if cover else None, occasion.author
    )
    pass_on_pending(session, absence, occasion.now)
    hears = cover or manager_of(occasion, person)
    note_notices(session, absence, _say_beginning_and_end(occasion, person, starts, until, cover, hears))
    said = _read_back(occasion, person, starts, until, cover, hears)
    buttons = _who_covers(occasion, person, absence.id) if cover is None else ()
    ask = f"Who covers?{also}" if buttons else also.strip()
    return Reply(listed([runs(said)], *buttons, undo_button(occasion), ask=ask))


def manager_of(occasion: Occasion, person: PersonFacts) -> PersonFacts | None:
    """Who hears where nobody covers; None where that is nobody."""
    manager_id = person.manager_id or occasion.setting.plan.owner_id
    return person_by_id(occasion.session, manager_id) if manager_id not in (None, person.id) else None


def _read_back(
    occasion: Occasion,
    person: PersonFacts,
    starts: date,
    until: date,
    cover: PersonFacts | None,
    hears: PersonFacts | None,
) -> str:
    today = occasion.setting.today
    is_own = person.id == occasion.setting.person.id
    days = _days(starts, until, today)
    who = "You are" if is_own else f"{person.name} is"
    what = ("your" if is_own else "their") + " reminders"
    if cover is not None:
        away = absence_on(occasion.session, cover.id, max(starts, today))
        but = f", who is away too until {phrases.short_day(away.until_on, today)}" if away else ""
        return f"{who} away {days}: {cover.name} covers and hears {what}{but}."
    if hears is not None:
        return f"{who} away {days}, and nobody covers: {hears.name} hears {what}."
    return f"{who} away {days}, and nobody covers: {what} wait until then."


def _days(starts: date, until: date, today: date) -> str:
    if starts == until:
        return phrases.day_with_on(starts, today)
    last = phrases.full_day(until, today)
    return f"until {last}" if starts <= today else f"from {phrases.full_day(starts, today)} until {last}"


def _say_beginning_and_end(
    occasion: Occasion,
    person: PersonFacts,
    starts: date,
    until: date,
    cover: PersonFacts | None,
    hears: PersonFacts | None,
) -> list[str]:
    """Tells now whoever hears meanwhile, and says again when it begins and when it is over; the notifications' ids."""
    setting = occasion.setting
    today, by = setting.today, setting.person
    part = "you cover" if cover is not None else "nobody covers, so you hear instead"
    notices: list[str] = []
    if hears is not None and hears.id != by.id:
        days = _days(starts, until, today)
        said = f"{person.name} is away {days}, and {part}: reminders of their milestones come to you."
        notices.append(occasion.tell(hears.id, plain(said)))
    if person.id != by.id:
        said = f"{by.name} has set you as away {_days(starts, until, today)}"
        covering = f": {cover.name} covers." if cover is not None else "."
        notices.append(occasion.tell(person.id, plain(f"{said}{covering} If that is wrong, say from when until when.")))
    last = phrases.full_day(until, today)
    if starts > today and hears is not None:
        said = f"{person.name} is away from today until {last}, and {part}: their reminders come to you."
        notices.append(occasion.tell(hears.id, plain(said), due_at=_morning(occasion, hears, starts)))
    if hears is not None:
        said = f"{person.name} is back: reminders of their milestones go to them again."
        notices.append(occasion.tell(hears.id, plain(said), due_at=_morning(occasion, hears, until, after=True)))
    meanwhile = f"{hears.name} had your reminders meanwhile" if hears is not None else "your reminders have waited"
    back = f'Your leave is over: {meanwhile}, and they come to you again. "What changed" tells the rest.'
    notices.append(occasion.tell(person.id, plain(back), due_at=_morning(occasion, person, until, after=True)))
    return notices


def _morning(occasion: Occasion, reader: PersonFacts, day: date, after: bool = False) -> datetime:
    """The hour at which people read, on that day or the next working day, or on the working day after it."""
    calendar = occasion.setting.plan.calendar
    when = calendar.add(day, 1) if after else calendar.on_or_after(day)
    return datetime.combine(when, time(MORNING.hour), tzinfo=reader.zone)


def _who_covers(occasion: Occasion, person: PersonFacts, absence_id: int) -> tuple[Button, ...]:
    """People of the same manager, or else of the plan, who could cover."""
    setting = occasion.setting
    leads = [m.holder or m.lead or "" for m in setting.milestones if m.lead_id is not None]
    named = colleagues(occasion, {person.id}) or [name for name in dict.fromkeys(leads) if name in setting.people]
    named = [name for name in named if name not in (person.name, person.manager)]
    return remember(occasion, Asks.COVER, {"absence": absence_id}, [(name, name) for name in named[:MOST_NAMES]])


def add_cover(occasion: Occasion, absence_id: int, name: str) -> Reply | None:
    """The answer to who covers; None where nobody of that name is known."""
    cover, facts = person_named(occasion, name), absence_by_id(occasion.session, absence_id)
    if cover is None or cover.id == facts.person_id:
        return None
    person = person_by_id(occasion.session, facts.person_id)
    heard = manager_of(occasion, person) if facts.cover_id is None else None
    if heard is not None and heard.id not in (cover.id, occasion.setting.person.id):
        occasion.tell(
            heard.id, plain(f"{cover.name} covers for {person.name} after all: reminders do not come to you.")
        )
    return set_leave(occasion, person, facts.from_on, facts.until_on, cover)


def tell_leave_is_off(session: Session, by: PersonFacts, person_id: int, cover_id: int | None, now: datetime) -> None:
    """Whoever was to cover, and whoever was said to be away, hears that it is taken back."""
    person = person_by_id(session, person_id)
    said = f"The leave of {person.name} is taken back: reminders go to them again."
    for reader_id in (cover_id, person_id):
        if reader_id not in (None, by.id):
            reader = Reader(person_id=reader_id)
            outbox.owe_notice(session, by.organisation_id, reader, to_json(plain(said)), now)
