"""What several commands share: opening the house, naming a plan, reading dates and documents."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import typer
from sqlalchemy.orm import Session

from bot.app import LOCAL, local_organisation, open_kept, open_store
from bot.sentences import Refusal
from bot.settings import read_settings
from documents.reading import read_plan
from documents.reading.fields import Field
from plans.reading import PlanReading
from storage.questions.organisations import OrganisationFacts, organisations
from storage.questions.plans import PlanFacts, plans_of
from storage.store import Store

PlanFile = Annotated[Path, typer.Argument(metavar="FILE", help="A plan document: Word, Excel, CSV, PDF, text or HTML.")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan's number, or a part of its title.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADING=FIELD", help='What a column means, for example "By When=due".'),
]
OwnerOption = Annotated[str | None, typer.Option(metavar="NAME", help="The improvement officer who owns the plan.")]
PeopleOption = Annotated[
    Path | None, typer.Option(metavar="CSV", help="People: name, email, post, organisation, manager, zone.")
]
PolicyOption = Annotated[
    Path | None, typer.Option(metavar="TOML", help="A ladder of reminders instead of the standard.")
]


def now() -> datetime:
    return datetime.now(UTC)


_chosen: ContextVar[str | None] = ContextVar("organisation", default=None)

OrganisationOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        envvar="MILEPOST_ORGANISATION",
        help="Whose plans, where there are several: an organisation's name, tenant or number.",
    ),
]

Command = TypeVar("Command", bound=Callable[..., Any])


def of_organisation(command: Command) -> Command:
    """A command about one organisation's plans or people: it has --organisation, which says to `opened` whose."""

    @wraps(command)
    def of_one(*arguments: Any, organisation: str | None = None, **options: Any) -> Any:
        before = _chosen.set(organisation)
        try:
            return command(*arguments, **options)
        finally:
            _chosen.reset(before)

    added = Parameter("organisation", Parameter.KEYWORD_ONLY, default=None, annotation=OrganisationOption)
    parameters = [*signature(command).parameters.values(), added]
    of_one.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    of_one.__annotations__ = {**command.__annotations__, "organisation": OrganisationOption}
    return cast(Command, of_one)


@contextmanager
def opened(*, may_begin: bool = False) -> Iterator[tuple[Store, int]]:
    """The database of the settings and the organisation that the command is about, closed afterwards.

    Raises Refusal where there is no database, unless the command is one that `may_begin` it.
    """
    address = read_settings().database
    store = open_store(address) if may_begin else open_kept(address)
    try:
        yield store, _organisation(store, _chosen.get())
    finally:
        store.close()


def _organisation(store: Store, wanted: str | None) -> int:
    """The one that is meant; where there is only one nobody has to say so. The local one counts once it is used."""
    with store.read() as session:
        known = organisations(session)
    used = [one for one in known if one.platform != LOCAL or not one.is_empty]
    if wanted is not None:
        return find_organisation(known, wanted).id
    if len(used) > 1:
        listed = "; ".join(f"{one.tenant}, {one.name}" for one in used)
        raise Refusal(f"There are several organisations; say which with --organisation: {listed}.")
    return used[0].id if used else local_organisation(store)


def find_organisation(known: Sequence[OrganisationFacts], wanted: str) -> OrganisationFacts:
    """The one of that tenant, number or name; raises Refusal when there is none, or several."""
    found = [one for one in known if wanted in (one.tenant, str(one.id))] or [
        one for one in known if wanted.lower() in one.name.lower()
    ]
    listed = "; ".join(f"{one.tenant}, {one.name}" for one in found or known)
    if not found:
        raise Refusal(f'No organisation is called "{wanted}". There are: {listed or "none yet"}.')
    if len(found) > 1:
        raise Refusal(f'"{wanted}" fits several organisations; say which by its tenant: {listed}.')
    return found[0]


def find_plan(session: Session, organisation_id: int, wanted: str) -> PlanFacts:
    """The one plan of that number, or with that in its title; raises Refusal when there is none, or several."""
    plans = plans_of(session, organisation_id)
    found = [p for p in plans if str(p.id) == wanted] or [p for p in plans if wanted.lower() in p.title.lower()]
    if not plans:
        raise Refusal("There is no plan yet: bring one in with `milepost import FILE`.")
    listed = "; ".join(f"{plan.id}, {plan.title}" for plan in found or plans)
    if not found:
        raise Refusal(f'No plan is called "{wanted}". There are: {listed}.')
    if len(found) > 1:
        raise Refusal(f'"{wanted}" fits several plans; say which by its number: {listed}.')
    return found[0]


def as_day(text: str) -> date:
    """A day as YYYY-MM-DD; raises Refusal for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f'"{text}" is not a day: write it as 2026-06-30.') from None


def _known_field(name: str) -> str:
    if name.lower() not in {field.value for field in Field}:
        raise Refusal(f'--map cannot make a column "{name}". It can be: {", ".join(Field)}.')
    return name.lower()


def read_document(path: Path, mapped: list[str] | None = None) -> PlanReading:
    """What a plan document says; raises UnreadableDocument, or Refusal for a mapping that is not one."""
    column_map: dict[str, str] = {}
    for pair in mapped or []:
        heading, equals, field = pair.partition("=")
        if not equals or not heading.strip() or not field.strip():
            raise Refusal(f'--map "{pair}" is not a heading and a field: write it as "By When=due".')
        column_map[heading.strip()] = _known_field(field.strip())
    return read_plan(path, column_map=column_map or None, limits=read_settings().limits)
