"""Opens forms in Slack and takes them in: buttons, the global shortcut, what is typed into a field, what is sent."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Ack, App, BoltContext

from bot.conversation.forms import OPEN, open_button
from bot.conversation.heard import Listener, Pressed, Submitted, Typed
from bot.slack.forms import answers_of, draw_errors, draw_form, draw_options, shown_at, value_of
from bot.slack.listen import COMMAND, Clock, Ears, Payload
from bot.slack.presses import pressed_in

SHORTCUT_TO_UPDATE = "update_milestone"

LEAVE = "leave"
_UPDATE = re.compile(r"update(?:\s+(?P<ref>\S{1,40}))?", re.IGNORECASE)

OpenView = Callable[[str | None, str, Payload], None]
"""Shows a view of a tenant for a trigger, which is good for three seconds; raises DeliveryError."""


def register_forms(app: App, listener: Listener, ears: Ears, open_view: OpenView, now: Clock) -> None:
    """Connects forms to a Bolt app; `now` dates what carries no time of its own."""
    desk = _Desk(listener, ears, open_view, now)
    app.action(re.compile(rf"^{OPEN}#"))(desk.on_press)
    app.command(COMMAND, matchers=[_asks_for_form])(desk.on_command)
    app.shortcut(SHORTCUT_TO_UPDATE)(desk.on_shortcut)
    app.options(re.compile(".*"))(desk.on_typing)
    app.view(re.compile(".*"))(desk.on_submission)


@dataclass(frozen=True)
class _Desk:
    """Where forms are handed out and taken in."""

    listener: Listener
    ears: Ears
    open_view: OpenView
    now: Clock

    def on_press(self, ack: Ack, body: Payload, context: BoltContext) -> None:
        pressed = pressed_in(self.ears, body, context)
        if pressed is not None:
            self._hand_out(pressed, body["trigger_id"])
        ack()

    def on_command(self, ack: Ack, command: Payload, context: BoltContext) -> None:
        value = form_asked_for(command.get("text") or "") or ""
        self._hand_out_for(command["user_id"], context, command["trigger_id"], value)
        ack()

    def on_shortcut(self, ack: Ack, shortcut: Payload, context: BoltContext) -> None:
        self._hand_out_for(shortcut["user"]["id"], context, shortcut["trigger_id"], open_button("", "update").value)
        ack()

    def on_typing(self, ack: Ack, body: Payload, context: BoltContext) -> None:
        view = body["view"]
        typed = Typed(
            speaker=self.ears.speaker(body["user"]["id"], context),
            action=view["callback_id"],
            value=value_of(view),
            field=body["action_id"],
            text=body.get("value") or "",
            at=self.now(),
        )
        ack(options=draw_options(self.listener.options(typed)))

    def on_submission(self, ack: Ack, body: Payload, view: Payload, context: BoltContext) -> None:
        user = body["user"]["id"]
        sent = self.listener.submit(
            Submitted(
                speaker=self.ears.speaker(user, context),
                conversation=user,
                submission_id=view["id"],
                action=view["callback_id"],
                value=value_of(view),
                answers=answers_of(view),
                at=self.now(),
                shown_at=shown_at(view),
            )
        )
        if sent.errors:
            ack(response_action="errors", errors=draw_errors(sent.errors, view))
        elif sent.next is not None:
            ack(response_action="update", view=draw_form(sent.next, self.now()))
        else:
            ack()

    def _hand_out_for(self, user: str, context: BoltContext, trigger: str, value: str) -> None:
        """Opens a form for somebody who pressed no button: by a command or a shortcut."""
        speaker = self.ears.speaker(user, context)
        self._hand_out(Pressed(speaker, user, trigger, trigger, OPEN, value, self.now()), trigger)

    def _hand_out(self, pressed: Pressed, trigger: str) -> None:
        """Raises DeliveryError where Slack does not show the form: whoever asked for it is told to try again."""
        self.open_view(pressed.speaker.tenant, trigger, draw_form(self.listener.form(pressed), self.now()))


def form_asked_for(text: str) -> str | None:
    """The value of the form that a command opens: "update", "update 1.5" and "leave"; None for any other.

    More words than these say how it stands, or from when until when, and are read as they are.
    """
    if text.strip().lower() == LEAVE:
        return open_button("", LEAVE).value
    asked = _UPDATE.fullmatch(text.strip())
    if asked is None:
        return None
    return (open_button("", "update", ref=asked["ref"]) if asked["ref"] else open_button("", "update")).value


def _asks_for_form(command: Payload) -> bool:
    return form_asked_for(command.get("text") or "") is not None
