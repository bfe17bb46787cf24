"""A plan document as it is, turned into a `plans.reading.PlanReading`."""

from collections.abc import Mapping
from pathlib import Path

from documents.reading.document import UnreadableDocument
from documents.reading.formats import read_document
from documents.reading.formats.limits import Limits
from documents.reading.plan import understand_document
from plans.reading import PlanReading

__all__ = ["UnreadableDocument", "read_plan", "understand_document"]


def read_plan(path: Path, *, column_map: Mapping[str, str] | None = None, limits: Limits | None = None) -> PlanReading:
    """What the plan in a file says, and what a person must settle.

    `column_map` says what a heading means where Milepost would not know: heading to the name of a
    `documents.reading.fields.Field`, such as {"Accountable": "lead"}. Raises `UnreadableDocument`, whose message
    is a sentence for the person who brought the file.
    """
    return understand_document(read_document(path, limits or Limits()), column_map)
