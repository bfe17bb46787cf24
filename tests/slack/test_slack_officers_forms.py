"""The forms of whoever owns the plan: a new milestone, a question settled, the ladder; and leave, for anybody."""

import json
from dataclasses import replace
from datetime import date

import pytest
from northmere import milestone, plan
from slack_council import SlackCouncil, inputs, words
from slack_requests import dispatch, press
from view_limits import check_view

from bot.conversation.forms import open_button
from plans.ladder import STANDARD
from plans.reading import Query
from storage.questions.absences import absence_on
from storage.questions.people import people_of
from storage.questions.plans import policy_of_plan
from storage.questions.queries import queries_of_plan


def reading():
    return plan(
        milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", date(2026, 8, 26), title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Duty rota published"),
    )


def asking(**more):
    why = "no year is written; taken as 2026"
    queries = (
        Query("1.1", "due", "15 June", why, taken_as="15 June 2026", place="page 2", row=(("Due", "15 June"),)),
        Query("1.2", "due", "26 August", why, taken_as="26 August 2026"),
        Query("2.1", "leads", "tbc", "nobody is named"),
        Query("2.1", "ref", "2.1", "the reference is there twice"),
    )
    return replace(reading(), queries=queries)


@pytest.fixture
def council(store, settings, slack):
    return SlackCouncil(store, settings, slack, reading())


@pytest.fixture
def doubtful(store, settings, slack):
    return SlackCouncil(store, settings, slack, asking())


def opened(council, form, who="Bethan Lloyd", **about):
    view = council.opens(who, open_button("", form, **about).value)
    check_view(view)
    return view


def presses_last(council, who, label):
    """A press of the button of that label in the last message that was posted."""
    posted = council.slack.called("chat.postMessage")[-1]
    blocks = posted["blocks"] if isinstance(posted["blocks"], list) else json.loads(posted["blocks"])
    found = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    button = next(one for one in found if one["text"]["text"].startswith(label))
    user = {"Bethan Lloyd": "U0BETHAN", "Ifan Rees": "U0IFAN"}[who]
    body = press(button["action_id"], button["value"], user=user, channel_id=posted["channel"])
    dispatch(council.house.slack.app, body, "form")


def person(council, name):
    with council.store.read() as session:
        return next(one for one in people_of(session, council.house.organisation_id) if one.name == name)


# A new milestone


def test_a_new_milestone_is_in_the_plan_with_the_actions_next_reference(council):
    view = opened(council, "new_milestone")
    answers = {"action": "1", "title": "Audit repeated", "due": "2026-07-10", "lead": "Grace Adeyemi"}
    assert council.submits("Bethan Lloyd", view, **answers) == {}
    added = council.milestones()["1.3"]
    assert (added.title, added.due, added.lead) == ("Audit repeated", date(2026, 7, 10), "Grace Adeyemi")
    assert list(council.milestones()) == ["1.1", "1.2", "1.3", "2.1"]
    assert council.said_to("Bethan Lloyd")[-1].startswith("1.3 Audit repeated is in the plan, due Friday 10 July")
    assert council.said_to("Grace Adeyemi")[-1].startswith("Bethan Lloyd has added 1.3 Audit repeated")


def test_its_lead_is_reminded_of_it(council):
    view = opened(council, "new_milestone")
    council.submits("Bethan Lloyd", view, action="1", title="Audit repeated", due="2026-07-10", lead="Grace Adeyemi")
    council.turn_to("2026-06-26 10:00")
    assert any(text.startswith("1.3 Audit repeated is due") for text in council.said_to("Grace Adeyemi"))


def test_it_is_taken_back_and_its_reference_is_not_given_again(council):
    view = opened(council, "new_milestone")
    council.submits("Bethan Lloyd", view, action="1", title="Audit repeated")
    presses_last(council, "Bethan Lloyd", "Undo")
    assert "1.3" not in council.milestones()
    assert council.said_to("Bethan Lloyd")[-1] == "Taken back: 1.3 is not in the plan any more."
    council.submits("Bethan Lloyd", view, "V2", action="1", title="Audit done twice")
    assert "1.4" in council.milestones()


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({"title": "Audit"}, "action", "Choose one."),
        ({"action": "1"}, "title", "What is to be done is still empty."),
        ({"action": "1", "title": "x" * 501}, "title", "501 characters; 500 fit"),
        ({"action": "1", "title": "Audit", "due": "2026-05-01"}, "due", "Friday 1 May is past."),
        ({"action": "99", "title": "Audit"}, "action", "Choose one from the list."),
        ({"action": "1", "title": "Kayleigh Smith, aged 9, moved to carers"}, "title", "it seems to name a child"),
    ],
)
def test_what_is_wrong_with_a_new_milestone_is_beside_its_field(council, answers, field, says):
    answer = council.submits("Bethan Lloyd", opened(council, "new_milestone"), **answers)
    assert list(answer["errors"]) == [field]
    assert says in answer["errors"][field]
    assert list(council.milestones()) == ["1.1", "1.2", "2.1"]


