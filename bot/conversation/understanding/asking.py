"""Whether a sentence asks rather than tells: "what's overdue", "summary please", "is the handbook finished"."""

import re

from bot.conversation.understanding.intents import Context
from bot.conversation.understanding.naming import name_by_words
from bot.conversation.understanding.people import find_person
from bot.conversation.understanding.phrases import PhraseBook
from bot.conversation.understanding.plan_index import ORDINARY, PlanIndex, words_of
from bot.conversation.understanding.question_words import ABOUT
from bot.conversation.understanding.said import Part

ABOUTS = PhraseBook(ABOUT)

LEADING = re.compile(
    r"^(?:[\s,.!–-]|\b(?:hi|hello|hey|morning|afternoon|please|bot|ok|okay|also|and|but|so|btw|then"
    r"|now|right(?!\s+now)|quick\s+(?:one|question|q)|question|just|sorry|thanks|cheers|yes|no(?=\s*[,.!-])|um|er"
    r"|out\s+of\s+interest|wondering|i\s+was\s+wondering|do\s+you\s+know|any\s+idea"
    r"|(?:advise|confirm|clarify|check|let\s+me\s+know|let\s+us\s+know|say)(?:\s+(?:me|us))?(?=\s+(?:what|which|who|how|when|if|whether|on\b))"
    r"|when\s+you\s+(?:have|get)\s+(?:a\s+)?(?:moment|minute|chance|sec|second)|i\s+wonder(?:ed)?\s+(?:if\s+)?(?=(?:you|what|which|who|how|whether)\b)"
    r"|i\s+don'?t\s+suppose|you\s+(?:could|can)(?:\s+(?:please|possibly))?(?=\s+(?:tell|show|give|send|list))|(?:i\s+(?:should|would)|i'?d)\s+be\s+(?:very\s+)?(?:grateful|glad)\s+(?:for|of|to\s+(?:have|see|know))"
    r"|i\s+(?:should|would)\s+(?:like|appreciate)|would\s+it\s+be\s+possible\s+to\s+(?:have|get|see)|may\s+i\s+(?:have|see)"
    r"|remind\s+me(?=\s+(?:what|who|which|how|when|why|where))"
    r"|(?:can|could|would|will)\s+(?:you|i|we|someone|somebody|anyone)\s+(?:please\s+|just\s+"
    r"|quickly\s+)*(?:tell|show|give|send|list|see|have|get|remind|run|pull|share|let)(?:\s+(?:me|us"
    r"|off|up|through))?|(?:tell|show|give|send|list|let)\s+(?:me|us)(?:\s+(?:have|see|know))?"
    r"|i'?d\s+like(?:\s+to\s+(?:know|see|have))?|i\s+(?:need|want)(?:\s+to\s+(?:know|see))?"
    r"|need\s+to\s+know|want\s+to\s+know|list|show|let's\s+see|for\s+the\s+(?:panel|board|meeting"
    r"|report)))+"
)
_WH = re.compile(
    r"^(?:whether\b|if(?=\s+(?:the\b|§).*\bstill\b)|when\s+§|what(?!\s+an?\b)|which|whose|whos|who(?:'s|'ve|'re)?|where|how(?!\s+about\s+no)|why"
    r"|when(?:'s|\s+(?:is|are|was|were|does|do|did|will|would|should|must|can)\b))"
)
_ASKING_NOUN = re.compile(
    r"^(?:(?:an?|the|my|our|full|quick|weekly|latest|brief|short)\s+)*(?:summary|overview|snapshot"
    r"|run\s?down|headlines|state\s+of\s+play|round\s?-?up|list\s+of|status\s+(?:of|on|for|report"
    r"|update|please)|status\s*$|progress\s+(?:of|on\s+§|report|since)|update\s+(?:on|for)\s+(?:§"
    r"|action|the|all|everything|area|my)|anything|any\b|anyone|anybody|who\s|overdue|over\s?due"
    r"|deadlines?|changes\s+(?:¤|since|this|in|on|to|for|today)|whats|summarise|summarize|sum\s+up"
    r"|brief\s+me|late\s+ones|all\s+(?:overdue|red|amber|late|blocked|the\s+(?:red|amber|overdue|late"
    r"|blocked))|reds\b|(?:red|amber)\s+(?:ones|items|milestones|actions|list)|(?:red|amber)\s*\?|blockers|risks|everything\s+(?:due|overdue|late|red|amber"
    r"|at\s+risk|off\s+track|blocked)|due\s+(?:this|next|in|by|before|after|between|from|until|on|for"
    r"|¤|today|tomorrow|soon|dates?)|what\s|how\s|milestones\s+(?:with|without|due|at|that|not|in"
    r"|under|which)|actions\s+(?:with|without|due|at|that|not|in|under|which)|unowned|unassigned"
    r"|breakdown|report\s+on|stats|rag\s+(?:summary|status|breakdown)|(?:my|mine),?\s+(?:overdue|due"
    r"|late)|catch\s+me\s+up|bring\s+me\s+up"
    r"|§\s+(?:status|due\s+date|deadline|owner|progress)\W*$|(?!(?:it|that|this|he|she)'?s?\s)[^\W\d_]+'?s\s+(?:overdue|late|outstanding)\b|next\s+deadlines?|(?:my|our)\s+(?:list|milestones|actions|tasks|deadlines)\W*$)"
)
_AUX = re.compile(
    r"^(?!d(?:id|o)\s+(?:my|our)\s+best|would\s+you\s+(?:believe|credit)|will\s+you\s+believe)(?:is|are|has|have|did|does|do|was|were|will|would|can|could"
    r"|should|isn't|aren't|hasn't|haven't|won't|am)\s+(?:not\s+)?(?:(?:§|it|this|that|these|those|the"
    r"|any|anything|anyone|anybody|anything's|someone|somebody|everything|everyone|all|my|mine|we|i"
    r"|there|he|she|they|you|our|action|milestone|[^\W\d_]+'s\b|either|both|most|some|one|nobody"
    r"|no\s+one)(?!\w))"
)
_AUX_ALONE = re.compile(r"(?:is|are|has|have|did|does|was|were|will)\s+")
_TAGGED = re.compile(
    r"\bor\s+(?:not|no|is\s+it|what|has\s+it)\s*\??$|,?\s*(?:is|isn't)\s+(?:it|this|that)\s*\?$"
    r"|,\s*(?:right|yes|no|correct)\s*\?$"
)
_REQUEST = re.compile(
    r"^(?:[\s,]*(?:also|and|please|so|ok|hi|then|but))*\s*(?:(?:can|could|may|shall|should"
    r"|would)\s+(?:we|i|you|it|this|that|§|they|these|both|someone|somebody)\s+(?:kindly\s+|all\s+|both\s+"
    r"|please\s+|just\s+|also\s+|possibly\s+|perhaps\s+|not\s+)*(?:be\s+)?(?:move[d]?|push(?:ed)?"
    r"|extend(?:ed)?|chang(?:e|ed)|shift(?:ed)?|put|set|mark(?:ed)?|close[d]?|make|update[d]?|reset"
    r"|postpone[d]?|defer(?:red)?|delay(?:ed)?|revise[d]?|amend(?:ed)?|say|record(?:ed)?|note[d]?"
    r"|log(?:ged)?|be\s+(?:¤|the\s+end|until)|have\s+the\s+end|sign(?:ed)?|tick(?:ed)?|bring|brought|pull|slip|re-?date[d]?|go\s+(?:for|to|back)"
    r"|turn|switch|have\s+(?:until|¤|another|an\s+extra|an\s+extension|more|a\s+few|a\s+couple|two"
    r"|three|four|one|a\s+(?:week|month|fortnight))|take\s+(?:it|this|§)\s+off|report|add|assume"
    r"|call\s+it|flag(?:ged)?|escalate[d]?|count|treat|consider(?:ed)?)"
    r"|how\s+about\s+¤|what\s+about\s+(?:moving|¤|pushing)|is\s+it\s+(?:ok|okay|possible"
    r"|alright)\s+(?:to|if)|any\s+chance\s+(?:of|we|i)|would\s+¤|(?:is|would)\s+¤\s+(?:be\s+)?(?:ok"
    r"|okay|fine|alright|possible)|¤\s+(?:ok|okay|fine|alright|possible)?\s*\?|please\s+(?:can"
    r"|could))(?!\w)"
)
_ENDS_ASKING = re.compile(
    r"\b(?:summary|overview|headlines|state\s+of\s+play|run\s?down|snapshot)(?:\s+(?:please|thanks|ta))?\W*$"
)
_HEADED = re.compile(r"(?:[^\s,:;.!?–—-]+\s+){0,6}?[^\s,:;.!?–—-]+\s*(?:\s[-–—]+\s|:\s|,\s)\s*")
_SAYS_A_STATUS = re.compile(
    r"\b(?:done|track|completed?|achieved|finished|closed|started|delayed|late|slipping|blocked|stuck|red|amber|green|yes|no)\b"
)
_ASKS_A_HAND = re.compile(
    r"\b(?:can|could|would|will)\s+(?:you|someone|somebody|anyone|we|the\s+director|the\s+ad)\s+(?:please\s+|maybe\s+|possibly\s+)*"
    r"(?:lean\s+on|step\s+in|intervene|escalate|unblock|have\s+a\s+word|push\s+(?:them|him|her|it\s+through)"
    r"|chase\s+(?:them|him|her)|chivvy|get\s+involved|raise|twist|nudge\s+(?:them|him|her)|give\s+(?:them|him|her)\b"
    r"|sort\s+(?:it|this|them)|help\s+(?:us\s+)?with|put\s+(?:some\s+)?pressure)\b"
)


