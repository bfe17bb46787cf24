"""Forms in the web chat: a page of their own, which works without its script."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.conversation.forms import OPEN, Field, FieldError, Form, Sent
from bot.conversation.heard import Pressed, Submitted
from bot.conversation.message import Message
from bot.web.asked import as_heard, drawn, form_of, speaker_in, text_of
from bot.web.chat import WebChat
from bot.web.draw import Pressing, draw
from bot.web.rooms import Room, conversation_of

MOST_INPUTS = 200
INPUT = "in-"
"""What the names of a form's own inputs begin with."""

Answer = Callable[[Request], Awaitable[Response]]


def form_routes(web: WebChat, guarded: Callable[[Answer], Answer]) -> list[Route]:
    pages = _FormPages(web)
    address = "/as/{conversation}/form"
    return [
        Route(address, guarded(pages.open), methods=["GET"]),
        Route(address, guarded(pages.send), methods=["POST"]),
    ]


@dataclass(frozen=True)
class FormPage:
    """A form as its page shows it; `typed` is what was filled in, where something was wrong with it."""

    room: Room
    form: Form
    sending: str
    typed: Mapping[str, Sequence[str]] | None = None
    errors: Sequence[FieldError] = field(default=())

    @property
    def about(self) -> Markup:
        return draw(Message("", self.form.about), Pressing("", 0)) if self.form.about else Markup("")

    @property
    def problem(self) -> str:
        """What is wrong with the whole of it."""
        return next((error.sentence for error in self.errors if not error.field), "")

    def wrong(self, one: Field) -> str:
        return next((error.sentence for error in self.errors if error.field == one.name), "")

    def filled(self, one: Field) -> Sequence[str]:
        """What stands in a field: what was typed, else what was there to begin with."""
        return one.initial if self.typed is None else self.typed.get(one.name, ())

    def text(self, one: Field) -> str:
        return "\n".join(self.filled(one))


class _FormPages:
    def __init__(self, web: WebChat) -> None:
        self._web = web

    async def open(self, request: Request) -> Response:
        asked = request.query_params
        page = await run_in_threadpool(
            self._opened, request.path_params["conversation"], asked.get("by"), asked.get("value") or ""
        )
        return drawn("form.html", page=page)

    async def send(self, request: Request) -> Response:
        """The answer is said in the chat; what is wrong comes back beside its field, with everything that was typed."""
        given = await form_of(request, MOST_INPUTS)
        conversation = request.path_params["conversation"]
        room, sent = await run_in_threadpool(self._sent, conversation, given)
        if sent.next is not None:
            return drawn("form.html", page=FormPage(room, sent.next, token_hex(16)))
        if not sent.errors:
            return RedirectResponse(_own_page(room), 303)
        page = await run_in_threadpool(self._opened, conversation, text_of(given, "by"), text_of(given, "value"))
        shown = FormPage(room, page.form, text_of(given, "sending"), _answers(given), sent.errors)
        return drawn("form.html", 422, page=shown)

    def _opened(self, conversation: str, by: str | None, value: str) -> FormPage:
        room = self._web.room(conversation, by)
        speaker, now = as_heard(speaker_in(room)), self._web.clock.now()
        form = self._web.listener.form(Pressed(speaker, speaker.account, "", "", OPEN, value, now))
        return FormPage(room, form, token_hex(16))

    def _sent(self, conversation: str, given: FormData) -> tuple[Room, Sent]:
        room = self._web.room(conversation, text_of(given, "by"))
        speaker, now = as_heard(speaker_in(room)), self._web.clock.now()
        sent = self._web.listener.submit(
            Submitted(
                speaker=speaker,
                conversation=speaker.account,
                submission_id=text_of(given, "sending"),
                action=text_of(given, "action"),
                value=text_of(given, "value"),
                answers=_answers(given),
                at=now,
            )
        )
        return room, sent


def _answers(given: FormData) -> dict[str, tuple[str, ...]]:
    """What was filled in, by field; a field that was left empty has no answer."""
    names = dict.fromkeys(name for name in given if name.startswith(INPUT))
    found = {name: [one for one in given.getlist(name) if isinstance(one, str)] for name in names}
    return {
        name.removeprefix(INPUT): tuple(one.replace("\x00", "") for one in values)
        for name, values in found.items()
        if any(values)
    }


def _own_page(room: Room) -> str:
    """Where the answer is: the conversation with its sender alone."""
    return f"/as/{conversation_of(speaker_in(room).id)}"