# Only the owner


@pytest.mark.parametrize("form", ["new_milestone", "ladder", "settle"])
def test_what_the_owner_decides_is_nobody_elses_to_open_or_send(doubtful, form):
    view = opened(doubtful, form, "Ifan Rees")
    assert "submit" not in view
    assert "Only the plan’s owner" in words(view).replace("'", "’")
    answer = doubtful.submits("Ifan Rees", opened(doubtful, form), action="1", title="Mine")
    assert "Only the plan" in next(iter(answer["errors"].values()))
    assert list(doubtful.milestones()) == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize("form", ["new_milestone", "ladder", "settle"])
def test_the_plan_of_another_organisation_is_not_reached(doubtful, form):
    doubtful.keep_elsewhere(plan(milestone("9.1", None, None, title="Their own affair")))
    view = opened(doubtful, form, plan=doubtful.their_plan_id)
    assert "submit" not in view
    assert "Their own affair" not in words(view)


# Settling


def settles(council, view_id="V1", **answers):
    return council.submits("Bethan Lloyd", opened(council, "settle"), view_id, **answers)


def open_fields(council):
    with council.store.read() as session:
        found = queries_of_plan(session, council.plan_id, person(council, "Bethan Lloyd").id)
    return [(one.ref, one.field) for one in found if not one.is_settled]


def test_the_first_open_question_is_asked_with_what_the_document_says(doubtful):
    view = opened(doubtful, "settle")
    assert "When is 1.1 due?" in words(view)
    assert "No year is written; taken as 2026. (page 2)" in words(view)
    labels = [one["text"]["text"] for one in inputs(view)["answer"]["element"]["options"]]
    assert labels == ["Right: 15 June 2026", "Leave it without a date", "Another date"]


def test_an_answer_is_kept_and_the_next_question_is_one_press_away(doubtful):
    assert doubtful.milestones()["1.1"].due is None
    assert settles(doubtful, answer="right") == {}
    assert doubtful.milestones()["1.1"].due == date(2026, 6, 15)
    assert "Settled: 15 June 2026" in doubtful.said_to("Bethan Lloyd")[-1]
    presses_last(doubtful, "Bethan Lloyd", "Next, 3 left")
    assert "When is 1.2 due?" in words(doubtful.slack.views[-1])


def test_the_same_answer_goes_for_those_asked_for_the_same_reason(doubtful):
    settles(doubtful, answer="right", alike=["yes"])
    assert doubtful.milestones()["1.2"].due == date(2026, 8, 26)
    assert open_fields(doubtful) == [("2.1", "leads"), ("2.1", "ref")]


def test_an_answer_that_is_taken_back_is_a_question_again(doubtful):
    settles(doubtful, answer="right")
    presses_last(doubtful, "Bethan Lloyd", "Undo")
    assert doubtful.milestones()["1.1"].due is None
    assert ("1.1", "due") in open_fields(doubtful)
    assert doubtful.said_to("Bethan Lloyd")[-1] == "Taken back: 1.1 is a question again."


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({}, "answer", "Choose an answer."),
        ({"answer": "other"}, "value", "Write the date."),
        ({"answer": "other", "value": "15 June"}, "value", "Write the year too"),
    ],
)
def test_what_is_no_answer_is_said_beside_its_field(doubtful, answers, field, says):
    answer = settles(doubtful, **answers)
    assert list(answer["errors"]) == [field]
    assert says in answer["errors"][field]
    assert len(open_fields(doubtful)) == 4


def test_a_name_that_is_nearly_known_is_asked_about(doubtful):
    settles(doubtful, "V1", answer="right", alike=["yes"])
    answer = settles(doubtful, "V2", answer="other", value="Ifan Reese")
    assert "Did you mean Ifan Rees?" in answer["errors"]["value"]
    settles(doubtful, "V2", answer="other", value="Una Hart", new="person")
    assert doubtful.milestones()["2.1"].lead == "Una Hart"


def test_what_cannot_be_kept_leaves_nothing_behind(doubtful):
    settles(doubtful, "V1", answer="right", alike=["yes"])
    settles(doubtful, "V2", answer="nothing")
    answer = settles(doubtful, "V3", answer="other", value="1.1")
    assert "1.1 is the reference of another milestone" in answer["errors"]["value"]
    assert open_fields(doubtful) == [("2.1", "ref")]
    assert settles(doubtful, "V3", answer="other", value="2.5") == {}
    assert "2.5" in doubtful.milestones()


