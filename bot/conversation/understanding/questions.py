"""Questions about the plan: what is overdue, how 1.6 is doing, what Ana has due in June."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.understanding.asking import ABOUTS, LEADING
from bot.conversation.understanding.bulk import find_theme, opens_with
from bot.conversation.understanding.intents import About, Context, Intent, KnownMilestone, Question, Unclear
from bot.conversation.understanding.naming import Named, name_by_words, the_one_named
from bot.conversation.understanding.people import find_person
from bot.conversation.understanding.periods import read_period
from bot.conversation.understanding.plan_index import ORDINARY, PlanIndex, content_stems, stem, words_of
from bot.conversation.understanding.question_words import ABOUT
from bot.conversation.understanding.said import Naming, Part

_ORDER = [about for about, _ in ABOUT]
_MINE = re.compile(r"\b(?:i|i've|i'm|my|mine|myself|i'd)\b|\b(?:for|with|on|against|to)\s+me\b|\bown\s+milestones\b")
_NOT_ME = re.compile(
    r"\b(?:can|could|may|do|should|must|if|so|what|did|have|was|since)\s+i\s+(?:get|see|please|just"
    r"|be|glare|know|chase|ask|look|need\s+to\s+(?:know|chase)|worry|be\s+worried|missed?|was|went|looked|last"
    r"|off|away|on\s+leave)\b|\bi\s+(?:need\s+(?:to\s+(?:know|see|chase)|an?|the)|want|was|went|last|should\s+(?:know|worry|chase|be)"
    r"|miss(?:ed)?|would|have\s+to\s+(?:know|chase)|looked|am\s+away|mean\b|don'?t\s+suppose|wonder\w*|should\s+be\s+grateful|suppose)\b|\bi'd\s+like\b"
)
_ITSELF = re.compile(
    r"\b(?:this|it|it's|this\s+one|that\s+one|this\s+milestone|here)\b(?!\s*(?:week|month|quarter"
    r"|year|financial|term|morning|afternoon|plan|is\s+for|all|everything))"
)
_BARE_STATUS = re.compile(
    r"^(?:what(?:'s|\s+is)\s+the\s+(?:status|latest|position|deadline|due\s+date|rag|target|date)"
    r"|when(?:'s|\s+is)\s+(?:the\s+)?(?:deadline|due|due\s+date)|who(?:'s|\s+is)\s+(?:the\s+)?(?:lead"
    r"|leading|owner|responsible)|status|on\s+track|done|due\s+date|deadline|any\s+(?:news|update)"
    r"|still\s+on\s+track|complete|how\s+late|how's\s+(?:that|things)\s+going"
    r"|where\s+are\s+we(?:\s+(?:with|at|up\s+to))?|when\s+was)\W*$"
)
_WHOLE_PLAN = re.compile(
    r"\b(?:plan|overall|everything|across|anything|anyone|anybody|milestones|actions|ones|all|any"
    r"|things|we\b|leads|who|which|whole|how\s+many)\b"
)
_THEME_WORD = re.compile(
    r"(?:^\s*|\b(?:under|in|on|for|of|about|within|across|with|under\s+the"
    r"|the)\s+)(?:the\s+)?([^§¤?.,!]{3,60}?)\s*(?:theme|section|workstream|area|strand|heading"
    r"|part\s+of\s+the\s+plan|chapter)\b"
)
_THEME_LOOSE = re.compile(
    r"(?:^\s*|[,:–-]\s+|\b(?:under|in|on|for|of|about|within|across|with|theme|is|are|the|summarise|summarize"
    r"|sum up|summary)\s+)(?:the\s+)?(?:theme\s+(?:of\s+)?)?(?=([^§¤?.,!]{4,60}))"
)


@dataclass(frozen=True)
class _Scope:
    owner: str | None
    theme: str | None
    ref: str | None


def read_questions(part: Part, context: Context, index: PlanIndex, today: date) -> list[Intent]:
    """What a sentence asks: one question, or one of each milestone named; none when the plan cannot answer."""
    asked = read_question(part, context, index, today)
    if not isinstance(asked, Question) or asked.about not in (About.STATUS, About.DUE) or asked.owner:
        return [asked] if asked else []
    refs = [mention.area or mention.refs[0] for mention in part.mentions if mention.refs and not mention.is_excepted]
    return [replace(asked, ref=ref) for ref in dict.fromkeys(refs)] or [asked]


def read_question(part: Part, context: Context, index: PlanIndex, today: date) -> Intent | None:
    """What a sentence asks, or None when nothing that the plan can answer."""
    low = LEADING.sub(lambda match: " " * len(match.group()), part.low, count=1)
    abouts = {phrase.value for phrase in ABOUTS.find(low)}
    scope, named = _scope(part, low, context, index)
    if abouts & _OF_THE_PLAN and not part.mentions and not scope.owner and scope.ref != context.about:
        scope, named = _Scope(None, scope.theme, None), None
    about = _about(abouts, low, scope, part, index)
    if about is None:
        return None
    if named is not None and about in (About.STATUS, About.DUE, About.OVERDUE, About.RISK, About.CHANGES):
        return Unclear(
            why="Which one?",
            choices=named.refs,
            meant=Question(about=About.DUE if about is About.DUE else About.STATUS, ref=named.refs[0]),
            words=part.words,
            confidence=0.4,
        )
    unsure = next((found.when.ambiguous for found in part.dates if found.when.ambiguous), None)
    if unsure and about in (About.DUE, About.CHANGES):
        return Unclear(why=unsure, words=part.words, confidence=0.4)
    since, to = _period(about, part, context, today, scope, index)
    return Question(
        about=about,
        owner=scope.owner,
        ref=scope.ref,
        theme=scope.theme,
        since=since,
        to=to,
        words=part.words,
        confidence=0.9 if abouts else 0.6,
    )


_OF_THE_PLAN = {About.UNOWNED, About.STALE}
"""What is asked of all milestones: words that occur in a title name none of them then."""


def _period(
    about: About, part: Part, context: Context, today: date, scope: _Scope, index: PlanIndex
) -> tuple[date | None, date | None]:
    if about in (About.STATUS, About.UNOWNED, About.RISK, About.OVERDUE, About.SUMMARY) and not part.dates:
        return None, None
    if about in (About.STATUS, About.UNOWNED) or (about is About.DUE and _one(scope.ref, index)):
        return None, None
    return read_period(part, today, context.calendar, looks_back=about in (About.CHANGES, About.STALE))


def _one(ref: str | None, index: PlanIndex) -> KnownMilestone | None:
    return index.milestone(ref) if ref else None


def _scope(part: Part, low: str, context: Context, index: PlanIndex) -> tuple[_Scope, Named | None]:
    """Whose, which theme and which milestone; and the milestones that the words do not tell apart."""
    mentions = [mention for mention in part.mentions if mention.refs]
    for mention in mentions:
        if mention.naming is Naming.MINE:
            return _Scope("me", _theme(low, index), None), None
        if mention.naming is Naming.PERSON:
            person = find_person(part.said.text[mention.start : mention.end], context)
            return _Scope(person[2] if person else None, _theme(low, index), None), None
    owner = _owner(part, low, context)
    for mention in mentions:
        if mention.naming is Naming.AREA and mention.area in index.themes:
            return _Scope(owner, mention.area, None), None
        whose = owner if mention.area and owner != "me" else None
        return _Scope(whose, None, mention.area or mention.refs[0]), None
    theme = _theme(low, index)
    if theme and (closer := _closer_than(theme, low, index)):
        return _Scope(None, None, closer), None
    if context.about and _OF_THE_THREAD.search(low) and not theme:
        return _Scope(None, None, context.about), None
    if owner and owner != "me" and not theme and (one := _one_of_theirs(low, owner, index)):
        return _Scope(None, None, one), None
    if owner or theme:
        return _Scope(owner, theme, None), None
    if context.about and (_ITSELF.search(low) or _BARE_STATUS.match(low.strip())):
        return _Scope(None, None, context.about), None
    return _by_words(low, index)


_OF_MANY = re.compile(r"\s*(?:anything|any(?!\s+(?:news|update|movement|progress|word)\b)|which|how many|who)\b")


_OF_THE_THREAD = re.compile(
    r"\b(?:the|my|our)\s+(?:deadline|due\s+date|end\s+date|finish\s+date|target\s+date)\b|\bhow\s+long\s+(?:have|do)\s+(?:i|we)\b"
)
_HOW_IT_IS = re.compile(
    r"\s*(?:is|has|did|how|how's|will|any\s+news)\b(?!.*\b(?:overdue|due|late|behind|anything|everything)\b)"
)


def _one_of_theirs(low: str, owner: str, index: PlanIndex) -> str | None:
    """ "Is Ana on track with the handbook" asks about the handbook."""
    if not _HOW_IT_IS.match(low):
        return None
    named = name_by_words(_without_about(low), index)
    return named.only if named.only in index.open_of(owner) else None


def _closer_than(theme: str, low: str, index: PlanIndex) -> str | None:
    """ "The QA framework" is the milestone of that name, though "QA" alone is a theme."""
    if re.search(r"\b(?:theme|section|workstream|strand|heading)\b", low) or set(words_of(theme)) <= set(words_of(low)):
        return None
    named = name_by_words(_without_about(low), index)
    own = set(content_stems(theme))
    of_theme = [word for word in words_of(low) if stem(word) in own or opens_with([word], theme)]
    return named.only if len(named.matched) > len(of_theme) else None


def _by_words(low: str, index: PlanIndex) -> tuple[_Scope, Named | None]:
    named = the_one_named(low, index)
    if not named.refs and not _OF_MANY.match(low):
        named = name_by_words(_without_about(low), index)
    if named.only:
        return _Scope(None, None, named.only), None
    return _Scope(None, None, None), named if named.refs and not _WHOLE_PLAN.search(low) else None


def _without_about(low: str) -> str:
    for phrase in list(ABOUTS.find(low)):
        if phrase.value is not About.STATUS:
            low = low[: phrase.start] + " " * (phrase.end - phrase.start) + low[phrase.end :]
    return low


def _owner(part: Part, low: str, context: Context) -> str | None:
    person = find_person(part.undated, context)
    if person:
        return "me" if person[2] == context.speaker else person[2]
    if _MINE.search(_NOT_ME.sub(" ", low)):
        return "me"
    return None


def _theme(low: str, index: PlanIndex) -> str | None:
    for match in _THEME_WORD.finditer(low):
        for start in range(len(match.group(1).split())):
            theme = find_theme(" ".join(match.group(1).split()[start:]), index)
            if theme:
                return theme
    for match in _THEME_LOOSE.finditer(low):
        said = [word for word in words_of(match.group(1)) if word not in ORDINARY]
        theme = find_theme(match.group(1), index)
        is_under = low[match.start() :].startswith(("under ", "within "))
        if theme and said and (_opens(theme, match.group(1), is_under) or opens_with(said[:1], theme)):
            return theme
    return None


_SMALL = ("and", "of", "the")


def _opens(theme: str, words: str, is_under: bool) -> bool:
    """Without "theme" beside it, only the theme's own first words name it; "under workforce" is content with one."""
    first = [word for word in words_of(theme) if word not in _SMALL][:2]
    said = [word for word in words_of(words) if word not in _SMALL][: len(first)]
    return said == first or (said[:1] == first[:1] and (len(first) == 1 or is_under))


