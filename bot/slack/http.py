"""Slack's events over HTTP: one route, which answers from a thread so that no event waits for another."""

from slack_bolt import App, BoltRequest, BoltResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

EVENTS_PATH = "/slack/events"
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"

# Slack's own requests are far below this; a larger one is refused before it is read to its end.
LARGEST_BODY = 1_000_000


def events_route(app: App) -> Route:
    """The route for events, commands and presses; Bolt checks the signature of each."""

    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("This request is larger than any of Slack's.", 413)
        try:
            asked = BoltRequest(body=body.decode(), headers=dict(request.headers))
        except UnicodeDecodeError:
            return PlainTextResponse("This request is not text.", 400)
        return as_response(await run_in_threadpool(app.dispatch, asked))

    return Route(EVENTS_PATH, events, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """The whole body; None where it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def as_response(answered: BoltResponse) -> Response:
    """Bolt's answer as the web application gives it."""
    return Response(answered.body, answered.status, answered.first_headers())
