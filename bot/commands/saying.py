"""`milepost understand` and `milepost when`: how words would be read."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands.common import PlanFile, as_day, read_document
from bot.conversation.safeguarding import find_held
from bot.conversation.understanding import Context, KnownMilestone, as_element, explain, understand
from bot.sentences import Refusal
from plans.reading import MilestoneReading, PlanReading
from plans.when import as_answer, read_when
from plans.working_days import LONDON

Explain = Annotated[bool, typer.Option("--explain", help="Also say which words each reading came from.")]


def understand_(file: PlanFile, is_explained: Explain = False) -> None:
    """Read messages, one JSON object a line on the standard input, and print what each means."""
    reading = read_document(file)
    milestones = tuple(_known(m, reading) for m in reading.milestones)
    numbered = [(number, _message(line, number)) for number, line in enumerate(sys.stdin, start=1) if line.strip()]
    # Whoever writes to Milepost is somebody the plan knows, whether or not the document names them.
    speakers = [str(message.get("speaker") or "") for _, message in numbered]
    named = [
        *(lead for m in milestones for lead in m.leads),
        *(officer.name for officer in reading.officers),
        *speakers,
    ]
    people = dict.fromkeys(name for name in named if name)
    for number, message in numbered:
        context = _context(message, milestones, people, number)
        typer.echo(json.dumps(_understood(message, context, is_explained), ensure_ascii=False))


def _understood(message: dict[str, Any], context: Context, is_explained: bool) -> dict[str, Any]:
    """What a message means; for one that seems to identify a child or family only why it would be held."""
    held = find_held(message["text"], context.people, today=context.now.date())
    if held is not None:
        return {"id": message.get("id"), "understood": [{"kind": "held", "why": held.words}]}
    intents = understand(message["text"], context)
    said: dict[str, Any] = {"id": message.get("id"), "understood": [as_element(intent) for intent in intents]}
    if is_explained:
        said["why"] = [list(pair) for pair in explain(message["text"], context)]
    return said


def _message(line: str, number: int) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError:
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        raise Refusal(
            f'Line {number} is not a message: write {{"id": …, "now": …, "speaker": …, "text": …}} on each line.'
        )
    return message


def _context(
    message: dict[str, Any], milestones: tuple[KnownMilestone, ...], people: Iterable[str], number: int
) -> Context:
    try:
        now = datetime.fromisoformat(str(message.get("now")))
    except ValueError:
        raise Refusal(f'Line {number} has no time in "now": write it as 2026-06-01T09:30.') from None
    return Context(
        now=now if now.tzinfo else now.replace(tzinfo=ZoneInfo(LONDON)),
        speaker=str(message.get("speaker") or ""),
        milestones=milestones,
        about=message.get("about"),
        numbered=tuple(message.get("numbered") or ()),
        people=tuple(people),
    )


def _known(milestone: MilestoneReading, reading: PlanReading) -> KnownMilestone:
    titles = {action.ref: action.title for action in reading.actions}
    return KnownMilestone(
        ref=milestone.ref,
        title=milestone.title,
        action=milestone.action,
        action_title=titles.get(milestone.action, ""),
        theme=milestone.theme,
        leads=tuple(lead.name or lead.post or "" for lead in milestone.leads),
        due=milestone.due,
        status=milestone.status,
    )


def when(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='Words for a date, for example "Friday week".')],
    on: Annotated[str, typer.Option(metavar="DAY", help="The day they are said on, as 2026-06-01.")],
) -> None:
    """How words for a date would be read."""
    typer.echo(json.dumps(as_answer(read_when(text, as_day(on)))))
