"""Says what a newer document would change in a plan."""

from collections.abc import Mapping
from datetime import date

from bot.conversation import phrases
from plans.comparing import Compared, Difference, Kind, Value
from plans.words import Status

_NAMES = {Compared.TITLE: "title", Compared.DUE: "due", Compared.LEADS: "lead", Compared.STATUS: "status"}


def say_difference(difference: Difference, today: date, own_words: Mapping[str, str], *, is_taken: bool) -> str:
    """One line: what is new, gone or different, and where chat has said otherwise since, which of them stands."""
    match difference.kind:
        case Kind.NEW:
            return f"{difference.ref}: new, {difference.after}"
        case Kind.GONE:
            return f"{difference.ref}: gone from the document, asked about no more; its history stays"
    what = _NAMES[difference.what] if difference.what else ""
    before, after = (_said(value, today, own_words) for value in (difference.before, difference.after))
    change = f"{difference.ref}, {what}: {before} → {after}"
    if not difference.is_disputed:
        return change
    verdict = "the document's word is taken" if is_taken else "kept as said in chat"
    return f"{change}, but chat has said {_said(difference.since, today, own_words)} since: {verdict}"


def _said(value: Value, today: date, own_words: Mapping[str, str]) -> str:
    match value:
        case None | ():
            return "nothing"
        case Status():
            return phrases.status(value, own_words)
        case date():
            return phrases.short_day(value, today)
        case tuple():
            return phrases.listed(value)
        case _:
            return f'"{value}"'
