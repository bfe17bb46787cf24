"""Milestones named by words: "the handbook one", "leaflet is done"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.conversation.understanding.plan_index import ORDINARY, PlanIndex, Title, stem, words_of
from bot.conversation.understanding.said import Mention, Naming

_CLOSE = 86
"""How alike (0 to 100) a word and a title's word must be to be the same with a slip of the thumb."""

_TWO_INITIALS = 1.0
"""What "QA" is worth: too little to name a milestone alone, enough to choose between two."""

_TELLING = log(4)
"""What one word is worth that occurs in a quarter of the milestones."""

_SAID_SHORT = {
    "comms": ("communications",), "lac": ("looked", "after", "children", "care"), "cic": ("children", "care"),
    "yp": ("young", "people"), "perf": ("performance",), "docs": ("documents",), "recs": ("records",),
    "sw": ("social", "workers"), "sws": ("social", "workers"),
    "cin": ("children", "need"), "cp": ("child", "protection"), "cla": ("looked", "after", "children"),
    "peps": ("personal", "education", "plans"),
    "admin": ("administrative",), "policies": ("policy",), "site": ("website",), "web": ("website",),
    "leavers": ("leavers", "care"), "supervision": ("supervision",), "docs'": ("documents",),
    "awareness": ("awareness",),
}  # fmt: skip

_THE_ONE = re.compile(
    r"\b(?:the|my|our|that|re:?|on)\s+((?:(?!(?:the|my|our|that)\s)[\w'-]+\s+){1,5}?)(?:one|milestone|action|item|piece|task)\b"
)


@dataclass(frozen=True)
class Fit:
    """How well words name a milestone. `matched` are the words that occur in its title."""

    ref: str
    score: float
    matched: frozenset[str]
    own: frozenset[str]
    """Those of `matched` that are the milestone's own words rather than its action's."""


@dataclass(frozen=True)
class Named:
    """`refs` are the milestones that the words fit best; one when they name it, several when they do not tell."""

    refs: tuple[str, ...] = ()
    matched: frozenset[str] = frozenset()
    is_pointed: bool = False

    @property
    def only(self) -> str | None:
        return self.refs[0] if len(self.refs) == 1 else None


def the_one_named(low: str, index: PlanIndex) -> Named:
    """ "the handbook one": words put between "the" and "one" name a milestone whatever thread they are said in."""
    for match in _THE_ONE.finditer(low):
        named = name_by_words(match.group(1), index)
        if named.refs:
            return Named(named.refs, named.matched, is_pointed=True)
    return Named()


def find_named_ones(low: str, index: PlanIndex) -> list[Mention]:
    """Every "the handbook one" that names one milestone, as a mention."""
    found = []
    for match in _THE_ONE.finditer(low):
        named = name_by_words(match.group(1), index)
        if named.only:
            found.append(Mention(match.start(), match.end(), named.refs, Naming.WORDS))
    return found


_THIS_ONE = re.compile(r"\b(?:this|that)\s+one(?:'s)?(?!\w)")


_THIS_BESIDE = re.compile(r"\b(?:this|it)(?=\s*(?:and|&|\+|plus)\s*§)")


def find_this_one(low: str, about: str) -> list[Mention]:
    """ "This one", said beside other references in a thread, is the thread's milestone."""
    found = [*_THIS_ONE.finditer(low), *_THIS_BESIDE.finditer(low)]
    return [Mention(m.start(), m.end(), (about,), Naming.REF) for m in found]


def name_by_words(low: str, index: PlanIndex) -> Named:
    """The milestones that the words of `low` fit best; none when no word tells the milestones apart."""
    words = [word for word in words_of(low) if word not in ORDINARY and len(word) > 1]
    fits = [fit for fit in (_fit(words, title, index) for title in _titles_with(words, index)) if fit.score > 0]
    if not fits:
        return Named()
    fits.sort(key=lambda fit: -fit.score)
    best = fits[0]
    if best.score < _TELLING:
        return Named()
    rivals = [fit for fit in fits if not _is_beaten(fit, best)]
    return Named(tuple(fit.ref for fit in rivals), best.matched)


