"""A plan document into the database, with the people who are told about it."""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from plans.ladder import Policy
from plans.reading import PlanReading
from plans.working_days import LONDON
from storage.changes.events import Author
from storage.changes.importing import Imported, Source, import_plan
from storage.changes.organisations import add_leadership_channel, set_owner
from storage.changes.people import PeopleError, PersonEntry, find_or_add_person, find_person, keep_people
from storage.changes.policies import give_plan_policy


@dataclass(frozen=True)
class Arrangements:
    """What the officer says beside the document: whose plan it is, who reads along and which ladder it has.

    A channel is (platform, conversation, name).
    """

    owner: str | None = None
    channels: tuple[tuple[str, str, str], ...] = ()
    people: tuple[PersonEntry, ...] = ()
    policy: Policy | None = None
    zone: str = LONDON


def source_of(path: Path) -> Source:
    return Source(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def keep_plan(
    session: Session,
    organisation_id: int,
    reading: PlanReading,
    source: Source,
    arrangements: Arrangements,
    now: datetime,
) -> Imported:
    """Keeps the plan and what was arranged for it; arrangements are kept for a plan that was known before, too."""
    keep_people(session, organisation_id, arrangements.people, now.date())
    imported = import_plan(session, organisation_id, reading, source, now, arrangements.zone)
    if arrangements.owner:
        if find_person(session, organisation_id, arrangements.owner) is None:
            imported = replace(imported, added_owner=arrangements.owner)
        set_owner(session, imported.plan_id, find_or_add_person(session, organisation_id, arrangements.owner).id, now)
    for platform, conversation, name in arrangements.channels:
        add_leadership_channel(session, imported.plan_id, platform, conversation, name, now)
    if arrangements.policy is not None:
        give_plan_policy(session, imported.plan_id, arrangements.policy, Author(None, now))
    return imported


_COLUMNS = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "post": "post",
    "job title": "post",
    "organisation": "employer",
    "employer": "employer",
    "manager": "manager",
    "zone": "zone",
    "time zone": "zone",
}


def read_people(path: Path) -> list[PersonEntry]:
    """People from a CSV with the columns name, email, post, organisation, manager and zone; only name is required.

    Raises PeopleError with a sentence for a file that cannot be used, naming the line.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except OSError as error:
        raise PeopleError(f"{path} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise PeopleError(f"{path.name} is not a text file in UTF-8: save it as CSV UTF-8.") from None
    return list(_entries(rows, path.name))


def _entries(rows: Iterable[Mapping[str | None, str | None]], source: str) -> Iterable[PersonEntry]:
    for number, row in enumerate(rows, start=2):
        fields = {
            _COLUMNS.get((heading or "").strip().lower()): (cell or "").strip()
            for heading, cell in row.items()
            if isinstance(cell, str)
        }
        fields.pop(None, None)
        if not fields.get("name"):
            raise PeopleError(
                f'{source}, line {number}, has no name: the file needs a column "name" filled on every line.'
            )
        yield PersonEntry(**{key: value or None for key, value in fields.items() if key})  # type: ignore[arg-type]
