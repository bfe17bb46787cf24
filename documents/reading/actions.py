"""Rows under their actions, each printed once and each with a reference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from documents.reading.columns import ColumnMap
from documents.reading.fields import Field
from documents.reading.markup import bullets, one_line, plain
from documents.reading.refs import inline_ref, parent_ref, whole_ref
from documents.reading.rows import Row, fits_under
from plans.reading import Query

# Two printings of one row differ by what a page break or a proofreader changed.
_LIKENESS = 88


@dataclass
class Action:
    """An action and its rows. `is_own_row` is true where lead and date stand beside the action's own words."""

    ref: str
    title: str
    rows: list[Row]
    is_own_row: bool
    said: dict[Field, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One milestone to be: its reference, the action's, its words, and the row it stands in.

    `part` and `parts` say which line of the row's other cells is its own, where one row lists several steps.
    """

    ref: str
    action: str
    title: str
    row: Row
    part: int = 0
    parts: int = 1

    def text(self, what: Field) -> str:
        """The row's text for this step: its own line where the cell has one for each step, else the whole."""
        whole = self.row.text(what)
        lines = bullets(whole) or whole.split("\n")
        return lines[self.part] if self.parts > 1 and len(lines) == self.parts else whole


def printed_once(rows: Sequence[Row]) -> list[Row]:
    """The rows without second printings; what only the second printing says is added to the first."""
    kept: list[Row] = []
    for row in rows:
        first = next((before for before in reversed(kept[-6:]) if _is_same(before, row)), None)
        if first is None:
            kept.append(row)
        else:
            _complete(first, row)
    return kept


def _is_same(first: Row, second: Row) -> bool:
    if len(first.texts) != len(second.texts) or first.block is not second.block:
        return False
    one, other = plain(first.title), plain(second.title)
    if min(len(one), len(other)) < 12 or any(
        _differ(first, second, what) for what in (Field.DUE, Field.LEAD, Field.REF)
    ):
        return False
    is_alike = fuzz.ratio(one, other) >= _LIKENESS or one.startswith(other) or other.startswith(one)
    has_ref = bool(inline_ref(first.title).ref or whole_ref(first.text(Field.REF)))
    is_one_parent = not (first.parent and second.parent) or plain(first.parent) == plain(second.parent)
    return is_alike and is_one_parent and (has_ref or one == other) and _is_own_ref(first, second)


def _is_own_ref(first: Row, second: Row) -> bool:
    return inline_ref(first.title).ref == inline_ref(second.title).ref


def _differ(first: Row, second: Row, what: Field) -> bool:
    one, other = plain(first.text(what)), plain(second.text(what))
    return bool(one and other) and one != other


def _complete(first: Row, second: Row) -> None:
    for at, text in enumerate(second.texts):
        if len(plain(text)) > len(plain(first.texts[at])):
            first.texts[at] = text


def gathered(rows: Sequence[Row]) -> list[Action]:
    """The rows under the actions they belong to, in the document's order."""
    _mark_refs(rows)
    actions: list[Action] = []
    owner: object = None
    for row in rows:
        parent = row.parent
        if row.columns.parent is not None:
            is_new = (bool(parent) and not _is_repeat(actions, parent)) or owner is not row.columns or not actions
            if _is_strayed(row, actions, parent):
                is_new = True
            owner = row.columns
            made = _from_parent(row, parent, len(actions))
        elif row.block and (row.block.is_certain or fits_under(row, row.block.ref)):
            is_new, owner = owner is not row.block, row.block
            made = Action(row.block.ref, row.block.title, [], False, row.block.said)
        else:
            is_new, owner = True, None
            made = _own(row, len(actions))
        if is_new:
            actions.append(made)
        actions[-1].rows.append(row)
    return actions


def _is_repeat(actions: Sequence[Action], parent: str) -> bool:
    """Whether a row's action is the one before it, printed again on a new page or in every row."""
    if not actions or not actions[-1].rows:
        return False
    ref = inline_ref(parent, is_numbered=True).ref
    before = actions[-1]
    return plain(inline_ref(parent, is_numbered=True).text) == plain(before.title) and (
        ref is None or ref == before.ref
    )


def _is_strayed(row: Row, actions: Sequence[Action], parent: str) -> bool:
    """A step numbered for another action, with no action printed beside it."""
    ref = own_ref(row)
    above = parent_ref(ref) if ref else None
    return (
        not parent
        and bool(actions)
        and above is not None
        and above[0].isdigit()
        and actions[-1].ref.isdigit()
        and above != actions[-1].ref
    )


def _from_parent(row: Row, parent: str, count: int) -> Action:
    numbered = inline_ref(parent, is_numbered=True)
    ref = numbered.ref or (whole_ref(row.text(Field.REF)) if row.ref_is_actions else None)
    step = own_ref(row)
    above = parent_ref(step) if step else None
    if not parent and above:
        return Action(above, "", [], True)
    return Action(ref or above or str(count + 1), one_line(numbered.text), [], True)


def _mark_refs(rows: Sequence[Row]) -> None:
    """Find, table by table, whether the column of references numbers the actions or the steps.

    It numbers the actions where each action has one reference and each reference one action.
    """
    pairs: dict[ColumnMap, list[tuple[str, str]]] = {}
    for row in rows:
        pairs.setdefault(row.columns, []).append((plain(row.text(Field.REF)), plain(row.parent)))
    for row in rows:
        row.ref_is_actions = row.columns.parent is not None and _is_one_to_one(pairs[row.columns])


def _is_one_to_one(pairs: Sequence[tuple[str, str]]) -> bool:
    written = {pair for pair in pairs if any(pair)}
    refs, parents = {ref for ref, _ in written}, {parent for _, parent in written}
    return "" not in refs and "" not in parents and len(refs) == len(parents) == len(written)


def _own(row: Row, count: int) -> Action:
    return Action(own_ref(row) or str(count + 1), one_line(inline_ref(row.title).text), [], True)


def own_ref(row: Row) -> str | None:
    """The reference printed for the step itself, in its words or in a column of references."""
    inline = inline_ref(row.title).ref
    if inline:
        return inline
    return None if row.ref_is_actions else whole_ref(row.text(Field.REF))


def steps_of(actions: Sequence[Action]) -> Iterator[Step]:
    """Every milestone in order, numbered within its action where the document gives it no number."""
    for action in actions:
        drafts = [draft for row in action.rows for draft in _drafts(row)]
        is_alone = action.is_own_row and len(drafts) == 1 and drafts[0].parts == 1 and not _is_listed(drafts[0].row)
        for at, draft in enumerate(drafts, start=1):
            ref = draft.ref or (action.ref if is_alone else f"{action.ref}.{at}")
            yield replace(draft, ref=ref, action=action.ref)


def _drafts(row: Row) -> list[Step]:
    """One step for a row, or one for each point of a cell that lists several and has no one answer to them all."""
    points = bullets(row.title)
    if points and _answers_each(row, len(points)):
        return [
            Step(_point_ref(point), "", inline_ref(point).text, row, at, max(2, len(points)))
            for at, point in enumerate(points)
        ]
    words = row.title or row.parent
    title = "; ".join(point.rstrip(".;") for point in points) if points else inline_ref(words).text
    return [Step(own_ref(row) or "", "", one_line(title), row)]


def _point_ref(point: str) -> str:
    return inline_ref(point).ref or ""


def _is_listed(row: Row) -> bool:
    return bool(bullets(row.title)) and _answers_each(row, len(bullets(row.title)))


def _answers_each(row: Row, count: int) -> bool:
    """Whether the points of a cell are steps of their own: nothing answers them together, or each has its line."""
    lead, due = row.text(Field.LEAD), row.text(Field.DUE)
    if not lead or not due:
        return True
    return count > 1 and any(len(bullets(text) or text.split("\n")) == count for text in (lead, due))


def doubled_refs(steps: Sequence[Step]) -> tuple[list[Step], list[Query]]:
    """The steps with every reference once; of two with the same one, the second is told apart by a number."""
    seen: dict[str, int] = {}
    kept: list[Step] = []
    queries: list[Query] = []
    for step in steps:
        seen[step.ref] = seen.get(step.ref, 0) + 1
        if seen[step.ref] > 1:
            ref = f"{step.ref} ({seen[step.ref]})"
            why = f"another milestone has the reference {step.ref}; this one is kept as {ref}"
            queries.append(Query(ref, "ref", step.title, why, step.row.place, step.row.cells, ref))
            step = replace(step, ref=ref)
        kept.append(step)
    return kept, queries
