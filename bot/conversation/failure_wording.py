"""Says what could not be delivered, to whoever can act on it: who was not reached, why, and what to do."""

from collections.abc import Callable

from bot.conversation import phrases
from bot.conversation.message import Message, Run, bold, one_or_numbered, runs
from storage.questions.failures import FailureFacts, FailureLine

WhatToDo = Callable[[str], str]
"""What helps against a platform's refusal, by its short word."""

# Our own reasons; what a platform's short words mean is asked of the platform.
_REASONS = {
    "no_account": (
        "no account is known through which to reach them",
        "Connect one, or give their milestones to somebody else.",
    ),
    "may_have_arrived": (
        "it is not known whether the last message arrived, and it was not sent again",
        "Look there, and ask for the summary with “digest” if it is missing.",
    ),
}


def look_there(reason: str) -> str:
    """What helps against a refusal of which nobody knows more."""
    return "Look at how Milepost is set up there."


def say_failure(facts: FailureFacts, what_to_do: WhatToDo) -> Message:
    """One message for all of them, numbered where there are several."""
    headline = runs(bold(f"I could not reach {phrases.count(len(facts.lines), 'reader')} of the plan"))
    return one_or_numbered([_said(one, what_to_do) for one in facts.lines], headline)


def why_and_what_to_do(reason: str, what_to_do: WhatToDo) -> tuple[str, str]:
    """Why somebody was not reached, as the end of a sentence, and a sentence of what helps."""
    return _REASONS.get(reason) or (f"the answer was “{reason}”", what_to_do(reason))


def _said(one: FailureLine, what_to_do: WhatToDo) -> tuple[Run, ...]:
    because, then = why_and_what_to_do(one.reason, what_to_do)
    return runs(bold(f"I could not reach {one.reader}: {because}."), f" {_consequence(one)}{then}")


def _consequence(one: FailureLine) -> str:
    if one.is_channel or not one.open_milestones:
        return ""
    are = "is" if one.open_milestones == 1 else "are"
    return f"{phrases.count(one.open_milestones, 'open milestone').capitalize()} {are} with nobody meanwhile. "
