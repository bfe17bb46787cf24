"""`milepost history`: every change to a plan, with the words it came from."""

import json
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands.common import PlanName, as_day, find_plan, now, of_organisation, opened
from bot.conversation import phrases
from bot.sentences import Refusal
from plans.words import Status
from storage.changes.events import as_json
from storage.questions.history import Change, history_of
from storage.questions.milestones import every_milestone_of_plan
from storage.questions.plans import PlanFacts

RefArgument = Annotated[str | None, typer.Argument(metavar="REF", help="One milestone; all of them otherwise.")]
SinceOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day to tell of.")]
UntilOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day to tell of.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

_FIELDS = {
    "status": "status",
    "due_on": "due",
    "original_due_on": "first due",
    "progress": "progress",
    "lead": "lead",
    "moves": "moves",
}
"""The fields that a person reads of; the others are Milepost's own bookkeeping."""

_KINDS = {
    "updated": "said",
    "due_set": "date set",
    "date_requested": "later date asked for",
    "reason_given": "reason given",
    "date_approved": "later date approved",
    "date_refused": "later date refused",
    "date_withdrawn": "later date not asked for any more",
    "evidence_given": "evidence given",
    "handed_over": "handed over",
    "handover_asked": "hand-over asked for",
    "handover_refused": "hand-over refused",
    "put_off": "reminder put off",
    "leave_set": "leave",
    "not_confirmed": "not confirmed",
    "undone": "taken back",
    "imported": "brought in",
    "reimported": "a newer document",
}


@of_organisation
def history(
    plan: PlanName,
    ref: RefArgument = None,
    since: SinceOption = None,
    until: UntilOption = None,
    is_json: JsonOption = False,
) -> None:
    """Print every change to a plan: when, who for whom, from what to what, and the words it came from.

    Restricted milestones are in it: it is for whoever keeps the database.
    """
    with opened() as (store, organisation_id), store.read() as session:
        found = find_plan(session, organisation_id, plan)
        if ref is not None:
            known = {m.ref.lower() for m in every_milestone_of_plan(session, found.id, now().date())}
            if ref.lower() not in known:
                raise Refusal(f"{found.title} has no milestone {ref}.")
        changes = history_of(session, found.id, ref, _start(since, found), _end(until, found))
    for change, before in zip(changes, (None, *changes), strict=False):
        # What several changes come from is printed once, below the first of them.
        is_said = before is None or change.address != before.address
        typer.echo(json.dumps(_as_data(change), ensure_ascii=False) if is_json else _as_text(change, found, is_said))
    if not changes and not is_json:
        typer.echo("Nothing has changed.")


def _start(day: str | None, plan: PlanFacts) -> datetime | None:
    return datetime.combine(as_day(day), time(), tzinfo=plan.zone) if day else None


def _end(day: str | None, plan: PlanFacts) -> datetime | None:
    return datetime.combine(as_day(day), time.max, tzinfo=plan.zone) if day else None


def _as_text(change: Change, plan: PlanFacts, is_said: bool) -> str:
    """ "2026-06-08 10:01 · 5.1 · Ifan Rees for Grace Adeyemi · said: status ● on track → ▲ at risk", then the words."""
    at = change.at.astimezone(plan.zone)
    who = change.by or "Milepost"
    behalf = f" for {change.on_behalf_of}" if change.on_behalf_of else ""
    what = "; ".join([*_told(change, plan), *(_value(one, plan) for one in change.concerns)])
    kind = _KINDS.get(change.kind, change.kind.replace("_", " "))
    taken_back = " (taken back since)" if change.is_taken_back else ""
    head = f"{at:%Y-%m-%d %H:%M} · {change.ref or 'the plan'} · {who}{behalf} · {kind}{': ' if what else ''}{what}"
    said = f"\n    “{' '.join(change.words.split())}”" if change.words and is_said else ""
    return f"{head}{taken_back}{said}"


def _told(change: Change, plan: PlanFacts) -> list[str]:
    return [
        f"{_FIELDS[field]} {_value(before, plan)} → {_value(after, plan)}"
        for field, before, after in change.changes
        if field in _FIELDS
    ]


def _value(value: Any, plan: PlanFacts) -> str:
    match value:
        case None:
            return "nothing"
        case Status():
            return phrases.status(value, plan.status_words)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _as_data(change: Change) -> dict[str, Any]:
    """The change in JSON values; instants in UTC."""
    return {
        "number": change.number,
        "at": change.at.astimezone(ZoneInfo("UTC")).isoformat(),
        "ref": change.ref,
        "kind": change.kind,
        "by": change.by,
        "on_behalf_of": change.on_behalf_of,
        "changes": {field: [as_json(before), as_json(after)] for field, before, after in change.changes},
        "concerns": [as_json(one) for one in change.concerns],
        "words": change.words,
        "address": change.address,
        "undoes": change.undoes,
        "is_taken_back": change.is_taken_back,
    }
