"""Slack, put together: events in over Socket Mode or HTTP, messages out through the channel."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from slack_bolt import App, BoltContext
from slack_bolt.adapter.socket_mode import SocketModeHandler
from starlette.routing import Route

from bot.conversation.conversation import OrganisationOf
from bot.conversation.heard import Listener
from bot.slack.accounts import Workspace, connect_people
from bot.slack.events import register_channels, register_people, register_removal
from bot.slack.form_listeners import register_forms
from bot.slack.history import channel_name, thread_author
from bot.slack.homes import Homes, register_homes
from bot.slack.http import events_route
from bot.slack.install import Installed, install_routes
from bot.slack.installations import Installations, states
from bot.slack.links import register_links
from bot.slack.listen import PLATFORM, Ears, leave_aside_the_rest, register
from bot.slack.office import Office
from bot.slack.people import Accounts, fetch_users
from bot.slack.presses import register_presses
from bot.slack.profiles import Profiles
from bot.slack.refusals import calling_slack, what_to_do
from bot.slack.rooms import Rooms
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings, SlackSettingsError
from bot.slack.shortcuts import register_shortcuts
from bot.slack.views import open_view
from bot.slack.workspace import OneWorkspace, Workspaces, client, quiet_logger
from bot.slack.workspaces import ManyWorkspaces
from jobs.channel import DeliveryError
from storage.store import Store

log = structlog.get_logger(__name__)


@dataclass
class SlackPlatform:
    """`channel` goes into the registry under `name`, `routes` into the web application; there are none without HTTP."""

    settings: SlackSettings
    app: App
    workspaces: Workspaces
    channel: SlackChannel
    routes: list[Route]
    name: str = PLATFORM
    homes: Homes | None = None
    _socket: SocketModeHandler | None = field(default=None, repr=False)

    def start(self) -> None:
        """Check the tokens, and connect where Socket Mode is set up; returns when connected.

        Raises SlackSettingsError where a token is refused, DeliveryError where Slack is not to be reached now.
        """
        only = None
        if self.settings.bot_token is not None:
            with _naming("SLACK_BOT_TOKEN"):
                only = self.workspaces.tenants()[0]
        if self.settings.app_token is not None:
            with _naming("SLACK_APP_TOKEN"):
                self._socket = self._connected(self.settings.app_token)
        log.info("slack_started", tenant=only, socket_mode=self._socket is not None)

    @property
    def is_connected(self) -> bool:
        """Whether Slack can reach Milepost as far as can be told from here; over HTTP that is for Slack to say."""
        return self.settings.app_token is None or (self._socket is not None and self._socket.client.is_connected())

    def connect_people(self, store: Store, organisation_of: OrganisationOf, now: datetime) -> None:
        """Looks through each workspace for the people of its plans.

        Raises DeliveryError when one could not be looked through, after all the others were.
        """
        refusals = []
        for tenant in self.workspaces.tenants():
            with store.write() as session:
                organisation_id = organisation_of(session, PLATFORM, tenant)
            try:
                look_through(self.workspaces, tenant, store, organisation_id, now)
            except DeliveryError as refused:
                refusals.append(refused)
        if refusals:
            raise refusals[0]

    def stop(self) -> None:
        """Take no more events; those being answered are finished first."""
        if self._socket is not None:
            self._socket.close()  # type: ignore[no-untyped-call]
            self._socket = None
            log.info("slack_stopped")

    def _connected(self, app_token: str) -> SocketModeHandler:
        web_client = client(self.settings, app_token, self.settings.timeout_seconds)
        with calling_slack(), ExitStack() as undone:
            url = web_client.apps_connections_open(app_token=app_token)["url"]
            handler = SocketModeHandler(self.app, app_token, logger=quiet_logger(), web_client=web_client)
            undone.callback(handler.close)
            handler.client.wss_uri = url
            handler.connect()  # type: ignore[no-untyped-call]
            undone.pop_all()
        return handler


def build_slack(
    settings: SlackSettings,
    listener: Listener,
    *,
    now: Callable[[], datetime] | None = None,
    office: Office | None = None,
) -> SlackPlatform:
    """The platform, with nothing started and nobody asked. Without an `office` nothing but what people say is heard."""
    clock = now or _utc_now
    workspaces = workspaces_of(settings, office)
    app = App(
        name="milepost",
        logger=quiet_logger(),
        process_before_response=True,
        signing_secret=settings.signing_secret or "",
        authorize=lambda team_id: workspaces.authorize(team_id),  # type: ignore[arg-type,return-value]  # None: unknown
    )
    app.error(_failed)
    impatient = workspaces.impatient_client_for
    profiles = Profiles(impatient)
    ears = Ears(profiles, lambda tenant, conversation, root: thread_author(impatient(tenant), conversation, root))
    routes = [events_route(app)] if settings.signing_secret else []
    # Whatever comes is held against one listener after the other, so what comes most is among the first; forms come
    # before it, because a command that asks for one is a command.
    register_forms(app, listener, ears, lambda tenant, *view: open_view(impatient(tenant), *view), clock)
    register(app, listener, ears, clock)
    register_presses(app, listener, ears)
    homes = Homes(office.store, workspaces.client_for, impatient) if office is not None else None
    if homes is not None:
        register_homes(app, listener, ears, homes, clock)
    register_links(app, listener, ears, impatient)
    register_shortcuts(app, listener, ears)
    if office is not None and isinstance(workspaces, ManyWorkspaces):
        register_removal(app, office, workspaces.installations)
        routes += _install_routes(workspaces, office, profiles)
    if office is not None:
        register_people(app, office, profiles)
        register_channels(app, office, lambda tenant, channel: channel_name(impatient(tenant), channel))
    leave_aside_the_rest(app)
    channel = SlackChannel(workspaces.client_for, Rooms(office.store if office is not None else None))
    return SlackPlatform(settings, app, workspaces, channel, routes, homes=homes)


def workspaces_of(settings: SlackSettings, office: Office | None) -> Workspaces:
    """The workspaces that the settings open: the one whose token they hold, or those that installed Milepost."""
    if settings.distribution is None:
        return OneWorkspace(settings)
    assert office is not None
    installations = Installations(office.store, settings.distribution)
    return ManyWorkspaces(settings, settings.distribution, installations, office.tenants)


def _install_routes(workspaces: ManyWorkspaces, office: Office, profiles: Profiles) -> list[Route]:
    def came(installed: Installed) -> None:
        office.came(installed, profiles.profile(installed.tenant, installed.installer))

    kept = workspaces.installations
    return install_routes(workspaces.settings, workspaces.distribution, kept, states(office.store), came)


def look_through(workspaces: Workspaces, tenant: str, store: Store, organisation_id: int, now: datetime) -> Accounts:
    """Connects a workspace's people with those of its plans, without serving; raises DeliveryError."""
    users = fetch_users(workspaces.client_for(tenant), tenant)
    return connect_people(store, Workspace(organisation_id, tenant, users), now)


def _failed(error: Exception, context: BoltContext) -> None:
    """Notes where it failed, not with what words; Bolt then answers 500, and Slack sends an event again."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else None
    log.error("slack_event_failed", error=type(error).__name__, where=where, tenant=context.team_id)


@contextmanager
def _naming(setting: str) -> Iterator[None]:
    """A token that Slack refuses is a setting to be changed, and the sentence says which."""
    try:
        yield
    except DeliveryError as refused:
        if not refused.permanent:
            raise
        advice = what_to_do(refused.reason)
        raise SlackSettingsError(f"Slack refused {setting} ({refused.reason}). {advice}") from refused


def _utc_now() -> datetime:
    return datetime.now(UTC)
