"""A press of a button in Slack, as the conversation hears it, and where its answer goes."""

import re

from slack_bolt import Ack, App, BoltContext

from bot.conversation.answers.commands import SHARE
from bot.conversation.heard import Listener, Pressed
from bot.slack.draw import action_of, draw_in_one
from bot.slack.listen import Ears, Payload, instant, is_direct
from bot.slack.markup import brought_back
from bot.slack.whispers import say_to_everybody


def register_presses(app: App, listener: Listener, ears: Ears) -> None:
    """Connect the buttons of messages to a Bolt app."""

    def on_press(ack: Ack, body: Payload, context: BoltContext) -> None:
        ack()
        pressed = pressed_in(ears, body, context)
        if pressed is None:
            return
        if pressed.action == SHARE:
            say_to_everybody(body["response_url"], draw_in_one(listener.share(pressed)))
        else:
            listener.press(pressed)

    app.action(re.compile(".*"))(on_press)


def pressed_in(ears: Ears, body: Payload, context: BoltContext) -> Pressed | None:
    """None for a button that Milepost did not draw."""
    pressed, container, user = body["actions"][0], body["container"], body["user"]["id"]
    action = action_of(pressed["action_id"])
    if action is None:
        return None
    shown = container.get("message_ts")
    message_id = shown or container["view_id"]
    conversation, is_private = _place(container, user) if action != SHARE else (container["channel_id"], False)
    return Pressed(
        speaker=ears.speaker(user, context),
        conversation=conversation,
        message_id=message_id,
        # Whose press of what, and when: a press that is delivered again has another trigger's id.
        press_id=f"{user}/{message_id}/{pressed['action_id']}/{pressed['action_ts']}",
        action=action,
        value=brought_back(pressed.get("value") or ""),
        at=instant(pressed["action_ts"]),
        is_private=is_private,
        shown_at=instant(shown) if shown else None,
    )


def _place(container: Payload, user: str) -> tuple[str, bool]:
    """Where the answer to a press goes, and whether others do not see it there.

    What only one person was shown is answered to that person, not to the channel it was shown in; so is a press in
    their Home.
    """
    if container.get("is_ephemeral") or container.get("type") == "view":
        return user, True
    channel = str(container["channel_id"])
    return channel, is_direct(channel)
