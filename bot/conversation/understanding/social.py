"""Thanks, greetings, taking it back, asking what the bot can do, and what is not meant for a bot at all."""

import re

from bot.conversation.understanding.phrases import PhraseBook, word_set

_WHOLLY = word_set(
    """
    thanks thank you ta cheers ok okay k great good nice one lovely brilliant perfect super fab wonderful
    excellent noted understood got it will do on sure fine no problem problems worries right sounds hi hello hey
    morning afternoon evening bot plan there all much very many so a lot again for the reminder nudge chase prod
    heads up yes yep sorry oh ah well appreciate appreciated bye see later have weekend day happy friday monday
    👍 👌 🙏 😊 🙂 😀 👋 ❤ 🎉 😄 😂 🤣 fair enough cool awesome alright righto i i'll i'm that's that this is my to and
    both team mate everyone helpful useful job work as always kind of understand acknowledged ack received me
    know now then best regards x xx shall it'll do't don't know bear with let's see makes sense point taken
    good's how are how's things going today your how're doing you're welcome doesn't matter never mind nevermind ha
    hear see persistent
    stuff ever diolch danke merci gracias dziękuję shukran mate pal duck love pet
    you've dear please merry christmas new year easter look into it i've seen had read this get onto onto it
    working welcome back roger copy aye ace top man star legend hiya love amazing give up don't do lol joke
    funny weather lunch coffee tea cup bit early isn't it's been bless
    """
)
_SOCIAL_CUE = re.compile(
    r"\b(?:very\s+well|see\s+to\s+it|hear\s+you|thanks?|ta|cheers|diolch|danke|merci|gracias|dziękuję|shukran|ok|okay|k|great|noted|understood|got\s+it|will\s+do|on\s+it|sure|hi"
    r"|hello|hey|hiya|morning|afternoon|evening|brilliant|perfect|lovely|nice|sorry|appreciate\w*|bye"
    r"|acknowledged|ack|received|right|fair\s+enough|cool|yes|yep|no\s+(?:problem|worries)|how\s+are"
    r"|happy|merry|weekend|sounds|point\s+taken|welcome|roger|righto|makes\s+sense|super|fab|awesome"
    r"|excellent|wonderful|alright|fine|love|legend|star|bless)\b|👍|👌|🙏|😊|🙂|👋|❤|😀"
)
_UNDO = PhraseBook(
    {
        True: (
            "undo", "undo that", "undo my last",
            "scrap [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(scrap|cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(scrap|cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] update",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (message|one)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "scrap [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(scrap|cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(scrap|cancel|ignore) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(disregard|delete) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(remove|reverse) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] update",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (message|one)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (update|message|one)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (answer|reply)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (status|entry)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "revert [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(retract|withdraw) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (change|last|that)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (bit|comment)",
            "(bin|drop) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(forget|rescind) [that|this|it|the|my] [last|previous|latest|my|that|the|one] (response|note)",
            "(delete|remove|scrap|ignore|forget|disregard|cancel) what i [just] (said|sent|put|wrote|typed)",
            "(retract|withdraw) what i [just] (said|sent|put|wrote|typed)",
            "(scrap|cancel|disregard|delete|reverse|revert) (that|this|it|last|previous|my last|the last)",
            "(retract|withdraw|bin|rescind|ignore|forget) (that|this|it|last|previous|my last|the last)",
            "take [that|it|my last] [last] [update|one] back",
            "take back [my|that|the] [last] [update|one|message]",
            "(wrong|incorrect) (one|milestone|thread|update|action|chat|item|button)",
            "that was [a|the|my] [wrong] (mistake|error|wrong|wrong one|wrong milestone|typo|slip|accident)",
            "that was (meant|supposed) (for|to)", "(didn't|did not) mean (that|to|it|this)",
            "put it back [how|as|to what] [it] [was]", "(put|change|set|switch|turn) (that|it|this) back",
            "my mistake", "my bad", "roll [that|it] back", "rollback", "not what i meant",
            "that's (wrong|not right|not what i meant|not what i said|a mistake|incorrect)",
            "that isn't (right|what i meant|what i said)", "you've got that wrong", "you got that wrong",
            "ctrl z", "ctrl+z", "sent that by (mistake|accident)", "pressed the wrong",
            "clicked the wrong", "hit the wrong", "in error", "oops", "no wait", "scratch that",
            "strike that", "as you were", "unsend", "recall that", "reset that", "go back one",
            "step back",
        )
    }
)  # fmt: skip
_UNDO_ONLY_WITH_MORE = frozenset(("oops", "no wait", "in error", "my mistake", "my bad"))
_HELP = re.compile(
    r"^(?:[\s,!.]|\bhi\b|\bhello\b|\bplease\b|\bbot\b|\bok\b|\bsorry\b|\bum\b|\ber\b|\bso\b|\bbut\b"
    r"|\band\b)*(?:help(?:\s+me)?(?:\s+please)?\W*$|\?\s*help|/help|what\s+(?:sorts?|kinds?|types?)\s+of\s+(?:things?|questions?|stuff)\s+(?:can|do|should|could)\b|what\s+(?:things|questions)\s+can|commands?\W*$|(?:what"
    r"|which)\s+(?:can|do|should|could)\s+(?:you|i|we)\s+(?:do|say|type|ask|write|tell|send|put"
    r"|use)\b|what\s+does\s+(?:the\s+)?(?:\w+\s+){1,2}(?:do|mean)\b(?!\s+(?:for|to)\b)|what\s+(?:commands|are\s+(?:you|the\s+commands)|is\s+this|are\s+my\s+options|else\s+can)"
    r"|how\s+(?:do|does|can|should|would|might)\s+(?:i|we|you|this|it|the\s+bot|one)\b|how\s+to\b"
    r"|what\s+(?:do|does)\s+(?:i|this|you|it)\s+(?:need\s+to\s+(?:say|type|write|tell|send|put)|mean)|(?:can|could)\s+you\s+(?:help"
    r"|explain|show\s+me\s+how|tell\s+me\s+how\s+(?:to|i|you|we|this\s+works|it\s+works|it\s+all))|who\s+are\s+you|what'?s\s+this|instructions"
    r"|i\s+(?:don'?t|do\s+not)\s+(?:understand|know\s+how|get\s+(?:this|how|it))|(?:not"
    r"|i'?m\s+not)\s+sure\s+(?:how|what\s+to)|(?:can|could|may)\s+(?:i|we)\s+(?:please\s+)?(?:see|have|get)\s+(?:(?:a|the|some|your)\s+)?(?:list\s+of\s+(?:the\s+)?(?:commands|options)|commands"
    r"|help\b|instructions|guide|guidance\s+on\s+(?:this|you))|(?:list|show(?:\s+me)?)\s+(?:the\s+|your\s+|all\s+)?(?:commands|options)|is\s+there\s+a\s+(?:guide|manual|help"
    r"|list\s+of\s+commands)|how\s+this\s+works|user\s+guide|guide\W*$|menu\W*$|options\W*$"
    r"|need\s+help\s+(?:with\s+(?:this\s+bot|the\s+bot|using)|using))"
)
_HELP_NOT = re.compile(
    r"\bhow\s+(?:do|does|can|would)\s+(?:we|i|it|this|you)\s+(?:look|stand|compare|feel|do\s+(?:on"
    r"|with|for|this))\b|\bhow\s+(?:does|do)\s+§"
)
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:all\s+|any\s+|the\s+|your\s+|every\s+|my\s+"
    r"|of\s+)*(?:previous|prior|above|earlier|preceding|other|system|existing|instructions|rules"
    r"|prompts?|training)\b(?:\s+(?:instructions?|prompts?|rules?|messages?|commands?|directions?"
    r"|context))?|\bsystem\s*(?:prompt|message|override|:)|\byou\s+are\s+(?:now"
    r"|an?)\s+(?:an?\s+)?(?:admin\w*|assistant|ai|dan|unrestricted|different|developer|root|free)"
    r"|\b(?:act|behave|pretend|respond)\s+(?:as|like|to\s+be)\s+(?:an?\s+|the\s+|if\s+)?(?:admin\w*"
    r"|system|root|ai|developer|you)\b|\bas\s+an?\s+(?:admin\w*|ai|language\s+model)\b|\b(?:developer"
    r"|admin|god|debug|sudo|root)\s+mode\b|\bsudo\b|\bjailbreak\b|\breveal\s+(?:your|the)\b"
    r"|\bprint\s+(?:your|the)\s+(?:system|prompt|instructions|token|database)|<\|?(?:im_start|system"
    r"|endoftext)|\[/?(?:inst|system)\]|\bassistant\s*:|\bnew\s+instructions?\b|###\s*(?:system"
    r"|instruction)"
)
_CODE = re.compile(
    r"(?:[{\[]\s*\"\w+\"\s*:|\b(?:drop|truncate|alter)\s+table\b|\bdelete\s+from\b"
    r"|\bunion\s+(?:all\s+)?select\b|\bselect\s+\*|\binsert\s+into\b|\bupdate\s+\w+\s+set\b"
    r"|\bor\s+'?1'?\s*=\s*'?1|;--|'\s*\)\s*;|\$\{[^}]{0,80}\}|\{\{[^}]{0,80}\}\}|<%|\bjavascript:"
    r"|\bon(?:error|load|click)\s*=|\balert\s*\(|\bdocument\.cookie|\bexec\s*\(|\beval\s*\("
    r"|\b__import__|\brm\s+-rf|/etc/passwd|\.\./\.\./|\bcurl\s+http|\bwget\s+|\bxp_cmdshell|%00|\bcn="
    r"|\bnull\s+or\b)"
)
_CODE_REACH = re.compile(r"['\"();]*\s*(?:;|'\s*\)|--).*$", re.DOTALL)
_EVERYTHING_AT_ONCE = re.compile(
    r"\b(?:mark|set|make|close|complete|delete|remove|change|move|reassign)\s+(?:every|everything"
    r"|all)\b(?!\s+(?:of\s+)?(?:mine|my|§|the\s+§))[^.;\n]{0,40}"
)


