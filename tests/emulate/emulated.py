"""A Slack that nobody here wrote: npm's `emulate`, started for a test, with the people who write in it."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from slack_sdk import WebClient

HERE = Path(__file__).parent
BOT_TOKEN = "xoxb-milepost"


def why_not() -> str | None:
    """Why emulate cannot be started here, with what to do; None where it can."""
    if shutil.which("node") is None:
        return "Node is not installed here (Debian: apt-get install nodejs npm)"
    if not (HERE / "node_modules" / "emulate").is_dir():
        return "npm's emulate is not installed here: `make emulate` installs it"
    return None


@dataclass(frozen=True)
class Emulated:
    """A running emulate: where its Web API is, and its channel for leadership."""

    url: str
    leadership: str

    def as_person(self, name: str) -> WebClient:
        """The workspace as somebody sees it, by their first name."""
        return WebClient(token=f"xoxp-{name.lower()}", base_url=f"{self.url}/api/", retry_handlers=[])

    @property
    def as_bot(self) -> WebClient:
        return WebClient(token=BOT_TOKEN, base_url=f"{self.url}/api/", retry_handlers=[])

    def history(self, conversation: str) -> list[dict[str, Any]]:
        """The messages of a conversation, the oldest first."""
        answer = self.as_bot.conversations_history(channel=conversation, include_all_metadata=True, limit=200)
        return list(reversed(answer["messages"]))

    def replies(self, conversation: str, root: str) -> list[dict[str, Any]]:
        answer = self.as_bot.conversations_replies(channel=conversation, ts=root, include_all_metadata=True)
        return [message for message in answer["messages"] if message["ts"] != root]

    def upload(self, name: str, conversation: str, title: str, comment: str) -> None:
        """Somebody shares a file with a comment, in the three steps that Slack has for it."""
        person = self.as_person(name)
        place = person.files_getUploadURLExternal(filename=title, length=5)
        httpx.post(place["upload_url"], content=b"files").raise_for_status()
        person.files_completeUploadExternal(
            files=[{"id": place["file_id"], "title": title}], channel_id=conversation, initial_comment=comment
        )


@contextmanager
def emulated(events_url: str, signing_secret: str) -> Iterator[Emulated]:
    """Runs for the length of the block, and sends what happens in it to `events_url`."""
    command = ["node", str(HERE / "slack.mjs"), events_url, signing_secret]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            found = json.loads(process.stdout.readline())
            # Its address says localhost, and it listens on IPv4 alone.
            yield Emulated(found["url"].replace("localhost", "127.0.0.1"), found["leadership"])
        finally:
            process.stdin.close()
            process.wait(10)


def eventually(look: Callable[[], Any], seconds: float = 10) -> Any:
    """What `look` finds as soon as it finds anything."""
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found
