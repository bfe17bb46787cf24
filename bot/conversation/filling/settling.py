"""The form that settles what a document left open, one question after the other."""

from sqlalchemy.orm import Session

from bot.conversation import phrases, query_wording
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.filling.asking import Asking, Filled, Maker, NotFilled, NotOpen, Ready
from bot.conversation.forms import Field, FieldError, Form, Kind, Option, open_button
from bot.conversation.message import Items, Part, bold, line, runs
from bot.conversation.query_answers import INPUTS, Entry, Known, NotAnAnswer, entry_for, read_answer
from bot.conversation.setting import setting_in
from storage.changes.settling import Answer, CannotSettle, settle, settle_alike
from storage.questions.people import people_of
from storage.questions.plans import PlanFacts
from storage.questions.queries import QueryFacts, actions_of_plan, count_alike, posts_of, queries_of_plan

NAME = "settle"
EVERYTHING_IS_SETTLED = "Everything in this plan is settled."
MOST_CELLS = 12

_WHAT = "settle what its document left open"
_KINDS: dict[str, Kind] = {"date": "text", "who": "text", "choice": "choice", "words": "text"}


def open_settling(asking: Asking) -> Form:
    plan = asking.owned_plan(_WHAT)
    query = _asked(asking, plan)
    entry = entry_for(query, known_in(asking.session, plan))
    return Form(
        title="Settle a question",
        submit="Settle it",
        value=open_button("", NAME, plan=plan.id, query=query.id).value,
        fields=tuple(_fields(asking.session, query, entry)),
        about=tuple(_about(query)),
    )


def known_in(session: Session, plan: PlanFacts) -> Known:
    """The names that an answer may use."""
    return Known(
        people=[person.name for person in people_of(session, plan.organisation_id)],
        posts=posts_of(session, plan.organisation_id),
        actions=actions_of_plan(session, plan.id),
    )


def _asked(asking: Asking, plan: PlanFacts) -> QueryFacts:
    """The question that the value names, else the first open one."""
    queries, wanted = queries_of_plan(asking.session, plan.id, asking.person.id), asking.read("query", int)
    if wanted is None:
        found = next((query for query in queries if not query.is_settled), None)
        if found is None:
            raise NotOpen(EVERYTHING_IS_SETTLED)
        return found
    named = next((query for query in queries if query.id == wanted), None)
    if named is None:
        raise NotOpen("That is not asked any more. Look at what is left to settle.")
    if named.is_settled:
        raise NotOpen("That was settled meanwhile. Nothing was changed.")
    return named


def _about(query: QueryFacts) -> list[Part]:
    parts: list[Part] = [line(bold(query_wording.question(query)))]
    if query.title:
        parts.append(line(query.title))
    place = f" ({query.place})" if query.place else ""
    parts.append(line(f"{query.why[0].upper()}{query.why[1:]}.{place}", quiet=True))
    cells = query.row or ((("", query.text),) if query.text else ())
    if cells:
        told = tuple(runs(bold(f"{heading}: ") if heading else "", text) for heading, text in cells[:MOST_CELLS])
        parts += [line("What the document says:", quiet=True), Items(told, start=None)]
    return parts


def _fields(session: Session, query: QueryFacts, entry: Entry) -> list[Field]:
    answers = [Option(label, value) for value, label in (("right", entry.right), ("nothing", entry.nothing)) if label]
    if entry.kind:
        answers.append(Option(entry.label, "other"))
    fields = [Field("answer", "Your answer", "choice", options=tuple(answers))]
    if entry.kind:
        choices = tuple(Option(_choice(query, value, label), value) for value, label in entry.choices)
        fields.append(Field("value", entry.label, _KINDS[entry.kind], entry.hint, choices))
    if entry.kind == "who":
        new = (Option("No, a new person", "person"), Option("No, a new post", "post"))
        fields.append(Field("new", "Are they known already?", "choice", "Leave it empty for a known name.", new))
    alike, _ = count_alike(session, query.id)
    if alike:
        others = f"{phrases.count(alike, 'other question')} asked for the same reason"
        fields.append(Field("alike", "The same answer for", "several", options=(Option(others, "yes"),)))
    return fields


def _choice(query: QueryFacts, value: str, label: str) -> str:
    return f"{value} {label}" if query.field == "action" else label


def read_settling(asking: Asking, filled: Filled) -> Ready:
    plan = asking.owned_plan(_WHAT)
    query = _asked(asking, plan)
    typed = {name: filled.text(name) for name in INPUTS}
    try:
        answer = read_answer(typed, entry_for(query, known_in(asking.session, plan)), asking.today)
    except NotAnAnswer as wrong:
        raise NotFilled(FieldError(wrong.field, wrong.sentence)) from None
    setting = setting_in(asking.session, asking.person, plan, asking.now, asking.person.id)
    is_alike = bool(typed["alike"])
    return Ready(
        setting,
        f"[settled] {query_wording.question(query)}",
        lambda occasion: _settle(occasion, query, answer, is_alike),
        {"value": typed["value"]} if typed["value"] else {},
    )


def _settle(occasion: Occasion, query: QueryFacts, answer: Answer, is_alike: bool) -> Reply:
    """Keeps the answer, and offers the next question. Raises NotFilled where it cannot be kept."""
    session, plan = occasion.session, occasion.setting.plan
    try:
        settle(session, query.id, answer, occasion.author)
        also = settle_alike(session, query.id, answer, occasion.author) if is_alike else 0
    except CannotSettle as wrong:
        raise NotFilled(FieldError("value", str(wrong))) from None
    queries = queries_of_plan(session, plan.id, occasion.setting.person.id)
    kept = next((one.answer for one in queries if one.id == query.id), None)
    others = f", and for {phrases.count(also, 'other')} like it" if also else ""
    said = runs(bold(query_wording.question(query)), f" Settled: {kept or 'nothing to say for now'}{others}.")
    left = sum(not one.is_settled for one in queries)
    following = [open_button(f"Next, {left} left", NAME, "primary", plan=plan.id)] if left else []
    return Reply(listed([said], *following, undo_button(occasion), ask="" if left else EVERYTHING_IS_SETTLED))


SETTLING = Maker(open_settling, read_settling)
