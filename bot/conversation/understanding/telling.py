"""Whether words that were asked for tell anything: "staffing" and "IT delay" do, "asdf", "banana" and "." do not."""

import re
from collections.abc import Collection

from bot.conversation.understanding.phrases import word_set
from bot.conversation.understanding.spelling import is_english, is_nearly_english

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACRONYM = re.compile(r"[A-Z]{2,6}s?|[A-Z](?:&|/)[A-Z]")
_SMALL = word_set(
    """
    a an the this that these those it its it's he she they we i you me us them him her my our your their his who which
    what why how when where is are was were be been being am has have had do does did don't doesn't didn't will would
    can could should shall may might must not no yes and or but so as if of on in at to for from by with about into out
    up off over than then there here just very too also only some any all both each every much many more most yet still
    because since reason reasons cause due please thanks thank ok okay sorry well really
    """
)
_SAYS_NOTHING = word_set(
    """
    stuff thing things something whatever somehow someone nothing none nobody know knows knew dunno idea idk sure tell
    say says said tbc tba tbd na etc blah test testing foo bar time longer extra need needs needed want wants get got
    late later soon now today tomorrow next week weeks month months day days year date dates deadline delay delays
    delayed slip slips slipped slipping move moved moving push pushed extend extended extension behind finish finished
    done progress work works working happen happens happened change changed milestone milestones action actions plan
    project task item step
    """
)
_WHAT_HOLDS_WORK_UP = re.compile(
    r"(?:absen|access|accident|advice|annual|approv|audit|bereave|board|budget|busy|cabinet|capacity|clash|committee|comms"
    r"|complex|confus|consult|contract|cost|court|covid|crisis|cyber|data|depart|depend|design|election|emergency|evidence"
    r"|famil|feedback|financ|flood|flu|forgot|fund|governance|handover|health|holiday|hospital|ill|illness|incident|injur"
    r"|inspect|leave|left|legal|maternity|member|migrat|miss|money|network|nhs|ofsted|outage|overlook|panel|pandemic"
    r"|partner|paternity|police|politic|pressure|print|priorit|procure|purdah|quality|recruit|reorgani|resign|resourc"
    r"|restructur|safeguard|sample|school|scope|scoping|secondment|sick|sign|snow|software|solicitor|staff|strike"
    r"|supplier|surgery|system|technical|tender|translat|tribunal|turnover|underestimat|union|unclear|unwell|upgrade"
    r"|vacanc|weather|workload|christmas|xmas|easter)\w*"
)


def tells_why(words: str, own: Collection[str] = frozenset()) -> bool:
    """Whether words can be a reason: two words that say something, or one of what holds work up.

    `own` are the words, in lower case, of the plan and its people.
    """
    written = _WORD.findall(words.lower() if words.isupper() and len(words.split()) > 1 else words)
    said = {word.lower().replace("’", "'"): word for word in written}
    left = {low: word for low, word in said.items() if _ACRONYM.fullmatch(word) or low not in _SMALL}
    telling = {low: word for low, word in left.items() if _tells(low, word, own)}
    if len(left) > 1:
        return bool(telling)
    return any(
        low in own or _ACRONYM.fullmatch(word) or _WHAT_HOLDS_WORK_UP.fullmatch(low) for low, word in telling.items()
    )


def _tells(low: str, word: str, own: Collection[str]) -> bool:
    if low in _SAYS_NOTHING or len(low) < 2:
        return False
    return bool(_ACRONYM.fullmatch(word)) or low in own or is_english(low) or is_nearly_english(low)
