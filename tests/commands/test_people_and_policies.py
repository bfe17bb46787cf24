"""`milepost people`, `policy`, `digest`, `when`, `understand`, `serve`."""

import json

import pytest
from command_line import EXAMPLE, PEOPLE, run
from loopback import LoopbackSlack


def test_people_come_from_a_list(milepost):
    assert "15 people are kept." in milepost("people", "import", PEOPLE).out
    listed = milepost("people", "list").out
    assert "Ifan Rees\tifan.rees@northmere.example\tmanager: Amara Okafor\tEurope/London\tno account" in listed


def test_people_come_one_by_one(milepost):
    milepost("people", "add", "Amara Okafor")
    milepost("people", "add", "Ifan Rees", "--manager", "Amara Okafor", "--zone", "Europe/Madrid")
    assert "Ifan Rees\t\tmanager: Amara Okafor\tEurope/Madrid" in milepost("people", "list").out


def test_what_is_not_given_stays(milepost):
    milepost("people", "add", "Ifan Rees", "--email", "ifan@northmere.example")
    milepost("people", "add", "Ifan Rees", "--zone", "Europe/Madrid")
    assert "ifan@northmere.example" in milepost("people", "list").out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--manager", "Nobody Known"], "is not on the list and not known"),
        (["--zone", "Mars/Olympus"], "is not known: write one like Europe/London"),
        (["--manager", "Ifan Rees"], "their own manager"),
    ],
)
def test_a_person_that_cannot_be_kept_is_one_sentence(milepost, options, says):
    refused = milepost("people", "add", "Ifan Rees", *options, fails=True)
    assert says in refused.err
    assert "Nobody is known yet" in milepost("people", "list").out


def test_a_list_without_names_says_which_line(milepost, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name,email\nIfan Rees,\n,amara@northmere.example\n")
    assert "people.csv, line 3, has no name" in milepost("people", "import", file, fails=True).err


def test_a_person_is_connected_to_an_account(milepost):
    milepost("people", "add", "Ifan Rees")
    milepost("people", "connect", "Ifan Rees", "slack:T1:U1")
    assert "slack U1" in milepost("people", "list").out
    assert "is not an account" in milepost("people", "connect", "Ifan Rees", "U1", fails=True).err
    assert "is not known" in milepost("people", "connect", "Ifan Reece", "slack:T1:U2", fails=True).err


def test_a_policy_is_shown_edited_and_set(milepost, tmp_path):
    milepost("import", EXAMPLE)
    file = tmp_path / "policy.toml"
    file.write_text(milepost("policy", "show", "1").out.replace("10 working days before", "15 working days before"))
    assert "7 rungs, at 09:00: it can be used" in milepost("policy", "check", file).out
    milepost("policy", "set", "1", file)
    assert "15 working days before" in milepost("policy", "show", "1").out


def test_a_digest_is_printed(milepost):
    milepost("import", EXAMPLE)
    assert "Northmere Children's Services Improvement Plan" in milepost("digest", "1").out
    assert "there is no summary from before" in milepost("digest", "1", "--week", "2020-01-06", fails=True).err


def test_words_for_a_date_are_read(milepost):
    assert json.loads(milepost("when", "Friday week", "--on", "2026-06-03").out) == {"date": "2026-06-12"}
    assert json.loads(milepost("when", "as soon as possible", "--on", "2026-06-03").out) == {"none": True}
    assert "is not a day" in milepost("when", "Friday", "--on", "today", fails=True).err


def test_messages_are_read_one_a_line(milepost):
    message = {"id": "a", "now": "2026-06-01T09:30", "speaker": "Ifan Rees", "about": "1.2", "text": "done"}
    read = json.loads(milepost("understand", EXAMPLE, stdin=json.dumps(message) + "\n\n").out)
    assert read["id"] == "a"
    assert (read["understood"][0]["ref"], read["understood"][0]["status"]) == ("1.2", "complete")


@pytest.mark.parametrize("line", ["not json", "[]", '{"text": 3}', '{"text": "done", "now": "noon"}'])
def test_a_line_that_is_no_message_is_one_sentence(milepost, line):
    refused = milepost("understand", EXAMPLE, stdin=line, fails=True)
    assert "Line 1" in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_serving_nothing_says_which_tokens_are_missing(milepost, monkeypatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    refused = milepost("serve", fails=True)
    assert "SLACK_BOT_TOKEN" in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_a_token_of_the_wrong_kind_is_one_sentence(milepost, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-wrong")
    assert "xoxb-" in milepost("serve", fails=True).err


def test_a_port_that_is_no_port_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_PORT", "99999")
    done = run(["plans"], tmp_path)
    assert (done.code, "MILEPOST_PORT" in done.err) == (1, True)


def test_a_token_that_slack_refuses_is_one_sentence(tmp_path, monkeypatch):
    with LoopbackSlack() as slack:
        slack.refuse("auth.test", "invalid_auth")
        monkeypatch.setenv("SLACK_API_URL", slack.url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-refused")
        monkeypatch.setenv("SLACK_SIGNING_SECRET", "a signing secret")
        done = run(["serve"], tmp_path)
    said = [line for line in done.err.splitlines() if not line.startswith("{")]
    assert done.code == 1
    assert len(said) == 1
    assert "Slack refused SLACK_BOT_TOKEN (invalid_auth)." in said[0]
