"""The short forms and slips of thumbs on phones, mended before anything is read."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.conversation.understanding.phrases import word_set

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

_VOCABULARY = (
    "complete", "completed", "finished", "achieved", "blocked", "stalled", "slipping", "slipped", "slippage",
    "delayed", "behind", "schedule", "started", "begun", "track", "overdue", "progress", "escalate",
    "support", "amber", "green", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday",
    "january",
    "february", "september", "october", "november", "december", "august", "remind", "milestone",
    "outstanding",
    "unassigned", "summary", "changed", "problems", "issues", "concerns", "finalised", "everything",
    "nothing",
    "covering", "holiday", "annual", "please", "target", "deadline", "sorted", "closed", "delivered", "until",
)  # fmt: skip

_REAL_WORDS = word_set(
    """
    trick truck tracks tracker tracked stated starter starters starting starts staged begin began begins blocks
    blocker blockers closes closer cloned clothed shorted stored sported snorted issued issuer problem concern
    concert concerned tailed stapled chances charged chance change changes changing supports supported supporter
    amberley greens greet greek agreed beyond befriend completes completing competed compete competes completion
    finishes finisher finishing delays delay relayed displayed slips slipper tripping sipping shipping flipping
    clipping shipped flipped clipped skipped skipping slopped achieve achieves achiever targets targeted
    scheduled schedules scheduling deadlines milestones delivers delivery deliver delivering reminds reminded
    reminder behinds lease pleases pleased pleasing released until unit units hovering covering coverings
    recovering lovering stared stated sacred sorter ported parted started stormed holidays blacked clocked
    flocked locked blocker looked booked cooked augusta augment angst installed stalled stalls called staled
    unassigned assigned summery summaries mummary annul annually manual progression progressed progresses prices
    processes process prowess remained remains remnant reminds october monday sunday sundays mondays fridays
    finalise finalises finalists finalist nothings anything something everyone rewind remit remand timer ember
    ambers ambient timber member camber chamber number track crack tract brack targe tackle shorten sorted
    sorting sortie snorted exported reported deported supposed begins begun begum bergen starred smarted charted
    darted carted startled overdone overdue over support sport supposed grin gree greened screen freed breed
    tree three chased chaired charred hanged ranged banged deliveries delivered delivers deceived achieved
    archived archive archives archiving relieved believed concerted concerns concert consents contents issuers
    tissues issues problematic
    """
)

_TOKEN = re.compile(r"[^\W\d_]+(?:['/][^\W\d_]*)*")
_COMMON = frozenset(_VOCABULARY) | _REAL_WORDS


def mend(text: str) -> str:
    """The text with short forms written out and near misses of the words that decide something put right."""
    return _TOKEN.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    word = match.group()
    low = word.lower()
    if low in _SHORT_FORMS and low not in _KEEP:
        return _as_written(word, _SHORT_FORMS[low], match)
    if len(low) < 5 or not low.isascii() or low in _COMMON:
        return word
    return _nearest(low) or word


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


@lru_cache(maxsize=4096)
def _nearest(low: str) -> str | None:
    """The one word of the vocabulary that `low` is a slip of: one slip, or two in a long word."""
    allowed = 2 if len(low) >= 9 else 1
    distances = {
        word: OSA.distance(word, low, score_cutoff=allowed)
        for word in _VOCABULARY
        if word[0] == low[0] and abs(len(word) - len(low)) <= allowed
    }
    nearest = min(distances.values(), default=allowed + 1)
    close = [word for word, distance in distances.items() if distance == nearest]
    return close[0] if nearest <= allowed and len(close) == 1 else None
