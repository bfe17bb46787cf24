"""The short forms and slips of thumbs on phones, mended before anything is read.

A word is taken for a slip only where no dictionary of English has it, and only for a word that decides something here:
one of the phrase tables' or one of the small words that hold a sentence together.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.plan_index import ORDINARY
from bot.conversation.understanding.question_words import ABOUT
from bot.conversation.understanding.status_words import PHRASES

_SHORT_FORMS = {
    "trk": "track", "trck": "track", "ontrack": "on track", "offtrack": "off track", "sched": "schedule",
    "atrisk": "at risk", "thru": "through", "tho": "though", "altho": "although", "cos": "because",
    "coz": "because", "cuz": "because", "bc": "because", "bcos": "because", "w": "with", "w/": "with",
    "w/o": "without", "b4": "before", "2day": "today", "tmrw": "tomorrow", "tmw": "tomorrow",
    "tomoz": "tomorrow", "2moro": "tomorrow", "tomoro": "tomorrow", "tomorow": "tomorrow",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "tomorro": "tomorrow", "wk": "week", "wks": "weeks",
    "mth": "month",
    "mths": "months", "mnth": "month", "mnths": "months", "yr": "year", "yrs": "years", "hrs": "hours",
    "pls": "please", "plz": "please", "pse": "please", "plse": "please",
    "thx": "thanks", "tx": "thanks", "thnx": "thanks", "tks": "thanks", "ty": "thanks", "u": "you",
    "ur": "your", "r": "are", "yep": "yes", "yup": "yes", "yeah": "yes", "ya": "yes", "yh": "yes",
    "nope": "no", "msg": "message", "np": "no problem",
    "mtg": "meeting", "mtgs": "meetings", "mgr": "manager",
    "mgrs": "managers", "mgmt": "management", "dept": "department", "govt": "government",
    "approx": "approximately", "abt": "about", "prob": "probably", "probs": "problems", "prbs": "problems",
    "prblms": "problems", "defo": "definitely", "def": "definitely", "comp": "complete", "compl": "complete",
    "cmplt": "complete", "cmpltd": "completed", "dun": "done", "dnoe": "done", "doen": "done",
    "doine": "done", "fin": "finished", "finshed": "finished", "finsihed": "finished", "prog": "progress",
    "sup": "support", "supp": "support", "req": "required", "reqd": "required", "req'd": "required",
    "diff": "different", "gonna": "going to", "wanna": "want to", "gotta": "got to", "havnt": "haven't",
    "hvnt": "haven't", "avent": "haven't", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't",
    "cant": "can't", "cnt": "can't", "wont": "won't", "isnt": "isn't", "aint": "isn't", "ain't": "isn't",
    "arent": "aren't", "wasnt": "wasn't", "werent": "weren't", "hasnt": "hasn't", "havent": "haven't",
    "hadnt": "hadn't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't",
    "im": "I'm", "ive": "I've", "ill": "I'll", "id": "I'd", "thats": "that's", "whats": "what's",
    "wots": "what's", "wot": "what", "wat": "what", "wats": "what's", "hows": "how's", "whos": "who's",
    "wheres": "where's", "whens": "when's", "theres": "there's", "theyre": "they're", "weve": "we've",
    "its": "it's", "lets": "let's", "shes": "she's", "hes": "he's", "youre": "you're",
    "nothings": "nothing's",
    "everythings": "everything's", "nobodys": "nobody's", "everyones": "everyone's", "aug": "Aug",
    "betw": "between", "wkly": "weekly", "mthly": "monthly", "comms": "communications", "info": "information",
    "fyi": "", "tbh": "", "btw": "", "imo": "", "afaik": "", "lol": "", "haha": "", "hah": "",
    "eta": "finish date", "rn": "now", "atm": "now", "eom": "end of month", "delayd": "delayed",
    "bhind": "behind", "blckd": "blocked", "1st": "1st", "nxt": "next", "lst": "last", "n": "and", "n/s": "not started",
    "abit": "a bit", "alot": "a lot", "infact": "in fact", "aswell": "as well", "goin": "going",
    "doin": "doing", "waitin": "waiting", "workin": "working", "fri": "Fri", "nt": "not", "nd": "and",
    "stil": "still", "til": "until", "till": "until", "untill": "until", "agn": "again",
    "evrything": "everything",
    "al": "al", "ok": "ok", "okey": "ok", "k": "ok", "kk": "ok", "alright": "alright", "allright": "alright",
}  # fmt: skip

_KEEP = {"il", "al", "id"}

_SMALL_WORDS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december spring summer autumn winter christmas easter tomorrow today yesterday week weeks month
    months quarter year until since before after between during within because although though however still already
    again also other others both another everything nothing something anything nobody everyone everybody which what
    when where whose there their they these those this that then than with without from into about around the and
    not for are was were has have had will would should could can cannot please thanks thank remind chase snooze
    leave holiday annual cover covering away until back return pass give hand transfer reassign assign undo help
    evidence attached minutes signed agreed meeting meetings draft drafted first second third half quarters percent
    moved move push pushed extend extension date dates deadline instead except apart rest mine all some most nearly
    almost mostly finally completely just only really very much more less
    """
)
_STRANGE = word_set("afaik fte cyps lscb kpi rag hmi ofsted cafcass camhs")
_LETTERS = re.compile(r"[a-z]{3,}")
_TOKEN = re.compile(r"[^\W\d_]+(?:['/][^\W\d_]*)*")
_I_WILL = re.compile(
    r"\bil(?=\s+(?:take|do|be|have|get|let|send|update|pick|own|lead|ask|need|try|look|chase|finish|report|speak)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bal(?=\s+(?:done|complete[d]?|finished|sorted|good|fine|ok|on\s+track|mine|of|green|is|are)\b)", re.IGNORECASE
)