def is_social(low: str) -> bool:
    """Whether the whole message is thanks, a greeting or small talk."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s.,!?'\"():;…-]", low)
    if not words or len(words) > 14:
        return False
    odd = [word for word in words if word not in _WHOLLY]
    return not odd and bool(_SOCIAL_CUE.search(low))


_ABOUT_THE_BOT = re.compile(
    r"^\W*(?:(?:please|pls|can\s+you|could\s+you|will\s+you|just|for\s+god'?s\s+sake|oh|hi|hello|sorry)\W+)*"
    r"(?:remove\s+me\b(?!\s+(?:from|as)\s+(?:the\s+)?(?:lead|§))"
    r"|wrong\s+(?:number|department)|who\s+is\s+this\b|are\s+you\s+(?:a\s+)?(?:bot|robot|human|real|person|machine|ai)\b"
    r"|i\s+(?:never|didn'?t)\s+(?:sign\s+up|ask)\s+(?:for|to))"
)


def is_about_the_bot(low: str) -> bool:
    """Whether the message is about who writes to whom, which is nothing about a milestone."""
    return len(low.split()) <= 14 and bool(_ABOUT_THE_BOT.match(low))


_WHOLE_PLAN = re.compile(
    r"^\W*(?:(?:please|pls|can\s+you|could\s+you|just)\s+)*(?:update|mark|set|make|change|close|complete|delete|remove|cancel|reset|wipe)\s+"
    r"(?:all|every|everything|the\s+whole|the\s+entire)\b(?!\s+(?:of\s+)?(?:mine|my|§|the\s+§|three|two|four|under|in\b))"
)


def is_about_the_whole_plan(low: str) -> bool:
    """ "Mark everything complete": nobody's order is taken for milestones that are not theirs."""
    return bool(_WHOLE_PLAN.match(low))


