"""People who write to Milepost: Slack sends each message until it is acknowledged, and now and then once more."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from random import Random

from loopback import BOT_USER
from slack_requests import envelope, event, signed

from .council import CHANNELS, OWN_WORDS, PEOPLE, Lead
from .weather import StormySlack

WAITS_FOR_ACKNOWLEDGEMENT = 1.5
PAUSE = 0.15
GIVES_UP_AFTER = 60.0
COMES_AGAIN = 0.3
"""Share of messages that come once more after they were acknowledged, every other one under another event id."""


@dataclass(frozen=True)
class Question:
    """A message of somebody's, with where and how its answer is known: its thread, or the reference it begins with."""

    number: int
    conversation: str
    ts: str
    thread: str | None
    ref: str


@dataclass
class Mailbag:
    """What was asked so far; `unacknowledged` are messages that Slack gave up on, which is none of Milepost's doing."""

    asked: list[Question] = field(default_factory=list)
    unacknowledged: list[Question] = field(default_factory=list)
    repeated: int = 0


class Asker:
    """Writes as one person after the other, each message when the one before was acknowledged.

    `ports` are where copies listen; whichever is tried first is chance. `on_delivery` hears where one was sent.
    """

    numbers = count(1)

    def __init__(
        self,
        slack: StormySlack,
        bag: Mailbag,
        people: Sequence[Lead],
        ports: Sequence[int],
        seed: int,
        on_delivery: Callable[[int], None],
    ) -> None:
        self._slack, self._bag, self._people, self._ports = slack, bag, people, ports
        self._random = Random(seed)
        self._on_delivery = on_delivery

    def ask(self, messages: int) -> None:
        for _ in range(messages):
            self._ask_once(self._random.choice(self._people))
            time.sleep(self._random.uniform(0, 0.6))

    def _ask_once(self, lead: Lead) -> None:
        ref = lead.talks_about[self._random.randrange(OWN_WORDS)]
        words = self._random.choice([f"how is {ref} doing?", f"{ref} on track"])
        kind = self._random.choice(["private", "in a thread", "mention"])
        conversation = self._random.choice(CHANNELS) if kind == "mention" else lead.room
        said = {"user": lead.user, "channel": conversation, "text": words}
        if kind == "mention":
            said |= {"type": "app_mention", "channel_type": "channel", "text": f"<@{BOT_USER}> {words}"}
        if kind == "in a thread":
            said |= {"thread_ts": self._slack.say(conversation, "Good morning.", lead.user)}
        said["ts"] = self._slack.say(conversation, said["text"], lead.user)
        thread = said["ts"] if kind == "mention" else said.get("thread_ts")
        question = Question(next(self.numbers), conversation, said["ts"], thread, ref)
        if self._send_until_acknowledged(said, question):
            self._bag.asked.append(question)
        else:
            self._bag.unacknowledged.append(question)

    def _send_until_acknowledged(self, said: dict[str, str], question: Question) -> bool:
        until = time.monotonic() + GIVES_UP_AFTER
        for attempt in count():
            if self._send(said, f"Ev{question.number}", attempt):
                break
            if time.monotonic() > until:
                return False
            time.sleep(PAUSE)
        if self._random.random() < COMES_AGAIN:
            self._bag.repeated += 1
            again = f"Ev{question.number}" + ("-again" if self._random.random() < 0.5 else "")
            self._send(said, again, 1)
        return True

    def _send(self, said: dict[str, str], event_id: str, attempt: int) -> bool:
        body = json.dumps(envelope(event(**said), event_id=event_id))
        headers = signed(body) | ({"x-slack-retry-num": str(attempt)} if attempt else {})
        port = self._random.choice(self._ports)
        request = urllib.request.Request(f"http://127.0.0.1:{port}/slack/events", body.encode(), headers)
        self._on_delivery(port)
        try:
            with urllib.request.urlopen(request, timeout=WAITS_FOR_ACKNOWLEDGEMENT) as answer:
                return answer.status == 200
        except (urllib.error.URLError, HTTPException, OSError):
            return False


def those_who_write(askers: int) -> list[tuple[Lead, ...]]:
    """Everybody, dealt out, so that no two askers write in one direct conversation at a time."""
    return [PEOPLE[number::askers] for number in range(askers)]
