"""Wires the house together, once: store, channels, conversation, loops and pages."""

import os
from asyncio import gather, get_running_loop
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import structlog
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock, TurnableClock
from bot.conversation.conversation import Conversation, OrganisationOf
from bot.conversation.understanding import warm
from bot.conversation.wording import PlainWording
from bot.file_reading import FileReading
from bot.metrics import metrics_route
from bot.sentences import Refusal
from bot.settings import read_settings
from bot.slack.app import SlackPlatform, build_slack
from bot.slack.files import fetch_file
from bot.slack.listen import PLATFORM as SLACK
from bot.slack.office import Office
from bot.slack.refusals import what_to_do
from bot.slack.send import PACE as SLACK_PACE
from bot.slack.settings import SlackSettings
from bot.web.accounts import give_everybody_an_account
from bot.web.chat import WebChat
from bot.web.listen import web_routes
from bot.web.send import PLATFORM as WEB
from bot.web.send import WebChannel
from jobs.channel import Channel, DeliveryError
from jobs.clock import Alarm, Heartbeat
from jobs.delivery import Post, deliver
from jobs.departures import Departures
from jobs.forgetting import do_one_forgetting
from jobs.rounds import Loop, loops
from jobs.turning import turn
from storage import migrate
from storage.changes.organisations import find_or_add_organisation
from storage.store import Store, reason_of, shown

log = structlog.get_logger()

LOCAL = "local"
SECONDS_BETWEEN_FILES = 3
SECONDS_BETWEEN_HOMES = 3


@dataclass(frozen=True)
class House:
    """Everything that runs together in one process.

    `organisation_id` is the local organisation, whose pages the web shows; `organisation_of` says whose each tenant is.
    """

    store: Store
    clock: Clock
    organisation_id: int
    organisation_of: OrganisationOf
    post: Post
    departures: Departures
    conversation: Conversation
    slack: SlackPlatform | None = None
    files: FileReading | None = None


def open_store(address: str) -> Store:
    """The database at that address, begun or brought to the present tables; raises Refusal when it cannot be opened."""
    with _opening(address) as store:
        migrate.upgrade(store)
    return store


def open_kept(address: str) -> Store:
    """As `open_store`, for what begins no database: an address that is mistyped is refused, and nothing is made."""
    with _opening(address) as store:
        if not migrate.is_begun(store):
            raise Refusal(
                f"There is no database at {shown(address)} yet: bring a plan in with `milepost import FILE`, or set "
                "MILEPOST_DATABASE to where it is."
            )
        migrate.upgrade(store)
    return store


@contextmanager
def _opening(address: str) -> Iterator[Store]:
    store = Store(address)
    try:
        yield store
    except Refusal:
        store.close()
        raise
    except DatabaseError as error:
        store.close()
        raise Refusal(
            f"The database {shown(address)} cannot be opened: {reason_of(error)}. Set MILEPOST_DATABASE to one that "
            "can."
        ) from None


def local_organisation(store: Store) -> int:
    """The one organisation of a database that serves one council."""
    with store.write() as session:
        return find_or_add_organisation(session, LOCAL, LOCAL, "Local")


def only(organisation_id: int) -> OrganisationOf:
    """One organisation whoever speaks, wherever."""
    return lambda _session, _platform, _tenant: organisation_id


def _organisations(local_id: int, slack: SlackSettings | None) -> OrganisationOf:
    """Each workspace that installed Milepost is an organisation; one whose token was set is the local one."""
    if slack is None or slack.distribution is None:
        return only(local_id)

    def organisation_of(session: Session, platform: str, tenant: str) -> int:
        return find_or_add_organisation(session, SLACK, tenant, tenant) if platform == SLACK else local_id

    return organisation_of


def build_house(
    store: Store,
    clock: Clock,
    slack_settings: SlackSettings | None = None,
    *,
    with_web: bool = False,
    far: Collection[str] = (),
) -> House:
    """The house with nothing started yet; nobody waits until their answer has arrived on one of the `far` platforms."""
    organisation_id = local_organisation(store)
    # The registry of channels: everything that leaves goes by a name in here.
    channels: dict[str, Channel] = {}
    name = f"{os.getpid()}-{uuid4().hex[:8]}"
    post = Post(store, channels, PlainWording(what_to_do), name, pace=SLACK_PACE if slack_settings else None)
    organisation_of = _organisations(organisation_id, slack_settings)
    departures = Departures(post, clock.now, far)
    conversation = Conversation(store, organisation_of, clock, departures)
    office = Office(store, organisation_of, clock.now)
    slack = build_slack(slack_settings, conversation, now=clock.now, office=office) if slack_settings else None
    if slack is not None:
        channels[slack.name] = slack.channel
    if with_web:
        channels[WEB] = WebChannel(store, clock)
    files = _file_reading(store, post, clock, slack) if slack is not None else None
    return House(store, clock, organisation_id, organisation_of, post, departures, conversation, slack, files)


