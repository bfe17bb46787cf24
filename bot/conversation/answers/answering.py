"""Understands one message and answers everything in it, in one message."""

from bot.conversation.answers.carrying_out import carry_out
from bot.conversation.answers.going_on import go_on_from_words
from bot.conversation.answers.leave import answer_leave, others_leave
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.understanding import understand


def answer(occasion: Occasion, text: str) -> Reply:
    """The answer to a message: of the question that it answers, or of each thing that it says and asks."""
    going_on = go_on_from_words(occasion, text)
    if going_on is not None:
        return going_on
    away = others_leave(occasion, text)
    if away is not None:
        person, leave = away
        return answer_leave(occasion, leave, person)
    return carry_out(occasion, understand(text, occasion.setting.context()))
