"""The invented messages, each with what is right and why: some to develop with, some to check with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "messages"
TODAY = date(2026, 11, 20)
"""The day on which they were said: a date long before it is nobody's deadline."""
OFFICERS = (
    "Amara Okafor",
    "Ifan Rees",
    "Bethan Lloyd",
    "Grace Adeyemi",
    "Priya Nair",
    "Colin Achebe",
    "Tomasz Wrona",
    "Head of Fostering",
    "Designated Nurse",
)


@dataclass(frozen=True)
class InventedMessage:
    """`is_held` is what is right; `text` has its line breaks."""

    is_held: bool
    kind: str
    text: str
    why: str


def read_messages(half: str) -> list[InventedMessage]:
    """The messages of "development" or "check"."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [
        InventedMessage(right == "held", kind, text.replace("\\n", "\n").replace("\\t", "\t"), why)
        for right, kind, text, why in rows
    ]
