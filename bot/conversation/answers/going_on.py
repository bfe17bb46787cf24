"""Goes on from the answer to a question: from a button or from words, at once, a day later or after a restart."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation import phrases
from bot.conversation.answers.asking import ALL_OF_THEM, NONE_OF_THESE, NOTHING_CHANGED, Asks, remember
from bot.conversation.answers.carrying_out import carry_out
from bot.conversation.answers.choices import chosen
from bot.conversation.answers.dates import ask_again_why, question_why, take_reason
from bot.conversation.answers.evidence import (
    as_asked_for,
    evidence_in,
    in_these_words,
    question_about,
    take_evidence,
)
from bot.conversation.answers.handing_over import answer_handovers, tell_not_theirs
from bot.conversation.answers.leave import add_cover
from bot.conversation.answers.meant import from_data
from bot.conversation.answers.passing_on import evidence_from, give_what_shows
from bot.conversation.answers.people import person_named
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.snoozing import put_off_all, those_meant
from bot.conversation.message import Buttons, Message, line, plain
from bot.conversation.understanding import (
    Acknowledge,
    Handover,
    Help,
    Intent,
    Leave,
    Question,
    Snooze,
    Unclear,
    Undo,
    Update,
    Wanted,
    named_in,
    understand,
)
from bot.conversation.understanding.orders import is_order
from bot.conversation.understanding.people import known_person, own_words, read_name
from bot.conversation.understanding.plan_index import content_stems
from bot.conversation.understanding.telling import tells_why
from plans.milestone import Milestone
from plans.when import find_when
from plans.words import Status
from storage.changes.asked import close_question
from storage.questions.asked import AskedFacts, open_questions, question_by_id
from storage.questions.dates import request_facts
from storage.questions.milestones import milestones_by_id

NOTHING = "Then nothing is changed. Name the milestone by its reference and say it again."
MOST_WORDS_OF_A_DAY = 8

_ANY_WORDS = frozenset({Asks.REASON, Asks.EVIDENCE})
"""The kinds of question that any words may answer."""

_DAYS = frozenset({Asks.REMINDER_DAY, Asks.LAST_DAY_AWAY})
"""The kinds of question that a day answers, wherever it stands."""


def go_on_from_words(occasion: Occasion, text: str) -> Reply | None:
    """What follows when the message answers a question that is still open; None where it answers none.

    A reason may be any words, so it may be nothing else; what is no evidence by its look is asked about afterwards.
    """
    setting = occasion.setting
    open_ones = open_questions(
        occasion.session, setting.person.id, setting.platform, setting.conversation, occasion.now, setting.is_private
    )
    for question in _answerable(open_ones):
        asks = Asks(question.kind)
        if asks is Asks.EVIDENCE and len(open_ones) > 1 and not evidence_in(text, occasion.files):
            continue
        if asks in _DAYS and _asks_something(occasion, text):
            continue
        doubtful = _doubtful_day(occasion, text) if asks in _DAYS else None
        if doubtful is not None:
            return Reply(plain(doubtful))
        reply = _BY_WORDS[asks](occasion, question, text)
        if reply is not None:
            close_question(occasion.session, question.id, "answered", occasion.now)
            return _with_what_is_open(occasion, reply, question)
    return None


def _asks_something(occasion: Occasion, text: str) -> bool:
    """ "What is due on Friday?" names a day and is no answer."""
    return any(isinstance(intent, Question | Help) for intent in understand(text, occasion.setting.context()))


def _answerable(open_ones: Sequence[AskedFacts]) -> list[AskedFacts]:
    """The questions that words may answer: the latest that offered answers, and what any words may answer since."""
    passed_over = _ANY_WORDS | {Asks.IS_EVIDENCE}
    offered = next((place for place, one in enumerate(open_ones) if one.kind not in passed_over), len(open_ones))
    return list(open_ones[: offered + 1])


def go_on_from_press(occasion: Occasion, question: AskedFacts, choice: int) -> Reply | None:
    """What follows from a button under a question; None for a choice that it did not offer."""
    if choice == ALL_OF_THEM:
        values = [value for _, value in question.choices]
    elif choice == NONE_OF_THESE:
        values = []
    elif 0 <= choice < len(question.choices):
        values = [question.choices[choice][1]]
    else:
        return None
    reply = _BY_VALUE[Asks(question.kind)](occasion, question, values)
    close_question(occasion.session, question.id, "pressed", occasion.now)
    return _with_what_is_open(occasion, reply, question)


def _with_what_is_open(occasion: Occasion, reply: Reply, answered: AskedFacts) -> Reply:
    """After a reason or evidence, the other one that is still open is asked for again."""
    setting = occasion.setting
    if answered.kind not in _ANY_WORDS:
        return reply
    for question in open_questions(
        occasion.session, setting.person.id, setting.platform, setting.conversation, occasion.now, setting.is_private
    ):
        if question.kind in _ANY_WORDS:
            said = _said_again(occasion, question)
            if said:
                return Reply(Message(reply.message.text, (*reply.message.parts, line(said))), reply.numbered)
    return reply


def _said_again(occasion: Occasion, question: AskedFacts) -> str:
    if question.kind == Asks.REASON:
        return question_why(occasion, question.about["requests"])
    milestones = milestones_by_id(occasion.session, question.about["milestones"], occasion.setting.today)
    unshown = [m for m in milestones if not m.is_open and not m.evidence]
    return question_about(unshown) if unshown else ""


def _which(occasion: Occasion, question: AskedFacts, values: Sequence[str]) -> Reply:
    """Carries out what was meant, as part of the message that was in doubt."""
    known = [ref for ref in values if occasion.setting.by_ref(ref) is not None]
    if not known:
        return Reply(plain(NOTHING))
    return carry_out(_of_the_doubt(occasion, question), [from_data(question.about["meant"], ref) for ref in known])


def _of_the_doubt(occasion: Occasion, question: AskedFacts) -> Occasion:
    """The occasion of the message that was in doubt: undoing either undoes what follows."""
    if question.update_text_id is None:
        return occasion
    author = replace(occasion.author, update_text_id=question.update_text_id)
    return replace(occasion, author=author, text_id=question.update_text_id, text="")


def _which_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    places = chosen(text, [label for label, _ in question.choices])
    if places is None or (places and _says_how(occasion, text)):
        return None
    return _which(occasion, question, [question.choices[place][1] for place in places])


def _says_how(occasion: Occasion, text: str) -> bool:
    """The words say something of their own: "1.2 done" is an update, whatever was asked before."""
    return any(_is_whole(intent) for intent in understand(text, occasion.setting.context()))


def _is_whole(intent: Intent) -> bool:
    if isinstance(intent, Update):
        return intent.status is not None or intent.progress is not None or intent.due is not None
    return isinstance(intent, Question | Undo | Help | Handover | Snooze | Leave)


def _reminder_day(occasion: Occasion, question: AskedFacts, values: Sequence[str]) -> Reply:
    if not values:
        return Reply(plain("Then reminders come as they are due."))
    refs = question.about["refs"] or [m.ref for m in those_meant(occasion)]
    known = [ref for ref in refs if occasion.setting.by_ref(ref) is not None]
    return put_off_all(occasion, dict.fromkeys(known, date.fromisoformat(values[0])))


def _reminder_day_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    day = _day_in(occasion, question, text)
    return _reminder_day(occasion, question, [day.isoformat()]) if day is not None else None


def _last_day(occasion: Occasion, question: AskedFacts, values: Sequence[str]) -> Reply:
    """The words about the leave are read again, with the day that was missing."""
    if not values:
        return Reply(plain("Then nothing is changed."))
    until = date.fromisoformat(values[0])
    words = f"{question.about['words']} until {until.day} {until:%B %Y}"
    leave = [intent for intent in understand(words, occasion.setting.context()) if isinstance(intent, Leave)]
    return carry_out(_of_the_doubt(occasion, question), leave or [Leave(starts=None, until=until)])


def _last_day_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    day = _day_in(occasion, question, text)
    return _last_day(occasion, question, [day.isoformat()]) if day is not None else None


def _day_in(occasion: Occasion, question: AskedFacts, text: str) -> date | None:
    """The one day that a few words name, or the offered one that they choose."""
    places = chosen(text, [label for label, _ in question.choices])
    if places is not None and len(places) == 1:
        return date.fromisoformat(question.choices[places[0]][1])
    found = find_when(text, occasion.setting.today, occasion.setting.plan.calendar)
    names_one = any(m.ref in text.split() for m in occasion.setting.milestones)
    if len(found) != 1 or len(text.split()) > MOST_WORDS_OF_A_DAY or names_one:
        return None
    when = found[0].when
    day = when.dates[-1] if when.dates else when.due or when.last
    return day if day is not None and day >= occasion.setting.today else None


def _doubtful_day(occasion: Occasion, text: str) -> str | None:
    """The sentence that says which days a few words could mean; None where they are plain, or no day."""
    found = find_when(text, occasion.setting.today, occasion.setting.plan.calendar)
    is_short = len(text.split()) <= MOST_WORDS_OF_A_DAY
    return found[0].when.ambiguous if len(found) == 1 and is_short else None


def _new_lead(occasion: Occasion, question: AskedFacts, values: Sequence[str | None]) -> Reply:
    refs = [ref for ref in question.about["refs"] if occasion.setting.by_ref(ref) is not None]
    if not refs:
        return Reply(plain(NOTHING))
    name = values[0] if values else None
    if name is None:
        return tell_not_theirs(occasion, refs)
    return answer_handovers(_of_the_doubt(occasion, question), [Handover(ref=ref, to=name) for ref in refs])


def _new_lead_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    said = text.strip().lower().strip(" .!?")
    if said in ("i do not know", "i don't know", "don't know", "dont know", "no idea", "not sure", "dunno"):
        return _new_lead(occasion, question, [None])
    name = _name_in(occasion, text)
    if name is None or _says_how(occasion, text):
        return None
    return _new_lead(occasion, question, [name])


def _cover(occasion: Occasion, question: AskedFacts, values: Sequence[str]) -> Reply:
    reply = add_cover(occasion, question.about["absence"], values[0]) if values else None
    return reply or Reply(plain("Then nobody covers, as before."))


def _cover_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    name = _name_in(occasion, text)
    if name is None or person_named(occasion, name) is None:
        return None
    return add_cover(occasion, question.about["absence"], name)


def _name_in(occasion: Occasion, text: str) -> str | None:
    """The name that a few words are: of somebody in the plan, or written as names are."""
    bare = text.strip().strip(".!?")
    for opening in ("it's ", "its ", "it is ", "that's ", "ask ", "try ", "give it to ", "to "):
        bare = bare[len(opening) :] if bare.lower().startswith(opening) else bare
    words = bare.split()
    if not 1 <= len(words) <= 6:
        return None
    context = occasion.setting.context()
    known = known_person(bare, context)
    if known is not None:
        return known
    typed = read_name(bare, context)
    is_name = typed is not None and len(words) >= 2 and all(word[:1].isupper() for word in words)
    return typed if is_name and len((typed or "").split()) == len(words) else None


def _reason(occasion: Occasion, question: AskedFacts, values: Sequence[object]) -> Reply:
    return Reply(plain("Write the reason in a sentence."))


def _reason_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    """The next words are the reason, unless they are about something else."""
    requests = [request_facts(occasion.session, one) for one in question.about["requests"]]
    ids = [one.milestone_id for one in requests if one is not None and one.is_open]
    if not ids:
        return None
    milestones = milestones_by_id(occasion.session, ids, occasion.setting.today)
    if _is_about_something_else(occasion, milestones, text):
        return None
    known = [one.id for one in requests if one is not None]
    if not tells_why(text, own_words(occasion.setting.context())):
        return ask_again_why(occasion, known)
    return take_reason(occasion, known, " ".join(text.split()))


def _evidence(occasion: Occasion, question: AskedFacts, values: Sequence[object]) -> Reply:
    return take_evidence(occasion, question.about["milestones"], [])


def _evidence_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    milestones = milestones_by_id(occasion.session, question.about["milestones"], occasion.setting.today)
    if all(m.is_open for m in milestones):
        return None
    if text.strip().lower().strip(" .!") in ("nothing", "none", "nothing to show", "no evidence", "there is none"):
        return _evidence(occasion, question, [])
    shown = evidence_in(text, occasion.files) or as_asked_for(text)
    if _is_about_something_else(occasion, milestones, text, is_evidence=bool(shown)):
        return None
    return take_evidence(occasion, [m.id for m in milestones], shown) if shown else None


def ask_whether_evidence(occasion: Occasion, text: str, intents: Sequence[Intent]) -> Reply | None:
    """Asks whether words that say nothing else are the evidence that was asked for; None where they say something."""
    setting = occasion.setting
    open_ones = open_questions(
        occasion.session, setting.person.id, setting.platform, setting.conversation, occasion.now, setting.is_private
    )
    latest = next((one for one in open_ones if one.kind != Asks.IS_EVIDENCE), None)
    if latest is None or latest.kind != Asks.EVIDENCE or not content_stems(text):
        return None
    milestones = milestones_by_id(occasion.session, latest.about["milestones"], setting.today)
    asked = {m.ref for m in milestones if not m.is_open}
    if not asked or any(_says_something_else(intent, asked, text) for intent in intents):
        return None
    about = {"milestones": [m.id for m in milestones], "words": " ".join(text.split()), "question": latest.id}
    buttons = remember(occasion, Asks.IS_EVIDENCE, about, [("Yes", True), ("No", False)])
    said = f"Is that the evidence for {phrases.listed([m.ref for m in milestones])}?"
    return Reply(Message(said, (line(said), Buttons(buttons), line(NOTHING_CHANGED, quiet=True))))


def _says_something_else(intent: Intent, asked: set[str], text: str) -> bool:
    if isinstance(intent, Update):
        return _is_whole(intent) or (intent.ref not in asked and intent.ref in text.split())
    if not isinstance(intent, Unclear) or intent.wanted is not Wanted.MILESTONE:
        return True
    return intent.why.startswith("The plan has no") or (intent.meant is not None and _is_whole(intent.meant))


def _is_evidence(occasion: Occasion, question: AskedFacts, values: Sequence[bool]) -> Reply:
    """Yes keeps the words as evidence; no asks again."""
    ids = question.about["milestones"]
    unanswered = question_by_id(occasion.session, question.about["question"])
    if values == [True]:
        if unanswered is not None and unanswered.is_open:
            close_question(occasion.session, unanswered.id, "answered", occasion.now)
        return take_evidence(_of_the_doubt(occasion, question), ids, in_these_words(question.about["words"]))
    said = question_about(milestones_by_id(occasion.session, ids, occasion.setting.today))
    return Reply(plain(f"Then it is not kept as evidence. {said}"))


def _is_evidence_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    unanswered = question_by_id(occasion.session, question.about["question"])
    said = text.strip().lower().strip(" .!")
    if unanswered is None or not unanswered.is_open or said not in _YES | _NO:
        return None
    return _is_evidence(occasion, question, [said in _YES])


def _shown_by(occasion: Occasion, question: AskedFacts, values: Sequence[str | None]) -> Reply:
    """What was sent without a word shows these milestones done."""
    known = [found for ref in values if ref is not None and (found := occasion.setting.by_ref(ref)) is not None]
    if not known:
        return Reply(plain("Then it is not kept as evidence."))
    return give_what_shows(_of_the_doubt(occasion, question), known, evidence_from(question.about["shown_by"]))


def _shown_by_words(occasion: Occasion, question: AskedFacts, text: str) -> Reply | None:
    places = chosen(text, [label for label, _ in question.choices])
    if places is not None:
        return _shown_by(occasion, question, [question.choices[place][1] for place in places])
    named = named_in(text, occasion.setting.context())
    return _shown_by(occasion, question, named) if named and not _says_how(occasion, text) else None


def _is_about_something_else(
    occasion: Occasion, milestones: Sequence[Milestone], text: str, is_evidence: bool = False
) -> bool:
    """An order, a question, thanks, or a word about another milestone is no reason and no evidence; nor is "1.2"."""
    if not is_evidence and chosen(text, ["", ""]):
        return True
    asked = {m.ref for m in milestones}
    setting = occasion.setting
    if setting.about is not None and setting.about.ref not in asked and setting.is_thread:
        return True
    intents = understand(text, replace(setting, about=milestones[0]).context())
    return any(_is_else(intent, asked, text, is_evidence) for intent in intents)


def _is_else(intent: Intent, asked: set[str], text: str, is_evidence: bool) -> bool:
    if isinstance(intent, Update):
        if intent.ref not in asked:
            return _is_whole(intent) or intent.ref in text.split()
        # What goes well, or is done, needs no more time: that is a new word about it, and no reason.
        needs_no_time = intent.status in (Status.COMPLETE, Status.ON_TRACK)
        return not is_evidence and (needs_no_time or intent.due is not None)
    if isinstance(intent, Unclear):
        return intent.wanted is Wanted.FEWER_MESSAGES or is_order(intent)
    return isinstance(intent, Acknowledge | Question | Undo | Help | Handover | Snooze | Leave)


_YES = frozenset(("yes", "y", "yep", "yeah", "yes it is", "it is", "yes please"))
_NO = frozenset(("no", "n", "nope", "no it is not", "no it isn't", "it is not", "it isn't"))

Words = Callable[[Occasion, AskedFacts, str], Reply | None]
Values = Callable[[Occasion, AskedFacts, Sequence[Any]], Reply]

_BY_WORDS: dict[Asks, Words] = {
    Asks.WHICH: _which_by_words,
    Asks.NEW_LEAD: _new_lead_by_words,
    Asks.COVER: _cover_by_words,
    Asks.REMINDER_DAY: _reminder_day_by_words,
    Asks.LAST_DAY_AWAY: _last_day_by_words,
    Asks.REASON: _reason_by_words,
    Asks.EVIDENCE: _evidence_by_words,
    Asks.SHOWN_BY: _shown_by_words,
    Asks.IS_EVIDENCE: _is_evidence_by_words,
}

_BY_VALUE: dict[Asks, Values] = {
    Asks.WHICH: _which,
    Asks.NEW_LEAD: _new_lead,
    Asks.COVER: _cover,
    Asks.REMINDER_DAY: _reminder_day,
    Asks.LAST_DAY_AWAY: _last_day,
    Asks.REASON: _reason,
    Asks.EVIDENCE: _evidence,
    Asks.SHOWN_BY: _shown_by,
    Asks.IS_EVIDENCE: _is_evidence,
}
