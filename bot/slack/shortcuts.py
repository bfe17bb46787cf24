"""The shortcuts on any message: make it an update, add it as evidence."""

from slack_bolt import Ack, App, BoltContext

from bot.conversation.heard import Heard, Listener, PassedOn, Speaker
from bot.slack.listen import PLATFORM, Ears, Payload, files_of, instant, is_direct, is_persons, root_of, tenant_of

AS_UPDATE, AS_EVIDENCE = "make_update", "add_evidence"


def register_shortcuts(app: App, listener: Listener, ears: Ears) -> None:
    """Connect the message shortcuts of the manifest to a Bolt app, by their callback ids."""

    def on_shortcut(ack: Ack, body: Payload, context: BoltContext) -> None:
        ack()
        listener.pass_on(passed_on(ears, body, context))

    for callback_id in (AS_UPDATE, AS_EVIDENCE):
        app.message_shortcut(callback_id)(on_shortcut)


def passed_on(ears: Ears, body: Payload, context: BoltContext) -> PassedOn:
    """The message with its own address; whoever passes it on is answered in their direct message."""
    user = body["user"]["id"]
    return PassedOn(
        by=ears.speaker(user, context),
        heard=_message(ears, body, context),
        answer_in=user,
        # As for a press: what is delivered again has another trigger's id.
        press_id=f"{user}/{body['message']['ts']}/{body['callback_id']}/{body['action_ts']}",
        address=address_of(body),
        is_evidence=body["callback_id"] == AS_EVIDENCE,
    )


def _message(ears: Ears, body: Payload, context: BoltContext) -> Heard:
    message, channel = body["message"], body["channel"]["id"]
    # What an app wrote is nobody's word: its speaker has no account.
    nobody = Speaker(PLATFORM, tenant_of(context), "", message.get("username"))
    return Heard(
        speaker=ears.speaker(message["user"], context) if is_persons(message) else nobody,
        conversation=channel,
        message_id=message["ts"],
        text=ears.words(message.get("text") or "", context),
        at=instant(message["ts"]),
        answers=root_of(message),
        is_private=is_direct(channel),
        files=files_of(message, tenant_of(context)),
    )


def address_of(body: Payload) -> str:
    """The address under which Slack shows a message to those who may see it."""
    message, channel = body["message"], body["channel"]["id"]
    domain = (body.get("team") or {}).get("domain")
    host = f"{domain}.slack.com" if domain else "slack.com"
    address = f"https://{host}/archives/{channel}/p{message['ts'].replace('.', '')}"
    root = root_of(message)
    return f"{address}?thread_ts={root}&cid={channel}" if root else address
