"""What a browser asks, read with care, and how it is answered: a page, a short sentence, or where to go next."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.conversation.heard import Speaker
from bot.web.guard import PAGE_HEADERS, Refused
from bot.web.pages import render
from bot.web.rooms import Room, conversation_of
from bot.web.send import PLATFORM, TENANT
from storage.questions.people import PersonFacts

MOST_BYTES = 4 * 1024 * 1024
MOST_FIELDS = 10


def speaker_in(room: Room) -> PersonFacts:
    if room.speaker is None:
        raise Refused(400, "Choose who is speaking first.")
    return room.speaker


def as_heard(person: PersonFacts) -> Speaker:
    return Speaker(PLATFORM, TENANT, conversation_of(person.id), person.name, person.email)


async def form_of(request: Request, most_fields: int = MOST_FIELDS) -> FormData:
    too_long = Refused(413, "That message is too long to take in. Send the part that says how the milestones stand.")
    if (whole_number(request.headers.get("content-length")) or 0) > MOST_BYTES:
        raise too_long
    try:
        return await request.form(max_fields=most_fields, max_files=0, max_part_size=MOST_BYTES)
    except HTTPException as error:
        raise too_long from error


def text_of(form: FormData, name: str) -> str:
    value = form.get(name)
    # A database may refuse the null character, and nobody types it.
    return value.replace("\x00", "") if isinstance(value, str) else ""


def words_of(form: FormData) -> str:
    return text_of(form, "text").replace("\r\n", "\n").strip()


def whole_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def drawn(template: str, status: int = 200, **facts: object) -> Response:
    return HTMLResponse(render(template, **facts), status, headers=PAGE_HEADERS)


def done(request: Request, page: str) -> Response:
    """A page with its script waits for the events; without it, it is drawn again."""
    return RedirectResponse(page, 303) if _wants_page(request) else Response(status_code=204)


def sorry(request: Request, refused: Refused) -> Response:
    if _wants_page(request):
        return drawn("sorry.html", refused.status, sentence=refused.sentence)
    return PlainTextResponse(refused.sentence, refused.status, headers=PAGE_HEADERS)


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "*/*").replace("*/*", "text/html")
