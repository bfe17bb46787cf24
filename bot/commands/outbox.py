"""`milepost outbox`: what has not reached its reader, why, and what can be done about it."""

from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.common import now, of_organisation, opened
from bot.sentences import Refusal
from bot.slack.refusals import PERMANENT, what_to_do
from storage.changes import outbox as changes
from storage.questions.outbox import Standing, Unsent, count_unsent, failed_ids, ids_like, unsent_of

outbox = typer.Typer(help="Messages that have not reached their reader: list them, try them again, drop them.")

SHORT = 8
MOST = 20
HEADINGS = {
    Standing.FAILED: "Failed, and not tried again by itself",
    Standing.HELD: "Held after a refusal",
    Standing.SENDING: "On its way",
    Standing.DUE: "Due",
    Standing.PLANNED: "Planned",
}
# What Milepost itself gives as the reason; the platform's own words are in bot/slack/refusals.py.
OUR_REASONS = {
    "no_account": "Say who they are with milepost people connect, or give them an e-mail address that Slack knows.",
    "cannot_be_drawn": "Slack cannot show this message; report it.",
    "not_found": "Milepost ended in the middle of sending it; look in the conversation whether it is there.",
}

Id = Annotated[
    str | None, typer.Argument(metavar="ID", help="An id as `milepost outbox list` shows it, or its beginning.")
]


@outbox.callback(invoke_without_command=True)
def list_without_being_told(context: typer.Context) -> None:
    """The list is what somebody who says no more wants to see."""
    if context.invoked_subcommand is None:
        list_(MOST)


@outbox.command("list")
@of_organisation
def list_(
    most: Annotated[int, typer.Option(min=1, help="How many of each kind to show; 20 otherwise.")] = MOST,
) -> None:
    """List what waits, is on its way or failed, with the reason and what to do about it."""
    with opened() as (store, organisation_id), store.read() as session:
        at = now()
        counts = count_unsent(session, organisation_id, at)
        for standing, heading in HEADINGS.items():
            if counts[standing]:
                typer.echo(f"{heading}: {counts[standing]}")
                for one in unsent_of(session, organisation_id, standing, at, most):
                    typer.echo(f"  {one.id[:SHORT]}\t{one.kind} to {one.to}\t{_state(one)}")
                _say_more(counts[standing] - most)
    if not any(counts.values()):
        typer.echo("Everything that was due has been sent, and nothing failed.")


def _say_more(hidden: int) -> None:
    if hidden > 0:
        typer.echo(f"  and {hidden} more: show them with --most")


@outbox.command("retry")
@of_organisation
def retry(
    notification: Id = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that failed.")] = False,
) -> None:
    """Try again what failed, or at once what is held; what was answered meanwhile is not said."""
    if (notification is None) != every:
        raise Refusal("Say which one by its id, or --all for everything that failed.")
    with opened() as (store, organisation_id), store.write() as session:
        chosen = failed_ids(session, organisation_id) if every else [_find(session, organisation_id, notification)]
        count = changes.retry_each(session, chosen, now())
    if notification is not None and not count:
        raise Refusal(f"{notification} has neither failed nor been held: `milepost outbox list` shows what has.")
    typer.echo(f"{count} will be tried again within seconds while `milepost serve` runs.")


@outbox.command("drop")
@of_organisation
def drop(notification: Id = None) -> None:
    """Give up a message that failed or still waits; it is not sent."""
    if notification is None:
        raise Refusal("Say which one by its id: `milepost outbox list` shows them.")
    with opened() as (store, organisation_id), store.write() as session:
        found = _find(session, organisation_id, notification)
        if not changes.drop(session, found, now()):
            raise Refusal(f"{notification} is on its way, or is sent or dropped already.")
    typer.echo(f"{found[:SHORT]} is dropped.")


def _find(session: Session, organisation_id: int, beginning: str | None) -> str:
    """The one notification whose id begins so; raises Refusal when there is none, or several."""
    found = ids_like(session, organisation_id, beginning) if beginning else []
    if not found:
        raise Refusal(f'No message has the id "{beginning}": `milepost outbox list` shows them.')
    if len(found) > 1:
        raise Refusal(f'Several messages have an id that begins with "{beginning}": write more of it.')
    return found[0]


def _state(one: Unsent) -> str:
    match one.standing:
        case Standing.FAILED:
            failed = f"failed {_when(one.failed_at, one)}: {one.reason}"
            return f"{failed}. {_what_to_do(one)}"
        case Standing.HELD:
            return f"{one.reason or 'released'}, {_attempts(one)}; next try {_when(one.next_at, one)}"
        case _:
            refused = f"; last refused: {one.reason}" if one.reason else ""
            return f"due {_when(one.due_at, one)}{refused}"


def _what_to_do(one: Unsent) -> str:
    reason = one.reason or ""
    if reason in OUR_REASONS:
        return OUR_REASONS[reason]
    if reason in PERMANENT:
        return what_to_do(reason)
    return f"{_attempts(one).capitalize()} did not help; try it again with milepost outbox retry {one.id[:SHORT]}."


def _attempts(one: Unsent) -> str:
    return "1 attempt" if one.attempts == 1 else f"{one.attempts} attempts"


def _when(at: datetime | None, one: Unsent) -> str:
    """On the reader's own clock."""
    return f"{at.astimezone(one.zone):%d %b %Y, %H:%M}" if at else "never"
