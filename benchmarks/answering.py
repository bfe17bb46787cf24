"""Slack's requests answered over HTTP, 50 at once, on a plan of 2,000 milestones; beside a bare Bolt app."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median

from benchmarks.council import account, keep_council, plan_of
from benchmarks.ground import ROOT, Call, LoopbackSlack, fresh, quick, say, say_table, servers, share, silence
from benchmarks.requests_at_once import SECRET, TEAM, Measured, ask, command, direct, message

MILESTONES, LEADS, AT_ONCE = 2_000, 100, 50
COUNT = 50 if quick() else 2_000
WARMING, ALONE = 4, 10
LONGEST_WAIT = 120


def main() -> None:
    say(f"{COUNT} signed requests, {AT_ONCE} at once, one serving process; a plan of {MILESTONES:,} milestones,")
    say(f"{LEADS} leads. The client and a loopback Slack run on the same cores. Milliseconds until the request is")
    say("acknowledged: a question with its answer; an update also until its answer has arrived in Slack.\n")
    rows = []
    with LoopbackSlack() as slack, servers() as found:
        with serving("bare", slack, "") as port:
            rows.append(row("a bare Bolt app, which only acknowledges", port, lambda: command("overdue", "U1")))
        for kind, template in found.items():
            store = fresh(template, "answering")
            keep_council(store, plan_of(MILESTONES, LEADS), tenant=TEAM)
            store.close()
            with serving("house", slack, template.format("answering")) as port:
                rows.append(row(f"“what's overdue”, {kind}", port, lambda: command("what's overdue", user())))
                rows += updates(f"an update, {kind}", port, slack)
    say_table(["", "requests a second", "median", "p99", "alone: median", "failed"], rows)


_turn = iter(range(10**9))
said: dict[str, list[float]] = {}
"""When what was said in each conversation."""


def user() -> str:
    return account(TEAM, 2 + next(_turn) % LEADS)


def update() -> bytes:
    """A lead says how a milestone of theirs stands."""
    number = next(_turn) % MILESTONES
    lead = account(TEAM, 2 + number % LEADS)
    said.setdefault(direct(lead), []).append(time.perf_counter())
    return message(f"{number // 10 + 1}.{number % 10 + 1} is on track", lead)


def row(what: str, port: int, make: Callable[[], bytes]) -> tuple[object, ...]:
    ask(port, make, WARMING, 2)
    alone = ask(port, make, ALONE, 1)
    return as_row(what, ask(port, make, COUNT, AT_ONCE), alone)


def updates(what: str, port: int, slack: LoopbackSlack) -> list[tuple[object, ...]]:
    """Updates as they are acknowledged, and the same ones as they are answered."""
    ask(port, update, WARMING, 2)
    wait_for_answers(slack, WARMING)
    alone, answered_alone = answered(slack, lambda: ask(port, update, ALONE, 1), ALONE)
    together, answered_together = answered(slack, lambda: ask(port, update, COUNT, AT_ONCE), COUNT)
    return [
        as_row(f"{what}: acknowledged", replace(together, wall=answered_together.wall), alone),
        as_row(f"{what}: answered", answered_together, answered_alone),
    ]


def answered(slack: LoopbackSlack, asking: Callable[[], Measured], count: int) -> tuple[Measured, Measured]:
    """What was asked, and how long it took until each answer had arrived: those of a conversation come in order."""
    slack.calls.clear()
    said.clear()
    began = time.perf_counter()
    asked = asking()
    wait_for_answers(slack, count)
    arrived: dict[str, list[float]] = {}
    for call in answers_in(slack):
        arrived.setdefault(call.params["channel"], []).append(call.at)
    taken = [at - since for room, times in said.items() for since, at in zip(times, arrived[room], strict=True)]
    last = max(times[-1] for times in arrived.values())
    return asked, Measured(taken, last - began, asked.failed)


def wait_for_answers(slack: LoopbackSlack, count: int) -> None:
    give_up = time.monotonic() + LONGEST_WAIT
    while len(answers_in(slack)) < count:
        if time.monotonic() > give_up:
            raise TimeoutError(f"{count - len(answers_in(slack))} answers have not arrived")
        time.sleep(0.01)


def answers_in(slack: LoopbackSlack) -> list[Call]:
    return [call for call in list(slack.calls) if call.method == "chat.postMessage"]


def as_row(what: str, together: Measured, alone: Measured) -> tuple[object, ...]:
    return (
        what,
        f"{len(together.taken) / together.wall:,.0f}",
        f"{median(together.taken) * 1000:.0f}",
        f"{share(together.taken, 0.99) * 1000:.0f}",
        f"{median(alone.taken) * 1000:.0f}",
        together.failed,
    )


@contextmanager
def serving(what: str, slack: LoopbackSlack, address: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    command_line = [sys.executable, "-m", "benchmarks.answering", "serve", what, address, slack.url, str(port)]
    with subprocess.Popen(command_line, cwd=ROOT, env={**os.environ, "MILEPOST_LOG": "error"}) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def serve(what: str, address: str, slack_url: str, port: int) -> None:
    import uvicorn
    from slack_bolt import Ack, App
    from slack_bolt.authorization import AuthorizeResult
    from starlette.applications import Starlette

    from bot.app import build_house, build_web_application
    from bot.clock import SystemClock
    from bot.slack.http import events_route
    from bot.slack.listen import PLATFORM
    from bot.slack.settings import SlackSettings
    from storage.store import Store

    silence()
    if what == "bare":
        known = AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id="U0MILEPOST", bot_token="xoxb-1")
        app = App(signing_secret=SECRET, process_before_response=True, authorize=lambda: known)

        def acknowledge(ack: Ack) -> None:
            ack("Nothing is overdue.")

        app.command("/milepost")(acknowledge)
        web = Starlette(routes=[events_route(app)])
    else:
        settings = SlackSettings("xoxb-1", signing_secret=SECRET, base_url=slack_url)
        web = build_web_application(build_house(Store(address), SystemClock(), settings, far=(PLATFORM,)), None)
    uvicorn.run(web, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    if "serve" in sys.argv:
        what, address, slack_url, port = sys.argv[-4:]
        serve(what, address, slack_url, int(port))
    else:
        main()