def _titles_with(words: list[str], index: PlanIndex) -> Iterable[Title]:
    """The titles that any of these words can be worth anything to, in the plan's order."""
    names = index.names
    places: set[int] = set()
    for word in words:
        sounds = {stem(word), word, word.removesuffix("s"), *(stem(long) for long in _SAID_SHORT.get(word, ()))}
        for said in sounds | _slips_of(stem(word), names.stems):
            places.update(names.having.get(said, ()))
    return (names.in_order[place] for place in sorted(places))


@lru_cache(maxsize=8192)
def _slips_of(root: str, stems: frozenset[str]) -> frozenset[str]:
    """The stems of which a word's is a slip of the thumb."""
    if len(root) < 5:
        return frozenset()
    return frozenset(
        other
        for other in stems
        if root[0] == other[0]
        and len(other) >= 5
        and abs(len(root) - len(other)) <= 3
        and (fuzz.ratio(root, other) >= _CLOSE or OSA.distance(root, other, score_cutoff=1) <= 1)
    )


def fits_at_all(low: str, ref: str, index: PlanIndex) -> bool:
    """Whether any word of `low` that says something is one of the milestone's own."""
    title = index.titles[ref]
    return any(_occurs(word, title, title.stems) for word in words_of(low) if word not in ORDINARY and len(word) > 1)


def only_names(low: str, index: PlanIndex) -> bool:
    """Whether nothing is said but names: every word is one of the titles' or a small joining word."""
    words = [word for word in words_of(low) if word not in ("and", "the", "re", "about", "on", "my", "one")]
    return all(
        stem(word) in index.seen_in or any(_is_initials(word, title) for title in index.titles.values())
        for word in words
    )


def _is_beaten(fit: Fit, best: Fit) -> bool:
    """By a clear distance, or because it fits only some of the words that the best fits."""
    return fit.score * 1.25 < best.score or fit.matched < best.matched or fit.own < best.own


def _fit(words: list[str], title: Title, index: PlanIndex) -> Fit:
    score, matched, own = 0.0, set(), set()
    for word in words:
        worth = _worth(word, title, index)
        if worth:
            score += worth
            matched.add(word)
            own |= {word} if _occurs(word, title, title.stems) else set()
    return Fit(title.ref, score, frozenset(matched), frozenset(own))


def _worth(word: str, title: Title, index: PlanIndex) -> float:
    full = 1.0
    if word in _SAID_SHORT and any(stem(long) in title.stems for long in _SAID_SHORT[word]):
        return _rarity(stem(_SAID_SHORT[word][0]), index)
    root = stem(word)
    if root in title.stems or _is_slip(root, title.stems):
        return full * _rarity(root, index)
    if _is_initials(word, title):
        return log(len(index.titles) + 1) if len(word) > 2 else _TWO_INITIALS
    if root in title.action_stems:
        return 0.6 * _rarity(root, index)
    return 0.0


def _is_initials(word: str, title: Title) -> bool:
    if not 2 <= len(word) <= 6:
        return False
    return word in title.initials or (word.endswith("s") and len(word) > 3 and word[:-1] in title.initials)


def _rarity(root: str, index: PlanIndex) -> float:
    return log((len(index.titles) + 1) / max(1, index.seen_in[root]))


@lru_cache(maxsize=8192)
def _is_slip(root: str, stems: frozenset[str]) -> bool:
    return bool(_slips_of(root, stems))


def shares_words(low: str, title: Title) -> bool:
    """Whether at least half of the words that say something in `low` are the title's."""
    words = [word for word in words_of(low) if word not in ORDINARY and len(word) > 1]
    if not words:
        return False
    shared = sum(_occurs(word, title, title.stems | title.action_stems) for word in words)
    return 2 * shared >= len(words)


def _occurs(word: str, title: Title, known: frozenset[str]) -> bool:
    longer = _SAID_SHORT.get(word, ())
    return (
        stem(word) in known
        or any(stem(long) in known for long in longer)
        or _is_initials(word, title)
        or _is_slip(stem(word), known)
    )
