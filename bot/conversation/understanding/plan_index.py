"""A plan's milestones, prepared once for finding them by reference, by words and by lead."""

import re
import unicodedata
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from bot.conversation.understanding.intents import KnownMilestone
from bot.conversation.understanding.phrases import word_set

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ies",
    "ied",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "y",
    "e",
)

ORDINARY = word_set(
    """
    a an and are as at be been being by for from had has have he her his i if in into is it its me my no not now
    of off on or our out over she so still than that the their them then there these they this those to under
    until up was we were what when where which who why will with within would you your ours mine us all any both
    each every some other others another one two three four five six seven eight nine ten first second third
    last next new ensure ensuring include includes including take taken taking put place make made making get
    got getting give given also about again after against across around before between among amongst beyond despite
    towards upon without but can could did do does doing
    down during else few further here how just like many more most much must only own same should such through
    too very yet set re per via due date dates day days week weeks month months year years time today
    tomorrow yesterday milestone milestones action actions item items update updates report reports reported
    reporting status plan plans meeting meetings board team teams work working works worked help support
    supported hi hello please thanks thank ok okay yes lead leads leading led need needs needed needing go goes
    going gone come came coming back want thing things stuff bit lot part side people person staff officer
    officers manager managers head heads anyone anything everyone everything nobody nothing someone something
    done complete completed finished track risk late behind start started stuck blocked slipping amber green red
    issue issues problem problems well good fine great use used using ongoing note notes progress available
    ready waiting wait send sent ask asked say said says tell looking look looks looked see seen agreed agree
    good right wrong way long short-term term end mid use increase increased improve improved develop developed
    developing current regular
    """
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its accents and ending, so that "reviewed" finds "Review"."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter)
    )
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def content_stems(text: str) -> list[str]:
    """The stems of the words that say something, in order, each once."""
    words = words_of(text.lower().replace("in order to", "to"))
    stems = (stem(word) for word in words if word not in ORDINARY and len(word) > 1)
    return list(dict.fromkeys(stems))


@dataclass(frozen=True)
class Title:
    """`stems` are the words that say something; `initials` the abbreviations that its words make ("qaf").

    `verbs` are the stems of what is to be done: "Publish the agreed charter" has "publish" and "agre".
    """

    ref: str
    stems: frozenset[str]
    action_stems: frozenset[str]
    initials: frozenset[str]
    verbs: frozenset[str]


@dataclass(frozen=True)
class Names:
    """What a plan's milestones are called, which stays as it is while their dates, leads and statuses change.

    `having` are, for every stem, action's stem and abbreviation, the titles that have it, by their places in the plan.
    """

    by_action: dict[str, tuple[str, ...]]
    titles: dict[str, Title]
    in_order: tuple[Title, ...]
    having: dict[str, tuple[int, ...]]
    stems: frozenset[str]
    seen_in: Counter[str]
    themes: tuple[str, ...]
    prefix: str
    words: frozenset[str]


@dataclass(frozen=True)
class PlanIndex:
    """`words` are every word of its titles and themes, in lower case; `leads` everybody who leads, each once."""

    milestones: tuple[KnownMilestone, ...]
    by_ref: dict[str, KnownMilestone]
    leads: tuple[str, ...]
    names: Names

    @property
    def titles(self) -> dict[str, Title]:
        return self.names.titles

    @property
    def seen_in(self) -> Counter[str]:
        return self.names.seen_in

    @property
    def themes(self) -> tuple[str, ...]:
        return self.names.themes

    @property
    def prefix(self) -> str:
        return self.names.prefix

    @property
    def words(self) -> frozenset[str]:
        return self.names.words

    def milestone(self, ref: str) -> KnownMilestone | None:
        return self.by_ref.get(ref.upper())

    def refs_of_action(self, action: str) -> tuple[str, ...]:
        return self.names.by_action.get(action.upper(), ())

    def led_by(self, name: str) -> tuple[KnownMilestone, ...]:
        wanted = lead_key(name)
        return tuple(known for known in self.milestones if any(lead_key(lead) == wanted for lead in known.leads))

    def open_of(self, name: str) -> tuple[str, ...]:
        return tuple(known.ref for known in self.led_by(name) if known.is_open)


