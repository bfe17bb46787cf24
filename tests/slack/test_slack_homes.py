"""Home in Slack: what each role sees there, published only when something in it changed, by one of several copies."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from northmere import PEOPLE, milestone, plan
from slack_council import USERS, SlackCouncil, inputs, words
from slack_requests import dispatch, envelope
from view_limits import check_view

from bot.slack.homes import MOST_PUBLISHED
from plans.words import Status
from storage.changes.events import Author
from storage.changes.people import PersonEntry
from storage.changes.restrictions import restrict
from storage.questions.people import people_of

LEADS = ("Ifan Rees", "Grace Adeyemi", None)


def reading():
    return plan(
        milestone("1.1", "Ifan Rees", date(2026, 5, 20), title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", date(2026, 6, 26), title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 7, 31), title="Duty rota published"),
        milestone("2.2", None, None, title="Carers met"),
    )


@pytest.fixture
def council(store, settings, slack):
    return SlackCouncil(store, settings, slack, reading())


def opens(council, who):
    """Somebody opens their Home; what Slack shows them, None where nothing was ever published."""
    user = USERS.get(who, who)
    shown = council.slack.homes.get(user)
    event = {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": "home", "event_ts": "1.2"}
    event |= {"view": {"id": "VHOME", "private_metadata": shown["private_metadata"]}} if shown else {}
    assert dispatch(council.house.slack.app, json.dumps(envelope(event))).status == 200
    return council.slack.homes.get(user)


def published(council):
    return [one["user_id"] for one in council.slack.called("views.publish")]


def refreshes(council):
    """One round of the loop; who was published to in it."""
    before = len(published(council))
    while council.house.slack.homes.do_one_batch(council.clock.now()):
        pass
    return published(council)[before:]


def buttons(view):
    return [element for block in view["blocks"] if block["type"] == "actions" for element in block["elements"]]


def presses(council, who, label, nth=0):
    found = [one for one in buttons(council.slack.homes[USERS[who]]) if one["text"]["text"].startswith(label)]
    dispatch(council.house.slack.app, _in_home(found[nth], USERS[who]), "form")


def _in_home(button, user):
    body = {
        "type": "block_actions",
        "team": {"id": "T0NORTHMERE"},
        "user": {"id": user, "team_id": "T0NORTHMERE"},
        "trigger_id": f"13.{hash((button['action_id'], button['value'])) % 10**9}.home",
        "container": {"type": "view", "view_id": f"VHOME{user}"},
        "view": {"id": f"VHOME{user}", "type": "home"},
        "actions": [
            {"type": "button", "block_id": "b", "action_id": button["action_id"], "action_ts": "1780909500.000200"}
            | ({"value": button["value"]} if "value" in button else {})
        ],
    }
    return urlencode({"payload": json.dumps(body)})


def test_a_lead_sees_their_own_milestones_the_latest_first_with_buttons(council):
    view = opens(council, "Ifan Rees")
    check_view(view)
    said = words(view)
    assert "Your milestones: 2 open, 1 late" in said
    assert said.index("Return interviews audited") < said.index("Strategy meetings recorded")
    assert "Duty rota published" not in said
    labels = [one["text"]["text"] for one in buttons(view)]
    assert labels[:5] == ["Done", "On track", "Slipping", "Blocked", "Update…"]
    assert "Northmere improvement plan: 4 milestones, 1 late" in said


def test_a_manager_sees_their_team(council):
    said = words(opens(council, "Amara Okafor"))
    assert "Your team: 3 open milestones, 1 late" in said
    assert "2 open, 1 late: 1.1" in said
    assert "next 2.1 due Friday 31 July" in said


def test_the_officer_sees_whom_nobody_reminds_and_their_plans_forms(council):
    view = opens(council, "Bethan Lloyd")
    check_view(view)
    assert "Nobody is being reminded of 1 milestone" in words(view)
    assert "it has no lead and it has no date" in words(view)
    assert "1.1 (7 working days late, Ifan Rees)" in words(view)
    labels = [one["text"]["text"] for one in buttons(view)]
    assert "New milestone…" in labels
    assert "The ladder…" in labels


def test_nobody_else_sees_the_officers_list(council):
    for who in ("Ifan Rees", "Amara Okafor", "Grace Adeyemi"):
        assert "Nobody is being reminded" not in words(opens(council, who))


def test_somebody_with_nothing_is_told_what_to_do_next(store, settings, slack):
    people = (*PEOPLE, PersonEntry("Una Hart", "una@northmere.example"))
    slack.add_user("U0UNA", "Una Hart", "una@northmere.example")
    council = SlackCouncil(store, settings, slack, reading(), people)
    view = opens(council, "U0UNA")
    check_view(view)
    assert "You lead nothing that is open" in words(view)
    assert "what’s overdue" in words(view)
    assert "Return interviews" not in words(view)


def test_a_stranger_is_told_how_to_be_known_and_nothing_of_the_plan(council):
    view = opens(council, "U0STRANGER")
    check_view(view)
    assert "I do not know you in the plan yet" in words(view)
    assert "1.1" not in words(view)
    opens(council, "U0STRANGER")
    assert published(council).count("U0STRANGER") == 1


def test_what_waits_for_a_decision_is_decided_there(council):
    opens(council, "Bethan Lloyd")
    form = council.opens("Ifan Rees", json.dumps({"form": "update", "ref": "1.2"}))
    council.submits("Ifan Rees", form, due="2026-07-10", reason="The contract is not signed")
    assert refreshes(council) == ["U0BETHAN"]
    assert "1.2 from 26 June to 10 July?" in words(council.slack.homes["U0BETHAN"])
    presses(council, "Bethan Lloyd", "Approve")
    assert council.milestones()["1.2"].due == date(2026, 7, 10)
    assert "1.2 is now due 10 July: Bethan Lloyd approved it." in council.said_to("Bethan Lloyd")
    refreshes(council)
    assert "For you to decide" not in words(council.slack.homes["U0BETHAN"])


def test_what_is_done_waits_for_whoever_confirms_it(council):
    form = council.opens("Ifan Rees", json.dumps({"form": "update", "ref": "1.2"}))
    council.submits("Ifan Rees", form, status="complete", evidence="Audit report")
    assert "1.2 is done?" in words(opens(council, "Bethan Lloyd"))
    assert "1.2 is done?" not in words(opens(council, "Amara Okafor"))
    presses(council, "Bethan Lloyd", "Confirm")
    assert council.milestones()["1.2"].status is Status.CONFIRMED


def test_a_press_is_an_update_and_the_home_follows(council):
    opens(council, "Ifan Rees")
    presses(council, "Ifan Rees", "Blocked")
    assert council.milestones()["1.1"].status is Status.OFF_TRACK
    assert refreshes(council) == ["U0IFAN"]
    assert "■ off track" in words(council.slack.homes["U0IFAN"])


def test_a_form_opens_from_home(council):
    opens(council, "Ifan Rees")
    presses(council, "Ifan Rees", "Update…")
    assert council.slack.views[-1]["title"]["text"] == "Update 1.1"
    assert "status" in inputs(council.slack.views[-1])


def test_it_is_published_only_when_something_in_it_changed(council):
    opens(council, "Ifan Rees")
    opens(council, "Grace Adeyemi")
    assert published(council) == ["U0IFAN", "U0GRACE"]
    opens(council, "Ifan Rees")
    assert refreshes(council) == []
    council.commands("Bethan Lloyd", "1.2 is slipping")
    assert set(refreshes(council)) == {"U0IFAN", "U0GRACE"}
    assert refreshes(council) == []
    opens(council, "Ifan Rees")
    assert len(published(council)) == 4


def test_a_new_day_is_news(council):
    opens(council, "Ifan Rees")
    council.turn_to("2026-06-02 08:00")
    assert refreshes(council) == ["U0IFAN"]


def test_what_slack_has_lost_is_published_again(council):
    opens(council, "Ifan Rees")
    council.slack.homes.clear()
    assert opens(council, "Ifan Rees") is not None


def test_nobody_who_never_opened_theirs_is_published_to(council):
    assert refreshes(council) == []


def test_the_messages_tab_is_no_home(council):
    event = {"type": "app_home_opened", "user": "U0IFAN", "channel": "D0IFAN", "tab": "messages", "event_ts": "1.2"}
    dispatch(council.house.slack.app, json.dumps(envelope(event)))
    assert published(council) == []


def test_two_copies_publish_a_change_once(council):
    opens(council, "Ifan Rees")
    council.commands("Ifan Rees", "1.2 is slipping")
    homes, now = council.house.slack.homes, council.clock.now()
    one, other = (homes._made(council.house.organisation_id, now) for _ in range(2))
    assert homes._publish(one[0], homes.client_for, now)
    assert not homes._publish(other[0], homes.client_for, now)
    assert published(council) == ["U0IFAN", "U0IFAN"]


def test_a_passing_refusal_is_tried_again_when_slack_says(council):
    opens(council, "Ifan Rees")
    council.commands("Ifan Rees", "1.2 is slipping")
    council.slack.refuse("views.publish", "ratelimited", status=429, headers={"Retry-After": "30"})
    assert refreshes(council) == ["U0IFAN"]
    assert refreshes(council) == []
    council.turn_to("2026-06-01 10:01")
    assert refreshes(council) == ["U0IFAN"]
    assert "▲ at risk" in words(council.slack.homes["U0IFAN"])


def test_a_refusal_that_stays_waits_for_something_new(council):
    opens(council, "Ifan Rees")
    council.commands("Ifan Rees", "1.2 is slipping")
    council.slack.refuse("views.publish", "user_disabled")
    refreshes(council)
    council.turn_to("2026-06-01 10:30")
    assert refreshes(council) == []
    council.commands("Bethan Lloyd", "1.2 is on track")
    assert refreshes(council) == ["U0IFAN"]


def test_no_more_are_published_in_a_minute_than_slack_takes(store, settings, slack):
    crowd = tuple(PersonEntry(f"Person {n:03}", f"person{n}@northmere.example") for n in range(MOST_PUBLISHED + 5))
    for n in range(MOST_PUBLISHED + 5):
        slack.add_user(f"U0CROWD{n}", f"Person {n:03}", f"person{n}@northmere.example")
    council = SlackCouncil(store, settings, slack, reading(), (*PEOPLE, *crowd))
    for n in range(MOST_PUBLISHED + 5):
        opens(council, f"U0CROWD{n}")
    assert len(published(council)) == MOST_PUBLISHED
    council.turn_to("2026-06-01 10:02")
    refreshes(council)
    assert len(set(published(council))) == MOST_PUBLISHED + 5


def test_a_restricted_milestone_is_shown_to_its_group_alone(council):
    with council.store.write() as session:
        ifan = next(p for p in people_of(session, council.house.organisation_id) if p.name == "Ifan Rees")
        restrict(session, council.milestones()["1.1"].id, [ifan.id], Author(None, council.clock.now()))
    assert "Return interviews" in words(opens(council, "Ifan Rees"))
    for who in ("Bethan Lloyd", "Amara Okafor", "Grace Adeyemi"):
        said = words(opens(council, who))
        assert "1.1" not in said
        assert "4 milestones" not in said


def test_nothing_of_another_organisation_is_shown(council):
    council.keep_elsewhere(plan(milestone("9.1", None, None, title="Their own affair")))
    for who in USERS:
        said = words(opens(council, who))
        assert "9.1" not in said
        assert "Nobody is being reminded of 2" not in said


def test_five_hundred_milestones_stay_within_slacks_limits(store, settings, slack):
    many = [
        milestone(f"{n // 20 + 1}.{n % 20 + 1}", LEADS[n % 3], date(2026, 5, 1), title="x " * 200) for n in range(500)
    ]
    council = SlackCouncil(store, settings, slack, plan(*many))
    for who in USERS:
        view = opens(council, who)
        check_view(view)
    assert "and 140 more: write “mine” to see all of them" in words(council.slack.homes["U0IFAN"])


def test_an_offered_milestone_is_taken_over_from_home(council):
    council.commands("Ifan Rees", "1.2 is not mine, it is Grace Adeyemi's")
    view = opens(council, "Grace Adeyemi")
    assert "1.2 to you?" in words(view)
    presses(council, "Grace Adeyemi", "Accept")
    assert council.milestones()["1.2"].lead == "Grace Adeyemi"
    refreshes(council)
    assert "1.2 to you?" not in words(council.slack.homes["U0GRACE"])


def test_whoever_covers_sees_what_they_cover(council):
    council.commands("Ifan Rees", "I am on leave until 19 June, Grace Adeyemi covers")
    view = opens(council, "Grace Adeyemi")
    assert "You cover for Ifan Rees until Friday 19 June: 2 open" in words(view)
    button = next(one for one in buttons(view) if one["text"]["text"] == "Update for Ifan Rees…")
    dispatch(council.house.slack.app, _in_home(button, "U0GRACE"), "form")
    choices = inputs(council.slack.views[-1])["milestone"]["element"]["options"]
    assert [one["text"]["text"][:3] for one in choices] == ["1.1", "1.2"]


def test_the_officer_sees_who_could_not_be_reached_and_who_has_no_account(store, settings, slack):
    people = (*PEOPLE, PersonEntry("Una Hart"))
    more = milestone("3.1", "Una Hart", date(2026, 9, 30))
    council = SlackCouncil(store, settings, slack, plan(*reading().milestones, more), people)
    council.slack.refuse("chat.postMessage", "user_disabled")
    council.turn_to("2026-06-12 10:00")
    said = words(opens(council, "Bethan Lloyd"))
    assert "I could not reach 1 reader" in said
    assert "This person's account is closed; give their milestones to somebody else." in said
    assert "Una Hart (1 open)" in said


def test_a_failure_is_news_for_the_officer(council):
    opens(council, "Bethan Lloyd")
    council.turn_to("2026-06-11 10:00")
    refreshes(council)
    council.slack.refuse("chat.postMessage", "user_disabled")
    council.turn_to("2026-06-12 09:30")
    assert "U0BETHAN" in refreshes(council)
    assert "I could not reach" in words(council.slack.homes["U0BETHAN"])
