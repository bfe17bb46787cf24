"""A file that may be a plan: read, said what it says, and kept when whoever sent it says so."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath

from sqlalchemy.orm import Session

from bot.conversation import phrases, query_wording
from bot.conversation.answers.passing_on import ask_what_it_shows
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.difference_wording import say_difference
from bot.conversation.forms import open_button
from bot.conversation.heard import Attached, Heard, Speaker
from bot.conversation.message import Button, Items, Message, Part, bold, buttons, line, plain, runs
from bot.conversation.setting import setting_of
from bot.plans_in import Arrangements, keep_plan
from plans.comparing import Difference
from plans.reading import PlanReading
from storage.changes.dropped import Dropped, decide_dropped, dropped_by_id, keep_dropped
from storage.changes.importing import Source
from storage.changes.reimporting import differences, reimport
from storage.changes.updates import Said, keep_words
from storage.questions.completions import EvidenceFacts
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import PersonFacts, person_by_id
from storage.questions.plans import PlanFacts, brings_plans_in, plan_like, plan_of_document
from storage.questions.queries import queries_of_plan

READABLE = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".csv", ".tsv", ".pdf"})
FEWEST_MILESTONES = 3
MOST_SAID = 5
DECIDED = "That file was decided about before. Nothing was changed."

IMPORT, EVIDENCE, LEAVE = "import", "evidence", "leave"


def take_in(
    session: Session, person: PersonFacts, files: Sequence[Attached], platform: str, conversation: str, now: datetime
) -> Reply | None:
    """Has the first of the files that may be a plan read, where its sender may bring plans in; None where it is not."""
    found = next((file for file in files if file.download and PurePath(file.name).suffix.lower() in READABLE), None)
    if found is None or person.is_guest or not brings_plans_in(session, person.id, person.organisation_id):
        return None
    dropped = Dropped(
        0, person.id, platform, found.tenant, conversation, None, found.name, found.address, found.download
    )
    keep_dropped(session, dropped, now)
    return Reply(
        plain(f"I am reading “{found.name}” and say in a minute what is in it. Nothing is kept until you say.")
    )


def say_what_was_read(session: Session, dropped: Dropped, reading: PlanReading, source_hash: str, today: date) -> Reply:
    """What the file says, with the choice of what it is."""
    person = person_by_id(session, dropped.person_id)
    same = plan_of_document(session, person.organisation_id, source_hash)
    if same is not None:
        return Reply(plain(f"“{dropped.name}” is the document that {same} was read from. Nothing has changed."))
    known = plan_like(session, person.organisation_id, reading)
    head = f"“{dropped.name}” reads as a plan: {reading.title}"
    parts: list[Part] = [line(bold(head)), line(_counts(reading))]
    parts += _queries(reading) if known is None else _changes(session, known, reading, today)
    choices = [
        Button("Import" if known is None else "Make these changes", "plan_in", _value(dropped, IMPORT), "primary"),
        Button("It is evidence", "plan_in", _value(dropped, EVIDENCE)),
        Button("Leave it", "plan_in", _value(dropped, LEAVE)),
    ]
    return Reply(Message(f"{head}. {_counts(reading)}", (*parts, *buttons(*choices))))


def _value(dropped: Dropped, what: str) -> str:
    return json.dumps({"dropped": dropped.id, "what": what})


def _counts(reading: PlanReading) -> str:
    of = f"{reading.organisation}: " if reading.organisation else ""
    counts = [
        phrases.count(len(reading.actions), "action"),
        phrases.count(len(reading.milestones), "milestone"),
        phrases.count(len(reading.recommendations), "recommendation"),
    ]
    left = f"{phrases.count(len(reading.queries), 'thing')} to settle" if reading.queries else "nothing to settle"
    return f"{of}{phrases.listed(counts)}; {left}."


def _queries(reading: PlanReading) -> list[Part]:
    """The first of what a person has to settle."""
    said = query_wording.say_queries(reading.queries[:MOST_SAID])
    listed = Items(tuple(runs(one.strip()) for one in said), start=None)
    return [line("To settle, once it is kept:", quiet=True), listed] if said else []


def _changes(session: Session, known: PlanFacts, reading: PlanReading, today: date) -> list[Part]:
    found = differences(session, known.id, reading, today)
    taken = _accepted(found)
    said = [runs(say_difference(one, today, known.status_words, is_taken=one in taken)) for one in found[:MOST_SAID]]
    head = f"It is another document of a plan that is kept, and would make {phrases.count(len(taken), 'change')}."
    disputed = len(found) - len(taken)
    if disputed:
        head += f" {disputed} more {'stays' if disputed == 1 else 'stay'} as said in chat since."
    return [line(head), *([Items(tuple(said), None)] if said else [])]


def _accepted(found: Sequence[Difference]) -> list[Difference]:
    return [one for one in found if not one.is_disputed]


def say_it_is_none(session: Session, dropped: Dropped, why: str, now: datetime) -> Reply:
    """It does not read as a plan: it is evidence then, and of which milestone is asked."""
    decide_dropped(session, dropped.id, "no plan", now)
    person = person_by_id(session, dropped.person_id)
    asked = _as_evidence(session, person, dropped, now)
    head = line(f"“{dropped.name}” does not read as a plan. {why}".strip(), quiet=True)
    return Reply(Message(asked.message.text, (head, *asked.message.parts)), asked.numbered)


def decide(session: Session, person: PersonFacts, dropped_id: int, what: str, now: datetime) -> Reply:
    """A press of what the file is: carried out once, for whoever sent it."""
    dropped = dropped_by_id(session, dropped_id)
    if dropped is None or dropped.person_id != person.id:
        return Reply(plain("That file was somebody else's. Nothing was changed."))
    if dropped.decision is not None or dropped.reading is None:
        return Reply(plain(DECIDED))
    if what == IMPORT and not brings_plans_in(session, person.id, person.organisation_id):
        return Reply(plain("Plans are brought in by whoever owns one. Nothing was changed."))
    decide_dropped(session, dropped.id, what, now)
    if what == IMPORT:
        return _import(session, person, dropped, dropped.reading, now)
    if what == EVIDENCE:
        return _as_evidence(session, person, dropped, now)
    return Reply(plain(f"“{dropped.name}” is left as it is. Nothing was kept."))


def _import(session: Session, person: PersonFacts, dropped: Dropped, reading: PlanReading, now: datetime) -> Reply:
    source, today = Source(dropped.name, dropped.source_hash or ""), now.astimezone(person.zone).date()
    known = plan_like(session, person.organisation_id, reading)
    if known is None:
        kept = keep_plan(session, person.organisation_id, reading, source, Arrangements(owner=person.name), now)
        plan_id, head = kept.plan_id, f"{reading.title} is kept, and you own it"
    else:
        taken = _accepted(differences(session, known.id, reading, today))
        reimport(session, known.id, reading, source, taken, now)
        plan_id, head = known.id, f"{phrases.count(len(taken), 'change')} made in {known.title}"
    return _kept(session, person, plan_id, head, today)


def _kept(session: Session, person: PersonFacts, plan_id: int, head: str, today: date) -> Reply:
    milestones = milestones_of_plan(session, plan_id, today, person.id)
    unreminded = sum(1 for m in milestones if m.unreminded_because)
    left = sum(not query.is_settled for query in queries_of_plan(session, plan_id, person.id))
    said = [
        phrases.count(len(milestones), "milestone"),
        f"{phrases.count(left, 'thing')} to settle" if left else "nothing to settle",
        f"nobody is being reminded of {unreminded}" if unreminded else "",
    ]
    told = f"{'; '.join(words for words in said if words)}."
    settle = (open_button("Settle…", "settle", plan=plan_id),) if left else ()
    return Reply(Message(f"{head}: {told}", (line(bold(head), f": {told}"), *buttons(*settle))))


def _as_evidence(session: Session, person: PersonFacts, dropped: Dropped, now: datetime) -> Reply:
    speaker = Speaker(dropped.platform, dropped.tenant, "")
    heard = Heard(speaker, dropped.conversation, f"file {dropped.id}", "", now, dropped.thread)
    setting = setting_of(session, person, heard, now)
    if setting is None:
        return Reply(plain("There is no plan yet for which it could be evidence."))
    said = Said(person.id, dropped.platform, dropped.conversation, heard.message_id, now, f"[file: {dropped.name}]")
    author = keep_words(session, said)
    assert author.update_text_id is not None
    found = [EvidenceFacts(dropped.name, "file", dropped.address)]
    return ask_what_it_shows(Occasion(session, setting, author, author.update_text_id), found)


def reads_as_a_plan(reading: PlanReading) -> bool:
    """A page of minutes has a row or two that look like milestones; a plan has several, with dates or leads."""
    telling = sum(1 for m in reading.milestones if m.due is not None or m.leads)
    return len(reading.milestones) >= FEWEST_MILESTONES and telling * 2 >= len(reading.milestones)
