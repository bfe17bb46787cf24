"""Who is named in a message: full names, first names, initials and letters, and which of them are officers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.conversation.safeguarding.given_names import DOUBTFUL, GIVEN
from bot.conversation.safeguarding.ordinary_words import ACRONYMS, INSTITUTIONS, PLACES, WORDS
from bot.conversation.safeguarding.published import is_institution, is_published
from bot.conversation.safeguarding.surnames import PARTICLES, SURNAMES_THAT_ARE_WORDS

_UNMARKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "’": "'", "æ": "ae"})


class Kind(Enum):
    """How much of a person a mention gives."""

    FULL = "first and last name"
    FIRST = "first name"
    INITIALS = "initials"
    LETTER = "a letter after child, baby or family"


@dataclass(frozen=True)
class Mention:
    """Somebody named from `start` up to `end`. `is_doubtful` where it may be a place or a word as well.

    `is_ours` is true for the people of the plan, whose work a message is about.
    """

    start: int
    end: int
    kind: Kind
    is_doubtful: bool = False
    is_ours: bool = False
    is_given: bool = True


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Lower case without accents: "Zając" is "zajac"."""
    low = word.lower().translate(_UNMARKED)
    if low.isascii():
        return low
    return "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))


_GIVEN = frozenset(folded(name) for name in GIVEN)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DOTTED = re.compile(r"(?<![\w.])[A-Z]\.\s?[A-Z]\b(?:\.(?!\w))?(?:\s?[A-Z]\b\.?)?")
_LETTER = re.compile(
    r"\b(?:child|baby|pupil|student|yp|young person|family|sibling|girl|boy|mother|service user)\s+"
    r"[\"'“‘]?(?-i:([A-Z]{1,2}\d?))(?![\w.&]|['’](?!s))",
    re.I,
)
_SPACED = frozenset((" ", "  ", "\xa0"))
_LOWER_INITIALS = re.compile(r"(?<![\w.'’@/-])[b-df-hj-np-tv-z]{2}(?![\w.@/-])")
LONGEST_NAME = 5
_ENDINGS_OF_DAYS = frozenset(("st", "nd", "rd", "th"))
# More people than any message names; what lies beyond could only cost time.
MOST_MENTIONS = 800


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def folded(self) -> str:
        return folded(self.text)


class People:
    """The officers of a plan, so that their names and initials are left alone."""

    def __init__(self, names: Iterable[str]) -> None:
        words = [[folded(word) for word in re.findall(_WORD, name)] for name in names]
        self._full = frozenset(" ".join(one) for one in words if len(one) > 1)
        self._single = frozenset(part for one in words if 2 <= len(one) <= 4 for part in (one[0], one[-1]))
        self._initials = frozenset("".join(part[0] for part in one) for one in words if len(one) > 1) | frozenset(
            one[0][0] + one[-1][0] for one in words if len(one) > 2
        )

    def has_word(self, low: str) -> bool:
        """Whether one of them has this first or last name."""
        return low in self._single

    def has(self, text: str, kind: Kind) -> bool:
        if kind is Kind.INITIALS:
            return re.sub(r"[\s.]", "", folded(text)) in self._initials
        words = [folded(word) for word in re.findall(_WORD, text)]
        if kind is Kind.FULL and text.islower() and words[0] in self._single:
            # In lower case the word after an officer's first name may be anything.
            return True
        return " ".join(words) in (self._full if kind is Kind.FULL else self._single)


@lru_cache(maxsize=64)
def people_of_plan(names: tuple[str, ...]) -> People:
    return People(names)


def find_mentions(text: str, people: People) -> list[Mention]:
    """Everybody who is named, in the order of the text; names of institutions and published reviews are left out."""
    found = [*_letters(text), *_names(text)]
    found += _initials(text, found)
    found = sorted(found, key=lambda one: one.start)[:MOST_MENTIONS]
    return [_judged(text, one, people) for one in found if not is_published(text, one.start, one.end)]


def _judged(text: str, one: Mention, people: People) -> Mention:
    doubtful = one.is_doubtful or (one.kind in (Kind.FULL, Kind.FIRST) and is_institution(text, one.start, one.end))
    return Mention(
        one.start, one.end, one.kind, doubtful, people.has(text[one.start : one.end], one.kind), one.is_given
    )


def _letters(text: str) -> Iterator[Mention]:
    for match in _LETTER.finditer(text):
        if match[1].lower() not in ACRONYMS or len(match[1]) == 1:
            yield Mention(match.start(1), match.end(1), Kind.LETTER)


def _initials(text: str, names: list[Mention]) -> Iterator[Mention]:
    """Two or three capitals that are no acronym of the field, with dots or without; also "jd"."""
    taken = {one.start for one in names}
    for match in _DOTTED.finditer(text):
        if match.start() not in taken:
            yield Mention(match.start(), match.end(), Kind.INITIALS)
    for match in re.finditer(r"(?<![\w.&/'’-])([A-Z]{2,3})(?:s\b)?(?![\w&/]|\.\w|-\w)", text):
        if match.start() not in taken and match[1].lower() not in ACRONYMS and not _is_word(match[1].lower()):
            yield Mention(match.start(1), match.end(1), Kind.INITIALS)
    for match in _LOWER_INITIALS.finditer(text):
        if match.group() not in ACRONYMS | _ENDINGS_OF_DAYS and match.start() not in taken:
            yield Mention(match.start(), match.end(), Kind.INITIALS)


