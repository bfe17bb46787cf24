"""A person settles what a document left open: each answer is one event, and only then is the value used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from plans.words import Role, Status
from storage import tables
from storage.changes.events import LEAD, Author, change_milestone, lead_value, note_event
from storage.changes.people import find_or_add_person, find_or_add_post
from storage.changes.queries import unsettled


@dataclass(frozen=True)
class AsTaken:
    """It is right as it was taken."""


@dataclass(frozen=True)
class LeftOpen:
    """There is nothing to say: no date, nobody yet, no status. It stays on the lists of what is missing."""


@dataclass(frozen=True)
class Named:
    """Who answers for it: a person, or a post whoever holds it."""

    name: str
    is_post: bool = False


Answer = AsTaken | LeftOpen | Named | date | Status | str


class CannotSettle(ValueError):
    """An answer cannot be kept. The message is a sentence for whoever gave it."""


def settle(session: Session, query_id: int, answer: Answer, author: Author) -> tables.Query:
    """Keeps the answer to one question and what follows from it.

    Raises CannotSettle when the question is asked no more, was settled before, or the answer does not fit it.
    """
    query = session.get(tables.Query, query_id)
    if query is None or query.position is None:
        raise CannotSettle("That is not asked any more: a newer document has taken its place.")
    if query.settled_at is not None:
        raise CannotSettle("That was settled meanwhile. Nothing was changed.")
    event = _SETTLED.get(query.field, _note)(session, query, _value(query, answer), author)
    query.settled_at, query.settled_by_id = author.at, author.person_id
    query.answer, query.event_id = _words(query, answer), event.id
    session.flush()
    return query


def settle_alike(session: Session, query_id: int, answer: Answer, author: Author) -> int:
    """Gives the same answer to every question like this one. Says how many there were."""
    alike = alike_to(session, session.get_one(tables.Query, query_id), answer)
    for query in alike:
        if query.settled_at is None:
            settle(session, query.id, answer, author)
    return len(alike)


def alike_to(session: Session, query: tables.Query, answer: Answer) -> list[tables.Query]:
    """The plan's other open questions for which the answer to this one goes as well.

    "Right" and "nothing" go for all that are asked for the same reason, a value only where the words are the same.
    """
    is_general = isinstance(answer, AsTaken | LeftOpen)
    others = [one for one in unsettled(session, query.plan_id) if one.id != query.id and _reason(one) == _reason(query)]
    return [one for one in others if is_general or one.text == query.text]


def _reason(query: tables.Query) -> tuple[str, bool, str]:
    """ "no year is written; taken as 2012" is asked for the same reason as "no year is written; taken as 2013"."""
    return query.field, query.taken_as is None, query.why.partition(";")[0]


def _value(query: tables.Query, answer: Answer) -> Any:
    """The value that the answer stands for, None where it changes nothing: what is held back stays empty as it is."""
    if isinstance(answer, LeftOpen):
        return answer if query.field == "leads" else None
    if not isinstance(answer, AsTaken):
        return answer
    if query.taken is None:
        raise CannotSettle("It was taken for nothing yet: say what it is.")
    match query.field:
        case "due":
            return date.fromisoformat(query.taken)
        case "status" | "status_key":
            return Status(query.taken)
        case _:
            return None


def _words(query: tables.Query, answer: Answer) -> str | None:
    match answer:
        case AsTaken():
            return query.taken_as
        case LeftOpen():
            return None
        case Named(name):
            return name
        case Status():
            return answer.words
        case date():
            return f"{answer:%-d %B %Y}"
    return answer


def _milestone(session: Session, query: tables.Query) -> tables.Milestone:
    return session.get_one(tables.Milestone, query.milestone_id)


def _change(session: Session, query: tables.Query, fields: dict[str, Any], author: Author) -> tables.Event:
    return change_milestone(session, _milestone(session, query), "settled", fields, author)


def _due(session: Session, query: tables.Query, due: date | None, author: Author) -> tables.Event:
    if due is None:
        return _change(session, query, {}, author)
    first = {} if _milestone(session, query).original_due_on else {"original_due_on": due}
    return _change(session, query, {"due_on": due, **first}, author)


def _lead(session: Session, query: tables.Query, named: Named | LeftOpen | None, author: Author) -> tables.Event:
    before = lead_value(session, query.milestone_id or 0)
    match named:
        case None:
            value = before
        case LeftOpen():
            value = None
        case Named():
            value = _named(session, session.get_one(tables.Plan, query.plan_id), named)
    event = _change(session, query, {} if value == before else {LEAD: value}, author)
    if value and before and value != before:
        _change_places(session, query.milestone_id or 0, value, before)
    return event


def _named(session: Session, plan: tables.Plan, named: Named) -> dict[str, Any]:
    if named.is_post:
        post = find_or_add_post(session, plan.organisation_id, named.name)
        return {"person_id": None, "post_id": post.id, "name": post.title}
    person = find_or_add_person(session, plan.organisation_id, named.name)
    return {"person_id": person.id, "post_id": None, "name": person.name}


def _change_places(session: Session, milestone_id: int, now: dict[str, Any], before: dict[str, Any]) -> None:
    """Whoever was named in support and answers for it now gives that place to the one who was taken for the lead."""
    session.execute(
        update(tables.Lead)
        .where(
            tables.Lead.milestone_id == milestone_id,
            tables.Lead.role == Role.SUPPORT,
            tables.Lead.person_id.is_not_distinct_from(now["person_id"]),
            tables.Lead.post_id.is_not_distinct_from(now["post_id"]),
        )
        .values(person_id=before["person_id"], post_id=before["post_id"])
    )


def _status(session: Session, query: tables.Query, status: Status | None, author: Author) -> tables.Event:
    """Words that nobody knew mean the same wherever the plan uses them."""
    if status is None:
        return _change(session, query, {}, author)
    if query.taken is None and query.text:
        _explain(session, query.plan_id, query.text, status, None, author)
        for other in unsettled(session, query.plan_id):
            if other.id != query.id and (other.field, other.text, other.taken) == ("status", query.text, None):
                _change(session, other, {"status": status}, author)
                other.answer = status.words
    return _change(session, query, {"status": status}, author)


def _key(session: Session, query: tables.Query, status: Status | None, author: Author) -> tables.Event:
    """What a colour means goes for every milestone that is rated in it and of which nobody has said more since."""
    if status is None:
        return _note(session, query, None, author)
    event = _explain(session, query.plan_id, query.text.capitalize(), status, query.text, author)
    rated = select(tables.Milestone).where(tables.Milestone.id.in_(query.covers), tables.Milestone.status.is_(None))
    for milestone in session.scalars(rated).all():
        change_milestone(session, milestone, "settled", {"status": status}, author)
    return event


def _explain(
    session: Session, plan_id: int, label: str, status: Status, colour: str | None, author: Author
) -> tables.Event:
    plan = session.get_one(tables.Plan, plan_id)
    before = plan.status_key
    # In front, so that the words which the document itself prints for a status stay the plan's words for it.
    plan.status_key = [[label, status.value, colour], *before]
    return note_event(session, plan_id, "settled", {"status_key": [before, plan.status_key]}, author)


def _title(session: Session, query: tables.Query, title: str | None, author: Author) -> tables.Event:
    return _change(session, query, {"title": title} if title else {}, author)


def _ref(session: Session, query: tables.Query, ref: str | None, author: Author) -> tables.Event:
    taken = select(tables.Milestone.title).where(tables.Milestone.plan_id == query.plan_id, tables.Milestone.ref == ref)
    title = session.scalar(taken) if ref else None
    if title is not None:
        raise CannotSettle(f"{ref} is the reference of another milestone: {title}")
    return _change(session, query, {"ref": ref} if ref else {}, author)


def _action(session: Session, query: tables.Query, ref: str | None, author: Author) -> tables.Event:
    if ref is None:
        return _change(session, query, {}, author)
    wanted = select(tables.Action.id).where(tables.Action.plan_id == query.plan_id, tables.Action.ref == ref)
    action_id = session.scalar(wanted)
    if action_id is None:
        raise CannotSettle(f"This plan has no action {ref}.")
    return _change(session, query, {"action_id": action_id}, author)


def _council(session: Session, query: tables.Query, name: str | None, author: Author) -> tables.Event:
    plan = session.get_one(tables.Plan, query.plan_id)
    before, plan.council = plan.council, name or plan.council
    return note_event(session, plan.id, "settled", {"council": [before, plan.council]}, author)


def _as_at(session: Session, query: tables.Query, day: date | None, author: Author) -> tables.Event:
    plan = session.get_one(tables.Plan, query.plan_id)
    before, plan.as_at = plan.as_at, day or plan.as_at
    kept = [one.isoformat() if one else None for one in (before, plan.as_at)]
    return note_event(session, plan.id, "settled", {"as_at": kept}, author)


def _note(session: Session, query: tables.Query, value: Any, author: Author) -> tables.Event:
    """Seen and found right: nothing follows from it but that it is asked no more."""
    return note_event(session, query.plan_id, "settled", {}, author)


_SETTLED: dict[str, Callable[[Session, tables.Query, Any, Author], tables.Event]] = {
    "due": _due,
    "leads": _lead,
    "status": _status,
    "status_key": _key,
    "title": _title,
    "ref": _ref,
    "action": _action,
    "organisation": _council,
    "as_at": _as_at,
}
