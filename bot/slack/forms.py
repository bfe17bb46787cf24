"""A form as a modal of Slack's, and what comes back of one. No input or output.

https://docs.slack.dev/reference/views, https://docs.slack.dev/reference/block-kit/blocks/input-block
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.conversation.forms import Field, FieldError, Form, Option
from bot.conversation.message import Message
from bot.slack.draw import draw_blocks
from bot.slack.markup import brought_back, carried

TITLE = 24
PRIVATE_METADATA = 3_000
BLOCKS_IN_VIEW = 100
FIELD_LABEL = 2_000
OPTION_LABEL = 75
OPTIONS = 100
LONGEST_INPUT = 3_000
ERROR = 2_000

Payload = dict[str, Any]


def draw_form(form: Form, now: datetime) -> Payload:
    """The form as a modal view, shown now; raises ValueError for one that carries more than Slack takes."""
    metadata = f"{now.isoformat()} {carried(form.value)}"
    if len(metadata) > PRIVATE_METADATA or len(form.fields) >= BLOCKS_IN_VIEW:
        raise ValueError(f"The form {form.title!r} carries more than Slack takes.")
    above = draw_blocks(Message(form.title, form.about), BLOCKS_IN_VIEW - len(form.fields)) if form.about else ()
    view: Payload = {
        "type": "modal",
        "callback_id": form.action or "notice",
        "title": _plain(form.title, TITLE),
        "close": _plain("Cancel" if form.submit else "Close", TITLE),
        "private_metadata": metadata,
        "blocks": [*above, *(_input(field) for field in form.fields)],
    }
    return view | ({"submit": _plain(form.submit, TITLE)} if form.submit else {})


def _plain(text: str, most: int) -> Payload:
    return {"type": "plain_text", "text": text if len(text) <= most else text[: most - 1].rstrip() + "…"}


def _input(field: Field) -> Payload:
    drawn: Payload = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, FIELD_LABEL),
        "element": {"action_id": field.name} | _element(field),
        "optional": not field.is_required,
    }
    return drawn | ({"hint": _plain(field.hint, FIELD_LABEL)} if field.hint else {})


def _element(field: Field) -> Payload:
    if field.kind == "date":
        return {"type": "datepicker"} | ({"initial_date": field.initial[0]} if field.initial else {})
    if field.is_chosen:
        return _select(field)
    element: Payload = {
        "type": "plain_text_input",
        "multiline": field.kind == "long",
        "max_length": LONGEST_INPUT,
    }
    return element | ({"initial_value": field.initial[0][:LONGEST_INPUT]} if field.initial else {})


def _select(field: Field) -> Payload:
    """One choice or several; more options than Slack lists are looked for by typing."""
    chosen = [option for option in field.options if option.value in field.initial]
    is_several = field.kind == "several"
    if len(field.options) <= OPTIONS:
        element: Payload = {"type": "multi_static_select" if is_several else "static_select"}
        element["options"] = draw_options(field.options)
    else:
        element = {"type": "multi_external_select" if is_several else "external_select", "min_query_length": 0}
    if is_several and chosen:
        element["initial_options"] = draw_options(chosen)
    elif chosen:
        element["initial_option"] = draw_options(chosen)[0]
    return element


def draw_options(options: Iterable[Option]) -> list[Payload]:
    return [{"text": _plain(option.label, OPTION_LABEL), "value": option.value} for option in options]


def draw_errors(errors: Iterable[FieldError], view: Payload) -> dict[str, str]:
    """Each sentence beside its field; what is about no field is beside the first."""
    first = next(iter(_names(view)), "")
    return {error.field or first: error.sentence[:ERROR] for error in reversed(list(errors))}


def answers_of(view: Payload) -> Mapping[str, tuple[str, ...]]:
    """What was filled in, by field; a field that was left empty has no answer."""
    values = (view.get("state") or {}).get("values") or {}
    found = {name: tuple(_values(next(iter(given.values()), {}))) for name, given in values.items()}
    return {name: answers for name, answers in found.items() if answers}


def value_of(view: Payload) -> str:
    """What the form carried."""
    return brought_back(_metadata(view)[1])


def shown_at(view: Payload) -> datetime | None:
    """When the form was shown; None where that is not known."""
    try:
        return datetime.fromisoformat(_metadata(view)[0])
    except ValueError:
        return None


def _metadata(view: Payload) -> tuple[str, str]:
    """When the form was shown, and what it carries."""
    shown, _, value = (view.get("private_metadata") or "").partition(" ")
    return shown, value


def _names(view: Payload) -> Iterator[str]:
    return (block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input")


def _values(given: Payload) -> Iterator[str]:
    one = given.get("value") or given.get("selected_date") or (given.get("selected_option") or {}).get("value")
    yield from [str(one)] if one else []
    yield from (str(option["value"]) for option in given.get("selected_options") or ())
