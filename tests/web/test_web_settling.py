"""The improvement officer settles what a document left open, one question after the other, without script."""

import re

import pytest
from northmere_chat import Northmere
from northmere_doubts import DOUBTFUL
from page_client import PageClient

from plans.words import Status
from storage.changes.events import Author
from storage.changes.settling import LeftOpen, settle
from storage.questions.milestones import milestones_of_plan
from storage.questions.queries import queries_of_plan


@pytest.fixture
def northmere(tmp_path):
    council = Northmere(f"sqlite:///{tmp_path / 'doubts.db'}", reading=DOUBTFUL)
    yield council
    council.store.close()


@pytest.fixture
def officer(northmere):
    return PageClient(northmere.web)


@pytest.fixture
def questions(northmere):
    """The address of each question."""
    with northmere.store.read() as session:
        return [f"/plans/{q.plan_id}/settle/{q.id}" for q in queries_of_plan(session, northmere.plan_id)]


def milestones(northmere):
    with northmere.store.read() as session:
        return {m.ref: m for m in milestones_of_plan(session, northmere.plan_id, northmere.clock.now().date())}


def open_questions(northmere):
    with northmere.store.read() as session:
        return [q.ref or q.text for q in queries_of_plan(session, northmere.plan_id) if not q.is_settled]


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_board_says_how_much_there_is_to_settle_and_leads_there(northmere, officer):
    page = officer.get("/").text
    assert f'<a href="/plans/{northmere.plan_id}/settle"' in page
    assert "4 things to settle" in page
    assert "Still to be settled: how it stands" in page


def test_a_plan_with_nothing_to_settle_says_nothing_of_it(northmere, officer, questions):
    with northmere.store.write() as session:
        for question in queries_of_plan(session, northmere.plan_id):
            settle(session, question.id, LeftOpen(), Author(None, northmere.clock.now()))
    assert "to settle" not in officer.get("/").text
    assert "Everything is settled" in officer.get(f"/plans/{northmere.plan_id}/settle").text


def test_the_first_open_question_comes_first(northmere, officer):
    page = text_of(officer.get(f"/plans/{northmere.plan_id}/settle"))
    assert "What does “amber” mean in this plan?" in page
    assert "1 of 4 · 4 left to settle" in page


def test_the_source_row_stands_beside_the_form(officer, questions):
    page = officer.get(questions[1]).text
    assert "page 4, row 7" in page
    assert "<dt>Lead</dt><dd>Joel Abara</dd>" in page
    assert '<div class="asked"><dt>Due</dt><dd>8-Jun</dd></div>' in page
    assert "No year is written; taken as 2026, counted from May 2026." in page
    assert 'value="right"' in page
    assert "Right: 8 June 2026" in page


def test_what_the_document_says_is_escaped(officer, questions):
    page = officer.get(questions[1]).text
    assert "&lt;b&gt;handbook" in page
    assert "<b>handbook" not in page


def test_previous_and_next_lead_through_all_of_them(officer, questions):
    first, second, last = (officer.get(questions[at]).text for at in (0, 1, 3))
    assert 'rel="prev"' not in first
    assert f'<a rel="next" href="{questions[1]}">' in first
    assert f'<a rel="prev" href="{questions[0]}">' in second
    assert 'rel="next"' not in last


def test_an_answer_is_kept_and_the_next_question_follows(northmere, officer, questions):
    answered = officer.post(questions[1], data={"answer": "right"})
    assert answered.status_code == 303
    assert str(milestones(northmere)["1.1"].due) == "2026-06-08"
    page = text_of(officer.get(answered.headers["location"]))
    assert "When is 1.1 due? Settled by Sorrel Finch on Monday 1 June: 8 June 2026." in page
    assert "When is 1.2 due?" in page
    assert "3 left to settle" in page


def test_after_the_last_question_comes_the_first_open_one(officer, questions):
    answered = officer.post(questions[3], data={"answer": "nothing"})
    assert "What does “amber” mean" in officer.get(answered.headers["location"]).text


@pytest.mark.parametrize(
    ("number", "form", "says"),
    [
        (1, {}, "Choose an answer."),
        (1, {"answer": "other"}, "Write the date."),
        (1, {"answer": "other", "value": "8 June"}, "Write the year too"),
        (1, {"answer": "other", "value": "soon"}, "is not one date"),
        (1, {"answer": "other", "value": "1 May 2026 and 2 June 2026"}, "is not one date"),
        (0, {"answer": "other", "value": "splendid"}, "Choose one from the list."),
        (0, {"answer": "other"}, "Choose one from the list."),
        (3, {"answer": "right"}, "Choose an answer."),
        (3, {"answer": "other"}, "Write who answers for it."),
        (3, {"answer": "other", "value": "Pria Sandhu"}, "Did you mean Priya Sandhu?"),
        (3, {"answer": "other", "value": "Xyz"}, "Nobody called “Xyz” is known."),
    ],
)
def test_what_is_no_answer_comes_back_with_what_is_wrong_beside_it(northmere, officer, questions, number, form, says):
    page = officer.post(questions[number], data=form)
    assert page.status_code == 422
    (problem,) = re.findall(r'<p id="wrong" class="wrong" role="alert">(.*?)</p>', page.text)
    assert says in problem
    assert "wrong" in re.search(r'aria-describedby="([^"]*)"', page.text)[1]
    assert page.text.count("<title>Not kept yet") == 1
    assert len(open_questions(northmere)) == 4


