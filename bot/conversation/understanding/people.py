"""Who is meant: a person or post of the plan by full or first name, or a stranger's name as typed."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.plan_index import index_plan, lead_key, words_of

_NAME_WORD = r"[^\W\d_][\w'’.-]*"
_NAME_STOPS = word_set(
    """
    please pls thanks thank cheers as because since from who she he they her him them it this that these those
    is are was has have had will would can could should for on in at by of to and or but so now instead she's
    he's they're who's until till next today tomorrow if when while then going moving taking covering leading
    not the asap with about again over up off my mine me i i'm i'll he'll she'll they'll it's we we're you your
    yes no permanently onwards starting effective after before all both everything anyone someone somebody
    anybody whoever back monday tuesday wednesday thursday friday another different right same
    """
)
_TITLES = word_set(
    """
    mr mrs ms miss dr prof sir insp inspector cllr councillor sgt ds di pc
    """
)


@lru_cache(maxsize=32)
def _known_names(people: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(words to look for, full name), the longest first; a first or last name only when it fits one person."""
    by_key: dict[str, list[str]] = {}
    for name in people:
        key = lead_key(name)
        words = key.split()
        is_person = 2 <= len(words) <= 4 and not _is_post(words)
        shorter = (words[0], words[-1]) if is_person else ()
        for called in dict.fromkeys((key, name.casefold(), *shorter)):
            by_key.setdefault(called, []).append(name)
    single = [(called, names[0]) for called, names in by_key.items() if len({lead_key(name) for name in names}) == 1]
    return tuple(sorted(single, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=32)
def _short_names(people: tuple[str, ...]) -> dict[str, str]:
    """Short forms of first names and the full name of the one person each fits: "deb" of Debra, "bill" of William."""
    by_short: dict[str, set[str]] = {}
    for name in people:
        words = lead_key(name).split()
        if not 2 <= len(words) <= 4 or _is_post(words):
            continue
        for short in _shortened(words[0]):
            by_short.setdefault(short, set()).add(name)
    taken = {called for called, _ in _known_names(people)}
    return {
        short: next(iter(names))
        for short, names in by_short.items()
        if len({lead_key(name) for name in names}) == 1 and short not in taken
    }


def _shortened(first: str) -> set[str]:
    same = {other for names in _SAME_NAME if first in names for other in names}
    starts = {name[:size] for name in {first, *same} for size in range(3, len(name))}
    return {short for short in same | starts if short not in _NOT_NAMES and short != first}


_SAME_NAME = tuple(
    word_set(line)
    for line in """
    alexander alexandra alex sandy
    andrew andy
    alison allison ali
    anthony tony
    catherine katherine kathryn kate katie cathy kathy
    charles charlie
    christopher christine christina chris
    daniel danny
    david dave
    deborah debra debbie deb
    edward eddie ted ned
    elizabeth liz lizzie beth betty
    frances francis fran frank
    gerald gerry
    gillian jill gill
    jacqueline jackie
    james jim jimmy jamie
    jennifer jenny jen
    john jack johnny
    jonathan jon
    joseph joe
    joanne joanna jo
    kenneth ken
    lawrence laurence larry
    margaret maggie meg peggy
    matthew matt
    michael mike mick
    nicholas nicola nick nicky
    patricia patrick pat trish
    pamela pam
    peter pete
    philip phillip philippa phil
    rebecca becky becca
    richard rick dick
    robert rob bob bobby
    ronald ron
    samuel samantha sam
    sophie sophia soph
    stephen steven stephanie steve steph
    susan suzanne sue susie
    terence terry
    theresa teresa terri
    thomas tom tommy
    timothy tim
    valerie val
    victoria vicky vicki
    william will bill billy
    """.strip().splitlines()
)  # fmt: skip
_NOT_NAMES = word_set(
    """
    mar march apr may jun jan feb aug sep oct nov dec mon tue wed thu fri sat sun will can car care all and any are art
    bar bet but cat con cut dan den der ear eve far for gen get gra gre hal han har has hel her his how ill ish jack jus
    kit leg let lot man map mat met mid mil min mis mor nat net new nor not now off old one our out own par pat pen per
    pet pre pro ray red rep ric rob ros sal san sar see sha she sim son sta ste sus the tho tim tom too tot tra use val
    van vic war was way who win you pass pete mark mary miss rich rose dick frank grace hope joy faith gill sand stew
    plan plea safe serv team them then ther this work ham hea lin liz lou lau
    """
)
_POST_WORDS = word_set(
    """
    head director manager nurse chair lead officer team service executive commissioner of inspector
    """
)


def _is_post(words: list[str]) -> bool:
    return any(word in _POST_WORDS for word in words)


def everybody(context: Context) -> tuple[str, ...]:
    """The people and posts of the plan, the speaker among them, each once."""
    leads = index_plan(context.milestones).leads
    return tuple(dict.fromkeys((*leads, *context.people, context.speaker)))


def own_words(context: Context) -> frozenset[str]:
    """Every word, in lower case, of the plan's titles, themes and people: none of them is a slip of another."""
    return _words_of_all(everybody(context), index_plan(context.milestones).words)


@lru_cache(maxsize=32)
def _words_of_all(people: tuple[str, ...], words: frozenset[str]) -> frozenset[str]:
    return _words_of_people(people) | words


@lru_cache(maxsize=32)
def _words_of_people(people: tuple[str, ...]) -> frozenset[str]:
    names = (*people, *(short for name in people for short in _shortened(name.split()[0].lower()) if name.split()))
    return frozenset(word for name in names for word in words_of(name))


def find_person(text: str, context: Context) -> tuple[int, int, str] | None:
    """(start, end, full name) of the first known person or post named in `text`, by any of its names."""
    low = text.lower()
    best: tuple[int, int, str] | None = None
    for words, name in _known_names(everybody(context)):
        # Of hundreds of people hardly any is named.
        if words.partition(" ")[0] not in low:
            continue
        match = re.search(rf"(?<!\w){_loosely(words)}(?:'?s)?(?!\w)", low)
        if match and (best is None or match.start() < best[0]) and not _is_anothers(text, match, words):
            best = (match.start(), match.end(), name)
    return best or _find_short(low, text, context)


_SURNAME = re.compile(r"[ ]([A-Z][a-zß-ÿ'’-]+(?:[A-Z][a-z]+)?)(?!\w)")


def _is_anothers(text: str, match: re.Match[str], words: str) -> bool:
    """ "Sarah Lindqvist" is not the plan's Sarah Moss."""
    if " " in words or (match.group().endswith("s") and not words.endswith("s")):
        return False
    after = _SURNAME.match(text, match.end())
    return bool(after) and after.group(1).lower() not in _NAME_STOPS  # type: ignore[union-attr]


_WORD = re.compile(r"(?<![\w'.-])([^\W\d_]{2,})(?:'?s)?(?![\w-])")


def _find_short(low: str, text: str, context: Context) -> tuple[int, int, str] | None:
    short_names = _short_names(everybody(context))
    for match in _WORD.finditer(low):
        name = short_names.get(match.group(1)) or short_names.get(match.group().removesuffix("'s"))
        after = _SURNAME.match(text, match.end())
        if name and not (after and after.group(1).lower() not in _NAME_STOPS):
            return match.start(), match.end(), name
    return None


@lru_cache(maxsize=2048)
def _loosely(words: str) -> str:
    return r"[\s,]+(?:and\s+|&\s*|the\s+)?".join(re.escape(word) for word in words.split())


def known_person(name: str, context: Context) -> str | None:
    """The one person of the plan that a name written whole fits, a slip of one letter allowed in long names."""
    wanted = lead_key(name.strip(" .,'"))
    names = _known_names(everybody(context))
    for words, full in names:
        if words in (wanted, name.casefold()):
            return full
    close = {full for words, full in names if len(words) > 5 and OSA.distance(words, wanted, score_cutoff=1) <= 1}
    return close.pop() if len(close) == 1 else None


def read_name(text: str, context: Context) -> str | None:
    """The name that `text` begins with: of the plan where it fits, otherwise as typed, at most four words."""
    text = re.sub(r"^\s*@?\s*(?:the\s+)?", "", text)
    found = find_person(text, context)
    if found and found[0] == 0:
        return _longer_as_typed(text, found, context)
    typed = _typed_name(text)
    if not typed:
        return None
    post_then_name = re.match(rf"{re.escape(typed)},\s*(?=[^\W\d_])", text)
    if typed.islower() and post_then_name and text[post_then_name.end()].isupper():
        typed = _typed_name(text[post_then_name.end() :]) or typed
    return known_person(typed, context) or typed


def _longer_as_typed(text: str, found: tuple[int, int, str], context: Context) -> str:
    """ "Sarah Lindqvist" is not the plan's Sarah Moss: a first name followed by another surname is a stranger."""
    typed = _typed_name(text)
    words = typed.split() if typed else []
    is_first_name = len(text[: found[1]].split()) == 1 and len(words) > 1
    if is_first_name and all(word[0].isupper() for word in words) and lead_key(typed or "") != lead_key(found[2]):
        return known_person(typed or "", context) or typed or found[2]
    return found[2]


def _typed_name(text: str) -> str | None:
    words: list[str] = []
    for match in re.finditer(_NAME_WORD + r"|\S", text[:80]):
        word = match.group().rstrip(".") if match.group().lower().rstrip(".") not in _TITLES else match.group()
        if not re.match(r"[^\W\d_]", word) or word.lower() in _NAME_STOPS or len(words) == 4:
            break
        words.append(word)
        if match.group().endswith(".") and match.group().lower().rstrip(".") not in _TITLES and len(word) > 1:
            break
    while words and words[-1].lower().endswith("'s"):
        words[-1] = words[-1][:-2]
        break
    return " ".join(words) or None
