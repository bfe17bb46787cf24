"""Whether anybody could say that a milestone is done: its wording names something to count, to date or to show."""

import re

# Something that is there afterwards and can be shown.
_TO_SHOW = re.compile(
    r"\b(?:audit\w*|review\w*|report\w*|polic(?:y|ies)|protocols?|procedures?|guidance|guidelines?|guides?|training"
    r"|train(?:ed)?|framework|strateg(?:y|ies)|plans?|process(?:es)?|publish\w*|contract\w*|commission\w*|recruit\w*"
    r"|appoint\w*|letters?|leaflets?|packs?|websites?|forums?|panels?|boards?|committees?|groups?|meetings?|briefings?"
    r"|workshops?|events?|trackers?|database|systems?|tools?|templates?|forms?|checklists?|standards?|surveys?"
    r"|questionnaires?|pilots?|launch\w*|sign(?:ed)? off|agree[ds]?|agreement|approv\w+|submit\w*|complet\w+"
    r"|establish\w*|set up|introduc\w+|implement\w*|roll(?:ed)? out|draft\w*|distribut\w+|circulat\w+|deliver\w*"
    r"|terms of reference|records?|recorded|monitor(?:ed|s)|allocat\w+|visits?|interviews?|posts?|teams?|pledge|charter"
    r"|handbook|specification|tender\w*|application\w*|court|clinics?|in place|awayday|programme|schedule|data"
    r"|analys\w+|dashboard|contact all|lodged|fulfilled|compliant|statutory|return)\b",
    re.IGNORECASE,
)
_TO_COUNT = re.compile(
    r"\d|%|\b(?:all|every|each|none|no|zero|weekly|monthly|quarterly|annual\w*|half|double)\b", re.IGNORECASE
)

# What can go on for ever. Only these are asked about: of other wording nobody can tell from the words alone.
_FOR_EVER = re.compile(
    r"^(?:to )?(?:continue to (?:improve|develop|promote|support|strengthen|raise|embed)|improv(?:e|ed|ing)\b"
    r"|increas(?:e|ed) (?:use|awareness|understanding|focus|engagement|ownership)"
    r"|(?:raise|promote|increase)d? (?:the )?awareness|strengthen\w*|enhanc\w+|promot(?:e|ed|ing)|grow\b|embed\w*"
    r"|foster a\b|encourag\w+|develop (?:a )?(?:culture|understanding|closer)|consider\b(?! findings)"
    r"|work(?:ing)? (?:more )?(?:closely|together)|better\b|more\b|maintain\w*|support\b"
    r"|ensur(?:e|ing) (?:that )?(?:it is |they are |there (?:is|are) )?(?:sufficient|adequate|appropriate|effective"
    r"|robust|well|clear|good|better|improved|greater|working)\b)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:culture (?:\w+ ){0,4}(?:created|embedded|changed|developed)|actions (?:put )?in place to (?:raise|improve)"
    r"|whole system actions?|well understood by|ensure working with)\b",
    re.IGNORECASE,
)


def is_measurable(title: str, wanted: str) -> bool:
    """False only where the title promises what can go on for ever and `wanted`, all it says, names no measure."""
    words = " ".join(title.split())
    if _LOOSE.search(words):
        return bool(_TO_COUNT.search(re.sub(r"\([^)]*\)", "", wanted)))
    return not _FOR_EVER.search(words) or bool(_TO_SHOW.search(wanted)) or bool(_TO_COUNT.search(wanted))
