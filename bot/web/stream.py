"""Server-sent events: what changed on a page since it was drawn, as pieces of HTML that take the old ones' place."""

from collections.abc import AsyncIterator, Iterator

import anyio
from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from bot.web.chat import WebChat
from bot.web.pages import render
from bot.web.scene import NOTHING, Scene, UpTo, read_scene

LOOK_EVERY_SECONDS = 0.25


class Shown:
    """What one open page shows. `news` is what it lacks."""

    def __init__(self, web: WebChat, conversation: str | None, by: str | None, message: int, change: int = 0) -> None:
        self._web = web
        self._conversation = conversation
        self._by = by
        self._after = UpTo(message, change)
        self._pieces: dict[str, str] = {}

    def news(self) -> list[ServerSentEvent]:
        """Raises Refused when the conversation is there no more."""
        return list(self._changed(read_scene(self._web, self._conversation, self._by, self._after)))

    def _changed(self, scene: Scene) -> Iterator[ServerSentEvent]:
        self._after = scene.up_to
        for name, lines in (("mended", scene.changed), ("spoken", scene.spoken)):
            if lines:
                piece = render("spoken.html", scene=scene, spoken=lines, mending=NOTHING)
                yield ServerSentEvent(piece, event=name, id=str(self._after))
        for name in ("clock", "places", "board"):
            piece = render(f"{name}.html", scene=scene)
            if piece != self._pieces.get(name):
                self._pieces[name] = piece
                yield ServerSentEvent(piece, event=name)


async def changes(web: WebChat, shown: Shown, closing: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """Looks for something new until the server closes. Looking costs two look-ups by index."""
    stamp: object = None
    while not closing.is_set():
        latest = await run_in_threadpool(web.stamp)
        if latest != stamp:
            for event in await run_in_threadpool(shown.news):
                yield event
            stamp = latest
        with anyio.move_on_after(LOOK_EVERY_SECONDS):
            await closing.wait()
