"""Done is not closed: evidence is asked for, the monitoring body confirms, and until then it is shown as waiting."""

from datetime import date

import pytest
from history import edits, events, person_id, restart, told
from northmere import Northmere, milestone

from bot.conversation.answers.evidence import evidence_in
from bot.conversation.heard import Attached
from plans.words import Status
from storage.changes.completions import set_monitoring
from storage.changes.events import Author

DUE = date(2026, 6, 15)
ASKED = "What shows that 1.1 is done? A link, a file or a document's name."


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-15 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
    )


def monitored_by(northmere, body, who, wants_evidence=True):
    with northmere.store.write() as session:
        set_monitoring(session, northmere.plan_id, body, who, wants_evidence, Author(None, northmere.clock.now()))


def asked_to_confirm(northmere, who="Bethan Lloyd"):
    northmere.tick()
    return [one.text for one in northmere.sent_to(who) if "[Confirm]" in one.text]


def test_done_waits_to_be_confirmed_and_asks_what_shows_it(northmere):
    answer = northmere.says("Ifan Rees", "1.1 done")
    assert "1.1 → ✔ complete, Bethan Lloyd is asked to confirm it once there is evidence" in answer
    assert ASKED in answer
    assert "[Nothing to show]" in answer
    assert asked_to_confirm(northmere) == []


