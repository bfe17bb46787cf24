"""Everybody's own page in the web chat, with the buttons and forms that their Home has elsewhere."""

import re
from datetime import date

import pytest
from web_council import Council

from plans.words import Status


@pytest.fixture
def council(store):
    return Council(store)


def looks(council, who):
    return council.client.get(f"/as/{council.rooms[who]}/page")


def presses(council, who, page, label):
    (place,) = re.findall(rf'<button name="button" value="(\d+)" class="\w+">{label}</button>', page.text)[:1]
    name = re.search(r'name="message_id" value="(\w+)"', page.text)[1]
    return council.client.post(f"/as/{council.rooms[who]}/page/press", data={"message_id": name, "button": place})


def test_a_conversation_leads_to_its_persons_page(council):
    room = f"/as/{council.rooms['Ifan Rees']}"
    assert f'<a href="{room}/page">Ifan Rees’s page</a>' in council.client.get(room).text


def test_the_page_has_what_is_theirs(council):
    page = looks(council, "Ifan Rees")
    assert "Your milestones: 1 open, none late" in page.text
    assert "2.1" not in page.text
    assert "<script" not in page.text


def test_a_press_there_is_answered_in_the_conversation(council):
    answered = presses(council, "Ifan Rees", looks(council, "Ifan Rees"), "Slipping")
    assert answered.status_code == 303
    assert answered.headers["location"] == f"/as/{council.rooms['Ifan Rees']}"
    assert council.milestones()["1.1"].status is Status.AT_RISK
    assert "1.1 → ▲ at risk" in council.said_to("Ifan Rees")[-1]


def test_a_press_on_a_page_that_has_changed_does_nothing(council):
    page = looks(council, "Ifan Rees")
    presses(council, "Ifan Rees", page, "Slipping")
    again = presses(council, "Ifan Rees", page, "Done")
    assert again.status_code == 409
    assert "has changed since you looked" in again.text
    assert council.milestones()["1.1"].status is Status.AT_RISK


def test_its_forms_open_from_there(council):
    page = looks(council, "Ifan Rees").text
    address = re.search(r'<a class="opens plain" href="([^"]+)">Update…</a>', page)[1].replace("&amp;", "&")
    assert "<h1>Update 1.1</h1>" in council.client.get(address).text


def test_a_decision_waits_on_the_page_of_whoever_decides(council):
    form = council.opens("Ifan Rees")
    council.sends("Ifan Rees", form, status="at_risk", due="2026-06-30", reason="The contract is not signed")
    page = looks(council, "Bethan Lloyd")
    assert "For you to decide: 1" in page.text
    presses(council, "Bethan Lloyd", page, "Approve")
    assert council.milestones()["1.1"].due == date(2026, 6, 30)


def test_a_channel_has_no_page(council):
    assert council.client.get("/as/channel:x/page").status_code == 404
