"""A message written to somebody else is made an update, or evidence, by whoever may speak for the milestone."""

from datetime import date
from itertools import count

import pytest
from northmere import PLATFORM, TENANT, Northmere, milestone, plan

from bot.conversation.heard import Attached, Deleted, Edited, Heard, PassedOn, Speaker
from bot.conversation.message import as_plain_text
from plans.words import Status
from storage.questions.completions import evidence_of

DUE = date(2026, 9, 30)
CHANNEL = "working-group"
LINK = "https://northmere.example/message/1"
MINUTES = (Attached("Minutes.pdf", "https://northmere.example/files/1"),)
numbers = count(1)


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
            milestone("2.1", "Grace Adeyemi", DUE, title="Foster carer handbook agreed"),
        ),
        "2026-06-22 10:00",
    )


def said(northmere, writer, text, **more):
    speaker = Speaker(PLATFORM, TENANT, writer, writer or None)
    return Heard(speaker, CHANNEL, "message-of-a-channel", text, northmere.clock.now(), is_private=False, **more)


def pass_on(northmere, by, writer, text, *, is_evidence=False, press=None, **more):
    """Somebody passes a message on; what they are told, read aloud."""
    heard = said(northmere, writer, text, **more)
    passed = PassedOn(
        Speaker(PLATFORM, TENANT, by, by), heard, by, press or f"shortcut-{next(numbers)}", LINK, is_evidence
    )
    before = len(northmere.sent)
    northmere.conversation.pass_on(passed)
    return "\n".join(as_plain_text(one.message) for one in northmere.sent[before:] if one.to.conversation == by)


def evidence(northmere, ref):
    with northmere.store.read() as session:
        return [(one.name, one.kind, one.address) for one in evidence_of(session, northmere.milestones()[ref].id)]


def test_ones_own_message_is_an_update(northmere):
    answer = pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.1 is on track, 1.2 is slipping")
    assert northmere.milestones()["1.2"].status is Status.AT_RISK
    assert answer.startswith("From your message “1.1 is on track, 1.2 is slipping”:")
    assert "[Undo]" in answer


def test_the_answer_goes_to_nobody_else(northmere):
    pass_on(northmere, "Amara Okafor", "Ifan Rees", "1.2 off track")
    assert {one.to.conversation for one in northmere.sent} == {"Amara Okafor"}


def test_somebody_elses_words_are_kept_as_theirs(northmere):
    answer = pass_on(northmere, "Amara Okafor", "Ifan Rees", "1.2 is off track")
    assert "From Ifan Rees's message" in answer
    assert "1.2 → ■ off track, as Ifan Rees says" in answer
    assert northmere.milestones()["1.2"].status is Status.OFF_TRACK


def test_mine_is_the_writers(northmere):
    pass_on(northmere, "Bethan Lloyd", "Grace Adeyemi", "all mine are off track")
    now = {ref: m.status for ref, m in northmere.milestones().items()}
    assert now == {"1.1": Status.ON_TRACK, "1.2": Status.ON_TRACK, "2.1": Status.OFF_TRACK}


def test_whoever_may_not_speak_for_a_milestone_does_not_by_passing_on(northmere):
    answer = pass_on(northmere, "Grace Adeyemi", "Ifan Rees", "1.2 is off track")
    assert "is led by Ifan Rees" in answer
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


def test_a_message_is_read_once(northmere):
    pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2 off track")
    northmere.says("Ifan Rees", "1.2 on track")
    assert "I have read that message before" in pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2 off track")
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


def test_one_use_of_the_shortcut_is_answered_once(northmere):
    first = pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2 off track", press="one")
    assert (bool(first), pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2 off track", press="one")) == (True, "")


def test_editing_or_deleting_the_message_changes_what_it_said(northmere):
    pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2 off track")
    northmere.conversation.edited(Edited(said(northmere, "Ifan Rees", "1.2 at risk"), "edit"))
    assert northmere.milestones()["1.2"].status is Status.AT_RISK
    speaker = Speaker(PLATFORM, TENANT, "Ifan Rees")
    northmere.conversation.deleted(Deleted(speaker, CHANNEL, "message-of-a-channel", northmere.clock.now()))
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("writer", "text", "answer"),
    [
        ("", "1.1 done", "No person wrote that message"),
        ("Ifan Rees", "  ", "nothing in that message"),
        ("Ifan Rees", "1.1 done " * 2_000, "nothing in that message"),
    ],
)
def test_what_cannot_be_an_update_says_so_and_changes_nothing(northmere, writer, text, answer):
    assert answer in pass_on(northmere, "Ifan Rees", writer, text)
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK


