"""Whether a row carries on the one before it, and how two halves of a cell become one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.reading.fields import Field
from documents.reading.markup import is_bulleted
from documents.reading.refs import inline_ref, whole_ref

if TYPE_CHECKING:
    from documents.reading.rows import Row

_UNFINISHED = re.compile(
    r"(\b(and|or|of|the|to|for|in|with|by|a|an|on|at|as|that|is|are|from)|[,&(/–-])$", re.IGNORECASE
)
_LATER_HALF = re.compile(r"[a-z,;:)\]&–-]|\d+\)|\d{4}\b")


def joined(before: str, after: str) -> str:
    """Two parts of a cell as one text; a word cut at a hyphen keeps it, a list's point begins a line."""
    if not before or not after:
        return before or after
    if is_bulleted(after):
        return f"{before}\n{after}"
    return f"{before} {after}"


def continues(last: Row, row: Row, is_after_break: bool) -> bool:
    """Whether `row` is the rest of `last`: it begins nothing of its own, and its texts begin in mid sentence."""
    if _begins(row) or _has_both(last, row, Field.DUE):
        return False
    title = row.title
    if not title or is_bulleted(title):
        return not row.text(Field.DUE) or not last.text(Field.DUE)
    if row.columns.title in row.copies:
        return False
    if is_fragment(row.parent) and not row.text(Field.DUE):
        return True
    if _LATER_HALF.match(title) or _UNFINISHED.search(last.title):
        return not row.text(Field.DUE) or is_after_break
    return is_after_break and not _is_answered(row) and _is_answered(last)


def is_fragment(text: str) -> bool:
    """Whether a cell begins in mid sentence: "practice (see 8)", ", and partners"."""
    return bool(re.match(r"[a-z,;)]", text)) and inline_ref(text).ref is None


def _begins(row: Row) -> bool:
    """A reference, or an action of its own, begins a row."""
    if whole_ref(row.text(Field.REF)) or inline_ref(row.title, is_numbered=False).ref:
        return True
    parent = row.parent
    return bool(parent) and bool(inline_ref(parent).ref or re.match(r"[A-Z]", parent)) and bool(row.title)


def _has_both(last: Row, row: Row, what: Field) -> bool:
    return bool(row.text(what)) and bool(last.text(what)) and bool(re.search(r"\d{4}|\d[./]\d", row.text(what)))


def _is_answered(row: Row) -> bool:
    """Whether anything says who or by when."""
    return any(row.text(what) for what in (Field.LEAD, Field.DUE, Field.STATUS, Field.START))
