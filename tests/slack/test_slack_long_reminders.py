"""A reminder of hundreds of milestones stays within Slack's limits, as it comes and after every change to it."""

import json
from datetime import date

import pytest
from message_limits import check_payload

from bot.conversation.message import Message
from bot.conversation.reminder_pages import pages_of
from bot.conversation.wording import PlainWording
from bot.slack.draw import draw
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import ENGLAND
from storage.questions.notices import Decided, ReminderFacts, ReminderLine

TODAY = date(2026, 6, 8)
MANY = 500
LONG = "Überprüfung 見直し & <audit> of “every” return interview, as long as a title of a plan ever comes to be " * 3


def line(number: int, told_as: str, decided: Decided | None = None) -> ReminderLine:
    milestone = Milestone(
        id=10_000_000 + number,
        plan_id=1,
        ref=f"A{number}.{number}",
        title=LONG,
        action=f"A{number}",
        action_title=LONG,
        lead="Head of Safeguarding, Quality Assurance and Partnerships",
        lead_id=1,
        due=date(2026, 6, 15),
        status=Status.AT_RISK,
    )
    return ReminderLine(
        number, milestone, told_as, "on the day", (TODAY,) * 9, None, (), ENGLAND, decided=decided, number=number
    )


DECIDED = Decided("put_off", TODAY, None, 10_000_000, put_off_until=TODAY, offered_to="Somebody Else Entirely")
SAID = Decided("updated", TODAY, "Amara Okafor", None)


def reminders() -> list[tuple[str, list[ReminderLine]]]:
    own = [line(n, "lead") for n in range(1, MANY + 1)]
    others = [line(n, "manager") for n in range(1, MANY + 1)]
    return [
        ("all the reader's own", own),
        ("all somebody else's", others),
        ("own and others", [*own[:250], *(line(n, "manager") for n in range(251, MANY + 1))]),
        ("every other one decided", [line(n, "lead", DECIDED if n % 2 else None) for n in range(1, MANY + 1)]),
        ("all decided by others", [line(n, "manager", SAID) for n in range(1, MANY + 1)]),
    ]


def said(lines: list[ReminderLine], page: int) -> Message:
    return PlainWording().reminder(ReminderFacts("n", "Ifan Rees", False, TODAY, tuple(lines), page))


@pytest.mark.parametrize(("what", "lines"), reminders())
def test_each_page_is_one_message_within_the_limits(what: str, lines: list[ReminderLine]) -> None:
    for page in range(1, len(pages_of(lines)) + 1):
        drawn = draw(said(lines, page))
        assert drawn.continued == (), (what, page)
        check_payload(drawn.first)


def test_every_item_is_on_one_page_in_order() -> None:
    lines = [line(n, "lead" if n < 8 else "manager") for n in range(1, 60)]
    assert [one.number for page in pages_of(lines) for one in page] == list(range(1, 60))


def test_no_two_buttons_of_a_page_have_one_id() -> None:
    blocks = draw(said([line(n, "lead") for n in range(1, MANY + 1)], 50)).first.blocks
    ids = [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
    assert len(ids) == len(set(ids)) > 30


def test_the_fallback_of_a_page_says_how_many_there_are() -> None:
    assert draw(said([line(n, "lead") for n in range(1, MANY + 1)], 3)).first.text.startswith("500 milestones")


def test_what_a_press_carries_comes_back_as_it_went() -> None:
    (first, *_) = said([line(1, "lead"), line(2, "lead")], 1).buttons
    assert json.loads(first.value) == {"milestone": 10_000_001, "status": "complete"}