def test_a_message_that_names_a_child_is_held(northmere):
    answer = pass_on(northmere, "Ifan Rees", "Grace Adeyemi", "1.2 done, Chloe Barker, aged 9, has moved")
    assert "I have not kept that message" in answer
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


def test_somebody_unknown_is_told_so(northmere):
    assert "I do not know who you are" in pass_on(northmere, "Zed Nobody", "Ifan Rees", "1.1 done")


def test_where_it_is_not_clear_the_answer_to_the_question_goes_on(northmere):
    assert "[1.1 Return interviews audited]" in pass_on(northmere, "Ifan Rees", "Ifan Rees", "off track at last")
    northmere.presses("Ifan Rees", "1.1 Return interviews audited")
    assert northmere.milestones()["1.1"].status is Status.OFF_TRACK


def test_a_message_is_evidence_for_the_milestone_that_it_names(northmere):
    answer = pass_on(northmere, "Ifan Rees", "Grace Adeyemi", "Here are the minutes for 1.2", is_evidence=True)
    assert evidence(northmere, "1.2") == [("message of Grace Adeyemi, today", "message", LINK)]
    assert "1.2 → message of Grace Adeyemi, today kept as evidence" in answer


def test_its_files_are_evidence_too(northmere):
    pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2", is_evidence=True, files=MINUTES)
    assert [name for name, _, _ in evidence(northmere, "1.2")] == ["message of Ifan Rees, today", "Minutes.pdf"]


def test_evidence_is_taken_back_by_undo(northmere):
    pass_on(northmere, "Ifan Rees", "Ifan Rees", "1.2", is_evidence=True)
    northmere.presses("Ifan Rees", "Undo")
    assert evidence(northmere, "1.2") == []


def test_without_a_reference_it_is_asked_which_and_a_press_says(northmere):
    answer = pass_on(northmere, "Ifan Rees", "", "Signed off by the panel", is_evidence=True)
    assert "Which milestone does this show done" in answer
    assert evidence(northmere, "1.1") == []
    northmere.presses("Ifan Rees", "1.1 Return interviews audited")
    assert [kind for _, kind, _ in evidence(northmere, "1.1")] == ["message"]


@pytest.mark.parametrize("words", ["1.2", "it's for 1.2", "the strategy meetings"])
def test_without_a_reference_a_word_says(northmere, words):
    pass_on(northmere, "Ifan Rees", "Grace Adeyemi", "Signed off by the panel", is_evidence=True)
    northmere.says("Ifan Rees", words)
    assert len(evidence(northmere, "1.2")) == 1


def test_none_of_these_keeps_nothing(northmere):
    pass_on(northmere, "Ifan Rees", "Grace Adeyemi", "Signed off by the panel", is_evidence=True)
    assert northmere.presses("Ifan Rees", "It is no evidence") == "Then it is not kept as evidence."
    assert evidence(northmere, "1.1") == evidence(northmere, "1.2") == []


def test_of_several_that_it_names_it_is_asked_which(northmere):
    answer = pass_on(northmere, "Ifan Rees", "Ifan Rees", "minutes on 1.1 and 1.2", is_evidence=True)
    assert "[1.1 Return interviews audited] [1.2 Strategy meetings recorded]" in answer


def test_whoever_may_not_speak_for_it_gives_no_evidence(northmere):
    assert "is led by Ifan Rees" in pass_on(northmere, "Grace Adeyemi", "Ifan Rees", "1.2", is_evidence=True)
    assert evidence(northmere, "1.2") == []


def test_in_the_thread_of_one_milestone_its_evidence_needs_no_reference(northmere):
    northmere.says("Ifan Rees", "how is 1.2?", conversation=CHANNEL, is_private=False)
    root = f"message-{len(northmere.sent)}"
    answer = pass_on(northmere, "Ifan Rees", "Grace Adeyemi", "Signed by all", is_evidence=True, answers=root)
    assert "1.2 → message of Grace Adeyemi" in answer


def test_a_file_without_a_word_is_asked_about(northmere):
    assert "Which milestone does this show done: Minutes.pdf?" in northmere.says("Ifan Rees", "", files=MINUTES)
    northmere.says("Ifan Rees", "1.1")
    assert [name for name, _, _ in evidence(northmere, "1.1")] == ["Minutes.pdf"]


def test_a_file_of_somebody_who_leads_nothing_is_asked_about_in_words(northmere):
    assert "Write its reference" in northmere.says("Amara Okafor", "here you are", files=MINUTES)
    northmere.says("Amara Okafor", "1.2")
    assert [name for name, _, _ in evidence(northmere, "1.2")] == ["Minutes.pdf"]
