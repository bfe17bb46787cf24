"""Says what a newer document would change in a plan."""

from datetime import date

from bot.conversation import phrases
from plans.comparing import Compared, Difference, Kind, Value
from plans.words import Status

_NAMES = {Compared.TITLE: "title", Compared.DUE: "due", Compared.LEADS: "lead", Compared.STATUS: "status"}


def say_difference(difference: Difference, today: date, *, is_taken: bool) -> str:
    """One line: what is new, gone or different, and where chat has said otherwise since, which of them stands."""
    match difference.kind:
        case Kind.NEW:
            return f"{difference.ref}: new, {difference.after}"
        case Kind.GONE:
            return f"{difference.ref}: gone from the document, asked about no more; its history stays"
    what = _NAMES[difference.what] if difference.what else ""
    change = f"{difference.ref}, {what}: {_said(difference.before, today)} → {_said(difference.after, today)}"
    if not difference.is_disputed:
        return change
    verdict = "the document's word is taken" if is_taken else "kept as said in chat"
    return f"{change}, but chat has said {_said(difference.since, today)} since: {verdict}"


def _said(value: Value, today: date) -> str:
    match value:
        case None | ():
            return "nothing"
        case Status():
            return phrases.status(value)
        case date():
            return phrases.short_day(value, today)
        case tuple():
            return phrases.listed(value)
        case _:
            return f'"{value}"'
