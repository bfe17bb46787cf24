"""What people do on the page, as the conversation hears it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import anyio
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.conversation.heard import Deleted, Edited, Heard, Pressed
from bot.conversation.message import Button, from_json
from bot.conversation.query_answers import INPUTS, NotAnAnswer
from bot.web.asked import as_heard, done, drawn, form_of, sorry, speaker_in, text_of, whole_number, words_of
from bot.web.chat import WebChat
from bot.web.form_pages import form_routes
from bot.web.guard import Refused, refuse_other_sites, refuse_strange_host
from bot.web.own_page import own_page_routes
from bot.web.pages import FILES, FOLDER
from bot.web.rooms import Room, conversation_of
from bot.web.scene import NOTHING, Mending, UpTo, read_scene
from bot.web.settling import ask_late, keep_answer, read_settling
from bot.web.stream import Shown, changes
from storage.web_chat import ChatLine, delete, edit, find_line, say

MOST_DAYS = 31
SECONDS_TO_CLOSE = 1

Answer = Callable[[Request], Awaitable[Response]]


def web_routes(web: WebChat) -> list[Route]:
    """The pages of the built-in web chat, to be put into a Starlette app."""
    pages = _Pages(web)
    return [
        Route("/", pages.guarded(pages.choose), methods=["GET"]),
        Route("/events", pages.guarded(pages.events), methods=["GET"]),
        Route("/board", pages.guarded(pages.board), methods=["GET"]),
        Route("/milestones/{milestone_id:int}", pages.guarded(pages.milestone), methods=["GET"]),
        Route("/plans/{plan_id:int}/settle", pages.guarded(pages.settle), methods=["GET"]),
        Route("/plans/{plan_id:int}/settle/{query_id:int}", pages.guarded(pages.settle), methods=["GET"]),
        Route("/plans/{plan_id:int}/settle/{query_id:int}", pages.guarded(pages.settled), methods=["POST"]),
        Route("/plans/{plan_id:int}/ask-late", pages.guarded(pages.ask_late), methods=["POST"]),
        Route("/clock", pages.guarded(pages.turn), methods=["POST"]),
        Route("/static/{name}", pages.guarded(pages.file), methods=["GET"]),
        Route("/as/{conversation}", pages.guarded(pages.look), methods=["GET"]),
        Route("/as/{conversation}/events", pages.guarded(pages.events), methods=["GET"]),
        Route("/as/{conversation}/say", pages.guarded(pages.say), methods=["POST"]),
        Route("/as/{conversation}/edit", pages.guarded(pages.edit), methods=["POST"]),
        Route("/as/{conversation}/delete", pages.guarded(pages.delete), methods=["POST"]),
        Route("/as/{conversation}/press", pages.guarded(pages.press), methods=["POST"]),
        *form_routes(web, pages.guarded),
        *own_page_routes(web, pages.guarded),
    ]


class _Pages:
    """The answers to the page's requests. What touches the database runs in the thread pool."""

    def __init__(self, web: WebChat) -> None:
        self._web = web

    def guarded(self, answer: Answer) -> Answer:
        async def answered(request: Request) -> Response:
            try:
                refuse_strange_host(request.headers, self._web.hosts)
                if request.method == "POST":
                    refuse_other_sites(request.headers)
                return await answer(request)
            except Refused as refused:
                return sorry(request, refused)

        return answered

    async def choose(self, request: Request) -> Response:
        scene = await run_in_threadpool(read_scene, self._web, None)
        return drawn("page.html", scene=scene, answers=None, mending=NOTHING)

    async def look(self, request: Request) -> Response:
        asked = request.query_params
        mending = Mending(whole_number(asked.get("edit")), whole_number(asked.get("delete")))
        scene = await run_in_threadpool(read_scene, self._web, request.path_params["conversation"], asked.get("by"))
        return drawn("page.html", scene=scene, answers=whole_number(asked.get("answers")), mending=mending)

    async def board(self, request: Request) -> Response:
        scene = await run_in_threadpool(read_scene, self._web, None)
        return drawn("board.html", scene=scene)

    async def milestone(self, request: Request) -> Response:
        """The address of one milestone: its place on the board."""
        return RedirectResponse(f"/board#milestone-{request.path_params['milestone_id']}", 303)

    async def settle(self, request: Request) -> Response:
        after = whole_number(request.query_params.get("after"))
        plan_id, query_id = request.path_params["plan_id"], request.path_params.get("query_id")
        page = await run_in_threadpool(read_settling, self._web, plan_id, query_id, after)
        return drawn("settle.html", page=page)

    async def settled(self, request: Request) -> Response:
        """The answer is kept and the next question shown; what is no answer comes back with what is wrong."""
        form = await form_of(request)
        typed = {name: text_of(form, name) for name in INPUTS}
        plan_id, query_id = request.path_params["plan_id"], request.path_params["query_id"]
        try:
            await run_in_threadpool(keep_answer, self._web, plan_id, query_id, typed)
        except NotAnAnswer as problem:
            page = await run_in_threadpool(read_settling, self._web, plan_id, query_id, None, typed, problem)
            return drawn("settle.html", 422, page=page)
        return RedirectResponse(f"/plans/{plan_id}/settle?after={query_id}", 303)

    async def ask_late(self, request: Request) -> Response:
        plan_id = request.path_params["plan_id"]
        await run_in_threadpool(ask_late, self._web, plan_id)
        return RedirectResponse(f"/plans/{plan_id}/settle", 303)

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            raise Refused(404, "There is no such file here.")
        return FileResponse(FOLDER / name, media_type=FILES[name], headers={"Cache-Control": "no-cache"})

    async def events(self, request: Request) -> Response:
        conversation, by = request.path_params.get("conversation"), request.query_params.get("by")
        if conversation is not None:
            await run_in_threadpool(self._web.room, conversation, by)
        last = request.headers.get("last-event-id") or request.query_params.get("after")
        shown = Shown(self._web, conversation, by, *UpTo.read(last or ""))
        closing = anyio.Event()
        stream = changes(self._web, shown, closing)
        return EventSourceResponse(stream, shutdown_event=closing, shutdown_grace_period=SECONDS_TO_CLOSE)

    async def say(self, request: Request) -> Response:
        form = await form_of(request)
        room = await run_in_threadpool(self._web.room, request.path_params["conversation"], text_of(form, "by"))
        text = words_of(form)
        if not text:
            raise Refused(400, "There is nothing to send yet: write something first.")
        await run_in_threadpool(self._hear, room, text, whole_number(text_of(form, "answers")))
        return done(request, room.page)

    async def edit(self, request: Request) -> Response:
        form = await form_of(request)
        room = await run_in_threadpool(self._web.room, request.path_params["conversation"], text_of(form, "by"))
        text = words_of(form)
        if not text:
            raise Refused(400, "Nothing is left of that message. Write what it should say, or delete it.")
        await run_in_threadpool(self._edit, room, whole_number(text_of(form, "message_id")), text)
        return done(request, room.page)

    async def delete(self, request: Request) -> Response:
        form = await form_of(request)
        room = await run_in_threadpool(self._web.room, request.path_params["conversation"], text_of(form, "by"))
        await run_in_threadpool(self._delete, room, whole_number(text_of(form, "message_id")))
        return done(request, room.page)

    async def press(self, request: Request) -> Response:
        form = await form_of(request)
        room = await run_in_threadpool(self._web.room, request.path_params["conversation"], text_of(form, "by"))
        message_id, place = whole_number(text_of(form, "message_id")), whole_number(text_of(form, "button"))
        if message_id is None or place is None:
            raise Refused(400, "That does not say which button was pressed. Press it again on the page.")
        await run_in_threadpool(self._press, room, message_id, place)
        return done(request, room.page)

    async def turn(self, request: Request) -> Response:
        form = await form_of(request)
        days = whole_number(text_of(form, "days"))
        if self._web.turn is None:
            raise Refused(403, "This clock is the real one and cannot be turned.")
        if days is None or not 1 <= days <= MOST_DAYS:
            raise Refused(400, f"The clock can be turned on by 1 to {MOST_DAYS} days at a time.")
        back = text_of(form, "back")
        page = (await run_in_threadpool(self._web.room, back, text_of(form, "by"))).page if back else "/"
        await run_in_threadpool(self._turn, days)
        return done(request, page)

    def _hear(self, room: Room, text: str, answers: int | None) -> None:
        speaker, now = speaker_in(room), self._web.clock.now()
        account, answered = conversation_of(speaker.id), None if answers is None else str(answers)
        with self._web.store.write() as session:
            message_id = say(session, room.conversation, speaker.name, text, now, account=account, answers=answered)
        self._web.listener.hear(_heard(room, message_id, text, now, answered))

    def _edit(self, room: Room, message_id: int | None, text: str) -> None:
        """Edits a message of the speaker's own; the same words again are no edit."""
        now = self._web.clock.now()
        with self._web.store.write() as session:
            line = _own_line(session, room, message_id)
            if line.body == text:
                return
            change = edit(session, line.id, text, now)
        self._web.listener.edited(Edited(_heard(room, line.id, text, now, line.answers), str(change)))

    def _delete(self, room: Room, message_id: int | None) -> None:
        speaker, now = speaker_in(room), self._web.clock.now()
        with self._web.store.write() as session:
            line = _own_line(session, room, message_id)
            delete(session, line.id, now)
        self._web.listener.deleted(
            Deleted(as_heard(speaker), room.conversation, str(line.id), now, line.answers, room.is_private)
        )

    def _press(self, room: Room, message_id: int, place: int) -> None:
        speaker, now = speaker_in(room), self._web.clock.now()
        button = self._button(room, message_id, place)
        with self._web.store.write() as session:
            press_id = say(session, room.conversation, speaker.name, f"Pressed “{button.label}”", now)
        self._web.listener.press(
            Pressed(
                speaker=as_heard(speaker),
                conversation=room.conversation,
                message_id=str(message_id),
                press_id=str(press_id),
                action=button.action,
                value=button.value,
                at=now,
                is_private=room.is_private,
            )
        )

    def _button(self, room: Room, message_id: int, place: int) -> Button:
        """The button in that place of the message: only what a message offers can be pressed."""
        with self._web.store.read() as session:
            line = find_line(session, room.conversation, message_id)
        buttons = from_json(line.body).buttons if line and line.notification_id else ()
        if place >= len(buttons):
            raise Refused(404, "That button is not there any more. Look at the latest message.")
        return buttons[place]

    def _turn(self, days: int) -> None:
        if self._web.turn is not None:
            with self._web.turning.alone():
                self._web.turn(days)


def _heard(room: Room, message_id: int, text: str, at: datetime, answers: str | None) -> Heard:
    return Heard(
        speaker=as_heard(speaker_in(room)),
        conversation=room.conversation,
        message_id=str(message_id),
        text=text,
        at=at,
        answers=answers,
        is_private=room.is_private,
    )


def _own_line(session: Session, room: Room, message_id: int | None) -> ChatLine:
    """The message, where the speaker wrote it and it is still there."""
    line = find_line(session, room.conversation, message_id) if message_id is not None else None
    if line is None or line.account != conversation_of(speaker_in(room).id):
        raise Refused(404, "That is no message of yours. Only your own can be edited or deleted.")
    if line.is_deleted:
        raise Refused(404, "That message was deleted before.")
    return line