_REPORTS = re.compile(
    r"(?:an?\s+|the\s+|my\s+|quick\s+)*(?:update|status|progress)\b[^?]{0,60}?(?:\s[-–—]+\s|:\s*|,\s)[^?]*\b(?:done|track|completed?|finished"
    r"|closed|started|delayed|late|slipping|behind|blocked|stuck|red|amber|green|\d{1,3}\s?%)"
)
"""A report under its own heading: "update on the handbook - amber"."""


_ALL_OF_A_KIND = re.compile(
    r"\W*(?:please\s+|just\s+|show(?:\s+me)?\s+|list\s+)*(?:everything|all)\s+(?:that'?s\s+|that\s+is\s+|which\s+is\s+)?"
    r"(?P<what>overdue|late|at\s+risk|off\s+track|red|amber|due\b[\w\s]{0,30}?|stuck|slipping|behind)"
    r"(?P<how>(?:\s+(?:by\s+(?:lead|person)|(?:as|in)\s+(?:an?\s+)?(?:file|csv|list|spreadsheet|excel(?:\s+file)?)|list|please))*)"
    r"[\s?.!]*",
    re.IGNORECASE,
)


def asks_for_all(text: str, context: Context) -> bool:
    """ "Everything overdue", "all at risk by lead": without a verb it asks, unless it may answer a list or a thread."""
    match = _ALL_OF_A_KIND.fullmatch(text)
    if match is None:
        return False
    is_asked = match["how"].replace("please", "").strip() or match["what"].lower().startswith(("overdue", "due"))
    return bool(is_asked) or not (context.numbered or context.about)