def _names(text: str) -> Iterator[Mention]:
    tokens = [_Token(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        size = _length_of_name(text, tokens, at)
        if size:
            yield _mention(text, tokens[at : at + size])
        at += max(size, 1)


def _length_of_name(text: str, tokens: list[_Token], at: int) -> int:
    """How many tokens from `at` on are one person's name; 0 where none begins here."""
    first = tokens[at]
    if not _may_begin(first):
        return 0
    size = 1
    while at + size < len(tokens) and size < LONGEST_NAME and _goes_on(text, tokens, at, size):
        size += 1
    while size > 1 and tokens[at + size - 1].folded in PARTICLES and len(tokens[at + size - 1].text) < 4:
        size -= 1
    if size == 1 or (len(first.text) == 1 and len(tokens[at + size - 1].text) == 1):
        return 1 if _is_first_name(first) else 0
    return size


def _goes_on(text: str, tokens: list[_Token], at: int, size: int) -> bool:
    before, token = tokens[at + size - 1], tokens[at + size]
    if before.folded.endswith("'s") or (size > 1 and len(before.text) == 1):
        return False
    if text[before.end : token.start] not in _SPACED and not _is_initial(text, before, token):
        return False
    if token.folded in PARTICLES and at + size + 1 < len(tokens) and token.text != "I":
        return _may_end(tokens[at + size + 1], tokens[at], size == 1)
    return _may_end(token, tokens[at], size == 1)


def _is_initial(text: str, before: _Token, token: _Token) -> bool:
    """ "J. Clarke": a full stop after one letter does not end the name."""
    return len(before.text) == 1 and text[before.end : token.start] in (". ", ".")


def _may_begin(token: _Token) -> bool:
    low = _bare(token)
    if low in _GIVEN:
        return token.is_capital or low not in DOUBTFUL
    if len(token.text) == 1:
        return token.is_capital and token.text not in "AI"
    return token.is_capital and not _is_common(low) and not _is_acronym(token)


def _may_end(token: _Token, first: _Token, is_second: bool) -> bool:
    low = _bare(token)
    is_capital = token.is_capital and (len(token.text) > 1 or token.text != "I")
    if first.text.islower():
        return low not in WORDS and low not in ACRONYMS and len(low) > 2 and not looks_like_a_word(low)
    if len(low) == 1 and is_capital:
        return _bare(first) in _GIVEN or len(first.text) == 1
    if not is_capital or (_is_acronym(token) and not first.text.isupper()):
        return False
    return not _is_common(low) or (is_second and _bare(first) in _GIVEN and _is_surname_too(low))


def _is_surname_too(low: str) -> bool:
    return low in SURNAMES_THAT_ARE_WORDS or low in PLACES


def _bare(token: _Token) -> str:
    low = token.folded
    return low[:-2] if low.endswith("'s") else low


def _is_common(low: str) -> bool:
    return _is_word(low) or low in INSTITUTIONS or low in PLACES or low in ACRONYMS


def _is_word(low: str) -> bool:
    parts = low.split("-")
    return (
        low in WORDS
        or low in INSTITUTIONS
        or (len(parts) > 1 and any(part in WORDS for part in parts))
        or looks_like_a_word(low)
    )


_ENDINGS = (
    "ing",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ities",
    "ally",
    "able",
    "ship",
    "ology",
    "ised",
    "ated",
)


def looks_like_a_word(low: str) -> bool:
    """Whether its ending is one of words rather than of names."""
    return len(low) > 5 and low.endswith(_ENDINGS) and low not in _GIVEN


def _is_acronym(token: _Token) -> bool:
    text = token.text.removesuffix("'s").removesuffix("’s")
    return text.isupper() and (len(text) < 4 or text.lower() in ACRONYMS)


def _is_first_name(token: _Token) -> bool:
    low = _bare(token)
    if low in _GIVEN and (low not in DOUBTFUL or token.is_capital):
        return not _is_acronym(token) or len(token.text) > 3
    return token.is_capital and not token.text.isupper() and len(low) > 2 and not low.endswith("s")


def _mention(text: str, tokens: list[_Token]) -> Mention:
    start, end = tokens[0].start, tokens[-1].end
    if tokens[-1].folded.endswith("'s"):
        end -= 2
    elif len(tokens) > 1 and len(tokens[-1].text) == 1 and text[end : end + 1] == ".":
        end += 1
    low = _bare(tokens[0])
    if len(tokens) > 1:
        is_doubtful = _bare(tokens[-1]) in INSTITUTIONS
        return Mention(start, end, Kind.FULL, is_doubtful, is_given=low in _GIVEN)
    return Mention(start, end, Kind.FIRST, is_doubtful=low in DOUBTFUL or low not in _GIVEN, is_given=low in _GIVEN)


def is_a_word_that_begins(word: str) -> bool:
    """Whether a capital may be there only because a sentence begins: the word is known, short, or no name's shape."""
    low = folded(word)
    return (
        low in DOUBTFUL
        or len(low) < 4
        or low.endswith(("s", "ed", "ly", "er", "ers", "est", "ful", "ous", "ive", "ward"))
    )
