import asyncio
import json
import threading
import time
from dataclasses import replace

import httpx
import pytest
from slack_requests import WritesDown, command, envelope, event, signed
from starlette.applications import Starlette

from bot.conversation.heard import Heard
from bot.conversation.message import Message
from bot.slack.app import build_slack
from bot.slack.http import LARGEST_BODY
from bot.slack.settings import SlackSettings

EVENT = json.dumps(envelope(event()))
PATH = "/slack/events"


class Web:
    """The platform's routes as a web server would serve them, all requests in one event loop."""

    def __init__(self, settings: SlackSettings, listener: WritesDown) -> None:
        app = Starlette(routes=build_slack(settings, listener).routes)
        self._transport = httpx.ASGITransport(app)

    def post(self, path: str, *, content: str | bytes, headers: dict[str, str]) -> httpx.Response:
        return self.together([httpx.Request("POST", f"http://milepost{path}", content=content, headers=headers)])[0]

    def get(self, path: str) -> httpx.Response:
        return self.together([httpx.Request("GET", f"http://milepost{path}")])[0]

    def together(self, requests: list[httpx.Request]) -> list[httpx.Response]:
        async def answers() -> list[httpx.Response]:
            async with httpx.AsyncClient(transport=self._transport) as client:
                return await asyncio.gather(*map(client.send, requests))

        return asyncio.run(answers())


@pytest.fixture
def web(settings: SlackSettings, listener: WritesDown) -> Web:
    return Web(settings, listener)


def test_a_signed_event_is_heard(web: Web, listener: WritesDown) -> None:
    answer = web.post(PATH, content=EVENT, headers=signed(EVENT))
    assert (answer.status_code, answer.text) == (200, "")
    assert [heard.text for heard in listener.heard] == ["1.5 done"]


def test_a_signed_command_is_answered_as_json(web: Web) -> None:
    body = command()
    answer = web.post(PATH, content=body, headers=signed(body, kind="form"))
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["response_type"] == "ephemeral"


def test_slack_may_check_that_the_address_is_ours(web: Web) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "a challenge"})
    answer = web.post(PATH, content=body, headers=signed(body))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "a challenge"})


def test_a_wrong_secret_is_refused(web: Web, listener: WritesDown) -> None:
    answer = web.post(PATH, content=EVENT, headers=signed(EVENT, secret="another"))
    assert answer.status_code == 401
    assert not listener.heard


def test_a_changed_body_is_refused(web: Web, listener: WritesDown) -> None:
    answer = web.post(PATH, content=EVENT.replace("1.5", "1.6"), headers=signed(EVENT))
    assert answer.status_code == 401
    assert not listener.heard


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
def test_a_request_without_a_signature_or_a_time_is_refused(web: Web, listener: WritesDown, missing: str) -> None:
    headers = {name: value for name, value in signed(EVENT).items() if name != missing}
    assert web.post(PATH, content=EVENT, headers=headers).status_code == 401
    assert not listener.heard


@pytest.mark.parametrize(("seconds", "status"), [(-295, 200), (-305, 401), (305, 401)])
def test_a_time_more_than_five_minutes_off_is_refused(
    web: Web, listener: WritesDown, seconds: int, status: int
) -> None:
    answer = web.post(PATH, content=EVENT, headers=signed(EVENT, at=time.time() + seconds))
    assert answer.status_code == status
    assert len(listener.heard) == (status == 200)


def test_a_time_that_is_no_time_is_refused(web: Web, listener: WritesDown) -> None:
    headers = signed(EVENT) | {"x-slack-request-timestamp": "soon"}
    assert web.post(PATH, content=EVENT, headers=headers).status_code >= 400
    assert not listener.heard


def test_a_request_larger_than_any_of_slacks_is_refused(web: Web) -> None:
    body = "x" * (LARGEST_BODY + 1)
    assert web.post(PATH, content=body, headers=signed(body)).status_code == 413


def test_a_request_that_is_not_text_is_refused(web: Web) -> None:
    assert web.post(PATH, content=b"\xff\xfe", headers=signed("x")).status_code == 400


def test_only_posts_are_taken(web: Web) -> None:
    assert web.get(PATH).status_code == 405


def test_without_a_signing_secret_there_is_no_address_to_post_to(settings: SlackSettings, listener: WritesDown) -> None:
    over_socket = replace(settings, signing_secret=None, app_token="xapp-1")
    assert build_slack(over_socket, listener).routes == []


def test_a_failure_is_answered_500(web: Web, listener: WritesDown) -> None:
    listener.error = RuntimeError("broken")
    assert web.post(PATH, content=EVENT, headers=signed(EVENT)).status_code == 500


class Meets(WritesDown):
    """Answers a command only when a second one has arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.both = threading.Barrier(2, timeout=5)

    def reply(self, heard: Heard) -> Message:
        self.both.wait()
        return self.answer


def test_one_command_does_not_wait_for_another(settings: SlackSettings) -> None:
    body = command()
    headers = signed(body, kind="form")
    asked = [httpx.Request("POST", f"http://milepost{PATH}", content=body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in Web(settings, Meets()).together(asked)] == [200, 200]
