"""Says what leaves by the clock: facts in, one message out. The voice is in `docs/voice.md`."""

from bot.conversation.digest_wording import say_digest, say_joint_digest
from bot.conversation.doubt_wording import say_doubts
from bot.conversation.escalation_wording import say_to_leadership, say_to_manager
from bot.conversation.failure_wording import WhatToDo, look_there, say_failure
from bot.conversation.message import Message, from_json
from bot.conversation.reminder_wording import say_to_lead
from bot.conversation.request_wording import say_redrawn
from storage.questions.digest_facts import CheckFacts, DigestFacts, JointFacts
from storage.questions.failures import FailureFacts
from storage.questions.notices import ReminderFacts
from storage.questions.redrawn import RedrawnFacts


class PlainWording:
    """The wording that every platform shares. `what_to_do` says what helps against a platform's refusal."""

    def __init__(self, what_to_do: WhatToDo = look_there) -> None:
        self._what_to_do = what_to_do

    def reminder(self, facts: ReminderFacts) -> Message:
        if facts.is_channel:
            return say_to_leadership(facts)
        is_lead = any(one.told_as == "lead" for one in facts.lines)
        return say_to_lead(facts) if is_lead else say_to_manager(facts)

    def digest(self, facts: DigestFacts) -> Message:
        return say_digest(facts)

    def joint_digest(self, facts: JointFacts) -> Message:
        return say_joint_digest(facts)

    def doubts(self, facts: CheckFacts) -> Message:
        return say_doubts(facts)

    def failure(self, facts: FailureFacts) -> Message:
        return say_failure(facts, self._what_to_do)

    def redrawn(self, facts: RedrawnFacts) -> Message:
        return say_redrawn(facts)

    def kept(self, body: str) -> Message:
        return from_json(body)