def asks_with_a_verb(low: str) -> bool:
    """ "Am I away", "can you be": the verb stands before whoever it is said of."""
    return bool(_AUX.match(LEADING.sub("", low.strip(), count=1)))


def is_question(part: Part, context: Context, index: PlanIndex) -> bool:
    """Whether a sentence asks rather than tells; a polite request for a change does not ask."""
    low = part.low.strip()
    if _REQUEST.match(low) or (
        context.about and part.dates and not part.is_asked and re.match(r"(?:due|deadline)", low)
    ):
        return False
    if _ASKS_A_HAND.search(low):
        return False
    body = LEADING.sub("", low, count=1)
    was_led = len(body) < len(low) and bool(
        re.match(r".*\b(?:tell|show|give|list|see|get|know|send|remind)\b", low[: len(low) - len(body)])
    )
    if _WH.match(body) or _TAGGED.search(body):
        return True
    helper = _AUX_ALONE.match(body)
    if helper and (person := find_person(body[helper.end() :], context)) and not person[0]:
        return True
    if _REPORTS.match(body) and not part.is_asked:
        return False
    if helper and _is_of_a_milestone(body[helper.end() :], index):
        return True
    if (_ASKING_NOUN.match(body) and (ABOUTS.first(body) or part.is_asked)) or _AUX.match(body):
        return True
    if _ENDS_ASKING.search(body) and len(body.split()) <= 8 and not _SAYS_A_STATUS.search(body):
        return True
    headed = _HEADED.match(body)
    if headed and not _SAYS_A_STATUS.search(headed.group()) and ABOUTS.first(rest := body[headed.end() :]):
        is_relative = "," in headed.group() or rest.startswith("which")
        asks = (
            _WH.match(rest)
            or _AUX.match(rest)
            or (_ASKING_NOUN.match(rest) and not rest.startswith(("due", "deadline")))
        )
        if asks and (part.is_asked or not is_relative):
            return True
    if was_led and (ABOUTS.first(body) or part.mentions or re.match(r".*\b(?:show|list)\b", low)):
        return True
    return part.is_asked and not part.dates and not _is_offer(body)


def _is_of_a_milestone(low: str, index: PlanIndex) -> bool:
    """ "Is the handbook finished": after the verb come a milestone's own words, which a statement has before it."""
    first = next((word for word in words_of(low)[:3] if word not in ORDINARY), "")
    return bool(first) and first in name_by_words(" ".join(words_of(low)[:4]), index).matched


def _is_offer(body: str) -> bool:
    return bool(re.match(r"(?:shall|should)\s+(?:we|i)|maybe|perhaps|or\b|ok\b|right\b", body))
