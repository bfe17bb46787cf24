"""What is written after /milepost: its own words first, and anything else as it is read in a message."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation import phrases
from bot.conversation.answers.answering import answer
from bot.conversation.answers.asking import ask
from bot.conversation.answers.carrying_out import carry_out
from bot.conversation.answers.guests import refuse_guest
from bot.conversation.answers.help import answer_help
from bot.conversation.answers.listing import list_of
from bot.conversation.answers.questions import answer_question, line_of, report_of
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.digest_wording import say_digest
from bot.conversation.forms import open_button
from bot.conversation.message import Button, Items, Message, bold, buttons, line, plain, runs
from bot.conversation.understanding import Question, Unclear, Wanted, understand
from bot.conversation.understanding.intents import About
from plans.milestone import by_due
from storage.questions.digest_facts import plan_digest
from storage.questions.plans import plans_of
from storage.questions.queries import count_to_settle

SHARE = "share"
MOST_WORDS_SHARED = 300


@dataclass(frozen=True)
class Command:
    """One word after /milepost, with an example and what it does. One that `is_asking` changes nothing.

    One that `is_for_guests` speaks only of what the speaker leads themselves.
    """

    example: str
    what: str
    answer: Callable[[Occasion, str], Reply]
    is_asking: bool = True
    is_for_guests: bool = False

    @property
    def takes_more(self) -> bool:
        """Whether more may follow, as in its example; what takes nothing is read as words where something does."""
        return " " in self.example


def answer_command(occasion: Occasion, text: str) -> Reply:
    """The answer to what follows /milepost."""
    return _answered(occasion, text)[0]


def _answered(occasion: Occasion, text: str) -> tuple[Reply, bool]:
    """The answer, and whether the text does nothing but ask."""
    command, rest = _command_in(text)
    if command is not None:
        is_refused = occasion.setting.person.is_guest and not command.is_for_guests
        reply = refuse_guest(occasion.setting) if is_refused else command.answer(occasion, rest)
        return reply, command.is_asking
    asked = _questions_in(occasion, text)
    return (carry_out(occasion, asked), True) if asked else (answer(occasion, text), False)


def whisper(occasion: Occasion, text: str) -> Reply:
    """The same where others read along without seeing it: what only asks can be shown to them."""
    reply, only_asks = _answered(occasion, text)
    if not only_asks or len(text) > MOST_WORDS_SHARED:
        return reply
    button = Button("Share in this channel", SHARE, json.dumps({"words": text}))
    return replace(reply, message=Message(reply.message.text, (*reply.message.parts, *buttons(button))))


def share(occasion: Occasion, text: str) -> Message | None:
    """The answer as everybody in the channel sees it, as its asker's question; None for what does not only ask."""
    if not _only_asks(occasion, text):
        return None
    message, head = answer_command(occasion, text).message, f"{occasion.setting.person.name} asked: {text}"
    return Message(f"{head}. {message.text}", (line(head, quiet=True), *message.parts))


def _command_in(text: str) -> tuple[Command | None, str]:
    """The command that the text begins with, and what follows it; none where the whole is to be read as words."""
    word, _, rest = " ".join(text.split()).partition(" ")
    command = COMMANDS.get(word.lower())
    return (command, rest) if command is not None and (not rest or command.takes_more) else (None, "")


def _questions_in(occasion: Occasion, text: str) -> list[Question]:
    """The questions of a text that does nothing but ask."""
    intents = understand(text, occasion.setting.context())
    questions = [intent for intent in intents if isinstance(intent, Question)]
    return questions if len(questions) == len(intents) else []


def _only_asks(occasion: Occasion, text: str) -> bool:
    command, _ = _command_in(text)
    return command.is_asking if command is not None else bool(_questions_in(occasion, text))


def _question(about: About) -> Callable[[Occasion, str], Reply]:
    return lambda occasion, _: answer_question(occasion, Question(about=about))


