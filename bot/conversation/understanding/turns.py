"""Where a sentence turns from telling to asking or ordering: "1.6 on track, and please pass 5.2 to Ana"."""

import re

from bot.conversation.understanding.said import Part
from bot.conversation.understanding.status import read_status

_JOINT = re.compile(
    r"(?:,\s*(?:and|but|so|also|then)?|\s[-–—]\s|\s*[&]\s|\b(?:and|but|so|then|also)\b|\(|:\s|\s/\s"
    r"|(?<=[✅🟢🟠🔴👍])\s)\s*(?:please\s+|also\s+|then\s+|just\s+|btw\s+)*"
)
_ORDER_STARTS = re.compile(
    r"(?:(?:can|could|will|would)\s+(?:you|we|someone)\s+(?:please\s+)?)?(?:pass|give|hand|reassign"
    r"|re-assign|transfer|assign|swap|make\s+\w+(?:\s+\w+)?\s+(?:the\s+)?lead|put\s+(?!it\b|this\b|§"
    r"|that\b|back\b|in\b|on\b)[^,]{2,50}\b(?:down|as|in\s+charge)"
    r"|(?:remind|chase|ask|try|ping|nudge|bug|prod)\s+(?:me|again|us)|come\s+back|check\s+back"
    r"|get\s+back\s+to\s+me|snooze|speak\s+to\s+me|hold\s+off|don't\s+chase|i'll\s+(?:update\s+you"
    r"|let\s+you\s+know|get\s+back|come\s+back)|will\s+(?:update\s+you|let\s+you\s+know|get\s+back"
    r"|come\s+back)|give\s+me\s+(?:until|an?\s+(?:few|couple|week|day|month|fortnight|bit|minute"
    r"|moment)|another|¤)"
    r"|(?:i'm|i\s+am|i'll\s+be|i\s+will\s+be|i)\s+(?:on\s+(?:leave|holiday|annual|a/l)|off\b|away\b"
    r"|out\s+of|not\s+in)|on\s+(?:annual\s+)?leave|off\s+(?:sick|from|until|next|¤)|away\s+(?:from"
    r"|until|next|¤)|a/l\b|out\s+of\s+office|annual\s+leave"
    r"|(?:what|whats|what's|who|who's|which|how's|how\s+(?:is|are)|when\s+(?:is|are)|when's"
    r"|is\s+(?:there|anything|anyone|§)|are\s+(?:there|any)|any(?:thing"
    r"|one)?\s+(?:else\s+)?(?:overdue|late|due|red|blocked|stuck|at\s+risk)|show\s+me|tell\s+me"
    r"|list\b)|i(?:'d|\s+would)\s+like\s+(?:§\s+to\s+be|to\s+(?:pass|give|hand|transfer|reassign)|you\s+to\s+(?:pass|give|hand|transfer|reassign))\b|i'll\s+take|i\s+can\s+take|undo|scrap|take\s+that\s+back)(?!\w)"
)
_TELLING_STARTS = re.compile(
    r"§\s*(?:(?:and|,|&)\s*§\s*)*(?:is|are|on|at|off|done|complete|finished|now|slipping|still|-|:"
    r"|going|has|not|\d{1,3}\s?%|green|amber|red|blocked|stuck|delayed|behind|half)"
)
_GIVING = re.compile(r"\b(?:pass|give|hand|assign|reassign|transfer|move|switch)\b[^¤]*\bto\b")
_ANOTHER_GIVEN = re.compile(r"§\s+(?:over\s+)?to\s+(?!¤)")
_CLAIM_OF_ORDER = re.compile(
    r"\b(?:leave|away|off\s+(?:sick|until|from|next|¤)|remind|chase|ask\s+me|pass|give|hand|assign"
    r"|reassign|transfer|covering|a/l)\b"
)
_WITH_LEAVE = re.compile(r"\b(?:leave|a/l|away|off|holiday|out of office|cover)\b")
_ASKED_OF_COVER = re.compile(r"(?:ask|try|contact|speak)\s+(?!me\b|again\b|us\b)")


def turns(sentence: Part) -> list[Part]:
    """The sentence cut at each joint after which something of another kind begins."""
    low = sentence.low
    cuts: list[int] = []
    for joint in _JOINT.finditer(low):
        after = joint.end()
        so_far = low[cuts[-1] if cuts else 0 : joint.start()]
        if re.match(r"so\s+(?:is|are|has|have)\b", low[joint.start() :]):
            continue
        if _is_wh_inside(low, joint, after) or _is_heading(so_far, joint.group(), low[after:]):
            continue
        if _ORDER_STARTS.match(low, after) and not _belongs(so_far, low[after : after + 20]):
            cuts.append(joint.start() if low[joint.start()] in ",(" else after)
        elif (
            _ANOTHER_GIVEN.match(low, after) and (_GIVING.search(so_far) or _ANOTHER_GIVEN.match(so_far.strip()))
        ) or (_TELLING_STARTS.match(low, after) and _CLAIM_OF_ORDER.search(so_far)):
            cuts.append(after)
    return sentence.split(cuts)


def _belongs(so_far: str, after: str) -> bool:
    """ "On leave to Friday, ask Ana": whom to ask meanwhile is part of the leave."""
    return bool(_WITH_LEAVE.search(so_far) and _ASKED_OF_COVER.match(after))


_ASKING = re.compile(r"(?:what|who|which|how|when|any|is\s+(?:there|anything)|are\s+(?:there|any)|show|list)")
_TELLS = re.compile(
    r"\b(?:is|are|was|has|have|had|not|no|still|now|yes|we|i|\w+ing|\w+ed|done|half|thanks)\b|[%¤✅🟢🟠🔴👍]"
)


def _is_heading(so_far: str, joint: str, after: str) -> bool:
    """ "Governance theme - what's late": a few words that name what the question is about."""
    if not re.match(r"\s[-–—]|:|,", joint) or not _ASKING.match(after) or not 0 < len(so_far.split()) <= 4:
        return False
    return not _TELLS.search(so_far) and read_status(so_far, None).status is None


def _is_wh_inside(low: str, joint: re.Match[str], after: int) -> bool:
    """ "…, which is stuck" and "…, who is off" go on telling."""
    is_relative = bool(re.match(r"(?:which|who|what)\b", low[after : after + 6]))
    return (
        is_relative
        and (not low.rstrip().endswith("?") or "," not in joint.group())
        and not re.match(r"what(?:'s|\s+(?:is|else|have|are))\b|who(?:'s|\s+else)\b", low[after : after + 12])
    )
