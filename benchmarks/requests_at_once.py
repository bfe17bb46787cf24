"""Signed Slack requests over HTTP, so many at once over connections that stay open, and how long each took."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

TEAM, SECRET = "T0NORTHMERE", "a signing secret"
PATH = "/slack/events"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Measured:
    """`taken` are the seconds of each request, `wall` those of all; `failed` is how many were not answered 200."""

    taken: list[float]
    wall: float
    failed: int


def command(text: str, user: str) -> bytes:
    number = next(_numbers)
    given = {
        "command": "/milepost",
        "text": text,
        "team_id": TEAM,
        "channel_id": "C0WORK",
        "user_id": user,
        "trigger_id": f"{number}.1",
        "response_url": "http://127.0.0.1:1/unused",
    }
    return _request(urlencode(given), "application/x-www-form-urlencoded")


def direct(user: str) -> str:
    """The conversation of a user with Milepost alone."""
    return f"D{user}"


def message(text: str, user: str) -> bytes:
    said = {
        "type": "message",
        "channel": direct(user),
        "channel_type": "im",
        "user": user,
        "text": text,
        "ts": f"{int(time.time())}.{next(_numbers):06}",
    }
    authorizations = [{"team_id": TEAM, "user_id": "U0MILEPOST", "is_bot": True}]
    body = {"type": "event_callback", "team_id": TEAM, "event": said, "authorizations": authorizations}
    return _request(json.dumps(body), "application/json")


def _request(body: str, kind: str) -> bytes:
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    head = [
        f"POST {PATH} HTTP/1.1",
        "Host: milepost",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body.encode())}",
        f"X-Slack-Signature: {signature}",
        f"X-Slack-Request-Timestamp: {timestamp}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def ask(port: int, make: Callable[[], bytes], count: int, at_once: int) -> Measured:
    """Sends `count` requests over `at_once` connections."""
    return asyncio.run(_ask(port, make, count, at_once))


async def _ask(port: int, make: Callable[[], bytes], count: int, at_once: int) -> Measured:
    left = iter(range(count))
    taken: list[float] = []
    statuses: list[bytes] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            began = time.perf_counter()
            writer.write(make())
            await writer.drain()
            statuses.append(await _answer(reader))
            taken.append(time.perf_counter() - began)
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(at_once)))
    failed = sum(status != b"200" for status in statuses)
    return Measured(taken, time.perf_counter() - started, failed)


async def _answer(reader: asyncio.StreamReader) -> bytes:
    """The status of one answer, read to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    await reader.readexactly(int(length.partition(b":")[2]))
    return status
