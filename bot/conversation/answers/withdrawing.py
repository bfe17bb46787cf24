"""A later date that is not wanted any more: said by whoever asked for it, or speaks for its milestone."""

import re
from collections.abc import Sequence

from bot.conversation import phrases
from bot.conversation.answers.asking import Asks
from bot.conversation.answers.reach import speakable
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.message import Run, bold, plain, runs, to_json
from bot.conversation.setting import Setting
from plans.milestone import Milestone
from plans.when import find_when
from storage import outbox
from storage.changes.dates import withdraw_date
from storage.outbox import Reader
from storage.questions.asked import open_questions
from storage.questions.dates import request_begun_by, request_facts
from storage.questions.people import person_by_id
from storage.questions.plans import last_update_of

MOST_WORDS = 20
_REF, _DAY = "§", "¤"
# A look at whether the rest is worth while: most messages say none of these.
_CUE = re.compile(
    r"\b(?:forget|scrap|cancel|withdraw|drop|never|take back|retract|disregard|ignore|call off|need|want|keeps?|leave"
    r"|stick|stays?|remains?)\b|nevermind",
    re.IGNORECASE,
)
_FIRST = r"\W*(?:(?:please|pls|ok|okay|oh|actually|sorry|no|so|then|hi|hello)\W+)*"
_LAST = r"(?:\s+(?:any ?more|any longer|after all|now|then|please|thanks|thank you|for now))*\W*"
_FORGET = (
    r"(?:(?:can you |could you |let'?s |i(?:'d| would) like to |i want to |we can |you can )?(?:forget(?: about)?|scrap"
    r"|cancel|withdraw|drop|never ?mind(?: about)?|take back|retract|disregard|ignore|call off)"
    r"|(?:i|we) (?:do not|don'?t|no longer|won'?t) (?:want|need)(?: to have)?)"
)
_ITS = r"(?:(?:the|my|our|that|this|a|any|his|her|their|its) )?"
_LATER = (
    rf"(?:(?:(?:{_REF} )?(?:later|new|longer|extra|revised|other) (?:date|deadline|due date|time)|more time|extension"
    rf"|date change|change of date|move to {_DAY}))"
)
_REQUEST = (
    rf"(?P<request>(?:date )?request(?: (?:for|about|to (?:move|extend|postpone|delay|push back))"
    rf"(?: {_ITS}(?:{_LATER}|date|deadline|it|{_REF}|{_DAY}))?)?)"
)
_ABOUT = rf"(?:,? (?:for|of|on|about|to|from|in) (?:milestone )?(?:{_REF}|{_DAY}|it|that|this))*"
_OLD = r"(?:old|present|current|original|existing|agreed|first)"
_KEEP = (
    rf"(?:(?:keep|leave|stick (?:to|with)) (?:the |its )?{_OLD} (?:date|deadline|due date)"
    rf"|(?:keep|leave) (?:the )?(?:date|deadline|due date)(?: (?:of|for) {_REF})? (?:as it is|as is|where it is|alone)"
    rf"|{_REF} (?:(?:can|will|should|may) )?(?:stays?|remains?|keeps?) (?:(?:at|on|due|with|to) )*"
    rf"(?:{_DAY}|(?:its|the) (?:{_OLD} )?(?:date|deadline|due date)) after all)"
)
_WITHDRAWS = re.compile(rf"{_FIRST}(?:{_FORGET} {_ITS}(?:{_LATER}|{_REQUEST}){_ABOUT}|{_KEEP}{_ABOUT}){_LAST}")
_NEVER_MIND = re.compile(rf"{_FIRST}(?:never ?mind|forget)(?: (?:it|that|this|about it|about that))?{_LAST}")