_CHAT_CUE = re.compile(
    r"\b(?:thanks?|ta|cheers|hi|hello|hey|hiya|morning|afternoon|evening|sorry|appreciate\w*|bye"
    r"|weekend|happy|lovely|welcome|you again|haha|lol)\b|👍|👌|🙏|😊|🙂|😀|👋|❤|😄|😂|🤣"
)


def is_chat(low: str) -> bool:
    """Small talk with other words in it: a greeting or thanks and nothing about a plan."""
    return len(low.split()) <= 14 and bool(_CHAT_CUE.search(low))


_PUT_BACK_TO = re.compile(
    r"\b(?:put|push|move|set|bring)\s+(?:it|this|that|§)\s+(?:back|out)\s+(?:to\b|until\b|by\b|¤|\w+\s+(?:weeks?|months?|days?)\b|a\s+(?:week|month|fortnight))"
)
"""A later date is asked for: "put this back to mid January"."""


def takes_back(low: str) -> bool:
    """Whether a sentence asks for the last change to be undone. Long sentences tell a story instead."""
    if _PUT_BACK_TO.search(low):
        return False
    if len(low.split()) > 16 or re.match(
        r"\s*(?:how|what|can\s+you\s+undo\s+(?:an?|things|updates|changes|stuff)|can\s+i)\b", low
    ):
        return False
    found = [low[phrase.start : phrase.end] for phrase in _UNDO.find(low)]
    return any(words not in _UNDO_ONLY_WITH_MORE for words in found) or (bool(found) and len(low.split()) <= 4)