_indexed: OrderedDict[int, PlanIndex] = OrderedDict()
_lock = Lock()


def index_plan(milestones: tuple[KnownMilestone, ...]) -> PlanIndex:
    """The same for the same tuple: comparing thousands of milestones would take longer than most messages."""
    with _lock:
        # While an index is kept its tuple is, too, so that no other one can have the same id.
        found = _indexed.get(id(milestones))
    if found is not None:
        return found
    made = PlanIndex(
        milestones=milestones,
        by_ref={known.ref.upper(): known for known in milestones},
        leads=tuple(dict.fromkeys(lead for known in milestones for lead in known.leads)),
        names=_names(tuple((m.ref, m.action, m.title, m.action_title, m.theme) for m in milestones)),
    )
    with _lock:
        _indexed[id(milestones)] = made
        while len(_indexed) > 32:
            _indexed.popitem(last=False)
    return made


@lru_cache(maxsize=32)
def _names(milestones: tuple[tuple[str, str, str, str, str | None], ...]) -> Names:
    """Of (reference, action, title, the action's title, theme) of each milestone."""
    by_action: dict[str, list[str]] = {}
    for ref, action, *_ in milestones:
        by_action.setdefault(action.upper(), []).append(ref)
    titles = {ref: _title(ref, title, action_title) for ref, _, title, action_title, _ in milestones}
    having: dict[str, list[int]] = {}
    for place, title in enumerate(titles.values()):
        for word in title.stems | title.action_stems | title.initials:
            having.setdefault(word, []).append(place)
    return Names(
        by_action={action: tuple(refs) for action, refs in by_action.items()},
        titles=titles,
        in_order=tuple(titles.values()),
        having={word: tuple(places) for word, places in having.items()},
        stems=frozenset(word for title in titles.values() for word in title.stems),
        seen_in=Counter(word for title in titles.values() for word in title.stems | title.action_stems),
        themes=tuple(dict.fromkeys(theme for *_, theme in milestones if theme)),
        prefix=_common_prefix(ref for ref, *_ in milestones),
        words=frozenset(word for _, _, *texts in milestones for text in texts for word in words_of(text or "")),
    )


@lru_cache(maxsize=20_000)
def _title(ref: str, title: str, action_title: str) -> Title:
    return Title(
        ref=ref,
        stems=frozenset(content_stems(title)),
        action_stems=frozenset(content_stems(action_title)),
        initials=frozenset(_initials(title) | _initials(action_title)),
        verbs=frozenset(_verbs(title)),
    )


_IRREGULAR = word_set(
    """
    held built written rewritten set sent made begun met run put given found
    """
)


def _verbs(title: str) -> set[str]:
    words = words_of(title)
    first = {stem(word) for word in words[:1] if len(word) > 3}
    return first | {stem(word) for word in words if word.endswith("ed") or word in _IRREGULAR}


_JOINING = word_set(
    """
    a an and of for the to in on with by our all
    """
)


def _initials(title: str) -> set[str]:
    """Every run of two to five words as its initials, with and without the small words."""
    everything = words_of(title)
    found: set[str] = set()
    for words in (everything, [word for word in everything if word not in _JOINING]):
        letters = "".join(word[0] for word in words)
        for size in (2, 3, 4, 5):
            found |= {
                letters[at : at + size]
                for at in range(len(letters) - size + 1)
                if words[at] not in _JOINING and words[at + size - 1] not in _JOINING
            }
    return found


def _common_prefix(refs: Iterable[str]) -> str:
    """The letter that every reference of the plan begins with, if there is one."""
    letters = {match.group() for ref in refs if (match := re.match(r"[A-Z]*", ref.upper()))}
    return letters.pop() if len(letters) == 1 else ""


@lru_cache(maxsize=2048)
def lead_key(name: str) -> str:
    """A name or post in a form to compare: no case, commas or "and", no leading abbreviations of organisations."""
    kept = [word for word in re.split(r"[\s,()&]+", name) if word]
    while len(kept) > 2 and kept[0].isupper() and len(kept[0]) > 1:
        kept = kept[1:]
    return " ".join(word.casefold() for word in kept if word.casefold() not in ("and", "the"))
