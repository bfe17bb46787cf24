"""Good news that is meant as bad news is not taken for good news."""

import re

_MOCKING = re.compile(
    r"🙄|😒|🤦|🙃|\byeah,?\s+right\b|\byes,?\s+right\b|\bas\s+if\b|/s\b|\boh\s+(?:yes|yeah|sure|great"
    r"|brilliant|wonderful|joy|good|fantastic|lovely|goody)\b|\bobviously\b.*\bnot\b|\bsure,?\s+if\b"
    r"|\bnot\s+like\b|\bjust\s+(?:great|brilliant|wonderful|fantastic|perfect|marvellous)\b"
    r"|\bwhat\s+could\s+(?:possibly\s+)?go\s+wrong\b|\bin\s+(?:my|your)\s+dreams\b"
    r"|\bif\s+you\s+call\b|\bcouldn't\s+be\s+better\b|\bchance\s+would\s+be\b|\bpigs\b"
    r"|\bhell\s+freezes\b|\bi\s+wish\b|\bhilarious\b|\bha\s*!|\bwonderful,\s|\bbrilliant,\s"
    r"|\bfantastic,\s|\bmarvellous\b|\bi\s+don't\s+think\b"
    r"|\bdream\s+on\b|\bgreat,\s+another\b|\banother\s+(?:week|month)\s+(?:of\s+)?(?:wait|lost|gone)"
    r"|\bgood\s+luck\s+with\s+that\b"
)


def is_sarcastic(low: str) -> bool:
    return bool(_MOCKING.search(low))
