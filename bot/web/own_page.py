"""Somebody's own page in the web chat: the same as their Home elsewhere, with the same buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_hex

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.conversation.heard import Pressed
from bot.conversation.homes.making import make_page
from bot.conversation.homes.page import name_of
from bot.conversation.message import Message
from bot.web.asked import as_heard, drawn, form_of, speaker_in, text_of, whole_number
from bot.web.chat import WebChat
from bot.web.draw import Pressing, draw
from bot.web.guard import Refused
from bot.web.rooms import Room, find_room, read_facts
from storage.questions.home import read_home
from storage.web_chat import say

CHANGED = "Your page has changed since you looked at it, so nothing was done. Look at it again, and press once more."

Answer = Callable[[Request], Awaitable[Response]]


def own_page_routes(web: WebChat, guarded: Callable[[Answer], Answer]) -> list[Route]:
    pages = _OwnPages(web)
    return [
        Route("/as/{conversation}/page", guarded(pages.look), methods=["GET"]),
        Route("/as/{conversation}/page/press", guarded(pages.press), methods=["POST"]),
    ]


@dataclass(frozen=True)
class OwnPage:
    room: Room
    page: Message

    @property
    def name(self) -> str:
        return name_of(self.page)

    @property
    def html(self) -> Markup:
        address = self.room.address
        return draw(self.page, Pressing(f"{address}/page/press", self.name, None, f"{address}/form"))


class _OwnPages:
    def __init__(self, web: WebChat) -> None:
        self._web = web

    async def look(self, request: Request) -> Response:
        page = await run_in_threadpool(self._read, request.path_params["conversation"])
        return drawn("own_page.html", page=page)

    async def press(self, request: Request) -> Response:
        """What a press decided is said in the conversation, which is shown next."""
        given = await form_of(request)
        conversation, place = request.path_params["conversation"], whole_number(text_of(given, "button"))
        room = await run_in_threadpool(self._press, conversation, text_of(given, "message_id"), place)
        return RedirectResponse(room.page, 303)

    def _read(self, conversation: str) -> OwnPage:
        now = self._web.clock.now()
        with self._web.store.read() as session:
            room = find_room(read_facts(session, self._web.organisation_id, now), conversation)
            if not room.is_private:
                raise Refused(404, "A channel has no page of its own. Choose somebody from the list.")
            facts = read_home(session, self._web.organisation_id, now)
            return OwnPage(room, make_page(session, facts, speaker_in(room).id))

    def _press(self, conversation: str, name: str, place: int | None) -> Room:
        shown = self._read(conversation)
        buttons, speaker, now = shown.page.buttons, speaker_in(shown.room), self._web.clock.now()
        if name != shown.name or place is None or place >= len(buttons):
            raise Refused(409, CHANGED)
        with self._web.store.write() as session:
            say(session, shown.room.conversation, speaker.name, f"Pressed “{buttons[place].label}”", now)
        self._web.listener.press(
            Pressed(
                speaker=as_heard(speaker),
                conversation=shown.room.conversation,
                message_id="",
                press_id=token_hex(16),
                action=buttons[place].action,
                value=buttons[place].value,
                at=now,
            )
        )
        return shown.room
