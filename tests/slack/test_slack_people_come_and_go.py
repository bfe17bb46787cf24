"""Who joins the workspace, leaves it and comes back: leads are found, and nobody is missed silently."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlencode

import pytest
from loopback import TEAM
from northmere import PEOPLE, at, milestone, plan
from slack_requests import command, dispatch, envelope, event, press
from sqlalchemy import select

from bot.app import build_house
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from bot.slack.profiles import is_guest
from jobs.rounds import do_everything_due
from jobs.turning import turn
from plans.words import Status
from storage import tables
from storage.changes.importing import Source
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import people_of


def pressed_by(user, button, ts):
    """The press of a button in the direct message with somebody, as Slack sends it."""
    body = press(button["action_id"], button.get("value"), channel_id="D" + user[1:], message_ts=ts)
    payload = json.loads(parse_qs(body)["payload"][0])
    return urlencode({"payload": json.dumps({**payload, "user": {"id": user}, "trigger_id": f"{ts}{button['value']}"})})


class Council:
    """Northmere on Slack; Bethan Lloyd owns the plan and has an account."""

    def __init__(self, store, settings, slack):
        self.store, self.slack, self.clock = store, slack, TurnableClock(at("2026-06-01 10:00"))
        self.house = build_house(store, self.clock, settings)
        reading = plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 6, 30), title="Strategy meetings recorded"),
            milestone("2.1", "Grace Adeyemi", date(2026, 5, 20), title="Kinship policy agreed"),
            milestone("2.3", "Grace Adeyemi", date(2026, 6, 3), title="Kinship panel set up"),
            milestone("2.2", "Ifan Rees", date(2026, 4, 20), Status.COMPLETE, title="Panel set up"),
        )
        arrangements = Arrangements("Bethan Lloyd", (), PEOPLE)
        with store.write() as session:
            kept = keep_plan(
                session, self.house.organisation_id, reading, Source("n.txt", "h"), arrangements, self.clock.now()
            )
        self.plan_id = kept.plan_id
        slack.add_user("U0BETHAN", "Bethan Lloyd", "bethan@northmere.example")
        self.look()

    def deliver(self):
        """What is owed leaves, a message a second to each."""
        self.clock.set(self.clock.now() + timedelta(seconds=2))
        do_everything_due(self.house.post, self.clock.now())

    def look(self):
        self.house.slack.connect_people(self.store, self.house.organisation_of, self.clock.now())
        self.deliver()

    def tells(self, kind, user):
        """Slack tells that something is new about an account."""
        said = {"type": kind, "user": self.slack.users[user]}
        assert dispatch(self.house.slack.app, json.dumps(envelope(said))).status == 200
        self.deliver()

    def change(self, user, **how):
        self.slack.users[user].update(how)
        self.tells("user_change", user)

    def to(self, user):
        return self.slack.in_channel("D" + user[1:])

    def press(self, user, label):
        """Somebody presses a button under the last message to them that has it."""
        for message in reversed(self.to(user)):
            for block in message.get("blocks") or []:
                for element in block.get("elements") or []:
                    if isinstance(element.get("text"), dict) and element["text"].get("text") == label:
                        body = pressed_by(user, element, message["ts"])
                        assert dispatch(self.house.slack.app, body, "form").status == 200
                        return self.to(user)[-1]["text"]
        raise AssertionError(f"{user} was shown no button {label}")

    def person(self, name):
        with self.store.read() as session:
            return next(one for one in people_of(session, self.house.organisation_id) if one.name == name)

    def milestones(self):
        with self.store.read() as session:
            return {m.ref: m for m in milestones_of_plan(session, self.plan_id, self.clock.now().date())}

    def accounts(self, name):
        with self.store.read() as session:
            rows = session.scalars(select(tables.Account).where(tables.Account.person_id == self.person(name).id))
            return [row.account for row in rows if row.closed_at is None]


@pytest.fixture
def council(store, settings, slack):
    return Council(store, settings, slack)


def test_a_new_joiner_of_a_leads_address_is_the_lead(council, slack):
    slack.add_user("U0IFAN", "I. Rees", "Ifan@northmere.example")
    council.tells("team_join", "U0IFAN")
    assert council.accounts("Ifan Rees") == ["U0IFAN"]


def test_a_new_joiner_of_a_leads_name_is_proposed_and_becomes_them_on_a_press(council, slack):
    slack.add_user("U0IFAN", "Ifan Rees", "ifan.r@elsewhere.example")
    council.tells("team_join", "U0IFAN")
    assert council.accounts("Ifan Rees") == []
    assert (
        council.to("U0BETHAN")[-1]["text"] == "On Slack somebody is called Ifan Rees. Are they Ifan Rees of the plan?"
    )
    council.tells("team_join", "U0IFAN")
    council.look()
    assert len([m for m in council.to("U0BETHAN") if "called Ifan Rees" in m["text"]]) == 1
    council.press("U0BETHAN", "Yes, they are")
    assert council.accounts("Ifan Rees") == ["U0IFAN"]


def test_two_of_a_name_are_told_apart_by_their_addresses(council, slack):
    slack.add_user("U0ONE", "Ifan Rees", "ifan.one@elsewhere.example")
    slack.add_user("U0TWO", "Ifan Rees", "ifan.two@elsewhere.example")
    council.look()
    assert "2 accounts have a name like Ifan Rees" in council.to("U0BETHAN")[-1]["text"]
    council.press("U0BETHAN", "Ifan Rees (ifan.two@elsewhere.example)")
    assert council.accounts("Ifan Rees") == ["U0TWO"]


def test_a_new_joiner_like_nobody_is_nobodys_business(council, slack):
    before = len(council.to("U0BETHAN"))
    slack.add_user("U0NOBODY", "Wilhelmina Quayle", "w@elsewhere.example")
    council.tells("team_join", "U0NOBODY")
    assert len(council.to("U0BETHAN")) == before


@pytest.fixture
def with_ifan(council, slack):
    slack.add_user("U0IFAN", "Ifan Rees", "ifan@northmere.example")
    council.look()
    return council


def test_a_closed_account_leaves_its_milestones_with_nobody_and_the_owner_is_told_once(with_ifan):
    council = with_ifan
    before = len(council.to("U0BETHAN"))
    council.change("U0IFAN", deleted=True)
    told = council.to("U0BETHAN")[before:]
    assert [m["text"] for m in told] == ["Ifan Rees's account was closed, and 1.1 and 1.2 are with nobody now."]
    council.change("U0IFAN", deleted=True)
    council.look()
    assert len(council.to("U0BETHAN")) == before + 1
    reasons = {ref: m.unreminded_because for ref, m in council.milestones().items()}
    assert reasons["1.1"] == "nobody can reach Ifan Rees: their account was closed on 1 June 2026"
    assert (reasons["2.1"], reasons["2.2"]) == (None, None)
    assert council.accounts("Ifan Rees") == []


def test_nobody_writes_to_a_closed_account_and_the_manager_still_hears(with_ifan, slack):
    council = with_ifan
    slack.add_user("U0AMARA", "Amara Okafor", "amara@northmere.example")
    council.look()
    council.change("U0IFAN", deleted=True)
    before = len(council.to("U0IFAN"))
    turn(council.house.post, council.clock.now(), at("2026-06-24 12:00"), council.clock.set)
    assert len(council.to("U0IFAN")) == before
    assert any("1.1" in m["text"] for m in council.to("U0AMARA"))
    ifan = council.person("Ifan Rees").id
    with council.store.read() as session:
        failures = session.scalars(select(tables.Notification.failure).where(tables.Notification.person_id == ifan))
        assert set(failures) <= {None}


def test_the_owner_gives_them_to_somebody_from_the_message(with_ifan):
    council = with_ifan
    council.change("U0IFAN", deleted=True)
    assert council.press("U0BETHAN", "Give them to …") == "Who should have 1.1 and 1.2?"
    council.press("U0BETHAN", "Grace Adeyemi")
    council.slack.add_user("U0GRACE", "Grace Adeyemi", "grace@northmere.example")
    council.look()
    council.press("U0GRACE", "Accept")
    assert {m.lead for ref, m in council.milestones().items() if ref in ("1.1", "1.2")} == {"Grace Adeyemi"}


def test_the_owner_may_leave_them(with_ifan):
    council = with_ifan
    council.change("U0IFAN", deleted=True)
    assert council.press("U0BETHAN", "Leave them for now").startswith("They stay with nobody for now")
    assert council.milestones()["1.1"].lead == "Ifan Rees"


def test_somebody_who_comes_back_is_reminded_again_and_the_owner_knows(with_ifan):
    council = with_ifan
    council.change("U0IFAN", deleted=True)
    council.change("U0IFAN", deleted=False)
    said = council.to("U0BETHAN")[-1]["text"]
    assert said == "Ifan Rees has an account again, and is reminded of 1.1 and 1.2 as before."
    assert council.milestones()["1.1"].unreminded_because is None
    before = len(council.to("U0IFAN"))
    turn(council.house.post, council.clock.now(), at("2026-06-15 12:00"), council.clock.set)
    assert len(council.to("U0IFAN")) > before


def test_what_happened_while_milepost_was_off_is_found_by_looking(with_ifan, slack):
    council = with_ifan
    slack.users["U0IFAN"]["deleted"] = True
    council.look()
    assert council.person("Ifan Rees").name in council.to("U0BETHAN")[-1]["text"]
    slack.add_user("U0IFAN2", "Ifan Rees", "ifan@northmere.example")
    council.look()
    assert council.accounts("Ifan Rees") == ["U0IFAN2"]
    assert council.milestones()["1.1"].unreminded_because is None


def test_somebody_who_leads_nothing_leaves_without_a_word(council, slack):
    slack.add_user("U0AMARA", "Amara Okafor", "amara@northmere.example")
    council.look()
    before = len(council.to("U0BETHAN"))
    council.change("U0AMARA", deleted=True)
    assert len(council.to("U0BETHAN")) == before


# Guests, and people of other workspaces


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ({"team_id": TEAM}, False),
        ({}, False),
        ({"is_restricted": True}, True),
        ({"is_ultra_restricted": True}, True),
        ({"is_stranger": True, "team_id": "T0OTHER"}, True),
        ({"team_id": "T0OTHER"}, True),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", TEAM]}}, False),
    ],
)
def test_who_is_a_guest(user, expected):
    assert is_guest(user, TEAM) is expected


def says(council, text, **more):
    assert dispatch(council.house.slack.app, json.dumps(envelope(event(text=text, **more)))).status == 200
    return council.to("U0IFAN")[-1]


@pytest.fixture(params=[{"is_restricted": True}, {"team_id": "T0POLICE", "is_stranger": True}])
def with_guest(request, with_ifan):
    with_ifan.change("U0IFAN", **request.param)
    assert with_ifan.person("Ifan Rees").is_guest
    return with_ifan


def test_a_guest_answers_their_own_milestones(with_guest):
    assert "1.1 → ▲ at risk" in str(says(with_guest, "1.1 slipping"))
    assert with_guest.milestones()["1.1"].status is Status.AT_RISK


@pytest.mark.parametrize(
    "asked", ["what's overdue", "what is due in June", "how is 2.1", "what is Grace late on", "what changed"]
)
def test_a_guest_is_kindly_told_nothing_else(with_guest, asked):
    answer = str(says(with_guest, asked))
    assert "As a guest you see the milestones that you lead: 1.1, 1.2 and 2.2" in answer
    assert "Bethan Lloyd can tell you more" in answer
    assert "Kinship" not in answer


def test_a_guest_may_ask_about_their_own(with_guest):
    assert "Return interviews audited" in str(says(with_guest, "how is 1.1"))
    assert "As a guest" not in str(says(with_guest, "what's mine", ts="1780909501.000200"))


@pytest.mark.parametrize("word", ["overdue", "due", "report", "digest", "status", "status 2.1", "import"])
def test_no_command_shows_a_guest_more(with_guest, word):
    answer = dispatch(with_guest.house.slack.app, command(word), "form").body
    assert "Kinship" not in answer
    assert "2.1" not in answer.replace("status 2.1", "").replace("“2.1”", "")


def test_a_guest_changes_nothing_of_anybody_elses(with_guest):
    says(with_guest, "2.1 done")
    assert with_guest.milestones()["2.1"].status is Status.ON_TRACK


def test_a_guest_who_becomes_a_member_sees_the_plan(with_guest):
    with_guest.change("U0IFAN", is_restricted=False, is_stranger=False, team_id=TEAM)
    assert "2.1" in str(says(with_guest, "what's overdue"))


def test_a_guest_who_manages_hears_nothing_of_what_others_lead(council, slack):
    slack.add_user("U0AMARA", "Amara Okafor", "amara@northmere.example", is_restricted=True)
    slack.add_user("U0GRACE", "Grace Adeyemi", "grace@northmere.example")
    council.look()
    turn(council.house.post, council.clock.now(), at("2026-06-12 12:00"), council.clock.set)
    assert council.to("U0AMARA") == []
    assert any("2.3" in str(m) for m in council.to("U0BETHAN"))
