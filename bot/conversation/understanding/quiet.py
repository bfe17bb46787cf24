"""Whether somebody wants Milepost to write less, or not at all: "stop", "unsubscribe", "leave me alone"."""

import re

_FIRST = (
    r"\W*(?:(?:please|pls|can\s+you|could\s+you|will\s+you|would\s+you|just|for\s+god'?s\s+sake|oh|ok|hi|hello|sorry|bot"
    r"|milepost|i\s+(?:want|would\s+like|'d\s+like)\s+(?:you\s+)?to|how\s+(?:do|can)\s+i)\W+)*"
)
_WRITING = (
    r"(?:messag|email|e-mail|text|send|pester|bother|spam|contact|nagg|hassl|harass|ask|chas|ping|remind|nudg|writ"
    r"|notify|bugg)ing"
)
_MESSAGES = r"(?:messages?|reminders?|chasers?|notifications?|nudges|e-?mails?|pings|texts|alerts)"
_LAST = (
    r"(?:\W+(?:it|this|that|now|please|pls|thanks|thank\s+you|cheers|all|already|ok|me|us|for\s+good|altogether"
    r"|any\s?more|from\s+now\s+on|completely|bot|milepost))*\W*"
)
_UNTIL = r"(?!.*(?:\b(?:until|till|before|for\s+(?:an?|the|now|\d+)\b)|¤))"

_ALONE = re.compile(
    rf"{_FIRST}(?:stop|quit|cease|enough|mute|silence|be\s+quiet|quiet|pause|shut\s+up|go\s+away|unsubscribe(?:\s+me)?"
    rf"|opt(?:\s+me)?\s*-?\s*out|leave\s+me\s+(?:alone|be)|(?:turn|switch)\s+(?:this|it|yourself|them)\s+off"
    rf"|(?:mute|silence|pause|cancel|disable|(?:turn|switch)\s+off|stop)\s+(?:(?:all|the|my|your|these|those|any)\s+)*"
    rf"(?:bot|notifications|{_MESSAGES})"
    rf"|(?:no\s+more|fewer|less|too\s+many|enough)(?:\s+of)?\s+(?:(?:the|your|these)\s+)*{_MESSAGES})(?:\s+here)?{_LAST}"
)
_AND_MORE = re.compile(
    rf"{_FIRST}(?:(?:stop|quit|cease)\s+{_WRITING}\b|leave\s+me\s+alone\b|unsubscribe\b|opt\s+(?:me\s+)?out\b"
    r"|take\s+me\s+off\s+(?:this|the|your)\s+(?:list|mailing)|remove\s+me\s+from\s+(?:this|the|your)\s+(?:list|mailing)"
    r"|(?:don'?t|do\s+not)\s+(?:message|contact|email|text|write|bother|remind|chase|ping|nag)\s+(?:to\s+)?me\b"
    rf"|(?:send|give)\s+me\s+(?:fewer|less|no\s+more)\s+{_MESSAGES}"
    rf"|(?:i\s+(?:get|have|am\s+getting)|i'?m\s+getting|you\s+send(?:\s+me)?)\s+(?:(?:far|way|much)\s+)*too\s+many\s+{_MESSAGES}"
    rf"){_UNTIL}"
)
_MOST_WORDS = 14


def wants_quiet(low: str) -> bool:
    """Whether the whole message asks to be written to less; with a day named it asks for later instead."""
    return bool(_ALONE.fullmatch(low)) or (len(low.split()) <= _MOST_WORDS and bool(_AND_MORE.match(low)))