def test_a_question_that_was_settled_meanwhile_is_not_settled_again(doubtful):
    view = opened(doubtful, "settle")
    doubtful.submits("Bethan Lloyd", view, answer="right")
    answer = doubtful.submits("Bethan Lloyd", view, "V2", answer="nothing")
    assert "settled meanwhile" in answer["errors"]["answer"]
    assert doubtful.milestones()["1.1"].due == date(2026, 6, 15)


# The ladder


def policy(council):
    with council.store.read() as session:
        return policy_of_plan(session, council.plan_id)


def test_the_ladder_is_shown_rung_by_rung(council):
    view = opened(council, "ladder")
    assert inputs(view)["when_1"]["element"]["initial_value"] == "10 working days before"
    told = inputs(view)["tell_5"]["element"]["initial_options"]
    assert [one["value"] for one in told] == ["lead", "manager"]
    assert "initial_value" not in inputs(view)["when_8"]["element"]


def test_what_it_would_mean_is_shown_before_anything_changes(council):
    view = opened(council, "ladder")
    answer = council.submits("Bethan Lloyd", view, when_8="15 working days before", tell_8=["lead"])
    assert answer["response_action"] == "update"
    shown = answer["view"]
    check_view(shown)
    assert "8 rungs, at 09:00" in words(shown)
    assert "2 open milestones climb it" in words(shown)
    assert "1 has begun the present one" in words(shown)
    assert "Wednesday 5 August" in words(shown)
    assert policy(council) == STANDARD


def test_it_is_used_when_that_was_seen_and_can_be_taken_back(council):
    view = opened(council, "ladder")
    shown = council.submits("Bethan Lloyd", view, when_8="15 working days before", tell_8=["lead"])["view"]
    assert council.submits("Bethan Lloyd", shown) == {}
    assert [rung.name for rung in policy(council).rungs][-1] == "15 working days before"
    assert council.said_to("Bethan Lloyd")[-1].startswith("Northmere improvement plan has another ladder: 8 rungs")
    presses_last(council, "Bethan Lloyd", "Undo")
    assert policy(council) == STANDARD
    assert council.said_to("Bethan Lloyd")[-1] == "Taken back: the ladder. The one before is used again."


def test_a_rung_that_is_emptied_is_taken_out(council):
    view = opened(council, "ladder")
    shown = council.submits("Bethan Lloyd", view, when_1="", tell_1=[])["view"]
    council.submits("Bethan Lloyd", shown)
    assert len(policy(council).rungs) == 6


def test_each_rung_that_is_wrong_says_so_beside_it(council):
    view = opened(council, "ladder")
    wrong = {"when_1": "a fortnight before", "tell_2": [], "when_8": "on the day", "tell_8": ["lead"], "when_3": ""}
    errors = council.submits("Bethan Lloyd", view, **wrong)["errors"]
    assert list(errors) == ["when_8", "when_3", "tell_2", "when_1"]
    assert 'Rung 1 is unknown: "a fortnight before"' in errors["when_1"]
    assert errors["tell_2"] == "Choose who hears."
    assert "there twice" in errors["when_8"]


def test_an_hour_that_is_none_says_so_beside_it(council):
    answer = council.submits("Bethan Lloyd", opened(council, "ladder"), at="noonish")
    assert "is not a time of day" in answer["errors"]["at"]


# Leave


def test_leave_is_set_for_oneself_with_a_cover(council):
    view = opened(council, "leave", "Ifan Rees")
    assert council.submits("Ifan Rees", view, until="2026-06-19", cover="Grace Adeyemi") == {}
    with council.store.read() as session:
        away = absence_on(session, person(council, "Ifan Rees").id, date(2026, 6, 10))
    assert away.cover_id == person(council, "Grace Adeyemi").id
    assert council.said_to("Ifan Rees")[-1].startswith("You are away until Friday 19 June: Grace Adeyemi covers")
    assert council.said_to("Grace Adeyemi")[-1].startswith("Ifan Rees is away")


def test_leave_is_set_for_somebody_else_who_hears_of_it(council):
    view = opened(council, "leave", "Ifan Rees")
    council.submits("Ifan Rees", view, who="Amara Okafor", until="2026-06-19", cover="Bethan Lloyd")
    assert any(text.startswith("Ifan Rees has set you as away") for text in council.said_to("Amara Okafor"))


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({}, "until", "Last day away is still empty."),
        ({"until": "2026-05-29"}, "until", "Friday 29 May is before Monday 1 June."),
        ({"until": "2028-06-01"}, "until", "more than a year"),
        ({"until": "2026-06-05", "cover": "Ifan Rees"}, "cover", "Nobody covers for themselves."),
    ],
)
def test_what_is_wrong_with_leave_is_beside_its_field(council, answers, field, says):
    answer = council.submits("Ifan Rees", opened(council, "leave", "Ifan Rees"), **answers)
    assert list(answer["errors"]) == [field]
    assert says in answer["errors"][field]
