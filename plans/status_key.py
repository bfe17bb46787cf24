"""One plan's own words and colours for a status. A colour means nothing until a key says what it means."""

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plans.reading import StatusLabel
from plans.words import Status

COLOURS = ("red", "amber", "yellow", "green", "blue", "purple", "grey", "white", "black")
_LETTERS = {"r": "red", "a": "amber", "y": "yellow", "g": "green", "b": "blue", "p": "purple"}
_SAME_COLOUR = {"orange": "amber", "gray": "grey"}
_COLOUR_WORD = re.compile(rf"({'|'.join([*COLOURS, *_SAME_COLOUR])})\b", re.IGNORECASE)
_LETTER = re.compile(r"([RAYGBP])(?=$|\s|[-–—:.,;)/])")
# Where the hue of a cell's background stops being one colour and becomes the next, in degrees.
_HUES = ((15, "red"), (47, "amber"), (70, "yellow"), (170, "green"), (262, "blue"), (335, "purple"), (361, "red"))

_FINISHED = r"complete[d]?|completion|achieved|done|delivered|implemented|closed|finished|embedded|met|fulfilled"
# In this order: "not on track but recoverable" is less than "not on track", "on track to be completed" not complete.
_MEANINGS = (
    (Status.OFF_TRACK, r"\bnot (yet )?started\b.*\b(delayed|overdue|late|behind|off (track|target)|missed)\b"),
    (
        Status.NOT_STARTED,
        r"\b(not|un|yet to|to)[ -]?(yet |be |been )*(start(ed)?|beg[iu]n|commenced?|due)\b|\bnot yet due\b"
        r"|^no progress",
    ),
    (Status.AT_RISK, r"\b(not|off)[ -](on )?(track|target|schedule)\b.{0,20}\bbut\b"),
    (
        Status.OFF_TRACK,
        r"\bat significant risk|\b(significant|serious|major|severe) (risk|delay|issue|concern|slippage)",
    ),
    (
        Status.AT_RISK,
        r"\bat risk\b|\bslipp|\b(some|minor|slight|small) (risk|delay|issue|concern|slippage)|\bpart(ly|ially)\b"
        r"|\bdelayed\b|\bmay (not|miss)\b|\brecoverable\b"
        r"|\bbut\b.*\b(issue|concern|risk|delay|problem)|\bneeds? attention\b|\bpossible (delay|slippage)",
    ),
    (Status.COMPLETE, rf"^(actions?|milestones?|activity|task|now|fully|all|successfully|\s)*({_FINISHED})\b(?! by\b)"),
    (
        Status.OFF_TRACK,
        r"\b(off|behind)[ -](track|target|schedule|plan)|\boff course\b|\bbehind\b|\boverdue\b|\blate\b|\bmissed\b"
        r"|\bblocked\b|\bstalled\b|\bfail|\bunlikely\b|\bwill not\b|\bunable\b"
        rf"|\bnot (yet )?(been )?(on (track|target|schedule)|{_FINISHED})\b",
    ),
    (
        Status.ON_TRACK,
        r"\bon[ -](track|target|schedule|course|plan|time)\b|\b(in|good|making) progress\b|\bprogressing\b"
        r"|\bunder ?-?way\b|\bongoing\b|\bas planned\b|\b(work )?(started|begun|commenced)\b",
    ),
    (Status.COMPLETE, rf"\b({_FINISHED}|signed off|in place)\b"),
)
_MATCHERS = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _MEANINGS)


def status_in_words(text: str) -> Status | None:
    """The status that plain English states ("on schedule", "not achieved"), whatever its colour; None if none.

    Meant for a status cell, a line of a key or the opening of a note, not for a whole paragraph.
    """
    words = re.sub(r"\s+", " ", text).strip()
    return next((status for status, matcher in _MATCHERS if matcher.search(words)), None)


def colour_named(text: str) -> str | None:
    """The colour a rating opens with, by name or initial: "Amber", "A", "R - slipping", "BRAG: Blue"."""
    words = re.sub(r"^\s*b?rag\b\W*", "", text.strip(), flags=re.IGNORECASE)
    named = _COLOUR_WORD.match(words)
    if named:
        colour = named.group(1).lower()
        return _SAME_COLOUR.get(colour, colour)
    letter = _LETTER.match(words)
    return _LETTERS[letter.group(1).lower()] if letter else None


def colour_of_fill(fill: str | None) -> str | None:
    """The colour a person would call a background of "RRGGBB"; None for none, white and black."""
    if not fill or not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return None
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if not 0.08 < lightness < 0.96:
        return None
    if saturation < 0.25:
        return "grey"
    return next(name for most, name in _HUES if hue * 360 < most)


@dataclass(frozen=True)
class StatusKey:
    """The lines of one plan's key. Empty where the plan prints none."""

    labels: tuple[StatusLabel, ...] = ()

    def from_colour(self, colour: str | None) -> Status | None:
        """What the plan says this colour (as `colour_named` gives it) means; None where it does not say."""
        for name in _alike(colour):
            for label in self.labels:
                if label.colour == name:
                    return label.status
        return None

    def from_words(self, text: str) -> Status | None:
        """What a status cell says: the plan's own label first, then plain English."""
        said = _plain(text)
        own = next((label.status for label in self.labels if said and _plain(label.label) == said), None)
        return own or status_in_words(text)

    def label_for(self, status: Status) -> str:
        """The plan's own words for a status, else plain English."""
        return next((label.label for label in self.labels if label.status == status), status.words)


# What most councils mean, for a plan that rates in colours and prints no key. Whoever uses it must ask.
USUAL_KEY = StatusKey(
    (
        StatusLabel("Red", Status.OFF_TRACK, "red"),
        StatusLabel("Amber", Status.AT_RISK, "amber"),
        StatusLabel("Green", Status.ON_TRACK, "green"),
        StatusLabel("Blue", Status.COMPLETE, "blue"),
    )
)


def graded(labels: Iterable[StatusLabel]) -> tuple[StatusLabel, ...]:
    """The lines of one key side by side: of two that read alike alone, the colours say which is the worse.

    Two that read as off track: the milder is at risk. Two that read as at risk, one of them red: that is off track.
    """
    lines = list(labels)
    statuses = [label.status for label in lines]
    if statuses.count(Status.OFF_TRACK) == 2 and Status.AT_RISK not in statuses:
        off = [label for label in lines if label.status is Status.OFF_TRACK]
        milder = next((label for label in off if label.colour in ("amber", "yellow")), off[1])
        return _with_status(lines, milder, Status.AT_RISK)
    red = next((label for label in lines if label.colour == "red" and label.status is Status.AT_RISK), None)
    if red and statuses.count(Status.AT_RISK) == 2 and Status.OFF_TRACK not in statuses:
        return _with_status(lines, red, Status.OFF_TRACK)
    return tuple(lines)


def _with_status(labels: Iterable[StatusLabel], changed: StatusLabel, status: Status) -> tuple[StatusLabel, ...]:
    return tuple(replace(label, status=status) if label is changed else label for label in labels)


def _alike(colour: str | None) -> tuple[str, ...]:
    """Yellow and amber stand for one another where a key has only one of them."""
    if colour in ("yellow", "amber"):
        return (colour, "amber" if colour == "yellow" else "yellow")
    return (colour,) if colour else ()


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())