def _file_reading(store: Store, post: Post, clock: Clock, slack: SlackPlatform) -> FileReading:
    """What reads the files that come by Slack; the web chat takes none."""

    def deliver_at_once(owed: str) -> None:
        deliver(post, owed, clock.now())

    fetch = {slack.name: partial(fetch_file, slack.workspaces)}
    return FileReading(store, fetch, read_settings().limits, deliver_at_once, what_to_do)


def turner(house: House, clock: TurnableClock) -> Callable[[int], None]:
    """Turns the house's clock on by so many days, doing on the way everything at its own time."""

    def turn_days(days: int) -> None:
        now = clock.now()
        turn(house.post, now, now + timedelta(days=days), clock.set)

    return turn_days


def build_web_application(house: House, web: WebChat | None) -> Starlette:
    """The HTTP side: health, Slack's events and the built-in chat, with the clock's loops while it runs."""
    heartbeat = Heartbeat()
    forgetting = Loop("forgetting", 3600, lambda now: do_one_forgetting(house.store, now))
    rounds = (*loops(house.post), forgetting, *_looking_for_people(house))
    routes: list[BaseRoute] = [
        Route("/healthz", _healthz),
        Route("/readyz", _readyz(house, heartbeat, [loop.name for loop in loops(house.post)])),
        metrics_route(house.store, house.clock.now, heartbeat, house.post.tally),
        *(house.slack.routes if house.slack else []),
        *(web_routes(web) if web else []),
    ]

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        alarm = Alarm(rounds, house.clock.now, heartbeat)
        alarm.start()
        # Beside the start and not before it: whoever writes first does not wait for it either.
        get_running_loop().run_in_executor(None, warm)
        try:
            yield
        finally:
            if house.slack is not None:
                await run_in_threadpool(house.slack.stop)
            await gather(run_in_threadpool(alarm.stop), run_in_threadpool(house.departures.stop))
            house.store.close()

    return Starlette(routes=routes, lifespan=running)


def _looking_for_people(house: House) -> tuple[Loop, ...]:
    """Whoever is new in a plan or in the workspace is given their account: in the web chat soon, in Slack hourly."""
    slack = house.slack

    def look_in_slack(now: datetime) -> bool:
        assert slack is not None
        try:
            slack.connect_people(house.store, house.organisation_of, now)
        except DeliveryError as error:
            log.warning("slack people not read", reason=error.reason)
        return False

    def look_in_web(_: datetime) -> bool:
        with house.store.write() as session:
            give_everybody_an_account(session, house.organisation_id)
        return False

    in_slack = (Loop("people in slack", 3600, look_in_slack),) if slack is not None else ()
    if slack is not None and slack.homes is not None:
        in_slack = (*in_slack, Loop("homes in slack", SECONDS_BETWEEN_HOMES, slack.homes.do_one_batch))
    in_web = (Loop("people in the web chat", 30, look_in_web),) if WEB in house.post.channels else ()
    files = (Loop("files sent as plans", SECONDS_BETWEEN_FILES, house.files.do_one),) if house.files else ()
    return (*in_slack, *in_web, *files)


async def _healthz(_: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"})


def _readyz(house: House, heartbeat: Heartbeat, names: list[str]) -> Callable[[Request], Response]:
    def readyz(_: Request) -> Response:
        """The database has the present tables, every loop is alive and Slack can reach us."""
        wrong = [f"the loop {name} is silent" for name in heartbeat.silent(names, datetime.now(UTC))]
        try:
            if not migrate.is_current(house.store):
                wrong.append("the database has not had every migration: run `milepost db upgrade`")
        except OperationalError:
            wrong.append("the database does not answer")
        if house.slack is not None and not house.slack.is_connected:
            wrong.append("Slack is not connected")
        return JSONResponse({"ready": not wrong, "wrong": wrong}, status_code=503 if wrong else 200)

    return readyz
