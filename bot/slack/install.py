"""Installing Milepost in a workspace from a browser: `/slack/install`, and where Slack comes back to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.state_store import OAuthStateStore
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.http import INSTALL_PATH, REDIRECT_PATH, as_response
from bot.slack.installations import Installations
from bot.slack.manifest import BOT_SCOPES
from bot.slack.refusals import CALL_FAILURES
from bot.slack.settings import Distribution, SlackSettings
from bot.slack.workspace import client, quiet_logger

log = structlog.get_logger(__name__)

AGAIN = f'<a href="{INSTALL_PATH}">Begin again</a>.'
WHOLE_ENTERPRISE = "whole_enterprise"
NOT_INVITED = "not_invited"
UNREACHABLE = "unreachable"

_SENTENCES: Mapping[str, str] = {
    "access_denied": f"Nobody allowed it, so nothing was installed. {AGAIN}",
    "invalid_browser": f"This was not begun in this browser. {AGAIN}",
    "invalid_state": f"More than ten minutes passed, or this page was loaded twice. {AGAIN}",
    "invalid_code": f"Slack does not know this installation any more. {AGAIN}",
    WHOLE_ENTERPRISE: f"Milepost is installed in one workspace at a time, not in a whole organisation. {AGAIN}",
    NOT_INVITED: "This workspace may not install Milepost here. Ask whoever runs it to add the workspace.",
    UNREACHABLE: f"Slack could not be asked. Wait a moment. {AGAIN}",
}


@dataclass(frozen=True)
class Installed:
    """A workspace that has Milepost now, and the account of whoever installed it."""

    tenant: str
    name: str
    installer: str


class _Refused(BoltError):
    """An installation that Slack allowed and Milepost does not take."""


class _Flow(OAuthFlow):
    def __init__(self, settings: SlackSettings, distribution: Distribution, oauth: OAuthSettings) -> None:
        super().__init__(client=client(settings, "", settings.timeout_seconds), logger=quiet_logger(), settings=oauth)
        self._invited = distribution.workspaces

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        if installation.is_enterprise_install or not installation.team_id:
            raise _Refused(WHOLE_ENTERPRISE)
        if self._invited and installation.team_id not in self._invited:
            raise _Refused(NOT_INVITED)
        super().store_installation(request, installation)


def install_routes(
    settings: SlackSettings,
    distribution: Distribution,
    installations: Installations,
    states: OAuthStateStore,
    came: Callable[[Installed], None],
) -> list[Route]:
    """The two routes; `came` hears of each workspace that has installed Milepost."""
    flow = _Flow(settings, distribution, _oauth(distribution, installations, states, came))
    return [
        Route(INSTALL_PATH, _route(flow.handle_installation), methods=["GET"]),
        Route(REDIRECT_PATH, _route(flow.handle_callback), methods=["GET"]),
    ]


def _oauth(
    distribution: Distribution,
    installations: Installations,
    states: OAuthStateStore,
    came: Callable[[Installed], None],
) -> OAuthSettings:
    def succeeded(args: SuccessArgs) -> BoltResponse:
        kept = args.installation
        installed = Installed(kept.team_id or "", kept.team_name or kept.team_id or "", kept.user_id)
        came(installed)
        log.info("slack_installed", tenant=installed.tenant)
        return _page(
            200, f"Milepost is in {escape(installed.name)} now. It has written to you in Slack.", args.settings
        )

    def failed(args: FailureArgs) -> BoltResponse:
        reason = str(args.error) if isinstance(args.error, _Refused) else args.reason
        log.warning("slack_not_installed", reason=reason if reason in _SENTENCES else "other")
        sentence = _SENTENCES.get(reason, f"Slack did not install Milepost. {AGAIN}")
        return _page(args.suggested_status_code if args.error is None else 403, sentence, args.settings)

    return OAuthSettings(
        client_id=distribution.client_id,
        client_secret=distribution.client_secret,
        scopes=list(BOT_SCOPES),
        user_scopes=[],
        redirect_uri=f"{distribution.address}{REDIRECT_PATH}" if distribution.address else None,
        install_path=INSTALL_PATH,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT_PATH,
        installation_store=installations,
        state_store=states,
        callback_options=CallbackOptions(succeeded, failed),
        logger=quiet_logger(),
    )


def _route(answer: Callable[[BoltRequest], BoltResponse]) -> Callable[[Request], object]:
    async def route(request: Request) -> Response:
        query = dict(request.query_params)
        asked = BoltRequest(body="", query=query, headers=dict(request.headers))
        try:
            return as_response(await run_in_threadpool(answer, asked))
        except CALL_FAILURES:
            log.warning("slack_not_installed", reason=UNREACHABLE)
            return as_response(_page(503, _SENTENCES[UNREACHABLE]))

    return route


def _page(status: int, sentence: str, oauth: OAuthSettings | None = None) -> BoltResponse:
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Milepost</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<body style="font: 1.1rem/1.5 sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem">{sentence}'
    )
    headers: dict[str, str | Sequence[str]] = {"content-type": "text/html; charset=utf-8"}
    if oauth is not None:
        headers["set-cookie"] = oauth.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=html, headers=headers)
