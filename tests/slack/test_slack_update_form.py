"""The form of an update in Slack: opened from everywhere, taken once, with what is wrong beside its field."""

import json
from dataclasses import replace
from datetime import date

import pytest
from loopback import LoopbackSlack
from northmere import milestone, plan
from slack_council import SlackCouncil, inputs, words
from slack_requests import dispatch, envelope, event, press
from view_limits import check_view

from bot.conversation.forms import open_button
from plans.status_key import StatusLabel
from plans.words import Status
from storage.changes.events import Author
from storage.changes.restrictions import restrict
from storage.questions.completions import evidence_of
from storage.questions.people import people_of


def reading():
    return plan(
        milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", date(2026, 6, 26), title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 7, 31), title="Duty rota published"),
    )


@pytest.fixture
def council(store, settings, slack: LoopbackSlack):
    return SlackCouncil(store, settings, slack, reading())


def about(council, ref):
    return open_button("", "update", milestone=council.milestones()[ref].id).value


def opened(council, ref="1.1", who="Ifan Rees"):
    return council.opens(who, about(council, ref))


def carrying(view, value):
    """The form as it was shown, with something else in it."""
    shown, _, _ = view["private_metadata"].partition(" ")
    return view | {"private_metadata": f"{shown} {value}"}


def test_a_button_opens_the_form_with_what_the_plan_shows(council):
    view = opened(council)
    check_view(view)
    assert view["title"]["text"] == "Update 1.1"
    assert "Return interviews audited" in words(view)
    assert "due Monday 15 June" in words(view)
    assert inputs(view)["status"]["element"]["initial_option"]["value"] == "on_track"


def test_the_form_speaks_the_plans_own_words_for_a_status(store, settings, slack):
    key = (StatusLabel("Amber – some delay", Status.AT_RISK, "amber"),)
    council = SlackCouncil(store, settings, slack, replace(reading(), status_key=key))
    labels = [option["text"]["text"] for option in inputs(opened(council))["status"]["element"]["options"]]
    assert "▲ Amber – some delay" in labels
    assert not any("confirmed" in label for label in labels)


def test_what_was_filled_in_is_kept_and_read_back_in_private(council):
    view = opened(council)
    assert council.submits("Ifan Rees", view, status="at risk", note="Two interviews are left") == {}
    assert council.milestones()["1.1"].status is Status.AT_RISK
    assert council.said_to("Ifan Rees")[-1].startswith("1.1 → ▲ at risk")


def test_a_later_date_without_a_reason_is_refused_beside_the_reason(council):
    view = opened(council)
    for said in ({}, {"reason": "banana"}):
        answer = council.submits("Ifan Rees", view, due="2026-06-30", **said)
        assert answer["response_action"] == "errors"
        assert answer["errors"] == {"reason": "Say why 1.1 needs until 30 June: whoever decides reads it."}
    assert council.milestones()["1.1"].asked_for is None


def test_the_same_form_is_taken_after_what_was_wrong_is_put_right(council):
    view = opened(council)
    council.submits("Ifan Rees", view, due="2026-06-30")
    assert council.submits("Ifan Rees", view, due="2026-06-30", reason="The contract is not signed") == {}
    assert council.milestones()["1.1"].asked_for == date(2026, 6, 30)
    assert council.said_to("Bethan Lloyd")[-1].startswith("Ifan Rees asks to move 1.1")
    assert "The contract is not signed" in json.dumps(council.slack.called("chat.postMessage")[-1])