def withdraw_in_words(occasion: Occasion, text: str) -> Reply | None:
    """The answer to "forget the later date", and to "never mind" right after one was asked for; else None."""
    if len(text.split()) > MOST_WORDS or not _CUE.search(text):
        return None
    said, refs = _masked(occasion.setting, text)
    match = _WITHDRAWS.fullmatch(said)
    if match is None:
        return _never_mind(occasion) if _NEVER_MIND.fullmatch(said) else None
    meant = _meant(occasion, refs)
    if not meant:
        # "Cancel my request" may be about something else that waits.
        return None if match["request"] and not refs else Reply(plain(_none_waits(refs)))
    if len(meant) > 1 and not refs:
        several = phrases.listed([m.ref for m in meant])
        example = f'"forget the later date for {meant[0].ref}"'
        return Reply(plain(f"Later dates are asked for {several}: say which, for example {example}."))
    return _withdraw(occasion, meant)


def _masked(setting: Setting, text: str) -> tuple[str, tuple[str, ...]]:
    """The words with references and dates as one sign each, and the references."""
    refs, words = [], []
    for word in text.replace("’", "'").split():
        milestone = setting.by_ref(word.strip(".,;:!?()'"))
        refs += [milestone.ref] if milestone is not None else []
        words.append(_REF if milestone is not None else word)
    said = " ".join(words)
    for found in reversed(find_when(said, setting.today, setting.plan.calendar)):
        said = f"{said[: found.start]}{_DAY}{said[found.end :]}"
    return said.lower(), tuple(refs)


def _meant(occasion: Occasion, refs: Sequence[str]) -> list[Milestone]:
    """The milestones whose later date may be meant: those that are named, the thread's, the speaker's own."""
    setting = occasion.setting
    waiting = {m.id: m for m in setting.milestones if m.later is not None}
    theirs = [waiting[one] for one in speakable(occasion.session, setting, list(waiting))]
    if refs:
        return [m for m in theirs if m.ref in refs]
    if setting.about is not None:
        return [m for m in theirs if m.ref == setting.about.ref]
    return [m for m in theirs if m.lead_id == setting.person.id] or theirs


def _none_waits(refs: Sequence[str]) -> str:
    whose = phrases.listed(refs) if refs else "anything of yours"
    return f"No later date is asked for {whose} that you can take back. Nothing was changed."


def _never_mind(occasion: Occasion) -> Reply | None:
    """Only where a later date is the last thing that was said, and nothing but its reason was asked since."""
    setting, session = occasion.setting, occasion.session
    last = last_update_of(session, setting.person.id)
    begun = request_begun_by(session, last) if last is not None else None
    asked = open_questions(
        session, setting.person.id, setting.platform, setting.conversation, occasion.now, setting.is_private
    )
    milestone = setting.by_id(begun) if begun is not None else None
    if milestone is None or (asked and asked[0].kind != Asks.REASON):
        return None
    return _withdraw(occasion, [milestone])


def _withdraw(occasion: Occasion, milestones: Sequence[Milestone]) -> Reply:
    return Reply(listed([_withdraw_one(occasion, one) for one in milestones], undo_button(occasion)))


def _withdraw_one(occasion: Occasion, milestone: Milestone) -> tuple[Run, ...]:
    assert milestone.later is not None
    today = occasion.setting.today
    for request_id in withdraw_date(occasion.session, milestone.id, occasion.author):
        _tell_who_asked(occasion, request_id)
    stays = f"it stays due {phrases.short_day(milestone.due, today)}" if milestone.due else "it has no date"
    to = phrases.short_day(milestone.later.to, today)
    return runs(bold(milestone.ref), f" → {to} is not asked for any more; {stays}")


def _tell_who_asked(occasion: Occasion, request_id: int) -> None:
    """Whoever asked hears of it, where somebody else took it back."""
    facts, by = request_facts(occasion.session, request_id), occasion.setting.person
    if facts is None or facts.asked_by_id == by.id:
        return
    asker = person_by_id(occasion.session, facts.asked_by_id)
    to = phrases.short_day(facts.to_on, occasion.now.astimezone(asker.zone).date())
    said = f"{by.name} took back the request to move {facts.ref} to {to}. Its date stays."
    reader, ids = Reader(person_id=asker.id), [facts.milestone_id]
    outbox.owe_notice(occasion.session, asker.organisation_id, reader, to_json(plain(said)), occasion.now, ids)
