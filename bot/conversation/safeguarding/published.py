"""Names that stand for a publication or an institution: a review, an inquiry, a trust, a ward."""

import re

from bot.conversation.safeguarding.ordinary_words import INSTITUTIONS

_REVIEW = (
    r"(?:(?:serious|local|child|safeguarding|practice|case|learning|national|independent|thematic|rapid|"
    r"published|public)"
    r"[ -]+){0,5}(?:reviews?|inquiry|inquiries|scrs?|cspr|lcspr|lscpr|cscpr|inquest|judge?ment|case law|report)\b"
)
_IS_REVIEW = re.compile(rf"[\"”’']?(?:['’]s)?[ ,]*(?:case )?{_REVIEW}", re.I)
_IS_INSTITUTION = re.compile(r"(?:['’]s?)?\s+((?:[A-Z][\w'’-]{1,30}\s+){0,2}[A-Za-z]+)")
# Those of the institutions that people name also in lower case: "victoria ward".
_IN_LOWER_CASE = frozenset(
    [
        "ward",
        "wards",
        "street",
        "road",
        "trust",
        "foundation",
        "centre",
        "house",
        "hub",
        "fund",
        "unit",
        "avenue",
        "close",
    ]
)
_REVIEW_OF = re.compile(
    rf"{_REVIEW}[ \w]{{0,24}}?\b(?:of|into|on|about|for)(?: the)?(?: deaths?| murders?| care)?(?: of)?[ \"“‘]*"
    r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:,| and| &) ?)?$",
    re.I,
)
_REVIEW_NAMED = re.compile(rf"{_REVIEW}[:, ]*[\"“‘]?(?:Child |Baby |Family )?$", re.I)
_IS_KNOWN = re.compile(
    r"\b(?:publish\w*|national|inquir(?:y|ies)|findings|recommendations?|lessons|learning|thematic|"
    r"20[012]\d|19\d\d)\b",
    re.I,
)
REACH = 90


def is_published(text: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` is the name of a review or inquiry, which is known to everybody."""
    after, before = text[end : end + REACH], text[max(0, start - REACH) : start]
    if _IS_REVIEW.match(after) or _REVIEW_NAMED.search(before):
        return True
    return bool(_REVIEW_OF.search(before)) and bool(_IS_KNOWN.search(before) or _IS_KNOWN.search(after))


def is_institution(text: str, start: int, end: int) -> bool:
    """Whether the name belongs to a thing that is called after somebody: "the Ruth Ellery Fund"."""
    if re.search(r"\b(?:St|Saint|Queen|King|Princess|Prince|Lady|Lord|Sir|Our)\.?\s$", text[max(0, start - 8) : start]):
        return True
    if re.match(r"(?:St|Saint)\.?\s", text[start:end]):
        return True
    follows = _IS_INSTITUTION.match(text[end : end + REACH])
    if follows is None:
        return False
    words = follows[1].split()
    return words[0] in _IN_LOWER_CASE or any(word.lower() in INSTITUTIONS for word in words if word[:1].isupper())
