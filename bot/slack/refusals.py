"""What Slack says when it does not take a message, and whether trying again can help: the one table of it."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError, URLError

import urllib3.exceptions
from slack_sdk.errors import SlackApiError, SlackRequestError

from jobs.channel import DeliveryError

CALL_FAILURES = (SlackApiError, SlackRequestError, OSError, HTTPException, urllib3.exceptions.HTTPError)

# Each of these stays so until a person does something; the sentence says what.
PERMANENT: dict[str, str] = {
    "channel_not_found": "Check the channel's id, and invite Milepost if the channel is private.",
    "not_in_channel": "Invite Milepost to the channel.",
    "is_archived": "Take the channel out of the archive, or choose another one.",
    "thread_not_found": "The message that this answers is gone; choose where it should go.",
    "cannot_reply_to_message": "The message that this answers takes no replies; choose where it should go.",
    "restricted_action": "Ask a workspace owner to let apps post in this channel.",
    "restricted_action_read_only_channel": "Ask a workspace owner to let apps post in this channel.",
    "restricted_action_thread_only_channel": "Choose a channel in which new messages are allowed.",
    "messages_tab_disabled": "Switch on the Messages tab on the app's page App Home.",
    "user_not_found": "This person is not in the workspace; choose their account again.",
    "users_not_found": "This person is not in the workspace; choose their account again.",
    "user_disabled": "This person's account is closed; give their milestones to somebody else.",
    "user_not_visible": "Milepost may not see this person; ask a workspace owner.",
    "cannot_dm_bot": "This account is a bot; choose the person's own account.",
    "account_inactive": "Milepost was removed from the workspace; install it again.",
    "token_revoked": "The bot token was withdrawn; install Milepost again and set the new token.",
    "token_expired": "The bot token has run out; install Milepost again and set the new token.",
    "invalid_auth": "Slack does not know this token; copy it again from the app's page.",
    "not_installed": "Milepost is not installed in this workspace; install it there again.",
    "token_unreadable": "No key in MILEPOST_SLACK_TOKEN_KEY opens it; put the former key back after the new one.",
    "invalid_refresh_token": "The bot token cannot be renewed; install Milepost in this workspace again.",
    "not_authed": "Slack was given no bot token; set SLACK_BOT_TOKEN.",
    "not_allowed_token_type": "Slack wants another kind of token here; see docs/slack.md for which is which.",
    "missing_scope": "The app lacks a permission; add the scopes in docs/slack.md and install it again.",
    "no_permission": "The app lacks a permission; add the scopes in docs/slack.md and install it again.",
    "access_denied": "Ask a workspace owner to allow Milepost.",
    "ekm_access_denied": "The organisation has suspended posting; ask its Slack administrators.",
    "team_access_not_granted": "Ask the organisation's Slack administrators to approve Milepost.",
    "org_login_required": "The workspace is being moved; try again when its owners say so.",
    "msg_too_long": "The message is too long for Slack; report it.",
    "msg_blocks_too_long": "The message is too long for Slack; report it.",
    "invalid_blocks": "Slack could not draw the message; report it.",
    "invalid_blocks_format": "Slack could not draw the message; report it.",
    "no_text": "The message was empty; report it.",
    "metadata_too_large": "Slack could not keep the notification's id; report it.",
    "invalid_metadata_format": "Slack could not keep the notification's id; report it.",
    "history_too_long": "There is too much in the channel to look through; look there whether it arrived.",
}

# With these Slack may have posted the message before it failed.
MAY_HAVE_ARRIVED = frozenset({"internal_error", "fatal_error"})

# The message that was to be changed is not there, or Slack lets nobody change it any more.
CANNOT_BE_CHANGED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

# The words are fine and only the drawing was refused, so the same words can go as plain text.
DRAWING_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


def what_to_do(reason: str) -> str:
    """What a person can do about a permanent refusal; for a passing one, that Milepost goes on trying."""
    return PERMANENT.get(reason, "Milepost tries again by itself.")


@contextmanager
def calling_slack(*, posting: bool = False) -> Iterator[None]:
    """Whatever goes wrong with the calls inside is raised as a DeliveryError.

    Only a call that is `posting` can leave it unknown whether the message arrived.
    """
    try:
        yield
    except CALL_FAILURES as error:
        raise delivery_error(error, posting=posting) from error


def delivery_error(error: Exception, *, posting: bool) -> DeliveryError:
    if isinstance(error, SlackApiError):
        return _refused(error, posting)
    if isinstance(error, HTTPError):
        error.close()
    if isinstance(error, SlackRequestError | HTTPError):
        # A file's bytes were not taken, so nothing was shared.
        return DeliveryError("upload_failed")
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | socket.gaierror | urllib3.exceptions.NewConnectionError):
        return DeliveryError("unreachable")
    if isinstance(cause, TimeoutError | urllib3.exceptions.TimeoutError):
        return DeliveryError("timeout", uncertain=posting)
    return DeliveryError("connection_lost", uncertain=posting)


def _refused(error: SlackApiError, posting: bool) -> DeliveryError:
    status, reason = error.response.status_code, str(error.response.get("error"))
    if status == 429 or reason in RATE_LIMITED:
        # Posting is counted by conversation; whatever else is asked, by method and workspace.
        # https://docs.slack.dev/apis/web-api/rate-limits/
        everywhere = not posting or reason == "message_limit_exceeded"
        return DeliveryError("ratelimited", retry_after=_retry_after(error), everywhere=everywhere)
    if status != 200:
        return DeliveryError(f"http_{status}", uncertain=posting and status >= 500)
    if not re.fullmatch(r"\w+", reason):
        return DeliveryError("unreadable_answer", uncertain=posting)
    lost = posting and reason in MAY_HAVE_ARRIVED
    is_gone = reason in CANNOT_BE_CHANGED
    return DeliveryError(reason, permanent=reason in PERMANENT, uncertain=lost, gone=is_gone)


def _retry_after(error: SlackApiError) -> float | None:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    try:
        return float(headers["retry-after"])
    except (KeyError, ValueError):
        return None
