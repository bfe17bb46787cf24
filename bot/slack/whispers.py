"""What only one person was shown, said to everybody who reads there: through the address that came with the press."""

import structlog
from slack_sdk.webhook import WebhookClient

from bot.slack.draw import Payload
from bot.slack.refusals import CALL_FAILURES
from bot.slack.workspace import quiet_logger

log = structlog.get_logger(__name__)

SECONDS = 10


def say_to_everybody(response_url: str, payload: Payload) -> None:
    """Post it in place of the message that only one person saw. Works in channels that Milepost is not in.

    Where Slack refuses, the message stays as it was with its button, and can be shared again.
    """
    client = WebhookClient(response_url, timeout=SECONDS, retry_handlers=[], logger=quiet_logger())
    try:
        answer = client.send(
            text=payload.text, blocks=list(payload.blocks), response_type="in_channel", delete_original=True
        )
    except CALL_FAILURES as error:
        log.warning("slack_not_shared", reason=type(error).__name__)
        return
    if answer.status_code != 200:
        log.warning("slack_not_shared", reason=f"http_{answer.status_code}")
