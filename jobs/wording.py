"""How a notification's facts become a message: `bot` supplies it, because the clock knows no sentence."""

from typing import Any, Protocol

from storage.questions.digest_facts import CheckFacts, DigestFacts, JointFacts
from storage.questions.failures import FailureFacts
from storage.questions.notices import ReminderFacts
from storage.questions.redrawn import RedrawnFacts


class Wording(Protocol):
    """Each method returns a message that every Channel can send."""

    def reminder(self, facts: ReminderFacts) -> Any:
        """One message for one reader with all their items, numbered in the order given."""

    def digest(self, facts: DigestFacts) -> Any:
        """The weekly summary."""

    def joint_digest(self, facts: JointFacts) -> Any:
        """The weekly summaries of several plans, for one reader."""

    def doubts(self, facts: CheckFacts) -> Any:
        """What does not add up, for the plan's owner to settle before the summary."""

    def failure(self, facts: FailureFacts) -> Any:
        """Who could not be reached, why, and what its reader can do about it."""

    def redrawn(self, facts: RedrawnFacts) -> Any:
        """A message that asked for a later date to be decided, as it reads now."""

    def kept(self, body: str) -> Any:
        """A message that was worded when it was decided."""