def test_evidence_goes_to_whoever_confirms(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    answer = northmere.says("Ifan Rees", "audit report of 3 May")
    assert "1.1 → audit report of 3 May kept as evidence; Bethan Lloyd is asked to confirm it" in answer
    (asked,) = asked_to_confirm(northmere)
    assert "Ifan Rees says 1.1 Return interviews audited is done. Evidence: audit report of 3 May." in asked
    assert "[Confirm] [Not yet]" in asked


def test_evidence_may_come_the_next_day_and_after_a_restart(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.turn_to("2026-06-16 16:00")
    restart(northmere)
    assert "kept as evidence" in northmere.says("Ifan Rees", "https://northmere.example/audit.pdf")
    assert "Evidence: https://northmere.example/audit.pdf." in asked_to_confirm(northmere)[0]


def test_a_link_in_the_message_is_evidence_at_once(northmere):
    answer = northmere.says("Ifan Rees", "1.1 done, see https://northmere.example/audit.pdf")
    assert "https://northmere.example/audit.pdf kept as evidence" in answer
    assert "What shows" not in answer
    assert len(asked_to_confirm(northmere)) == 1


def test_a_file_that_comes_with_the_message_is_evidence(northmere):
    file = Attached("Audit May.pdf", "https://files.northmere.example/1")
    assert "Audit May.pdf kept as evidence" in northmere.says("Ifan Rees", "1.1 done", files=(file,))
    assert "Evidence: Audit May.pdf." in asked_to_confirm(northmere)[0]


def test_each_of_two_is_shown_by_what_follows_it(northmere):
    northmere.says("Ifan Rees", "1.1 done https://northmere.example/a and 1.2 done https://northmere.example/b")
    first, second = asked_to_confirm(northmere)
    assert "1.1" in first and "Evidence: https://northmere.example/a." in first
    assert "1.2" in second and "Evidence: https://northmere.example/b." in second


@pytest.mark.parametrize("words", ["1.1 is don", "can you tell amara i am on it", "asdf qwer zxcv"])
@pytest.mark.parametrize("day", ["2026-06-15 10:30", "2026-06-22 16:00"])
def test_words_that_look_like_no_evidence_are_asked_about_and_not_confirmed_on(northmere, words, day):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.turn_to(day)
    answer = northmere.says("Ifan Rees", words)
    assert answer.startswith("Is that the evidence for 1.1?") and "[Yes] [No]" in answer
    assert asked_to_confirm(northmere) == []
    assert f"Then it is not kept as evidence. {ASKED}" in northmere.says("Ifan Rees", "no")
    assert "[Confirm]" not in northmere.says("Ifan Rees", "what's overdue")
    assert "kept as evidence; Bethan Lloyd is asked" in northmere.says("Ifan Rees", "audit report of 3 May")
    assert "Evidence: audit report of 3 May." in asked_to_confirm(northmere)[0]


@pytest.mark.parametrize("say_yes", ["presses", "says"])
def test_whoever_says_that_it_is_the_evidence_has_it_kept_in_their_words(northmere, say_yes):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.says("Ifan Rees", "everybody knows it by heart")
    answer = getattr(northmere, say_yes)("Ifan Rees", "Yes")
    assert "everybody knows it by heart kept as evidence; Bethan Lloyd is asked" in answer
    assert "Evidence: everybody knows it by heart." in asked_to_confirm(northmere)[0]


@pytest.mark.parametrize(
    "words", ["the QA report", "panel minutes", "it's in the July case file audit", "signed off at panel on 4 June"]
)
def test_a_paper_or_a_meeting_is_evidence_where_it_was_asked_for(northmere, words):
    northmere.says("Ifan Rees", "1.1 done")
    assert "kept as evidence; Bethan Lloyd is asked" in northmere.says("Ifan Rees", words)


@pytest.mark.parametrize(
    "words", ["1.2 at risk", "what's overdue", "thanks", "off from 22 June to 26 June", "1.1 slipping to 3 July"]
)
def test_what_says_something_else_is_no_evidence(northmere, words):
    northmere.says("Ifan Rees", "1.1 done")
    answer = northmere.says("Ifan Rees", words)
    assert "as evidence" not in answer and "Is that the evidence" not in answer
    assert asked_to_confirm(northmere) == []


def test_nothing_to_show_is_said_to_whoever_confirms(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    assert "no evidence given; Bethan Lloyd is asked" in northmere.presses("Ifan Rees", "Nothing to show")
    assert "No evidence is given for it." in asked_to_confirm(northmere)[0]


@pytest.mark.parametrize("text", ["what's overdue", "thanks", "1.2 at risk", "remind me about 1.2 on Friday"])
def test_something_else_is_not_taken_for_evidence(northmere, text):
    northmere.says("Ifan Rees", "1.1 done")
    assert "evidence" not in northmere.says("Ifan Rees", text)
    assert "kept as evidence" in northmere.says("Ifan Rees", "minutes of 4 June")


def test_confirmed_is_told_to_the_lead_and_shown(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.tick()
    assert "1.1 is ✔ confirmed" in northmere.presses("Bethan Lloyd", "Confirm")
    assert "1.1 is ✔ confirmed: Bethan Lloyd has seen that it is done." in told(northmere, "Ifan Rees")
    assert northmere.milestones()["1.1"].status is Status.CONFIRMED


def test_until_then_it_is_shown_as_waiting(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    answer = northmere.says("Amara Okafor", "how is 1.1")
    assert "✔ complete, waiting for Bethan Lloyd to confirm" in answer
    assert "evidence: minutes of 4 June" in answer
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Confirm")
    assert "is ✔ confirmed" in northmere.says("Amara Okafor", "how is 1.1")


def test_not_yet_opens_it_as_it_stood_and_tells_the_lead(northmere):
    northmere.says("Ifan Rees", "1.1 at risk")
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.tick()
    assert "1.1 is ▲ at risk again. Tell Ifan Rees what is missing." in northmere.presses("Bethan Lloyd", "Not yet")
    assert "ask Bethan Lloyd what is missing" in told(northmere, "Ifan Rees")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK
    sent = [one.text for one in northmere.turn_to("2026-06-17 10:00") if one.to.conversation == "Ifan Rees"]
    assert any("1.1" in text for text in sent)


def test_what_was_decided_is_not_decided_again(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Confirm")
    assert "1.1 was settled before: confirmed" in northmere.presses("Bethan Lloyd", "Not yet")
    assert northmere.milestones()["1.1"].status is Status.CONFIRMED


def test_only_whoever_confirms_may(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.tick()
    question = northmere.sent_to("Bethan Lloyd")[-1]
    question.to = type(question.to)(question.to.platform, "Ifan Rees")
    assert "Bethan Lloyd confirms whether 1.1 is done" in northmere.presses("Ifan Rees", "Confirm")
    assert northmere.milestones()["1.1"].status is Status.COMPLETE


def test_the_body_is_named_and_its_person_asked(northmere):
    monitored_by(northmere, "the Improvement Panel", person_id(northmere, "Grace Adeyemi"))
    assert "waiting for the Improvement Panel to confirm" in northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    assert "You answer for the Improvement Panel." in asked_to_confirm(northmere, "Grace Adeyemi")[0]
    assert asked_to_confirm(northmere) == []


def test_a_plan_that_wants_no_evidence_does_not_ask_for_it(northmere):
    monitored_by(northmere, None, None, wants_evidence=False)
    assert "What shows" not in northmere.says("Ifan Rees", "1.1 done")
    assert len(asked_to_confirm(northmere)) == 1


def test_undone_is_not_to_be_confirmed_any_more(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.tick()
    northmere.presses("Ifan Rees", "Undo")
    assert "settled before: withdrawn" in northmere.presses("Bethan Lloyd", "Confirm")
    kept = northmere.milestones()["1.1"]
    assert (kept.status, kept.evidence, kept.confirmed_by) == (Status.ON_TRACK, (), None)


def test_what_is_confirmed_is_not_its_leads_to_take_back(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June", message_id="m1")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Confirm")
    assert "1.1 was settled since, and stays as it is" in northmere.presses("Ifan Rees", "Undo")
    edits(northmere, "Ifan Rees", "m1", "1.2 done, minutes of 4 June")
    assert northmere.milestones()["1.1"].status is Status.CONFIRMED


def test_said_to_be_open_again_ends_the_wait(northmere):
    northmere.says("Ifan Rees", "1.1 done, minutes of 4 June")
    northmere.says("Ifan Rees", "1.1 is at risk after all")
    northmere.tick()
    assert "settled before: not done after all" in northmere.presses("Bethan Lloyd", "Confirm")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK


def test_the_history_has_the_word_the_evidence_and_the_confirmation(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.says("Ifan Rees", "minutes of 4 June")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Confirm")
    assert [(kind, who) for kind, _, who, _, _ in events(northmere)] == [
        ("updated", "Ifan Rees"),
        ("evidence_given", "Ifan Rees"),
        ("confirmed", "Bethan Lloyd"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("done, see https://northmere.example/a.pdf.", ["https://northmere.example/a.pdf"]),
        ("https://a.example/1 and https://a.example/2", ["https://a.example/1", "https://a.example/2"]),
        ("audit report of 3 May", ["audit report of 3 May"]),
        ("It's in the panel minutes of 12 June 2026", ["panel minutes of 12 June 2026"]),
        ("signed letter dated 1 June", ["signed letter dated 1 June"]),
        ("evidence: the new threshold document, version 4", ["new threshold document, version 4"]),
        ("proof is the training log on the shared drive", ["training log on the shared drive"]),
    ],
)
def test_evidence_is_found_in_what_people_write(text, names):
    assert [evidence.name for evidence in evidence_in(text)] == names


@pytest.mark.parametrize("text", ["1.1 done", "the report is finished", "all agreed at panel", "minutes to be written"])
def test_work_that_is_reported_is_not_evidence_for_it(text):
    assert evidence_in(text) == []
