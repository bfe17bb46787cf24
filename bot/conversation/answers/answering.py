"""Understands one message and answers everything in it, in one message."""

from bot.conversation.answers.back import end_leave_in_words
from bot.conversation.answers.carrying_out import carry_out
from bot.conversation.answers.dropped import take_in
from bot.conversation.answers.evidence import evidence_in
from bot.conversation.answers.going_on import ask_whether_evidence, go_on_from_words
from bot.conversation.answers.leave import answer_leave, others_leave
from bot.conversation.answers.passing_on import ask_what_it_shows
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.withdrawing import withdraw_in_words
from bot.conversation.understanding import Acknowledge, Unclear, understand


def answer(occasion: Occasion, text: str) -> Reply:
    """The answer to a message: of the question that it answers, or of each thing that it says and asks."""
    is_back = end_leave_in_words(occasion, text)
    if is_back is not None:
        return is_back
    withdrawn = withdraw_in_words(occasion, text)
    if withdrawn is not None:
        return withdrawn
    going_on = go_on_from_words(occasion, text)
    if going_on is not None:
        return going_on
    away = others_leave(occasion, text)
    if away is not None:
        person, leave = away
        return answer_leave(occasion, leave, person)
    intents = understand(text, occasion.setting.context())
    found = evidence_in(text, occasion.files)
    if occasion.files and all(isinstance(intent, Unclear | Acknowledge) for intent in intents):
        setting = occasion.setting
        place = (setting.platform, setting.conversation, occasion.now)
        taken = take_in(occasion.session, setting.person, occasion.files, *place) if setting.is_private else None
        return taken or ask_what_it_shows(occasion, found)
    is_evidence = ask_whether_evidence(occasion, text, intents)
    if is_evidence is not None:
        return is_evidence
    return carry_out(occasion, intents)