_MAY_I = re.compile(r"^\W*(?:can|may|could)\s+i\s+(?:change|edit|amend|update|move|delete|remove|add)\b[^¤]*\?\W*$")


_WHAT_CAN_I_ASK = re.compile(
    r"\bwhat\s+(?:(?:sorts?|kinds?|types?)\s+of\s+)?(?:things?\s+|stuff\s+|questions?\s+)?(?:can|could|should|may|do)\s+i\s+(?:ask|say|type|tell|put|write)\b"
    r"|\bhow\s+(?:does|do)\s+(?:this|it|i)\s+(?:all\s+)?(?:work|use)\b"
)


def asks_for_help(low: str) -> bool:
    if _WHAT_CAN_I_ASK.search(low):
        return True
    return bool(_MAY_I.match(low)) or (bool(_HELP.match(low)) and not _HELP_NOT.search(low))


def without_attacks(low: str, text: str) -> tuple[str, str, bool]:
    """The message without sentences that instruct the machine or are code; whether there were any."""
    if not _INJECTION.search(low) and not _CODE.search(low):
        return low, text, False
    kept = [
        (match.start(), match.end())
        for match in re.finditer(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]*", low)
        if not _INJECTION.search(match.group()) and not _is_command(match.group())
    ]
    clean_low = "".join(_cut_code(low[start:end], low[start:end]) for start, end in kept)
    clean_text = "".join(_cut_code(low[start:end], text[start:end]) for start, end in kept)
    return clean_low, clean_text, True


def _is_command(sentence: str) -> bool:
    return bool(_EVERYTHING_AT_ONCE.search(sentence))


def _cut_code(low: str, text: str) -> str:
    """What stands before the code: "1.5 on track'; DROP TABLE x" is still "1.5 on track"."""
    code = _CODE.search(low)
    if not code:
        return text
    reach = _CODE_REACH.search(low)
    cut = min(code.start(), reach.start() if reach else code.start())
    return text[:cut] + " "
