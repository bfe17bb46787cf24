"""References as plans print them: "1.5", "C3", "Action 8", "R2.1", "(iv)" is none."""

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?"
_CODE = rf"(?:[A-Z]{{1,4}}[-./ ]?)?{_NUMBER}"
_LABEL = (
    r"(?P<label>action|recommendation|rec|milestone|objective|outcome|priority|area|task|activity|theme|workstream"
    r"|ref|no|number|requirement|improvement area|area for improvement"
    r"|area of (?:significant )?(?:weakness|concern)|priority action|strand|section|pillar|goal)s?"
    r"(?:\s+(?:no|number|ref))?\.?"
)
_WHOLE = re.compile(rf"^\(?(?:{_LABEL}\s*)?(?P<ref>{_CODE}|[A-Z])\)?[.:)]?$", re.IGNORECASE)
_LABELLED = re.compile(
    rf"^(?:{_LABEL})\s*(?P<ref>{_CODE}|[A-Z](?=\s*[:.–-]))\s*[:.)–—-]*\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_INLINE = re.compile(
    rf"^\(?(?P<ref>[A-Z]{{0,4}}[-./]?{_NUMBER})(?P<mark>[.:)]+|\s*[–—-](?=\s))?\s+(?P<rest>\S.*)$", re.DOTALL
)
_UNITS = re.compile(
    r"^(%|(million|m|k|fte|wte|hours?|days?|weeks?|months?|years?|children|staff|of|per|x|to|or|and|more)\b)",
    re.IGNORECASE,
)
_ORDINAL_DATE = re.compile(
    r"^(st|nd|rd|th)?\s*(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Numbered:
    """A text and the reference in front of it. `label` is the word before it ("action"), `ref` None where none."""

    ref: str | None
    text: str
    label: str | None = None


def whole_ref(text: str) -> str | None:
    """The reference that is all a cell holds: "C3", "1.2", "Action 8", "12."."""
    match = _WHOLE.match(text.strip())
    if not match or (match["label"] is None and len(match["ref"]) == 1 and match["ref"].isalpha()):
        return None
    return tidy_ref(match["ref"])


def labelled_ref(text: str) -> Numbered | None:
    """ "Action 8: Review all cases" or "Theme A – Leadership" as its label, reference and words."""
    match = _LABELLED.match(text.strip())
    if not match:
        return None
    return Numbered(tidy_ref(match["ref"]), match["rest"].strip(), match["label"].lower())


def inline_ref(text: str, is_numbered: bool = False) -> Numbered:
    """The reference before a sentence: "1.5 Review", "14. Ensure"; "23 Ensure" where the column `is_numbered`."""
    labelled = labelled_ref(text)
    if (
        labelled
        and labelled.text
        and labelled.label in ("action", "milestone", "recommendation", "rec", "task", "activity")
    ):
        return labelled
    match = _INLINE.match(text.strip())
    if not match or not _is_reference(match, is_numbered):
        return Numbered(None, text.strip())
    return Numbered(tidy_ref(match["ref"]), match["rest"].strip())


def _is_reference(match: re.Match[str], is_numbered: bool) -> bool:
    ref, rest = match["ref"], match["rest"]
    if _UNITS.match(rest) or _ORDINAL_DATE.match(rest):
        return False
    if match["mark"] or "." in ref:
        return True
    return is_numbered and rest[:1].isupper()


def tidy_ref(ref: str) -> str:
    return (
        re.sub(r"\s+", "", ref).strip(".").upper() if re.match(r"[A-Za-z]", ref) else re.sub(r"\s+", "", ref).strip(".")
    )


def is_under(ref: str, parent: str) -> bool:
    """Whether "1.5" stands under "1", "C3.2" or "C3b" under "C3"."""
    rest = ref[len(parent) :]
    return ref.startswith(parent) and bool(re.match(r"[.\-/a-z(]", rest))


def parent_ref(ref: str) -> str | None:
    """ "1" of "1.5", "C3" of "C3.2"; None for a reference of one level."""
    head, dot, _ = ref.rpartition(".")
    return head if dot else None