def test_what_was_typed_is_still_there_beside_the_problem(officer, questions):
    page = officer.post(questions[1], data={"answer": "other", "value": "8 June"}).text
    assert '<input id="value" name="value" value="8 June"' in page
    assert 'value="other" checked' in page


def test_a_value_without_a_choice_counts_as_chosen(northmere, officer, questions):
    officer.post(questions[1], data={"value": "8 June 2027"})
    assert str(milestones(northmere)["1.1"].due) == "2027-06-08"


@pytest.mark.parametrize(
    ("form", "lead"),
    [
        ({"value": "priya sandhu"}, "Priya Sandhu"),
        ({"value": "Head of Fostering"}, "Head of Fostering"),
        ({"value": "Una Hart", "new": "person"}, "Una Hart"),
        ({"value": "Head of Law", "new": "post"}, "Head of Law"),
    ],
)
def test_a_lead_is_somebody_who_is_known_or_said_to_be_new(northmere, officer, questions, form, lead):
    officer.post(questions[3], data={"answer": "other", **form})
    assert milestones(northmere)["1.3"].lead == lead


def test_a_meaning_goes_for_every_milestone_of_that_colour(northmere, officer, questions):
    officer.post(questions[0], data={"answer": "other", "value": "on_track"})
    assert milestones(northmere)["2.3"].status is Status.ON_TRACK


def test_the_same_answer_for_the_others(northmere, officer, questions):
    assert "The same answer for the 1 other asked for the same reason" in officer.get(questions[1]).text
    officer.post(questions[1], data={"answer": "right", "alike": "yes"})
    assert open_questions(northmere) == ["amber", "1.3"]


def test_a_settled_question_shows_how_and_has_no_form(officer, questions):
    officer.post(questions[1], data={"answer": "right"})
    page = officer.get(questions[1]).text
    assert "How it was settled" in page
    assert f'action="{questions[1]}"' not in page


def test_what_was_settled_meanwhile_is_not_settled_again(northmere, officer, questions):
    officer.post(questions[1], data={"answer": "right"})
    again = officer.post(questions[1], data={"answer": "other", "value": "8 June 2027"})
    assert again.status_code == 422
    assert str(milestones(northmere)["1.1"].due) == "2026-06-08"


@pytest.mark.parametrize("path", ["/plans/99/settle", "/plans/1/settle/999"])
def test_what_is_not_there_is_one_sentence(officer, path):
    page = officer.get(path)
    assert page.status_code == 404
    assert "That did not work" in page.text


def test_a_question_of_another_plan_cannot_be_answered_here(northmere, officer, questions):
    assert officer.post(questions[1].replace("/plans/1/", "/plans/2/"), data={"answer": "right"}).status_code == 404


def test_the_pages_are_guarded_as_the_others_are(northmere, officer, questions):
    assert officer.get(questions[1], headers={"Host": "attacker.example"}).status_code == 421
    elsewhere = {"Origin": "https://attacker.example", "Sec-Fetch-Site": "cross-site"}
    assert officer.post(questions[1], data={"answer": "right"}, headers=elsewhere).status_code == 403
    assert len(open_questions(northmere)) == 4
    page = officer.get(questions[1])
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert ' style="' not in page.text


def test_every_input_has_a_label(officer, questions):
    for address in questions:
        page = officer.get(address).text
        for name in re.findall(r'<(?:input|select) id="(\w+)"', page):
            assert f'<label for="{name}"' in page
        for radio in re.findall(r'<input type="(?:radio|checkbox)"', page):
            assert f"<label>{radio}" in page


def test_an_open_page_learns_that_something_was_settled(northmere, officer, questions):
    before = northmere.web.stamp()
    officer.post(questions[3], data={"answer": "nothing"})
    assert northmere.web.stamp() != before


def test_leads_are_asked_once_about_what_was_late_already(northmere, browser_like):
    page = browser_like.get(f"/plans/{northmere.plan_id}/settle").text
    assert "1 milestone of 1 lead late already" in page
    answer = browser_like.post(f"/plans/{northmere.plan_id}/ask-late")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/plans/{northmere.plan_id}/settle")
    assert "late already" not in browser_like.get(f"/plans/{northmere.plan_id}/settle").text
    assert browser_like.post("/plans/99/ask-late").status_code == 404
