"""What is plainly an order, a day that is none, or no words at all: never a note on whatever was spoken of last."""

import re

from bot.conversation.understanding import spelling
from bot.conversation.understanding.intents import About, Context, Intent, Question, Unclear
from bot.conversation.understanding.people import own_words
from bot.conversation.understanding.said import MILESTONE, Part

NO_FILE = 'I can give a list as a file for a spreadsheet: write "show me everything as a file".'
NOT_TAKEN_OUT = "I cannot take a milestone out of the plan: what is in it is decided in its document, and by its owner."
_NO_DAY = "There is no "
NO_WORDS = "I do not know what that means."

_EVERYTHING = re.compile(
    r"\W*(?:(?:please|can you|could you|i want to|let me)\s+)*(?:show|list|see|give|display|view)(?:\s+(?:me|us))?\s+"
    r"(?:everything|(?:all|every|the)(?:\s+(?:the|of the|my|our|whole|full|entire))*"
    r"\s+(?:milestones?|actions?|plan|list))"
    r"(?:\s+(?:please|by lead|in the plan|there is|(?:as|in)\s+an?\s+(?:file|csv|spreadsheet|excel(?:\s+file)?)))*\W*"
)
_EXPORT = re.compile(
    r"\W*(?:(?:please|can you|could you|i want to)\s+)*(?:export|download|print|save)"
    r"(?:\s+(?:me|it|this|that|all|everything|the|my|our|whole|full|plan|list|milestones))*"
    r"(?:\s+(?:to|as|in|into)\s+(?:an?\s+)?(?:word|pdf|powerpoint|excel|csv|file|spreadsheet)(?:\s+(?:file|document))?)?"
    r"(?:\s+please)?\W*"
)
_TAKE_OUT = re.compile(
    rf"\W*(?:please\s+)?(?:delete|remove|erase|get rid of)\s+(?:milestone\s+)?{MILESTONE}\W*(?:please)?\W*"
    rf"|\W*{MILESTONE}\s+(?:is\s+)?(?:not|no longer)\s+applicable(?:\s+(?:any\s?more|now))?\W*"
)
_NO_SUCH_DAY = re.compile(
    r"\b(?:3[01](?:st|th)?(?:\s+of)?\s+feb(?:ruary)?|31(?:st)?(?:\s+of)?\s+(?:apr(?:il)?|june?|sept?(?:ember)?|nov(?:ember)?)"
    r"|feb(?:ruary)?\s+3[01](?:st|th)?|(?:apr(?:il)?|june?|sept?(?:ember)?|nov(?:ember)?)\s+31(?:st)?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def read_order(part: Part, context: Context) -> Intent | None:
    """What such a sentence comes to: the whole list, or why nothing is done; None for every other sentence."""
    if _EVERYTHING.fullmatch(part.text.lower()):
        return Question(about=About.SUMMARY, words=part.words, confidence=0.9)
    why = _why_nothing(part, context)
    return Unclear(why=why, words=part.words, confidence=0.9) if why else None


def is_order(unclear: Unclear) -> bool:
    """Whether it is an order that nothing is done about, and not words that could not be read."""
    return unclear.why in (NO_FILE, NOT_TAKEN_OUT) or unclear.why.startswith(_NO_DAY)


def _why_nothing(part: Part, context: Context) -> str:
    if _EXPORT.fullmatch(part.low):
        return NO_FILE
    if _TAKE_OUT.fullmatch(part.low):
        return NOT_TAKEN_OUT
    day = _NO_SUCH_DAY.search(part.text)
    if day:
        return f"{_NO_DAY}{day.group()}: which day is meant?"
    return NO_WORDS if _says_no_words(part, context) else ""


def _says_no_words(part: Part, context: Context) -> bool:
    """ "asdf qwer zxcv": several words, and none that English, the plan or its people have."""
    words = _WORD.findall(part.text.lower())
    if len(words) < 2 or part.mentions or part.dates:
        return False
    known = own_words(context)
    return not any(len(word) < 3 or word in known or spelling.is_english(word) for word in words)
