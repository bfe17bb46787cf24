"""Whether Slack knows Milepost's tokens, allows what it does, and has the channels it is to post in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.request import urlopen

from slack_sdk import WebClient

from bot.findings import Finding
from bot.slack.http import EVENTS_PATH, INSTALL_PATH
from bot.slack.manifest import BOT_SCOPES
from bot.slack.refusals import calling_slack, what_to_do
from bot.slack.settings import SlackSettings
from bot.slack.workspace import Workspaces, client
from jobs.channel import DeliveryError

# Slack refuses nothing before five minutes; a clock that is a minute off is on its way there.
MOST_DRIFT_SECONDS = 60
LONGEST_WAIT_SECONDS = 5
ADDRESS_NOT_SET = "your.address"


@dataclass(frozen=True)
class Meant:
    """A leadership channel: Slack's id of it, and the name a plan gives it."""

    conversation: str
    name: str


@dataclass(frozen=True)
class Room:
    """One organisation's workspace and the channels it is to be reached in; `tenant` is None for the only one."""

    tenant: str | None
    name: str
    channels: Sequence[Meant]


def check_slack(
    settings: SlackSettings, workspaces: Workspaces, rooms: Sequence[Room], now: Callable[[], datetime]
) -> Iterator[Finding]:
    """Asks Slack everything that it will be asked later; what it refuses is a finding."""
    if not rooms:
        where = (settings.distribution.address if settings.distribution else None) or "Milepost's address"
        yield Finding("No workspace has installed Milepost yet.", f"Open {where}{INSTALL_PATH} in a browser.")
    is_reached = not rooms
    for room in rooms:
        for finding in _check_room(settings, workspaces, room, now):
            yield finding
            is_reached = is_reached or finding.is_well
    if is_reached:
        yield from _ways_in(settings)


def _ways_in(settings: SlackSettings) -> Iterator[Finding]:
    """How Slack reaches Milepost: over Socket Mode, over HTTP, or both."""
    if settings.app_token is not None:
        yield _app_token(settings, settings.app_token)
    if settings.signing_secret is not None:
        yield _over_http(settings.distribution.address if settings.distribution else None)


def _over_http(address: str | None) -> Finding:
    at = f"{address or 'https://' + ADDRESS_NOT_SET}{EVENTS_PATH}"
    said = f"Slack reaches Milepost over HTTP: its Request URL is {at}, and each request is checked for its signature."
    if address is None:
        return Finding(said)
    try:
        with urlopen(f"{address}/healthz", timeout=LONGEST_WAIT_SECONDS):
            return Finding(said)
    except (OSError, HTTPException):
        return Finding(
            f"Nothing answers at {address}/healthz.",
            "Start milepost serve, and have the address lead to it: Slack gets no further than this.",
        )


def _check_room(
    settings: SlackSettings, workspaces: Workspaces, room: Room, now: Callable[[], datetime]
) -> Iterator[Finding]:
    try:
        with calling_slack():
            slack = workspaces.client_for(room.tenant)
            identity = slack.auth_test()
    except DeliveryError as refused:
        whose = "SLACK_BOT_TOKEN" if settings.distribution is None else f"the token of {room.name}"
        yield _refused(f"Slack does not take {whose}", refused)
        return
    yield Finding(f"Slack knows the bot token: it is {identity.get('user')} in {identity.get('team')}.")
    headers = {name.lower(): str(value) for name, value in identity.headers.items()}
    yield _scopes(headers)
    yield _clock(headers, now())
    for channel in room.channels:
        yield _channel(slack, channel)


def _refused(text: str, refused: DeliveryError) -> Finding:
    passing = "Slack cannot be reached from here now; look at the network and try again."
    return Finding(f"{text} ({refused.reason}).", what_to_do(refused.reason) if refused.permanent else passing)


def _scopes(headers: dict[str, str]) -> Finding:
    given = headers.get("x-oauth-scopes")
    if given is None:
        return Finding("Slack does not say which scopes the app has.")
    lacking = sorted(BOT_SCOPES.keys() - {scope.strip() for scope in given.split(",")})
    if not lacking:
        return Finding(f"The app has the {len(BOT_SCOPES)} scopes that Milepost uses.")
    listed = ", ".join(lacking)
    return Finding(
        f"The app lacks {listed}.",
        "On the app's page App Manifest paste what `milepost manifest slack` prints, and install the app again.",
    )


def _clock(headers: dict[str, str], now: datetime) -> Finding:
    try:
        drift = (now - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, ValueError, TypeError):
        return Finding("Slack does not say what time it is.")
    if abs(drift) <= MOST_DRIFT_SECONDS:
        return Finding("This machine's clock agrees with Slack's.")
    way = "ahead of" if drift > 0 else "behind"
    return Finding(
        f"This machine's clock is {abs(drift):.0f} seconds {way} Slack's.",
        "Set it by the network's time (NTP): from five minutes on, Slack's requests are refused.",
    )


def _app_token(settings: SlackSettings, token: str) -> Finding:
    try:
        with calling_slack():
            client(settings, token, settings.timeout_seconds).apps_connections_open(app_token=token)
    except DeliveryError as refused:
        return _refused("Slack does not take SLACK_APP_TOKEN", refused)
    return Finding("Slack knows the app token: Socket Mode can connect.")


def _channel(slack: WebClient, meant: Meant) -> Finding:
    try:
        with calling_slack():
            told: dict[str, Any] = slack.conversations_info(channel=meant.conversation)["channel"]
    except DeliveryError as refused:
        return _refused(f"The leadership channel {meant.name} cannot be read", refused)
    if told.get("is_archived"):
        return _closed(meant, "is_archived")
    if told.get("is_member") is False:
        return _closed(meant, "not_in_channel")
    return Finding(f"The leadership channel {meant.name} can be posted in.")


def _closed(meant: Meant, reason: str) -> Finding:
    return Finding(f"The leadership channel {meant.name} cannot be posted in ({reason}).", what_to_do(reason))
