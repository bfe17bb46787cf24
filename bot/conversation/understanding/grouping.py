"""What is said of which milestones: sentences cut where they turn to others, and joined where they go on."""

import re
from dataclasses import dataclass, field

from bot.conversation.understanding.bulk import exception_before
from bot.conversation.understanding.naming import fits_at_all, name_by_words
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.progress import read_progress
from bot.conversation.understanding.said import Mention, Naming, Part
from bot.conversation.understanding.status import read_status

SAME_AGAIN = re.compile(
    r"\b(?:same|ditto|likewise|as well|too|also|similarly|idem|same again|same story|so\s+(?:is|are|has|have))\b"
    r"|^\W*§?\W*(?:\"|〃)"
)
_JOINING = re.compile(
    r"[\s,;&+/()]*(?:\b(?:and|or|nor|plus|also|both|with|milestones?|actions?|as well as)\b[\s,;&+/()]*)*"
)


@dataclass
class Group:
    """Milestones, and everything that is said of them."""

    mentions: list[Mention]
    parts: list[Part] = field(default_factory=list)

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for mention in self.mentions for ref in mention.refs))

    @property
    def low(self) -> str:
        return "\n".join(part.low for part in self.parts)


def groups_of(part: Part, about: str | None) -> list[Group]:
    """A sentence cut where it turns to other milestones: each group with the words said of it."""
    runs = _runs(part, about)
    if not runs:
        return [Group([], [part])]
    own = _said_of_the_thread(part, runs, about)
    if own:
        rest = part.said.part(own.end, part.end)
        return [Group([], [own]), *groups_of(rest, None)]
    if len(runs) == 1:
        return [Group(runs[0], [part])]
    if _is_said_before(part, runs):
        ends = [run[-1].end - part.start for run in runs]
        pieces = part.split([*ends[:-1]])
    else:
        firsts = [run[0] for run in runs[1:]]
        pieces = part.split([_turning(part, mention) for mention in firsts])
    return [Group(run, [piece]) for run, piece in zip(runs, pieces, strict=False)]


def _said_of_the_thread(part: Part, runs: list[list[Mention]], about: str | None) -> Part | None:
    """ "On track, and 2.1 is slipping": what comes before the first reference is said of the thread's milestone."""
    first = runs[0][0]
    if not about or about in first.refs:
        return None
    cut = _back_to_clause(part.low, first.start - part.start)
    before, after = part.low[:cut], part.low[cut:]
    if not _states(before) or not (_states(after) or SAME_AGAIN.search(after)):
        return None
    return part.said.part(part.start, part.start + cut)


def _states(low: str) -> bool:
    return read_status(low, None).status is not None or read_progress(low) is not None


def _turning(part: Part, mention: Mention) -> int:
    """Where the words about a mention begin: at "except", or with its clause."""
    at = mention.start - part.start
    return exception_before(part.low, at) if mention.is_excepted else _back_to_clause(part.low, at)


def _back_to_clause(low: str, start: int) -> int:
    """Words that belong to the mention, "and", "leaflet (", move with it."""
    head = re.search(r"(?:[,;.\n]|\s-|\b(?:and|but|while|whereas|then)\b)[^,;.\n§¤]{0,40}$", low[:start])
    if not head:
        return start
    between = low[head.start() : start]
    has_words = re.search(r"\b(?:is|are|was|has|have|needs?|will)\b|%", between)
    is_same_again = re.match(r"\W*(?:and\s+)?so\b", between)
    return start if has_words and not is_same_again else head.start()


def _runs(part: Part, about: str | None) -> list[list[Mention]]:
    """Mentions that stand together: "3.1 and 19.1" is one run, and so is a mention repeated."""
    runs: list[list[Mention]] = []
    for mention in part.mentions:
        if _is_only_referred_to(part, mention, about):
            continue
        between = part.said.low[runs[-1][-1].end : mention.start] if runs else ""
        if runs and _JOINING.fullmatch(between) and not mention.is_excepted:
            runs[-1].append(mention)
        elif runs and mention.refs and runs[-1][-1].refs == mention.refs:
            continue
        else:
            runs.append([mention])
    return runs


_REFERRED_TO = re.compile(
    r"\b(?:by|until|after|see|as|than|like|depends\s+on|dependent\s+on|waiting\s+(?:on|for)|linked\s+to|because\s+of|with|from|via"
    r"|before|once|when|until)\s*$"
)


def _is_only_referred_to(part: Part, mention: Mention, about: str | None) -> bool:
    """ "Blocked by 1.6", said in the thread of 1.5, is about 1.5."""
    if about is None or about in mention.refs or mention.is_excepted:
        return False
    return bool(_REFERRED_TO.search(part.low[: mention.start - part.start]))


def _is_said_before(part: Part, runs: list[list[Mention]]) -> bool:
    """ "Done 1.5, slipping 1.6": the words come before each milestone, and none after the last."""
    first, last = runs[0][0].start - part.start, runs[-1][-1].end - part.start
    before, after = part.low[:first], part.low[last:]
    return bool(read_status(before, None).status) and not re.search(r"\w", after)


_FIRST_WORDS = re.compile(r"\W*(?:the\s+|our\s+|my\s+)?((?:[\w'-]+\s+){1,3}[\w'-]+)")


def _names_another(group: Group, before: Group, index: PlanIndex) -> Mention | None:
    """ "14.4 green. Pathway audits amber": two words or more of one other title, to begin with, name that milestone."""
    part = group.parts[0]
    first = _FIRST_WORDS.match(part.low)
    if first is None or not before.refs or read_status(part.low, None).status is None:
        return None
    named = name_by_words(first.group(1), index)
    only = named.only
    if only is None or only in before.refs or len(named.matched) < 2 or not index.by_ref[only.upper()].is_open:
        return None
    if any(fits_at_all(first.group(1), ref, index) for ref in before.refs):
        return None
    return Mention(part.start, part.start + first.end(), (only,), Naming.WORDS)


def joined(groups: list[Group], index: PlanIndex) -> list[Group]:
    """A sentence that names nothing goes on about what the one before it named."""
    result: list[Group] = []
    for group in groups:
        another = _names_another(group, result[-1], index) if result and not group.mentions else None
        if another is not None:
            result.append(Group([another], group.parts))
        elif result and not group.mentions:
            result[-1].parts += group.parts
        elif result and not result[-1].mentions and _is_introduction(result[-1]):
            result[-1] = Group(group.mentions, [*result[-1].parts, *group.parts])
        elif result and group.refs and group.refs == result[-1].refs:
            result[-1].parts += group.parts
        else:
            result.append(group)
    return result


def _is_introduction(group: Group) -> bool:
    return not read_status(group.low, None).status
