"""How somebody is introduced as a child or as a child's parent: "a boy called", "her son", "mother (…"."""

import re

from bot.conversation.safeguarding.care import KIN

_I = re.IGNORECASE

CHILD_BEFORE = re.compile(
    r"(?<![\w-])(?:child|baby|boy|girl|pupil|young person|yp|toddler|newborn|care leaver|foster child|"
    r"teenager|twins?|(?:younger|older|elder|eldest|youngest|little|big|half|twin|step)[ -](?:brother|"
    r"sister|sibling|son|daughter|child)|(?:his|her|their|mum's|mother's|the|of)\s(?:\w+\s)?(?:son|"
    r"daughter|brothers?|sisters?|siblings?|child|children|nephew|niece|stepson|stepdaughter|grandson|"
    r"granddaughter|twins?|kids?))"
    r"(?:['’]s)?[ ,:(–—-]{1,3}(?:in \w+ (?:complaint|case|question)\s|(?:full )?names?\s?(?:is|was|as|of|"
    r":)?[ :]{0,2}|called\s|named\s|known as\s|is\s(?:called\s)?|was\s(?:called\s)?|name\s|i\.?e\.?\s|"
    r"being\s|who is\s)?(?:child )?[\"“‘]?$",
    _I,
)
# Case matters: "Child Protection" and "Baby Week" are things, "little Maja" is somebody.
LITTLE_BEFORE = re.compile(
    r"(?:\b[Bb]aby|\b[Ll]ittle|\b(?:lad|boy|girl|toddler|newborn|lass|brother|sister))\s[\"“‘]?$"
)
CHILD_IS_BEFORE = re.compile(
    r"\b(?:child|girl|boy|baby|pupil|yp|young person|toddler|teenager|victim)(?: [\w'’]{1,20}){0,5} "
    r"(?:is|was) $",
    _I,
)
CALLED_BEFORE = re.compile(
    r"\b(?:child|baby|boy|girl|pupil|young person|yp|toddler|son|daughter|brother|sister|lad|teenager|one|"
    r"sibling|care leaver)(?:['’]s)?,? (?:\w+ ){0,4}?(?:called|named|name is|name was|known as|name of|by "
    r"the name of) [\"“‘]?$",
    _I,
)
PARENT_BEFORE = re.compile(
    r"(?<!my )(?<!our )\b(?:mother|father|mum|dad|mam|parents?|stepdad|stepfather|stepmother|stepmum|"
    r"grandmother|grandfather|grandparents|great-?aunt|nan|birth (?:mother|father|mum|dad))[ ,:(–—-]{1,3}"
    r"(?:is |was |are |named |called )?(?:mr |mrs |ms |miss )?(?:\w+ (?:and|&) )?$",
    _I,
)
PARENT_OF_BEFORE = re.compile(
    rf"\b(?:{KIN}|baby|child|children|kids|son|daughter|twins|newborn|unborn|bump) (?:of|to) (?:baby |"
    rf"little |child )?$",
    _I,
)
FORM_BEFORE = re.compile(
    r"(?:^|\n|[>|;•*-])[ >|]{0,3}(?:child(?:['’]?s)?(?: full)? name|name of (?:child|pupil|yp|young "
    r"person)|pupil(?:['’]s)?(?: name)?|young person|yp|client(?: name)?|child|subject child|service user)"
    r"\s?[:=]\s?$",
    _I,
)
