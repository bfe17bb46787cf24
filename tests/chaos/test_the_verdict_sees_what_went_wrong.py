"""What the verdict is worth: a run in which all came once is clean, and whatever can go wrong with it is seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chaos.asking import Question
from chaos.council import CHANNELS, LEADS, REMINDED, day_number, leadership_hears, morning
from chaos.verdict import Landed, judge, owed_on

NINE = morning(day_number(0)) + timedelta(minutes=1)
LEAD = REMINDED[1]
ASKED = Question(1, LEAD.room, "100.1", None, LEAD.talks_about[0])
IN_A_THREAD = replace(ASKED, number=2, ts="100.2", thread="100.2")


def ts(seconds: float) -> str:
    return f"{NINE.timestamp() + seconds:.6f}"


def message(id_, conversation, seconds, text, thread=None, part=1, parts=1):
    return Landed(id_, part, parts, conversation, ts(seconds), thread, text)


class Morning:
    """A first Monday on which everything came once: reminders, digests, and two answers."""

    def __init__(self):
        reminders = [message(f"r{lead.number}", lead.room, lead.number, " ".join(lead.refs_in(0))) for lead in REMINDED]
        digests = [message(f"d{channel}", channel, 40, "The plan") for channel in CHANNELS]
        answers = [
            message("a1", LEAD.room, 50, f"{ASKED.ref} → on track"),
            message("a2", LEAD.room, 51, "It is on track", thread="100.2"),
        ]
        self.messages = [*reminders, *digests, *answers]
        self.kinds = {one.id: {"r": "reminder", "d": "digest", "a": "answer"}[one.id[0]] for one in self.messages}
        self.lanes = {one.id: (one.conversation, datetime.fromtimestamp(float(one.ts), UTC)) for one in self.messages}
        self.asked = [ASKED, IN_A_THREAD]

    def verdict(self):
        return judge(self.messages, self.kinds, 1, self.asked, self.lanes)

    def without(self, id_):
        self.messages = [one for one in self.messages if one.id != id_]

    def again(self, id_, new_id=None, **changed):
        """The message of that id comes a second time, a minute later."""
        first = next(one for one in self.messages if one.id == id_)
        again = replace(first, id=new_id or id_, ts=f"{float(first.ts) + 60:.6f}", **changed)
        self.kinds[again.id] = self.kinds[id_]
        self.messages.append(again)


@pytest.fixture
def a_morning():
    return Morning()


def test_what_came_once_is_as_it_should_be(a_morning):
    assert a_morning.verdict().is_clean


@pytest.mark.parametrize("missing", ["r1", "r2", f"d{CHANNELS[0]}", "a1", "a2"])
def test_what_did_not_come_is_lost(a_morning, missing):
    a_morning.without(missing)
    assert a_morning.verdict().counts == (1, 0, 0, 0)


def test_a_line_that_is_missing_from_a_reminder_is_lost(a_morning):
    a_morning.messages[0] = replace(a_morning.messages[0], text=REMINDED[0].refs_in(0)[0])
    assert a_morning.verdict().lost == [f"a line of the reminder to {REMINDED[0].room} of {day_number(0)}"]


def test_a_message_whose_parts_are_of_two_states_is_lost(a_morning):
    first = replace(a_morning.messages[0], parts=2, drawing="before")
    a_morning.messages[0] = first
    a_morning.messages.append(replace(first, part=2, thread=first.ts, drawing="after"))
    assert a_morning.verdict().lost == [f"parts of r1 in {REMINDED[0].room} are of two states"]


def test_a_message_of_which_only_a_part_came_is_lost(a_morning):
    a_morning.messages[0] = replace(a_morning.messages[0], parts=2)
    assert a_morning.verdict().lost == [
        f"reminder to {REMINDED[0].room} of {day_number(0)}",
        f"parts of r1 in {REMINDED[0].room}: [1] of 2 came",
    ]


def test_something_that_nobody_is_owed_is_seen(a_morning):
    a_morning.messages.append(message("f1", "D0OWNER", 70, "I could not reach Ifan Rees"))
    a_morning.kinds["f1"] = "failure"
    assert a_morning.verdict().counts == (1, 0, 0, 0)


@pytest.mark.parametrize("twice", ["r2", f"d{CHANNELS[0]}"])
@pytest.mark.parametrize("new_id", [None, "another"])
def test_what_came_twice_is_doubled_under_whatever_id(a_morning, twice, new_id):
    a_morning.again(twice, new_id)
    assert a_morning.verdict().counts == (0, 1, 0, 0)


def test_an_answer_that_was_posted_twice_is_doubled(a_morning):
    a_morning.again("a1")
    assert a_morning.verdict().counts == (0, 1, 0, 0)


@pytest.mark.parametrize("answer", ["a1", "a2"])
def test_a_message_that_was_answered_by_two_answers_is_answered_twice(a_morning, answer):
    a_morning.again(answer, "another")
    assert a_morning.verdict().counts == (0, 0, 1, 0)


def test_an_answer_before_an_earlier_ones_is_out_of_order(a_morning):
    a_morning.asked.reverse()
    assert len(a_morning.verdict().out_of_order) == 1


def test_a_message_before_one_of_its_lane_that_was_due_earlier_is_out_of_order(a_morning):
    lane, due = a_morning.lanes["a1"]
    a_morning.lanes["a1"] = (lane, due + timedelta(hours=1))
    assert a_morning.verdict().out_of_order == [f"a2 in {LEAD.room}"]


def test_every_working_day_owes_every_lead_one_reminder_and_a_first_day_every_channel_a_digest():
    owed = [sorted(kind for kind, _, _ in owed_on(number)) for number in range(10)]
    assert all(kinds.count("reminder") == LEADS for kinds in owed)
    assert [kinds.count("digest") for kinds in owed] == [len(CHANNELS), 0, 0, 0, 0] * 2
    assert [leadership_hears(number) for number in range(20)].count(True) == 1
