"""Where a part of a plan begins: a theme, or an action under which milestones follow."""

import re
from dataclasses import dataclass, field

from documents.reading.fields import Field, heading_field, is_heading
from documents.reading.markup import one_line, plain
from documents.reading.refs import labelled_ref

_THEME_LABELS = frozenset(
    {"theme", "workstream", "priority", "strand", "section", "pillar", "area", "goal", "priority action"}
    | {f"area of {kind}" for kind in ("weakness", "significant weakness", "concern", "significant concern")}
)
_ACTION_LABELS = frozenset(
    {
        "action",
        "recommendation",
        "rec",
        "objective",
        "outcome",
        "requirement",
        "improvement area",
        "area for improvement",
    }
)
_THEME = re.compile(
    r"^(?:key\s+)?(?:theme|work ?stream|priority(?: area)?|strand|pillar)\s*[:–—-]\s*(?P<name>\S.*)$", re.IGNORECASE
)
_NOT_A_THEME = re.compile(
    r"\b(action plan|improvement plan|milestone report|action log|tracker|appendix|annex|key|introduction|contents"
    r"|background|summary|glossary|abbreviations|monitoring meetings?|plan structure|version|council"
    r"|cabinet|committee|tbc)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\b(appendix|annex|key|glossary|abbreviations|contents|introduction|background)\b", re.IGNORECASE)
# A theme's name fits on a line; a longer text is a sentence about it.
LONGEST_THEME = 110


@dataclass
class Block:
    """An action that stands over its milestones, with what is said of it before they begin.

    `is_certain` is false for a numbered heading that may be a theme: its rows' own numbers decide.
    """

    ref: str
    title: str
    is_certain: bool = True
    said: dict[Field, str] = field(default_factory=dict)
    last: Field | None = None
    label: str | None = None

    def say(self, what: Field, text: str) -> None:
        before = self.said.get(what)
        self.said[what] = f"{before} {text}" if before else text
        self.last = what

    def carry_on(self, text: str) -> None:
        """Add what a page break cut from the text said last."""
        if self.last is None:
            self.title = one_line(f"{self.title} {text}")
        else:
            self.say(self.last, text)


def theme_in(text: str) -> str | None:
    """The name of a theme that a line announces: "Theme: Participation", "Workstream C: Be a good parent"."""
    words = one_line(text)
    named = _THEME.match(words)
    if named:
        return named["name"].strip()
    labelled = labelled_ref(words)
    if labelled and labelled.label in _THEME_LABELS and labelled.text and len(words) <= 2 * LONGEST_THEME:
        return words
    return None


def action_in(text: str, title: str = "") -> Block | None:
    """The action that a line or a labelled row opens: "Action 8 | Review all cases", "Recommendation 3: …"."""
    labelled = labelled_ref(one_line(text))
    if not labelled or labelled.label not in _ACTION_LABELS or labelled.ref is None:
        return None
    words = one_line(f"{labelled.text} {title}")
    return Block(labelled.ref, words, label=labelled.label) if words else None


def bare_action_in(text: str) -> Block | None:
    """An action whose words stand on the next line: "Recommendation 3" or "Action 8." alone."""
    labelled = labelled_ref(one_line(text))
    if not labelled or labelled.label not in _ACTION_LABELS or labelled.ref is None or labelled.text:
        return None
    return Block(labelled.ref, "", label=labelled.label)


def is_announced(text: str) -> bool:
    """Whether a line is an action's heading by its punctuation alone: "Action 3: …", "Recommendation 2 – …"."""
    return bool(re.match(r"^[A-Za-z ]{3,25}\s[A-Z]?\d[\d.]*\s*[:–—-]\s*\S", text)) and len(text) <= 3 * LONGEST_THEME


def possible_theme(text: str) -> str | None:
    """A short line over a table, taken for the theme of what the table holds; None where it cannot be one."""
    name = re.split(r"\s[–—-]\s(?=[A-Z][a-z]+ )", one_line(text))[0].rstrip(":")
    if not 3 <= len(name) <= LONGEST_THEME or not re.match(r"[A-Z0-9]", name) or name.endswith((".", ",", ";", "?")):
        return None
    label, colon, _ = name.partition(":")
    if _NOT_A_THEME.search(name) or re.search(r"\d{4}", name) or (colon and label_field(label)):
        return None
    return name


def closes_the_plan(text: str) -> bool:
    """Whether a heading says that what follows is no longer the plan's table."""
    return bool(_CLOSES.search(text)) and len(text) <= LONGEST_THEME


def label_field(text: str) -> Field | None:
    """What a row of label and value under an action says: "Success criteria:", "Core objectives"."""
    words = one_line(text).rstrip(": ")
    return heading_field(words) if len(plain(words)) > 2 and is_heading(words) else None
