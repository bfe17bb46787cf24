"""Where it is not sure it asks, with something to press; it never guesses silently."""

import pytest
from northmere_plan import northmere

from bot.conversation.understanding import Handover, Unclear, Update, as_element, explain, understand
from bot.conversation.understanding.reader import BAR
from plans.words import Status


def _only(text: str, speaker: str = "Amara", about: str | None = None) -> Unclear:
    (intent,) = understand(text, northmere(speaker, about))
    assert isinstance(intent, Unclear)
    return intent


def test_words_that_fit_two_milestones_offer_both() -> None:
    unclear = _only("the audit is done", "Grace")
    assert unclear.choices == ("1.2", "5.1")
    assert "which one" in unclear.why


def test_a_chosen_button_can_go_on_from_what_was_meant() -> None:
    unclear = _only("the audit is done", "Grace")
    assert isinstance(unclear.meant, Update)
    assert unclear.meant.status is Status.COMPLETE


def test_a_status_with_no_milestone_offers_the_speakers_open_ones() -> None:
    unclear = _only("slipping to 14 August")
    assert unclear.choices == ("1.1", "1.2")
    assert isinstance(unclear.meant, Update)
    assert (unclear.meant.status, str(unclear.meant.due)) == (Status.AT_RISK, "2026-08-14")


def test_a_reference_that_the_plan_does_not_have_is_named() -> None:
    assert "9.9" in _only("9.9 done").why


def test_somebody_who_leads_nothing_is_asked_which() -> None:
    assert _only("on track", "Grace").choices == ()


def test_a_hand_over_without_a_name_asks_who() -> None:
    assert "Who" in _only("not mine", about="1.1").why


def test_a_hand_over_without_a_milestone_keeps_the_name() -> None:
    unclear = _only("please pass it to Ifan")
    assert isinstance(unclear.meant, Handover)
    assert (unclear.meant.to, unclear.choices) == ("Ifan Rees", ("1.1", "1.2"))


def test_a_snooze_without_a_day_asks_when() -> None:
    assert "When" in _only("ask me later", about="1.1").why


def test_leave_without_an_end_asks_until_when() -> None:
    assert "Until when" in _only("I'm on annual leave").why


def test_a_bare_reference_asks_what_about_it() -> None:
    assert _only("1.1").why == "What about it?"


def test_an_empty_message_is_unclear_and_not_an_error() -> None:
    assert _only("   ").choices == ()


@pytest.mark.parametrize("text", ["on track", "1.1 done", "what's overdue", "remind me friday", "pass to Ifan"])
def test_what_is_acted_on_is_above_the_bar(text: str) -> None:
    assert all(intent.confidence >= BAR for intent in understand(text, northmere("Amara", "1.1")))


def test_a_plain_word_is_surer_than_a_weak_one() -> None:
    (plain,) = understand("on track", northmere("Amara", "1.1"))
    (weak,) = understand("drafting in hand", northmere("Amara", "1.1"))
    assert plain.confidence > weak.confidence


def test_a_reference_is_surer_than_words() -> None:
    (by_ref,) = understand("3.1 slipping", northmere("Grace"))
    (by_words,) = understand("handbook slipping", northmere("Grace"))
    assert by_ref.confidence > by_words.confidence


def test_an_intent_keeps_the_words_it_came_from() -> None:
    update, handover = understand("1.1 on track. Please pass 1.2 to Ifan", northmere())
    assert "on track" in update.words
    assert "Ifan" in handover.words and "on track" not in handover.words


def test_a_note_is_in_the_writers_own_words() -> None:
    (update,) = understand("waiting for the unions, they meet on Monday", northmere("Amara", "1.1"))
    assert isinstance(update, Update)
    assert update.note == "waiting for the unions, they meet on Monday"


def test_the_explanation_names_the_words_for_each_reading() -> None:
    rows = explain("1.1 slipping to 14 August", northmere())
    assert ("1.1", "milestone by reference: 1.1") in rows
    assert ("14 August", "date: 2026-08-14") in rows
    assert ("slipping", "status: at_risk") in rows
    assert rows[-1][1].startswith("update, ref 1.1, status at_risk, due 2026-08-14")


def test_the_explanation_says_that_something_was_left_out() -> None:
    rows = explain("done\n> Is 1.2 blocked, or late, or stuck, or otherwise in trouble?", northmere("Amara", "1.1"))
    assert rows[0] == ("(left out)", "quotes, signature or markup")


def test_the_explanation_of_an_unclear_message_gives_the_question_and_the_choices() -> None:
    assert "(1.1, 1.2)" in explain("done", northmere())[-1][1]


def test_elements_have_the_keys_of_their_kind() -> None:
    (leave,) = understand("on leave 22 to 26 June, Ifan covering", northmere())
    assert as_element(leave) == {"kind": "leave", "from": "2026-06-22", "until": "2026-06-26", "cover": "Ifan Rees"}
    (question,) = understand("what is Ifan late on", northmere())
    assert set(as_element(question)) == {"kind", "about", "owner", "ref", "theme", "from", "to"}
    (update,) = understand("half way", northmere("Amara", "1.1"))
    assert as_element(update) == {"kind": "update", "ref": "1.1", "status": None, "progress": 50, "due": None}