def _mine(occasion: Occasion, _: str) -> Reply:
    """Everything open that the asker leads, whenever it is due."""
    setting = occasion.setting
    found = by_due([m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open])
    late = sum(m.is_overdue(setting.today) for m in found)
    if not found:
        return Reply(plain("You lead nothing that is open."))
    headline = f"You lead {phrases.with_late(len(found), late, 'open milestone', 'overdue')}"
    return list_of(setting, headline, found, line_of(setting)).whole()


def _status(occasion: Occasion, ref: str) -> Reply:
    known = occasion.setting.by_ref(ref) or occasion.setting.of_action(ref)
    if occasion.setting.person.is_guest and not known:
        return refuse_guest(occasion.setting)
    if not ref or known:
        return answer_question(occasion, Question(about=About.STATUS, ref=ref or None))
    asked = _questions_in(occasion, f"how is {ref} doing?")
    return carry_out(occasion, asked) if asked else Reply(plain(f"I know no milestone or action “{ref}”."))


def _update(occasion: Occasion, words: str) -> Reply:
    if words:
        return answer(occasion, words)
    return Reply(plain('Say which milestone and how it stands, for example "/milepost update 1.5 done".'))


def _digest(occasion: Occasion, _: str) -> Reply:
    return Reply(say_digest(plan_digest(occasion.session, occasion.setting.plan.id, occasion.now)))


def _leave(occasion: Occasion, words: str) -> Reply:
    if words:
        opening = "" if "leave" in words.lower().split() or "away" in words.lower().split() else "on leave "
        return answer(occasion, f"{opening}{words}")
    return ask(occasion, [Unclear(words="on leave", wanted=Wanted.LAST_DAY_AWAY)])


def _import(occasion: Occasion, _: str) -> Reply:
    """How a plan comes in, and what of the plans that are here is still to be settled."""
    setting = occasion.setting
    plans = plans_of(occasion.session, setting.person.organisation_id)
    own = [plan for plan in plans if plan.owner_id == setting.person.id]
    if not own:
        return Reply(plain(f"Plans are brought in by whoever owns one: {setting.plan.owner or 'nobody does yet'}."))
    head = "Send me the plan as a file in a direct message: Word, Excel, CSV or PDF."
    what = "I say what I found in it, and keep it when you say so. A newer document of a plan shows its changes first."
    left = count_to_settle(occasion.session, [plan.id for plan in own])
    open_ones = [
        runs(bold(plan.title), f": {phrases.count(left[plan.id], 'thing')} to settle") for plan in own if left[plan.id]
    ]
    settling = [open_button(f"Settle {left[plan.id]}", "settle", plan=plan.id) for plan in own if left[plan.id]]
    items = (Items(tuple(open_ones), start=None),) if open_ones else ()
    return Reply(Message(head, (line(bold(head)), line(what), *items, *buttons(*settling))))


def _help(occasion: Occasion, _: str) -> Reply:
    told = answer_help(occasion).message
    head = "After /milepost, write one of these, or anything you would say in a message."
    items = tuple(runs(bold(f"/milepost {command.example}"), f": {command.what}") for command in COMMANDS.values())
    return Reply(Message(head, (line(head), Items(items, start=None), *told.parts)))


COMMANDS: dict[str, Command] = {
    "overdue": Command("overdue", "what is late", _question(About.OVERDUE)),
    "due": Command("due", "what is due in the next four weeks", _question(About.DUE)),
    "mine": Command("mine", "everything open that you lead", _mine, is_for_guests=True),
    "status": Command("status 1.5", "how a milestone stands, or the plan", _status, is_for_guests=True),
    "update": Command("update 1.5 done", "say how a milestone stands", _update, is_asking=False, is_for_guests=True),
    "import": Command("import", "how to bring a plan in", _import, is_asking=False),
    "report": Command("report", "every milestone of the plan", lambda occasion, _: report_of(occasion)),
    "digest": Command("digest", "the weekly summary as it would be now", _digest),
    "leave": Command(
        "leave until Friday", "say when you are away, and who covers", _leave, is_asking=False, is_for_guests=True
    ),
    "help": Command("help", "this list", _help, is_asking=False, is_for_guests=True),
}
