"""A document's tables and paragraphs as one `PlanReading`, with what a person must settle."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from documents.reading.about import About, about
from documents.reading.actions import Action, Step, doubled_refs, gathered, printed_once, steps_of
from documents.reading.dating import Dating, Due, is_same_as_above
from documents.reading.document import Document, UnreadableDocument
from documents.reading.fields import Field
from documents.reading.furniture import furniture_of
from documents.reading.key import printed_key
from documents.reading.leads import Leads, read_leads
from documents.reading.loosening import loosened
from documents.reading.markup import one_line, plain
from documents.reading.meetings import meetings_in
from documents.reading.naming import Names, names_in
from documents.reading.officers import officers_in
from documents.reading.queries import (
    left_out,
    queries_about_plan,
    queries_about_recommendation,
    queries_about_step,
)
from documents.reading.recommendations import Recommendations
from documents.reading.rows import PlanTables, Row
from documents.reading.standing import Standing, notes_in, standing
from plans.reading import (
    ActionReading,
    LeadReading,
    MilestoneReading,
    PlanReading,
    ProgressReading,
    Query,
    RecommendationReading,
)
from plans.status_key import StatusKey, colour_named
from plans.words import Role

_RECOMMENDED = re.compile(
    r"\brec(?:ommendation)?s?\.?\s*[-–]?\s*(\d{1,3}(?:(?:\s*(?:,|&|and)\s*)\d{1,3})*)", re.IGNORECASE
)
_UPDATES = re.compile(r"\b(update|progress|comment|position)", re.IGNORECASE)
_KEPT_AS_TEXT = {
    "starting_point": Field.STARTING_POINT,
    "resources": Field.RESOURCES,
    "monitoring": Field.MONITORING,
    "outcome": Field.OUTCOME,
}
# Columns that have a place of their own in a reading; all others are kept by their heading.
_PLACED = frozenset(
    {
        Field.REF, Field.ACTION, Field.MILESTONE, Field.LEAD, Field.SUPPORT, Field.ORGANISATION, Field.START, Field.DUE,
        Field.STATUS, Field.PROGRESS, Field.OUTCOME, Field.STARTING_POINT, Field.RESOURCES, Field.MONITORING,
        Field.MITIGATION, Field.THEME,
    }
)  # fmt: skip


def understand_document(document: Document, column_map: Mapping[str, str] | None = None) -> PlanReading:
    """What a document says as a plan. `column_map` says what a heading means: heading to the name of a `Field`.

    Raises `UnreadableDocument` where the document holds neither a plan's table nor recommendations.
    """
    document = loosened(document)
    furniture = furniture_of(document)
    known = about(document, furniture)
    key = printed_key(document)
    tables = PlanTables(furniture, column_map, known.title)
    rows = printed_once(tables.read(document, key.tables))
    listed = Recommendations(Dating(known.published), known.title)
    recommendations = listed.read(document)
    if not rows and not recommendations:
        raise UnreadableDocument(_nothing_found(document))
    reader = _Reader(known, key.key, names_in(document))
    actions = gathered(rows)
    steps, doubled = doubled_refs(list(steps_of(actions)))
    milestones = tuple(reader.milestone(step) for step in steps)
    if not milestones:
        return _of_recommendations(known, recommendations, listed.places)
    reading = PlanReading(
        title=known.title,
        organisation=known.organisation,
        as_at=known.as_at,
        published=known.published,
        status_key=key.key.labels,
        recommendations=recommendations,
        actions=tuple(_action(action, recommendations) for action in actions),
        milestones=milestones,
        officers=officers_in(document),
        meetings=meetings_in(document),
    )
    queries = (
        *queries_about_plan(reading, reader.colours, document, known.date_from),
        *left_out(tables.left_out),
        *doubled,
        *reader.queries,
    )
    return replace(reading, queries=tuple(queries))


class _Reader:
    """Reads rows into milestones, and gathers the questions they raise."""

    def __init__(self, known: About, key: StatusKey, names: Names) -> None:
        self.queries: list[Query] = []
        self.colours: dict[str, list[Step]] = {}
        self._known = known
        self._key = key
        self._names = names
        self._dating = Dating(known.dated)
        self._before: Step | None = None
        self._leads_before = Leads()
        self._due_before = Due()

    def milestone(self, step: Step) -> MilestoneReading:
        leads, due = self._leads(step), self._due(step)
        notes = notes_in(self._progress(step), self._dating)
        stands = standing(_rating(step), self._fill(step.row), notes, self._is_done(step, due), self._key)
        if _also_notes(step):
            notes, stands = self._with_notes(notes, stands)
        milestone = MilestoneReading(
            ref=step.ref,
            action=step.action,
            title=step.title,
            theme=step.row.section,
            leads=leads.leads,
            start=self._dating.start(step.text(Field.START)),
            due=due.last,
            dues=due.dates,
            original_due=self._original(step),
            due_text=_words(step, Field.REVISED_DUE) or _words(step, Field.DUE),
            lead_text=_words(step, Field.LEAD),
            immediate=due.is_immediate,
            ongoing=due.is_ongoing,
            status=stands.status,
            status_text=stands.words,
            rag=stands.rag,
            progress=notes,
            mitigation=stands.mitigation or _words(step, Field.MITIGATION),
            columns=tuple(_other_columns(step)),
            **{name: _words(step, what) for name, what in _KEPT_AS_TEXT.items()},
        )
        self._note(step, milestone, leads, due, stands)
        return milestone

    def _with_notes(
        self, notes: tuple[ProgressReading, ...], stands: Standing
    ) -> tuple[tuple[ProgressReading, ...], Standing]:
        """What a column for rating and progress together says beside the rating is a note."""
        said = stands.mitigation or (stands.words if stands.status is None else None)
        if not said:
            return notes, stands
        words = None if stands.status is None else stands.words
        return (*notes, *notes_in(said, self._dating)), replace(stands, mitigation=None, words=words, why=None)

    def _note(self, step: Step, milestone: MilestoneReading, leads: Leads, due: Due, stands: Standing) -> None:
        self._note_colour(step, stands)
        self.queries.extend(queries_about_step(step, milestone, leads, due, stands))
        self._before, self._leads_before, self._due_before = step, leads, due

    def _note_colour(self, step: Step, stands: Standing) -> None:
        """Remember which colours occur, and whose status rests on what each of them means."""
        colour = colour_named(stands.rag) if stands.rag else None
        rated = self.colours.setdefault(colour, []) if colour else []
        if stands.rests_on:
            rated.append(step)

    def _leads(self, step: Step) -> Leads:
        text = step.text(Field.LEAD) or _said(step, Field.LEAD)
        if is_same_as_above(text) and self._before:
            return replace(self._leads_before, why=f"says “{one_line(text)}”; taken from {self._before.ref}")
        found = read_leads(text, self._names)
        support = read_leads(step.text(Field.SUPPORT), self._names).leads
        others = tuple(replace(lead, role=Role.SUPPORT) for lead in support)
        organisation = _words(step, Field.ORGANISATION)
        leads = found.leads
        if organisation and leads and leads[0].organisation is None:
            leads = (replace(leads[0], organisation=organisation), *leads[1:])
        elif organisation and not leads:
            leads = (LeadReading(post=organisation, organisation=organisation),)
        return Leads((*leads, *others), found.why)

    def _due(self, step: Step) -> Due:
        text = step.text(Field.REVISED_DUE) or step.text(Field.DUE) or _said(step, Field.DUE)
        if is_same_as_above(text) and self._before:
            return replace(self._due_before, why=f"says “{one_line(text)}”; taken from {self._before.ref}")
        return self._dating.due(text)

    def _original(self, step: Step) -> date | None:
        """The first date, where the document has a revised one beside it."""
        return self._dating.day(step.text(Field.DUE)) if step.text(Field.REVISED_DUE) else None

    def _is_done(self, step: Step, due: Due) -> bool:
        return due.is_complete or self._dating.day(step.text(Field.COMPLETED_ON)) is not None

    def _progress(self, step: Step) -> str:
        """The progress cells; one under a dated heading ("Update June 2024") begins with that date."""
        columns = step.row.columns
        at = columns.all(Field.PROGRESS)
        if len(at) < 2:
            return step.text(Field.PROGRESS)
        return "\n".join(
            _under(columns.columns[one].heading, step.row.texts[one], self._dating) for one in at if step.row.texts[one]
        )

    def _fill(self, row: Row) -> str | None:
        return next((row.fills[at] for at in row.columns.all(Field.STATUS) if row.fills[at]), None)


def _rating(step: Step) -> str:
    """The rating; of several by month or quarter ("Q1 RAG", "Q2 RAG") the last one filled in."""
    columns, texts = step.row.columns, step.row.texts
    at = columns.all(Field.STATUS)
    if len(at) > 1 and any(re.search(r"\d", columns.columns[one].heading) for one in at):
        return next((texts[one] for one in reversed(at) if texts[one]), "")
    if len(at) > 1 and colour_named(texts[at[0]]):
        return " ".join([texts[at[0]], *(texts[one] for one in at[1:] if not colour_named(texts[one]))]).strip()
    return step.text(Field.STATUS)


def _also_notes(step: Step) -> bool:
    """Whether the rating's column is headed as the place for progress too: "Update and RAG"."""
    return any(_UPDATES.search(step.row.columns.columns[at].heading) for at in step.row.columns.all(Field.STATUS))


