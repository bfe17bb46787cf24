"""Shows views: modals for as long as their trigger is good, and Homes at any time."""

from typing import Any

from slack_sdk import WebClient

from bot.slack.refusals import calling_slack


def open_view(client: WebClient, trigger: str, view: dict[str, Any]) -> None:
    """Shows a modal to whoever pulled the trigger within the last three seconds; raises DeliveryError."""
    with calling_slack():
        client.views_open(trigger_id=trigger, view=view)


def publish_home(client: WebClient, user: str, view: dict[str, Any]) -> None:
    """Puts a Home in the place of the one before; raises DeliveryError. To do so twice does no harm."""
    with calling_slack():
        client.views_publish(user_id=user, view=view)
