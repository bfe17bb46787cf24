"""A form in the web chat: a page that opens from a button, says what is wrong beside its field, and is taken once."""

import re
from datetime import date

import pytest
from web_council import Council

from bot.conversation.forms import open_button
from bot.conversation.message import Button, Buttons, Message
from bot.web.draw import Pressing, draw
from jobs.rounds import do_everything_due
from plans.words import Status


@pytest.fixture
def council(store):
    return Council(store)


def test_the_page_of_a_form_has_what_the_plan_shows(council):
    page = council.opens("Ifan Rees")
    assert page.status_code == 200
    assert "<h1>Update 1.1</h1>" in page.text
    assert '<option value="on_track" selected>● on track</option>' in page.text
    assert "Return &lt;b&gt;interviews" in page.text
    assert "<b>interviews" not in page.text


def test_every_field_has_a_label_and_points_at_its_hint(council):
    page = council.opens("Ifan Rees").text
    for name in re.findall(r'<(?:input|select|textarea) id="([\w-]+)"', page):
        assert f'<label for="{name}"' in page
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert all(f'id="{one}"' in page for one in described.split())


def test_what_was_filled_in_is_kept_and_answered_in_the_chat(council):
    sent = council.sends("Ifan Rees", council.opens("Ifan Rees"), status="at_risk", note="Two are left")
    assert sent.status_code == 303
    assert sent.headers["location"] == f"/as/{council.rooms['Ifan Rees']}"
    assert council.milestones()["1.1"].status is Status.AT_RISK
    assert "1.1 → ▲ at risk" in council.said_to("Ifan Rees")[-1]


def test_a_later_date_that_is_overtaken_loses_its_buttons_where_it_was_asked_about(council):
    later = {"status": "on_track", "due": "2026-06-30", "reason": "The contract is not signed"}
    council.sends("Ifan Rees", council.opens("Ifan Rees"), **later)
    do_everything_due(council.house.post, council.clock.now())
    (asked,) = council.said_to("Bethan Lloyd")
    assert '"Approve"' in asked
    council.sends("Ifan Rees", council.opens("Ifan Rees"), status="complete")
    do_everything_due(council.house.post, council.clock.now())
    now = council.said_to("Bethan Lloyd")[0]
    assert "No answer is needed any more: 1.1 is complete." in now and '"Approve"' not in now


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(council):
    page = council.opens("Ifan Rees")
    wrong = council.sends("Ifan Rees", page, status="at_risk", due="2026-06-30", note="Two <i>are</i> left")
    assert wrong.status_code == 422
    assert re.findall(r'id="wrong-(\w+)"', wrong.text) == ["reason"]
    assert "Say why 1.1 needs until 30 June" in wrong.text
    assert "Two &lt;i&gt;are&lt;/i&gt; left</textarea>" in wrong.text
    assert 'value="2026-06-30"' in wrong.text
    assert '<option value="at_risk" selected>' in wrong.text
    assert council.milestones()["1.1"].status is Status.ON_TRACK
    right = council.sends("Ifan Rees", wrong, status="at_risk", due="2026-06-30", reason="The contract is not signed")
    assert right.status_code == 303
    assert council.milestones()["1.1"].asked_for == date(2026, 6, 30)


def test_a_form_that_is_sent_twice_is_taken_once(council):
    page = council.opens("Ifan Rees")
    council.sends("Ifan Rees", page, status="at_risk")
    before = council.said_to("Ifan Rees")
    assert council.sends("Ifan Rees", page, status="at_risk").status_code == 303
    assert council.said_to("Ifan Rees") == before


def test_whoever_may_not_is_told_so_and_has_nothing_to_send(council):
    page = council.opens("Ifan Rees", "2.1")
    assert "2.1 is led by Grace Adeyemi" in page.text
    assert "<form" not in page.text


def test_a_form_of_somebody_elses_changes_nothing(council):
    page = council.opens("Grace Adeyemi", "2.1")
    refused = council.sends("Ifan Rees", page, status="off_track")
    assert refused.status_code == 422
    assert "2.1 is led by Grace Adeyemi" in refused.text
    assert council.milestones()["2.1"].status is Status.ON_TRACK


def test_nobody_in_a_channel_is_asked_who_they_are(council):
    assert council.client.get("/as/channel:x/form", params={"value": "{}"}).status_code == 404


def test_the_page_is_guarded_as_the_others_are(council):
    elsewhere = {"Origin": "https://attacker.example", "Sec-Fetch-Site": "cross-site"}
    address = f"/as/{council.rooms['Ifan Rees']}/form"
    assert council.client.post(address, data={"value": "{}"}, headers=elsewhere).status_code == 403
    assert "default-src 'none'" in council.opens("Ifan Rees").headers["content-security-policy"]


def test_what_opens_a_form_is_a_link_and_what_decides_is_a_button():

    message = Message("", (Buttons((open_button("Update…", "update", ref="1.1"), Button("Later", "later", "{}"))),))
    drawn = draw(message, Pressing("/as/person:1/press", 7, None, "/as/person:1/form"))
    assert '<a class="opens plain" href="/as/person:1/form?value=%7B%22form%22%3A+%22update%22' in drawn
    assert '<button name="button" value="1" class="plain">Later</button>' in drawn


def asks(council, who, form, **about):
    value = open_button("", form, **about).value
    return council.client.get(f"/as/{council.rooms[who]}/form", params={"value": value})


def test_a_ladder_is_used_after_its_meaning_was_seen(council):
    page = asks(council, "Bethan Lloyd", "ladder")
    rungs = dict(re.findall(r'<input id="in-(\w+)"[^>]* value="([^"]*)"', page.text))
    told = {f"tell_{n}": ["lead"] for n in range(1, 8)}
    meaning = council.sends("Bethan Lloyd", page, **rungs, **told)
    assert meaning.status_code == 200
    assert "<h1>What it would mean</h1>" in meaning.text
    assert "7 rungs, at 09:00" in meaning.text
    assert council.sends("Bethan Lloyd", meaning).status_code == 303
    assert "has another ladder: 7 rungs" in council.said_to("Bethan Lloyd")[-1]


def test_what_several_boxes_chose_is_still_chosen_beside_a_problem(council):
    page = asks(council, "Bethan Lloyd", "ladder")
    wrong = council.sends("Bethan Lloyd", page, when_1="someday", tell_1=["lead", "owner"])
    assert wrong.status_code == 422
    boxes = re.findall(r'<input type="checkbox" name="in-tell_1" value="(\w+)"( checked)?>', wrong.text)
    assert [value for value, checked in boxes if checked] == ["lead", "owner"]


def test_leave_is_set_for_somebody_else(council):
    page = asks(council, "Grace Adeyemi", "leave")
    amara = re.search(r'<option value="(\d+)">Amara Okafor</option>', page.text)[1]
    council.sends("Grace Adeyemi", page, who=amara, **{"from": "2026-06-02"}, until="2026-06-12")
    assert "Amara Okafor is away from Tuesday 2 June until Friday 12 June" in council.said_to("Grace Adeyemi")[-1]


def test_a_form_that_only_its_owner_fills_in_is_a_notice_for_others(council):
    page = asks(council, "Ifan Rees", "new_milestone")
    assert "Only the plan&#39;s owner, Bethan Lloyd, can add a milestone." in page.text
    assert "<form" not in page.text
