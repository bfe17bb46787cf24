"""`milepost serve` and `milepost demo`: the bot, running."""

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from bot.app import House, build_house, build_web_application, open_store, turner
from bot.clock import SystemClock
from bot.demo import demo_clock, require_scratch, set_the_scene, things_to_try
from bot.logs import start_logging
from bot.sentences import Refusal
from bot.settings import Settings, read_settings
from bot.slack.app import SlackPlatform
from bot.slack.listen import PLATFORM as SLACK
from bot.slack.refusals import what_to_do
from bot.slack.settings import SlackSettings
from bot.web.chat import WebChat
from bot.web.guard import LOOPBACK
from jobs.channel import DeliveryError
from storage.alone import CannotServe, served_alone

HIGHEST_PORT = 65535
SECONDS_TO_FINISH = 5
WAITS_FOR_SLACK = (1, 2, 4, 8, 16, 30)


def serve() -> None:
    """Slack, the web and the clock, from the environment."""
    settings = read_settings()
    slack_settings = SlackSettings.from_environment(os.environ)
    if slack_settings is None and not settings.web_chat:
        raise Refusal(
            "There is nothing to serve: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to connect Slack (docs/slack.md says "
            "where they are), or MILEPOST_WEB_CHAT=1 for the built-in chat on this machine."
        )
    start_logging(settings.log)
    with _served_alone(settings.database):
        store = open_store(settings.database)
        house = build_house(store, SystemClock(), slack_settings, with_web=settings.web_chat, far=(SLACK,))
        web = _web_chat(house, settings) if settings.web_chat else None
        if house.slack is not None:
            _start_slack(house.slack)
        with _listening(settings.host, settings.port, "MILEPOST_PORT") as listening:
            _run(build_web_application(house, web), listening)


@contextmanager
def _served_alone(address: str) -> Iterator[None]:
    """One server for one SQLite file; raises Refusal where there is one already, or no place for its lock."""
    try:
        with served_alone(address):
            yield
    except CannotServe as error:
        raise Refusal(str(error)) from None


def _web_chat(house: House, settings: Settings) -> WebChat:
    hosts = LOOPBACK | {host.strip() for host in settings.web_hosts.split(",") if host.strip()}
    return WebChat(house.store, house.conversation, house.clock, None, house.organisation_id, hosts)


def demo(
    port: Annotated[int | None, typer.Option(help="The port of the page; 8765 otherwise.")] = None,
    database: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the demonstration in this file, which has no other plan, instead of a scratch one.",
        ),
    ] = None,
) -> None:
    """The whole bot on this machine: an example plan, a web chat and a clock you can turn."""
    settings = read_settings()
    port = settings.port if port is None else port
    start_logging("error")
    listens = _listening(settings.host, port, "--port")
    with listens as listening, tempfile.TemporaryDirectory(prefix="milepost-") as scratch:
        file = database or Path(scratch) / "demo.db"
        with _served_alone(f"sqlite:///{file}"):
            clock = demo_clock()
            store = open_store(f"sqlite:///{file}")
            require_scratch(store, file)
            house = build_house(store, clock, with_web=True)
            set_the_scene(house, clock)
            web = WebChat(house.store, house.conversation, clock, turner(house, clock), house.organisation_id)
            typer.echo(f"Milepost is at http://{settings.host}:{port}\n{things_to_try(house)}\nCtrl-C stops it.")
            _run(build_web_application(house, web), listening)


def _run(application: object, listening: socket.socket) -> None:
    config = uvicorn.Config(
        application,  # type: ignore[arg-type]
        log_config=None,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    # Ctrl-C is how it is meant to end: uvicorn has closed everything by the time it raises this.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int, set_by: str) -> socket.socket:
    """The port, taken before anything is said, so that one which is taken already, or is none, is a sentence."""
    if not 0 <= port <= HIGHEST_PORT:
        raise Refusal(f"There is no port {port}: choose one from 1 to {HIGHEST_PORT} with {set_by}.")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Refusal(f"Port {port} on {host} cannot be used ({why}): choose another with {set_by}.") from None


def _start_slack(slack: SlackPlatform) -> None:
    """Connects before anything else runs: a token which Slack refuses is a sentence, and what passes is waited for."""
    for seconds in chain(WAITS_FOR_SLACK, repeat(WAITS_FOR_SLACK[-1])):
        try:
            slack.start()
            break
        except DeliveryError as error:
            said = f"Slack could not be reached ({error.reason})."
            if error.permanent:
                raise Refusal(f"{said} {what_to_do(error.reason)}") from None
            typer.echo(f"{said} Milepost tries again in {seconds} s; Ctrl-C stops it.", err=True)
            time.sleep(seconds)
