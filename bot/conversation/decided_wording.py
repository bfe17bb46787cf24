"""Says what was decided of an item of a reminder since it left."""

from bot.conversation import phrases
from bot.conversation.message import Run, bold, runs
from storage.questions.notices import Decided, ReminderFacts, ReminderLine


def decided_one(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    """ "3.2 Foster carer handbook agreed → ✔ complete, waiting for the panel to confirm"."""
    assert one.decided is not None
    milestone = one.milestone
    shown = [phrases.status(milestone.status, one.status_words), *_what_waits(one, one.decided, facts)]
    by = f" · {one.decided.by}, {phrases.near_or_short(one.decided.on, facts.today)}" if one.decided.by else ""
    return runs(bold(phrases.name(milestone)), f" → {', '.join(shown)}{by}")


def _what_waits(one: ReminderLine, decided: Decided, facts: ReminderFacts) -> list[str]:
    milestone, today = one.milestone, facts.today
    said = [
        phrases.waits_for(milestone),
        phrases.later_date(milestone, today, facts.reader),
        f"due {phrases.day(milestone.due, today)}"
        if decided.kind in ("due_set", "date_approved") and milestone.due
        else "",
        f"I ask again {phrases.day_with_on(decided.put_off_until, today)}" if decided.put_off_until else "",
        f"offered to {decided.offered_to}" if decided.offered_to else "",
        f"with {milestone.holder or milestone.lead} now" if decided.kind == "handed_over" else "",
    ]
    return [words for words in said if words]
