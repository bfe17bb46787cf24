"""What follows /milepost: a word of its own, or anything as in a message; and what only asks can be shown to all."""

import json
from datetime import date

import pytest
from northmere import PLATFORM, TENANT, Northmere, milestone, plan

from bot.conversation.answers import commands
from bot.conversation.answers.commands import COMMANDS, SHARE
from bot.conversation.heard import Heard, Pressed, Speaker
from bot.conversation.message import Message, as_plain_text
from bot.conversation.understanding import understand
from plans.words import Status
from storage.changes.events import Author
from storage.changes.restrictions import restrict
from storage.questions.people import people_of

DUE = date(2026, 6, 15)
CHANNEL = "working-group"


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 9, 30), Status.OFF_TRACK, title="Strategy meetings recorded"),
            milestone("2.1", "Grace Adeyemi", date(2026, 7, 1), title="Foster carer handbook agreed"),
        ),
        "2026-06-22 10:00",
    )


def command(northmere: Northmere, text: str, who: str = "Ifan Rees", *, is_whispered: bool = True) -> Message:
    command.number += 1
    speaker = Speaker(PLATFORM, TENANT, who)
    heard = Heard(speaker, CHANNEL, f"command-{command.number}", text, northmere.clock.now(), is_whispered=is_whispered)
    return northmere.conversation.reply(heard)


command.number = 0


def share(northmere: Northmere, message: Message, who: str = "Ifan Rees") -> str:
    (button,) = [b for b in message.buttons if b.action == SHARE]
    speaker = Speaker(PLATFORM, TENANT, who)
    pressed = Pressed(
        speaker, CHANNEL, "whisper", "press", button.action, button.value, northmere.clock.now(), is_private=False
    )
    return as_plain_text(northmere.conversation.share(pressed))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("overdue", "1 of 3 milestones is overdue"),
        ("OVERDUE", "1 of 3 milestones is overdue"),
        ("due", "1 of 3 milestones is due by Monday 20 July"),
        ("mine", "You lead 2 open milestones, 1 overdue"),
        ("status 1.2", "1.2 Strategy meetings recorded is ■ off track"),
        ("status", "Northmere improvement plan: 3 milestones, 1 overdue"),
        ("status strategy meetings", "1.2 Strategy meetings recorded is ■ off track"),
        ("report", "Northmere improvement plan: 3 milestones, 1 overdue"),
        ("digest", "Northmere"),
        ("leave", "Until which day are you away?"),
        ("update", "Say which milestone and how it stands"),
        ("help", "After /milepost, write one of these"),
        ("due in july", "1 of 3 milestones is due between"),
        ("what's off track?", "1 of 3 milestones is at risk or off track"),
    ],
)
def test_each_word_is_answered(northmere, text, begins):
    assert command(northmere, text).text.startswith(begins)


def test_a_report_lists_every_milestone_in_the_plans_order(northmere):
    said = as_plain_text(command(northmere, "report"))
    assert [said.index(ref) for ref in ("1. 1.1", "2. 1.2", "3. 2.1")] == sorted(
        said.index(ref) for ref in ("1. 1.1", "2. 1.2", "3. 2.1")
    )


def test_mine_is_what_is_open_of_the_asker(northmere):
    assert "2.1" not in as_plain_text(command(northmere, "mine"))
    assert (
        as_plain_text(command(northmere, "mine", "Amara Okafor", is_whispered=False))
        == "You lead nothing that is open."
    )


def test_an_update_is_carried_out_and_read_back(northmere):
    assert "1.2 → ● on track" in as_plain_text(command(northmere, "update 1.2 on track"))
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


def test_plain_words_are_understood_as_in_a_message(northmere):
    assert "1.2 → ▲ at risk" in as_plain_text(command(northmere, "1.2 is slipping"))
    assert northmere.milestones()["1.2"].status is Status.AT_RISK


@pytest.mark.parametrize("text", ["leave until Friday", "leave on leave until Friday"])
def test_leave_with_its_last_day_is_set(northmere, text):
    assert "away" in as_plain_text(command(northmere, text)).lower()


def test_an_owner_is_told_how_a_plan_comes_in_and_what_is_left_to_settle(northmere):
    assert "Send me the plan as a file" in command(northmere, "import", "Bethan Lloyd").text
    assert "Bethan Lloyd" in as_plain_text(command(northmere, "import"))


def test_help_names_every_command(northmere):
    said = as_plain_text(command(northmere, "help"))
    assert [word for word in COMMANDS if f"/milepost {word}" not in said] == []


@pytest.mark.parametrize("text", ["overdue", "due", "mine", "status 1.2", "report", "digest", "how is 1.1 doing?"])
def test_what_only_asks_can_be_shared_where_others_read(northmere, text):
    assert SHARE in {b.action for b in command(northmere, text).buttons}
    assert SHARE not in {b.action for b in command(northmere, text, is_whispered=False).buttons}


@pytest.mark.parametrize("text", ["update 1.2 on track", "1.2 on track", "leave", "import", "help", "done with it"])
def test_what_changes_something_or_only_helps_is_not_shared(northmere, text):
    assert SHARE not in {b.action for b in command(northmere, text).buttons}


def test_a_whispered_question_is_understood_once(northmere, monkeypatch):
    understood = []

    def understanding(text, context):
        understood.append(text)
        return understand(text, context)

    monkeypatch.setattr(commands, "understand", understanding)
    command(northmere, "what's overdue")
    assert understood == ["what's overdue"]


def test_a_long_question_is_not_shared(northmere):
    assert SHARE not in {b.action for b in command(northmere, "what's overdue? " + "please " * 60).buttons}


def test_what_is_shared_is_its_askers_question_with_the_answer(northmere):
    said = share(northmere, command(northmere, "overdue"))
    assert said.startswith("Ifan Rees asked: overdue\n1 of 3 milestones is overdue")
    assert "[Share in this channel]" not in said


def test_restricted_milestones_are_in_the_askers_answer_and_not_in_what_is_shared(northmere):
    restricted = northmere.milestones()["1.1"]
    with northmere.store.write() as session:
        ifan = next(p for p in people_of(session, northmere.organisation_id) if p.name == "Ifan Rees")
        restrict(session, restricted.id, [ifan.id], Author(ifan.id, northmere.clock.now()))
    answer = command(northmere, "overdue")
    assert "Return interviews audited" in as_plain_text(answer)
    assert "Neither milestone is overdue" in (said := share(northmere, answer))
    assert "Return interviews" not in said


@pytest.mark.parametrize("value", ["", "[]", "no json", json.dumps({"words": 7}), json.dumps({"words": "1.1 done"})])
def test_a_share_that_was_not_offered_shares_and_changes_nothing(northmere, value):
    before = northmere.milestones()["1.1"].status
    speaker = Speaker(PLATFORM, TENANT, "Ifan Rees")
    pressed = Pressed(speaker, CHANNEL, "m", "p", SHARE, value, northmere.clock.now(), is_private=False)
    assert northmere.conversation.share(pressed).text.startswith("I do not know that button any more")
    assert northmere.milestones()["1.1"].status is before


def test_somebody_unknown_shares_nothing(northmere):
    answer = command(northmere, "overdue")
    assert share(northmere, answer, "Somebody Else").startswith("I do not know who you are")
