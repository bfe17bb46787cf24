"""Shows views: modals, for as long as their trigger is good."""

from typing import Any

from slack_sdk import WebClient

from bot.slack.refusals import calling_slack


def open_view(client: WebClient, trigger: str, view: dict[str, Any]) -> None:
    """Shows a modal to whoever pulled the trigger within the last three seconds; raises DeliveryError."""
    with calling_slack():
        client.views_open(trigger_id=trigger, view=view)
