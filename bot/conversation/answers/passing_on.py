"""A message or a file that is passed on: as an update, or as what shows that a milestone is done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.asking import MOST_CHOICES, Asks, button_label, remember
from bot.conversation.answers.carrying_out import carry_out
from bot.conversation.answers.evidence import take_evidence
from bot.conversation.answers.holding import hold_back
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.updates import whose_it_is
from bot.conversation.heard import Heard, PassedOn
from bot.conversation.message import Buttons, Message, line, plain
from bot.conversation.setting import setting_passed_on
from bot.conversation.understanding import named_in, understand
from plans.milestone import Milestone
from plans.permissions import may_update
from storage.changes.updates import Said, keep_words, words_at
from storage.questions.completions import EvidenceFacts
from storage.questions.people import PersonFacts
from storage.questions.plans import responsible_for

LONGEST_TEXT = 10_000
MOST_QUOTED = 120
NONE = "It is no evidence"
READ_BEFORE = "I have read that message before. Nothing was changed."
NOBODYS = "No person wrote that message, so I do not read it as an update. Nothing was changed."
NO_WORDS = "There is nothing in that message that I can read as an update. Nothing was changed."


def answer_passed_on(
    session: Session, by: PersonFacts, writer: PersonFacts | None, passed: PassedOn, now: datetime
) -> Reply | None:
    """The answer to whoever passes a message on; `writer` is who wrote it, where the plan knows them.

    None where there is no plan.
    """
    heard, is_own = passed.heard, writer is not None and writer.id == by.id
    name = None if is_own else writer.name if writer is not None else heard.speaker.name
    setting = setting_passed_on(session, by, heard, name, now)
    if setting is None:
        return None
    refused = None if passed.is_evidence else _why_not(session, heard)
    if refused is not None:
        return Reply(plain(refused))
    held = hold_back(session, setting, heard)
    if held is not None:
        return held
    author = keep_words(session, _said(by, passed, now))
    assert author.update_text_id is not None
    writer_id = writer.id if writer is not None and not is_own else None
    occasion = Occasion(session, setting, author, author.update_text_id, heard.text, heard.files, writer_id)
    return _keep_as_evidence(occasion, passed) if passed.is_evidence else _read_as_update(occasion, passed)


def _why_not(session: Session, heard: Heard) -> str | None:
    """Why a message is not read as an update; None for one that is."""
    before = words_at(session, heard.speaker.platform, heard.conversation, heard.message_id)
    if before is not None and not before.is_deleted:
        return READ_BEFORE
    if not heard.speaker.account:
        return NOBODYS
    return None if heard.text.strip() and len(heard.text) <= LONGEST_TEXT else NO_WORDS


def _said(by: PersonFacts, passed: PassedOn, now: datetime) -> Said:
    """An update is kept at the address of its message, so that editing that changes it; evidence is of the press."""
    heard, platform = passed.heard, passed.by.platform
    if passed.is_evidence:
        return Said(by.id, platform, passed.answer_in, passed.press_id, now, f"[evidence: {passed.address}]")
    return Said(by.id, platform, heard.conversation, heard.message_id, now, heard.text)


def _read_as_update(occasion: Occasion, passed: PassedOn) -> Reply:
    """What a message says that may have been written to somebody else."""
    reply = carry_out(occasion, understand(passed.heard.text, occasion.setting.context()))
    whose = f"{phrases.owner_of(occasion.setting.writer)} message" if occasion.setting.writer else "your message"
    head = line(f"From {whose} “{phrases.beginning(passed.heard.text, MOST_QUOTED)}”:", quiet=True)
    return replace(reply, message=Message(reply.message.text, (head, *reply.message.parts)))


def _keep_as_evidence(occasion: Occasion, passed: PassedOn) -> Reply:
    """The message itself, and the files that came with it, as evidence for the milestone that it names."""
    setting = occasion.setting
    writer = setting.writer or setting.person.name
    on = phrases.near_or_short(passed.heard.at.astimezone(setting.person.zone).date(), setting.today)
    message = EvidenceFacts(f"message of {writer}, {on}", "message", passed.address)
    found = [message, *(EvidenceFacts(file.name, "file", file.address) for file in passed.heard.files)]
    named = _named_in(occasion, passed.heard.text)
    return give_what_shows(occasion, named, found) if len(named) == 1 else ask_what_it_shows(occasion, found, named)


def _named_in(occasion: Occasion, text: str) -> list[Milestone]:
    """The milestones that a message names; where it names none, the one whose thread it is in."""
    setting = occasion.setting
    named = [milestone for ref in named_in(text, setting.context()) if (milestone := setting.by_ref(ref)) is not None]
    return named or ([setting.about] if setting.about is not None else [])


def give_what_shows(occasion: Occasion, milestones: Sequence[Milestone], found: Sequence[EvidenceFacts]) -> Reply:
    """Keeps it for each of the milestones that its giver may speak for."""
    setting = occasion.setting
    theirs = [
        m for m in milestones if may_update(setting.person.id, responsible_for(occasion.session, m, setting.today))
    ]
    if not theirs:
        return Reply(plain(whose_it_is(milestones[0])))
    return take_evidence(occasion, [m.id for m in theirs], found)


def ask_what_it_shows(occasion: Occasion, found: Sequence[EvidenceFacts], named: Sequence[Milestone] = ()) -> Reply:
    """Which milestone is shown done by what came without saying so; the likeliest of the speaker's are offered."""
    choices = list(named or _likely(occasion))[:MOST_CHOICES]
    what = phrases.listed([evidence.words for evidence in found])
    about = {"shown_by": [[one.name, one.kind, one.address] for one in found]}
    offered = remember(occasion, Asks.SHOWN_BY, about, [*((button_label(m), m.ref) for m in choices), (NONE, None)])
    said = f"Which milestone does this show done: {what}?"
    hint = "Or write its reference." if choices else "Write its reference, such as 1.5."
    return Reply(
        Message(said, (line(said), Buttons(offered), line(f"{hint} Nothing is kept until you say.", quiet=True)))
    )


def _likely(occasion: Occasion) -> list[Milestone]:
    """Those of the speaker: what is done and has nothing to show for it first, then what is due first."""
    setting = occasion.setting
    own = [m for m in setting.milestones if m.lead_id == setting.person.id]
    unshown = [m for m in own if not m.is_open and not m.evidence]
    still_open = sorted((m for m in own if m.is_open and m.due is not None), key=lambda m: (m.due, m.id))
    return [*unshown, *still_open]


def evidence_from(kept: Sequence[Sequence[Any]]) -> list[EvidenceFacts]:
    """Evidence as a question keeps it."""
    return [EvidenceFacts(name, kind, address) for name, kind, address in kept]