def _under(heading: str, text: str, dating: Dating) -> str:
    days = dating.months_in(heading)
    return f"{days[0]:%-d %B %Y} - {text}" if days else text


def _words(step: Step, what: Field) -> str | None:
    """What the row says under one kind of column, None where that is nothing or the action's own words."""
    columns = step.row.columns
    if columns.parent is not None and columns.all(what) == [columns.parent]:
        return None
    return one_line(step.text(what)) or None


def _said(step: Step, what: Field) -> str:
    """What the labelled rows over the action's milestones say, for a milestone that says nothing itself."""
    block = step.row.block
    return block.said.get(what, "") if block else ""


def _other_columns(step: Step) -> Iterator[tuple[str, str]]:
    columns = step.row.columns
    for at, column in enumerate(columns.columns):
        text = one_line(step.row.texts[at])
        if text and column.heading and column.field not in _PLACED and at not in (columns.title, columns.parent):
            yield column.heading, text


def _action(action: Action, recommendations: Sequence[RecommendationReading]) -> ActionReading:
    rows = action.rows
    said = action.said
    title = action.title or ""
    mentions = " ".join([title, *(row.title for row in rows)])
    return ActionReading(
        ref=action.ref,
        title=title,
        theme=rows[0].section,
        objectives=said.get(Field.OBJECTIVES) or _first(rows, Field.OBJECTIVES),
        success_criteria=said.get(Field.SUCCESS) or _first(rows, Field.SUCCESS),
        outcome=said.get(Field.OUTCOME) or _first(rows, Field.OUTCOME),
        recommendations=tuple(_answered(action, mentions, recommendations)),
    )