def _about(abouts: set[About], low: str, scope: _Scope, part: Part, index: PlanIndex) -> About | None:
    if _one(scope.ref, index):
        return _about_one(abouts, low)
    chosen = next((about for about in _ORDER if about in abouts), None)
    if chosen is About.OVERDUE and About.RISK in abouts and re.search(r"\brisk\b|off track|red\b", low):
        return About.RISK
    if chosen is About.CHANGES and re.match(r"\s*who(?:'s)?\b", low) and "updat" in low:
        return About.STALE
    if chosen is About.STALE and About.DUE in abouts and not re.search(r"\bupdat", low):
        return About.DUE
    if chosen is About.RISK and About.SUMMARY in abouts and re.search(r"\b(?:summar\w+|overview|how many)\b", low):
        return About.SUMMARY if "how many" not in low else About.RISK
    if chosen is About.DUE and About.SUMMARY in abouts:
        return About.SUMMARY if re.search(r"\bsummar|overview|where (?:are )?we", low) else About.DUE
    if chosen is About.STATUS or (chosen is None and (part.is_asked or scope.theme or scope.owner or scope.ref)):
        return _general(low, scope)
    return chosen


def _about_one(abouts: set[About], low: str) -> About:
    """Of one milestone: when it is due, what moved, who leads it (its status says); else how it is doing."""
    if About.CHANGES in abouts and re.search(r"\b(?:chang|new since|happened|different|since|moved)", low):
        return About.CHANGES
    if re.match(r"\s*when\b", low) and re.search(
        r"\b(?:finish\w*|done|complete\w*|end|close[sd]?|ready|delivered)\b", low
    ):
        return About.DUE
    if About.DUE in abouts and re.search(
        r"\bdue\b|deadline|\bwhen\b|\b(?:end|finish|target|what|which)\s+date|how long", low
    ):
        return About.DUE if not re.search(r"\boverdue\b|\bstart", low) else About.STATUS
    if About.SUMMARY in abouts and re.search(r"summar|overview", low):
        return About.SUMMARY
    return About.STATUS


def _general(low: str, scope: _Scope) -> About | None:
    """ "How's it going", asked of no milestone in particular, is about the plan."""
    if scope.ref:
        return About.STATUS
    if scope.theme or scope.owner:
        return About.SUMMARY
    if re.search(r"\b(?:which|how many|plan|we|everything|overall|milestones|actions|things|all)\b", low):
        return About.SUMMARY
    return About.STATUS
