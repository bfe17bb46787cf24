"""Which of the answers that were offered a few words choose. Pure: words and choices in, numbers out."""

import re
from collections.abc import Sequence

from bot.conversation.understanding.plan_index import content_stems

_ORDINALS = (
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"],
    ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"],
    ["one", "two", "three", "four", "five", "six", "seven", "eight"],
)
_POSITIONS = {word: number for words in _ORDINALS for number, word in enumerate(words)}
_AROUND = re.compile(
    r"^(?:(?:sorry|oh|ah|er|um|yes|yep|no|i|we|meant|mean|it'?s|it|is|that'?s|that|was|for|about|to|for|just|only|the|"
    r"number|no|option|item|milestone|of|them|my|answer|choose|pick)\b[\s,.:-]*)+"
)
_AFTER = re.compile(r"[\s,]*\b(?:please|thanks|thank you|pls|ta|cheers|one|ones|of (?:them|those|these))\s*$")
_BOTH = re.compile(r"(?:both|both of (?:them|these|those)|either)")
_ALL = re.compile(r"(?:all|every ?one|all (?:of )?(?:them|those|these|two|three|four)|the lot)")
_NONE = re.compile(r"(?:neither|none|no|nope|nothing|not any|none of (?:them|those|these)|not (?:those|these))")
_YES = re.compile(r"(?:yes|yep|yeah|correct|right|that'?s (?:it|right)|exactly|ok|okay)(?: please)?")
_BETWEEN = re.compile(r"\s*(?:,|&|\+|/|\band\b|\bplus\b)\s*")
_MOST_WORDS = 6


def chosen(text: str, labels: Sequence[str]) -> tuple[int, ...] | None:
    """The positions that the text chooses, counted from 0; none of them for "neither"; None where it chooses not.

    A label begins with its reference where it has one: "1.2 Strategy meetings recorded".
    """
    said = " ".join(text.lower().split()).strip(" .!?\"'")
    if not said or len(said.split()) > _MOST_WORDS + 4:
        return None
    if len(labels) == 1 and _YES.fullmatch(said):
        return (0,)
    bare = _without_fillers(said)
    for words in dict.fromkeys((said, bare)):
        if (_ALL.fullmatch(words) and len(labels) > 1) or (_BOTH.fullmatch(words) and len(labels) == 2):
            return tuple(range(len(labels)))
        if _NONE.fullmatch(words):
            return ()
    return _by_position(bare, labels) or _by_words(said, labels)


def _without_fillers(said: str) -> str:
    """The words without what is around an answer; "one" alone is the answer itself."""
    before = ""
    while before != said:
        before, said = said, _AFTER.sub("", _AROUND.sub("", said)).strip(" ,.:;") or said
    return said


def _by_position(said: str, labels: Sequence[str]) -> tuple[int, ...] | None:
    """Everything that is said is a reference, a number or "the second"."""
    places = [_place(_without_fillers(piece), labels) for piece in _BETWEEN.split(said) if piece]
    found = [place for place in places if place is not None]
    return tuple(dict.fromkeys(found)) if found and len(found) == len(places) else None


def _place(piece: str, labels: Sequence[str]) -> int | None:
    for number, label in enumerate(labels):
        whole = " ".join(label.lower().split())
        if piece in (whole, whole.split(" ", 1)[0]):
            return number
    if piece == "last":
        return len(labels) - 1
    place = int(piece) - 1 if re.fullmatch(r"[1-9]", piece) else _POSITIONS.get(piece)
    return place if place is not None and place < len(labels) else None


def _by_words(said: str, labels: Sequence[str]) -> tuple[int, ...] | None:
    """The one label that has all the words that say something."""
    wanted = set(content_stems(said))
    if not wanted or len(said.split()) > _MOST_WORDS:
        return None
    fitting = [number for number, label in enumerate(labels) if wanted <= set(content_stems(label))]
    return (fitting[0],) if len(fitting) == 1 else None
