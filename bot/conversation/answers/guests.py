"""What a guest of the workspace, or somebody of another one, is told: their own milestones, and kindly nothing else."""

from bot.conversation import phrases
from bot.conversation.answers.reply import Reply
from bot.conversation.message import plain
from bot.conversation.setting import Setting
from bot.conversation.understanding import Question
from bot.conversation.understanding.intents import MILEPOST


def is_beyond_a_guest(setting: Setting, question: Question) -> bool:
    """Whether a question is asked by a guest about more than a milestone of their own, or what is theirs."""
    if not setting.person.is_guest:
        return False
    is_own = question.owner in ("me", MILEPOST, setting.person.name)
    return not is_own and (question.ref is None or setting.by_ref(question.ref) is None)


def refuse_guest(setting: Setting) -> Reply:
    """Says what they can see and whom to ask for the rest."""
    led = phrases.listed([m.ref for m in setting.milestones]) or "none so far"
    owner = setting.plan.owner or "Whoever owns the plan"
    return Reply(
        plain(
            f"As a guest you see the milestones that you lead: {led}. Say how one of them stands, or ask about it; "
            f"{owner} can tell you more of the plan."
        )
    )