def test_a_later_date_that_is_overtaken_loses_its_buttons_where_it_was_asked_about(council):
    council.submits("Ifan Rees", opened(council), due="2026-06-30", reason="The contract is not signed")
    council.said_to("Bethan Lloyd")
    (asked,) = (one for one in council.slack.in_channel("D0BETHAN") if "asks to move 1.1" in one["text"])
    assert "Approve" in words(asked)
    council.submits("Ifan Rees", opened(council), "V2", status="complete", evidence="https://northmere.example/1")
    council.turn_to("2026-06-01 10:01")
    (now,) = (one for one in council.slack.in_channel("D0BETHAN") if one["ts"] == asked["ts"])
    assert now["text"] == "No answer is needed any more: 1.1 is complete."
    assert "Approve" not in words(now) and "The contract is not signed" in words(now)


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({"due": "2026-05-08"}, "due", "Friday 8 May is past."),
        ({"status": "complete", "due": "2026-06-30"}, "due", "leave the date empty"),
        ({"evidence": "x" * 501}, "evidence", "501 characters; 500 fit here"),
        ({"status": "splendid"}, "status", "Choose one from the list."),
        ({"status": "confirmed"}, "status", "Choose one from the list."),
        ({"note": "Kayleigh Smith, aged 9, was placed with her aunt"}, "note", "it seems to name a child"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(council, answers, field, says):
    answer = council.submits("Ifan Rees", opened(council), **answers)
    assert list(answer["errors"]) == [field]
    assert says in answer["errors"][field]
    assert council.milestones()["1.1"].status is Status.ON_TRACK


def test_words_about_a_child_pass_when_their_writer_says_that_they_are_not(council):
    view = opened(council)
    note = "Kayleigh Smith, aged 9, was placed with her aunt"
    council.submits("Ifan Rees", view, note=note, status="at risk")
    told = council.slack.called("chat.postMessage")[-1]
    assert "Kayleigh" not in json.dumps(told)
    blocks = told["blocks"] if isinstance(told["blocks"], list) else json.loads(told["blocks"])
    button = next(one for block in blocks if block["type"] == "actions" for one in block["elements"])
    dispatch(council.house.slack.app, press(button["action_id"], button["value"]), "form")
    assert council.submits("Ifan Rees", view, note=note, status="at risk") == {}
    assert council.milestones()["1.1"].status is Status.AT_RISK


def test_a_form_that_is_sent_twice_is_taken_once(council):
    view = opened(council)
    council.submits("Ifan Rees", view, status="at risk")
    before = len(council.slack.called("chat.postMessage"))
    assert council.submits("Ifan Rees", view, status="at risk") == {}
    assert len(council.slack.called("chat.postMessage")) == before


def test_done_with_a_link_is_put_before_whoever_confirms(council):
    link = "https://northmere.example/audit"
    council.submits("Ifan Rees", opened(council), status="complete", evidence=link)
    assert council.milestones()["1.1"].status is Status.COMPLETE
    assert council.said_to("Bethan Lloyd")[-1].startswith("Ifan Rees says 1.1 Return interviews audited is done.")


def test_a_document_is_evidence_by_its_name(council):
    council.submits("Ifan Rees", opened(council), status="complete", evidence="Audit report")
    with council.store.read() as session:
        kept = evidence_of(session, council.milestones()["1.1"].id)
    assert [(one.name, one.kind) for one in kept] == [("Audit report", "document")]


def test_it_is_undone_as_a_message_is(council):
    council.submits("Ifan Rees", opened(council), status="off track", note="Stuck")
    posted = council.slack.called("chat.postMessage")[-1]
    blocks = posted["blocks"] if isinstance(posted["blocks"], list) else json.loads(posted["blocks"])
    undo = next(one for b in blocks if b["type"] == "actions" for one in b["elements"] if one["text"]["text"] == "Undo")
    dispatch(council.house.slack.app, press(undo["action_id"], undo["value"]), "form")
    assert council.milestones()["1.1"].status is Status.ON_TRACK


@pytest.mark.parametrize(("text", "title"), [("update 1.2", "Update 1.2"), ("update", "Update a milestone")])
def test_the_command_opens_the_form(council, text, title):
    assert council.commands("Ifan Rees", text)["title"]["text"] == title


def test_the_command_with_more_words_is_read_as_it_is(council):
    assert council.commands("Ifan Rees", "1.2 is slipping") is None
    assert council.milestones()["1.2"].status is Status.AT_RISK


def test_the_shortcut_offers_ones_own_milestones(council):
    options = inputs(council.takes_shortcut("Ifan Rees"))["milestone"]["element"]["options"]
    assert [one["text"]["text"][:3] for one in options] == ["1.1", "1.2"]


def test_the_owner_may_choose_among_all_of_them(council):
    view = council.takes_shortcut("Bethan Lloyd")
    council.submits("Bethan Lloyd", view, milestone="2.1", status="off track")
    assert council.milestones()["2.1"].status is Status.OFF_TRACK


def test_whoever_may_not_is_told_so_and_has_nothing_to_send(council):
    view = opened(council, "2.1")
    check_view(view)
    assert "submit" not in view
    assert "2.1 is led by Grace Adeyemi" in words(view)


def test_a_form_sent_by_somebody_who_may_not_changes_nothing(council):
    view = opened(council, "2.1", "Grace Adeyemi")
    answer = council.submits("Ifan Rees", view, status="off track")
    assert list(answer["errors"]) == ["status"]
    assert "2.1 is led by Grace Adeyemi" in answer["errors"]["status"]
    assert council.milestones()["2.1"].status is Status.ON_TRACK


def test_a_form_sent_by_a_stranger_changes_nothing(council):
    answer = council.submits("U0STRANGER", opened(council), status="off track")
    assert answer["response_action"] == "errors"
    assert council.milestones()["1.1"].status is Status.ON_TRACK


def test_a_milestone_of_another_organisation_is_nobodys_to_open_or_send(council):
    view = opened(council)
    theirs = council.keep_elsewhere(plan(milestone("9.1", None, date(2026, 7, 1), title="Their own affair")))
    button = open_button("", "update", milestone=theirs["9.1"].id).value
    shown = council.opens("Bethan Lloyd", button)
    assert "I do not know that milestone any more" in words(shown)
    assert "Their own affair" not in words(council.takes_shortcut("Bethan Lloyd"))
    answer = council.submits("Bethan Lloyd", carrying(view, button), status="off track")
    assert "I do not know that milestone" in answer["errors"]["status"]
    assert council.elsewhere()["9.1"].status is Status.ON_TRACK


def test_a_restricted_milestone_is_not_there_for_anybody_else(council):
    with council.store.write() as session:
        ifan = next(p for p in people_of(session, council.house.organisation_id) if p.name == "Ifan Rees")
        restrict(session, council.milestones()["1.1"].id, [ifan.id], Author(None, council.clock.now()))
    view = council.takes_shortcut("Bethan Lloyd")
    assert "Return interviews" not in words(view)
    assert "Return interviews" not in words(opened(council, "1.1", "Bethan Lloyd"))
    answer = council.submits("Bethan Lloyd", view, milestone=str(council.milestones()["1.1"].id), status="off track")
    assert answer["errors"] == {"milestone": "Choose one from the list."}


def test_more_milestones_than_slack_lists_are_found_by_typing(store, settings, slack):
    many = [milestone(f"{n // 20 + 1}.{n % 20 + 1}", "Ifan Rees", date(2026, 9, 1)) for n in range(500)]
    council = SlackCouncil(store, settings, slack, plan(*many))
    view = council.takes_shortcut("Ifan Rees")
    check_view(view)
    assert inputs(view)["milestone"]["element"]["type"] == "external_select"
    assert len(council.types("Ifan Rees", view, "milestone", "")) == 100
    assert council.types("Ifan Rees", view, "milestone", "12.7")[0].startswith("12.7 ")
    council.submits("Ifan Rees", view, milestone=str(council.milestones()["25.20"].id), status="at risk")
    assert council.milestones()["25.20"].status is Status.AT_RISK


def test_a_form_that_slack_does_not_show_is_asked_for_again(council):
    council.slack.refuse("views.open", "expired_trigger_id")
    answer = dispatch(council.house.slack.app, press("open#0", about(council, "1.1")), "form")
    assert answer.status == 500


@pytest.mark.parametrize(
    "value", ["", "[]", "{", '{"form": "no such form"}', '{"form": 5}', '{"form": "update", "milestone": 999}']
)
def test_a_button_of_nobodys_opens_a_notice(council, value):
    view = council.opens("Ifan Rees", value)
    check_view(view)
    assert "submit" not in view


def presses_in(council, text, label):
    """The value of the button of that label in the last message that begins so."""
    posted = next(one for one in reversed(council.slack.called("chat.postMessage")) if one["text"].startswith(text))
    blocks = posted["blocks"] if isinstance(posted["blocks"], list) else json.loads(posted["blocks"])
    found = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    return next(one["value"] for one in found if one["text"]["text"] == label)


def test_a_reminder_opens_the_form_of_its_milestones(council):
    view = council.opens("Ifan Rees", presses_in(council, "1.1 Return interviews audited is due", "Update…"))
    assert view["title"]["text"] == "Update 1.1"


def test_a_list_opens_the_form_of_those_one_may_speak_for(council):
    said = event(text="what is due in the next three months?", channel="D0IFAN")
    dispatch(council.house.slack.app, json.dumps(envelope(said)))
    view = council.opens("Ifan Rees", presses_in(council, "", "Update…"))
    options = inputs(view)["milestone"]["element"]["options"]
    assert [one["text"]["text"][:3] for one in options] == ["1.1", "1.2"]


def test_what_was_read_back_is_changed_by_the_form(council):
    council.submits("Ifan Rees", opened(council), status="at risk")
    view = council.opens("Ifan Rees", presses_in(council, "1.1 →", "Change…"))
    assert inputs(view)["status"]["element"]["initial_option"]["value"] == "at_risk"
    council.submits("Ifan Rees", view, "V2", status="off track")
    assert council.milestones()["1.1"].status is Status.OFF_TRACK


@pytest.fixture
def guest(council):
    """Ifan is a guest of the workspace."""
    council.slack.add_user("U0IFAN", "Ifan Rees", "ifan@northmere.example", is_restricted=True)
    council.house.slack.connect_people(council.store, council.house.organisation_of, council.clock.now())
    return council


def test_a_guest_fills_in_forms_about_their_own_milestones_and_sees_nothing_else(guest):
    assert guest.submits("Ifan Rees", opened(guest), status="at risk") == {}
    assert guest.milestones()["1.1"].status is Status.AT_RISK
    assert "Grace Adeyemi" not in words(opened(guest, "2.1"))
    assert "Grace Adeyemi" not in words(guest.opens("Ifan Rees", '{"form": "update", "ref": "2.1"}'))
    leave = guest.opens("Ifan Rees", '{"form": "leave"}')
    check_view(leave)
    assert "Grace Adeyemi" not in words(leave)
    assert guest.submits("Ifan Rees", leave, "V2", until="2026-06-19") == {}