_SHALL = re.compile(r"\b(I|we|it|they|he|she|which|that|and)\s+shall\b", re.IGNORECASE)
_WOULD_LIKE = re.compile(
    r"\b(I|we)\s+should\s+(like|prefer|appreciate|be\s+(?:very\s+)?(?:grateful|glad|obliged))\b", re.IGNORECASE
)


_FEWEST_OF_A_SLIP = 6


@cache
def _english() -> frozenset[str]:
    """Some 80,000 words of English, as symspellpy brings them, one a line with its frequency."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """The words that decide something, by their first letter."""
    said = " ".join(phrase for table in (PHRASES, ABOUT) for _, phrases in table for phrase in phrases)
    words = set(_LETTERS.findall(said.lower())) | _SMALL_WORDS | {word for word in ORDINARY if len(word) > 2}
    words = {word for word in words if word in _english() or word in _SMALL_WORDS}
    by_first: dict[str, list[str]] = {}
    for word in sorted(words):
        by_first.setdefault(word[0], []).append(word)
    return {first: tuple(found) for first, found in by_first.items()}


def warm() -> None:
    """Loads the dictionary, which takes a tenth of a second the first time."""
    _vocabulary()


def is_english(low: str) -> bool:
    """Whether a word in lower case is one of English or of the field."""
    return low in _english() or low in _STRANGE or low in _SHORT_FORMS


def is_nearly_english(low: str) -> bool:
    """Whether a longer word in lower case is one of English but for a slip."""
    if len(low) < _FEWEST_OF_A_SLIP:
        return False
    return process.extractOne(low, _english(), scorer=OSA.distance, score_cutoff=1) is not None


def mend(text: str, keep: Collection[str] = frozenset()) -> str:
    """The text with short forms written out and slips in the words that decide put right.

    `keep` are words, in lower case, that are right as they stand: the plan's own, and its people's names.
    """
    text = _WOULD_LIKE.sub(r"\1 would \2", _SHALL.sub(r"\1 will", _ALL.sub("all", _I_WILL.sub("I'll", text))))
    return _TOKEN.sub(lambda match: _mended(match, keep), text)


def _mended(match: re.Match[str], keep: Collection[str]) -> str:
    word = match.group()
    low = word.lower()
    if low == "ill" and _is_unwell(match):
        return word
    if low in _SHORT_FORMS and low not in _KEEP:
        return _as_written(word, _SHORT_FORMS[low], match)
    if len(low) < 3 or low in keep or not (low.isascii() and low.isalpha()) or _is_a_name(word, match):
        return word
    return _nearest(low) or word


_UNWELL = re.compile(
    r"(?:\b(?:is|are|was|were|am|be|been|being|fell|fallen|taken|off|too|very|still)|['’](?:s|m|re))\s+$", re.I
)


def _is_unwell(match: re.Match[str]) -> bool:
    """ "The recorder is ill": not what somebody will do."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_UNWELL.search(before)) or re.match(r"\s*(?:[.,;!?]|$)", after) is not None


def _is_a_name(word: str, match: re.Match[str]) -> bool:
    """Initials, and what is written large though it begins no sentence."""
    if word.islower():
        return False
    if word.isupper():
        return len(word) < 5 or not match.string.isupper()
    return bool(re.search(r"[^\s.!?:\n]\s*$", match.string[: match.start()]))


def _as_written(word: str, full: str, match: re.Match[str]) -> str:
    """Initials and units stay: "US", "R 5.1" and "3w" are not "us", "are" and "3 with"."""
    one_letter = len(word) == 1
    if one_letter and (word.isupper() or _touches_number(match)):
        return word
    if word.isupper() and len(word) in (2, 3) and word not in ("PLS", "THX", "WK", "WKS"):
        return word
    return full


def _touches_number(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit()


@lru_cache(maxsize=8192)
def _nearest(low: str) -> str | None:
    """The word that `low` is a slip of: letters changed about or left out, or one slip, or two in a long word."""
    if low in _english() or low in _STRANGE:
        return None
    allowed = 2 if len(low) >= 8 else 1
    best: tuple[tuple[object, ...], str] | None = None
    for word in (*_vocabulary().get(low[0], ()), *_vocabulary().get(low[1], ())):
        if abs(len(word) - len(low)) > allowed or (word[0] != low[0] and word[:2] != low[1::-1]):
            continue
        if len(low) == 3 and not _swaps(word, low):
            continue
        if len(low) == 4 and len(word) == 4 and not _swaps(word, low):
            continue
        distance = OSA.distance(word, low, score_cutoff=allowed)
        # Letters are changed about or left out more often than put in.
        rank = (distance, word[0] != low[0], not _swaps(word, low), -len(word))
        if distance <= allowed and (best is None or rank < best[0]):
            best = (rank, word)
    return best[1] if best else None


def _swaps(word: str, low: str) -> bool:
    """Whether the same letters are there, only changed about: the likeliest slip of a thumb."""
    return sorted(word) == sorted(low)
