"""What a document leaves open, in words: the question, what was taken meanwhile, and what may be answered."""

from collections.abc import Iterable, Iterator

from bot.conversation import phrases
from plans.milestone import Milestone
from plans.reading import Query
from plans.unsettled import HELD_BACK
from storage.questions.queries import QueryFacts

LONGEST_QUOTE = 160

_ABOUT = {
    "due": "its date",
    "leads": "who answers for it",
    "status": "how it stands",
    "status_key": "what a colour means",
    "title": "what is to be done",
    "ref": "its reference",
    "action": "which action it belongs to",
    "organisation": "whose plan it is",
    "as_at": "of which day it is",
    "table": "a table",
    "document": "what was left out",
}
_QUESTIONS = {
    "due": "When is {ref} due?",
    "leads": "Who answers for {ref}?",
    "status": "How does {ref} stand?",
    "status_key": "What does {text} mean in this plan?",
    "title": "What is to be done in {ref}?",
    "ref": "What is the reference of this milestone?",
    "action": "Which action does {ref} belong to?",
    "organisation": "Whose plan is it?",
    "as_at": "Of which day is the document?",
    "table": "Is it right that this table is not part of the plan?",
    "document": "Is it right to go on without this?",
}


def about(field: str) -> str:
    """What a question is about, as people say it: "its date"."""
    return _ABOUT.get(field, field)


def question(query: Query | QueryFacts) -> str:
    """The question as it is put to the improvement officer: "When is 1.1 due?"."""
    return _QUESTIONS.get(query.field, "Is this right?").format(ref=query.ref, text=f"“{query.text}”")


def taken(query: Query | QueryFacts) -> str:
    """What the value was taken for, and whether it is used meanwhile; empty where it was taken for nothing."""
    if query.taken_as is None:
        return ""
    is_held = query.field in HELD_BACK or query.field == "status_key"
    return f"taken as {query.taken_as}{', and not used until it is settled' if is_held else ''}"


def say_queries(queries: Iterable[Query | QueryFacts]) -> Iterator[str]:
    """Each question in up to three lines: what the document says and where, what it was taken for, and why."""
    for query in queries:
        place = f" ({query.place})" if query.place else ""
        quoted = phrases.beginning(query.text, LONGEST_QUOTE)
        yield f'  {query.ref or "the plan"}, {about(query.field)}{place}: "{quoted}"'
        if query.taken_as is not None:
            yield f"      {taken(query)}"
        yield f"      because {query.why}{_rests_on(query)}"


def _rests_on(query: Query | QueryFacts) -> str:
    resting = query.covers if isinstance(query, QueryFacts) else len(query.refs)
    return f"; {phrases.count(resting, 'milestone rests', 'milestones rest')} on it" if resting else ""


def doubts(milestone: Milestone) -> str:
    """What of a milestone is still to be settled, besides the date that its reason for no reminder names."""
    fields = [field for field in milestone.to_settle if field != "due" or milestone.due is not None]
    return f"still to be settled: {phrases.listed([about(field) for field in fields])}" if fields else ""