def _first(rows: Sequence[Row], what: Field) -> str | None:
    at = rows[0].columns.first(what)
    if at is None or at == rows[0].columns.parent:
        return None
    return next((one_line(row.texts[at]) for row in rows if row.texts[at]), None)


def _answered(action: Action, mentions: str, recommendations: Sequence[RecommendationReading]) -> list[str]:
    """The recommendations that an action's words refer to by number, or repeat."""
    refs = [ref for match in _RECOMMENDED.finditer(mentions) for ref in re.findall(r"\d+", match[1])]
    wanted = plain(action.title)
    over = {row.block.ref for row in action.rows if row.block and (row.block.label or "").startswith("rec")}
    refs = [*sorted(over), *refs]
    same = [each.ref for each in recommendations if wanted and plain(each.text).startswith(wanted[:60])]
    return list(dict.fromkeys([*refs, *same]))


def _of_recommendations(
    known: About, recommendations: Sequence[RecommendationReading], places: Mapping[str, str]
) -> PlanReading:
    """An inspection report: each recommendation is an action with one milestone that nobody leads yet."""
    service = {each.ref: each.service for each in recommendations}
    return PlanReading(
        title=known.title,
        organisation=known.organisation,
        as_at=known.as_at,
        published=known.published,
        recommendations=tuple(recommendations),
        actions=tuple(
            ActionReading(each.ref, each.text, service[each.ref], recommendations=(each.ref,))
            for each in recommendations
        ),
        milestones=tuple(
            MilestoneReading(
                ref=each.ref,
                action=each.ref,
                title=each.text,
                theme=each.service,
                due=each.due,
                dues=(each.due,) if each.due else (),
                due_text=each.timescale,
                immediate=bool(each.timescale and each.timescale.lower().startswith("immediate")),
            )
            for each in recommendations
        ),
        queries=tuple(query for each in recommendations for query in queries_about_recommendation(each, places)),
    )


def _nothing_found(document: Document) -> str:
    return (
        f"{document.name} holds no table of a plan: none has a heading for the action together with one for its lead, "
        "its date or its status, and there is no list of recommendations. Check that it is the plan itself, or say "
        "which column is which."
    )
