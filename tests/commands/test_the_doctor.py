"""`milepost doctor`: one line for everything that Milepost stands on, and what to do where something is wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from command_line import EXAMPLE, run
from cryptography.fernet import Fernet
from loopback import LoopbackSlack
from slack_sdk.oauth.installation_store import Installation

from bot.app import open_store
from bot.commands.common import now
from bot.slack.installations import Installations
from bot.slack.manifest import BOT_SCOPES
from bot.slack.settings import Distribution
from storage import migrate, outbox, tables
from storage.changes.organisations import find_or_add_organisation
from storage.store import Store

CHANNEL = "C0LEADERS"


@pytest.fixture
def slack(monkeypatch):
    with LoopbackSlack() as running:
        running.headers["X-OAuth-Scopes"] = ",".join(BOT_SCOPES)
        running.channels[CHANNEL] = {"is_member": True, "is_archived": False}
        running.socket_url = "ws://127.0.0.1:1/unused"
        for name, value in {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": running.url,
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("SLACK_SIGNING_SECRET", raising=False)
        yield running


@pytest.fixture
def store(milepost, tmp_path):
    """A plan with an owner and a channel, everybody in it connected."""
    milepost("import", EXAMPLE, "--owner", "Bethan Lloyd", "--leadership", f"slack:{CHANNEL}")
    kept = Store(f"sqlite:///{tmp_path / 'milepost.db'}")
    with kept.write() as session:
        for person in session.query(tables.Person).all():
            session.add(tables.Account(person_id=person.id, platform="slack", tenant="T1", account=f"U{person.id}"))
    yield kept
    kept.close()


def change(store, statement, *values):
    with store.write() as session:
        session.connection().exec_driver_sql(statement, values)


def wrong(said):
    """The line that says what is wrong; there must be one only."""
    (line,) = [line for line in said.out.splitlines() if line.startswith("✘")]
    return line


def test_where_all_is_well_every_line_says_so(milepost, slack, store):
    lines = milepost("doctor").out.splitlines()
    assert len(lines) == 11
    assert all(line.startswith("✔ ") for line in lines), lines


def test_a_token_that_slack_does_not_take_says_where_to_get_another(milepost, slack, store):
    slack.refuse("auth.test", "token_revoked")
    assert wrong(milepost("doctor", fails=True)) == (
        "✘ Slack does not take SLACK_BOT_TOKEN (token_revoked). "
        "The bot token was withdrawn; install Milepost again and set the new token."
    )


def test_an_app_token_that_slack_does_not_take_is_named(milepost, slack, store):
    slack.refuse("apps.connections.open", "invalid_auth")
    assert "SLACK_APP_TOKEN (invalid_auth)" in wrong(milepost("doctor", fails=True))


def test_a_slack_that_cannot_be_reached_is_a_matter_of_the_network(milepost, slack, store, monkeypatch):
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    assert "(unreachable). Slack cannot be reached from here now" in wrong(milepost("doctor", fails=True))


def test_scopes_that_are_missing_are_named(milepost, slack, store):
    slack.headers["X-OAuth-Scopes"] = ",".join(BOT_SCOPES.keys() - {"im:write", "commands"})
    assert wrong(milepost("doctor", fails=True)).startswith(
        "✘ The app lacks commands, im:write. On the app's page App Manifest"
    )


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ({"is_member": False}, "not_in_channel). Invite Milepost"),
        ({"is_member": True, "is_archived": True}, "is_archived). Take the channel out of the archive"),
        (None, "channel_not_found). Check the channel's id"),
    ],
)
def test_a_channel_that_cannot_be_posted_in_says_why(milepost, slack, store, channel, reason):
    slack.channels[CHANNEL] = channel
    assert reason in wrong(milepost("doctor", fails=True))


@pytest.mark.parametrize(("seconds", "is_well"), [(-50, True), (50, True), (-120, False), (120, False)])
def test_a_clock_that_is_off_is_told_by_how_much(milepost, slack, store, seconds, is_well):
    slack.headers["Date"] = format_datetime(datetime.now(UTC) - timedelta(seconds=seconds), usegmt=True)
    said = milepost("doctor", fails=not is_well)
    if not is_well:
        way = "ahead of" if seconds > 0 else "behind"
        assert f"seconds {way} Slack's. Set it by the network's time" in wrong(said)


def test_a_slack_that_says_neither_scopes_nor_time_is_no_fault(milepost, slack, store):
    slack.headers.clear()
    slack.headers["Date"] = "now"
    said = milepost("doctor").out
    assert "does not say which scopes" in said
    assert "does not say what time" in said


def test_without_slack_it_says_how_to_set_it_up(milepost, store, monkeypatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN" in wrong(milepost("doctor", fails=True))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-1")
    assert "it starts with xoxb-" in wrong(milepost("doctor", fails=True))


def test_the_built_in_chat_alone_is_enough(milepost, store, monkeypatch):
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    monkeypatch.setenv("MILEPOST_WEB_CHAT", "1")
    change(store, "UPDATE account SET platform = 'web'")
    assert "✔ Slack is not set up; the built-in chat is." in milepost("doctor").out


def test_a_database_that_is_not_there_is_not_made(milepost, slack, tmp_path):
    assert "Bring a plan in with milepost import" in wrong(milepost("doctor", fails=True))
    assert not (tmp_path / "milepost.db").exists()


def test_a_database_that_is_behind_is_to_be_upgraded(milepost, slack, store):
    migrate.downgrade(store, "base")
    assert wrong(milepost("doctor", fails=True)).endswith("Run milepost db upgrade.")


def test_a_database_that_cannot_be_opened_is_one_line(slack, tmp_path):
    done = run(["doctor"], tmp_path, database="postgresql://milepost@127.0.0.1:9/milepost")
    assert done.code == 1
    assert "✘ The database postgresql://milepost@127.0.0.1:9/milepost cannot be opened" in done.out
    assert "Check MILEPOST_DATABASE and its server." in done.out


def test_a_zone_nobody_has_rules_for_is_named(milepost, slack, store):
    change(store, "UPDATE plan SET zone = 'Mars/Olympus'")
    line = wrong(milepost("doctor", fails=True))
    assert line.startswith("✘ There is no time zone data for Mars/Olympus.")


def test_a_plan_without_an_owner_or_a_channel_says_so(milepost, slack, store):
    change(store, "UPDATE plan SET owner_id = NULL")
    assert "has no owner. Import it again with --owner" in wrong(milepost("doctor", fails=True))
    change(store, "UPDATE plan SET owner_id = 1")
    change(store, "DELETE FROM leadership_channel")
    assert "has no leadership channel" in wrong(milepost("doctor", fails=True))


def test_no_plan_at_all_says_how_to_bring_one_in(milepost, slack):
    milepost("people", "add", "Ifan Rees")
    assert "There is no plan yet. Bring one in" in wrong(milepost("doctor", fails=True))


def test_a_lead_who_cannot_be_reached_is_named_with_what_is_open(milepost, slack, store):
    change(store, "DELETE FROM account WHERE person_id = (SELECT id FROM person WHERE name = 'Ifan Rees')")
    line = wrong(milepost("doctor", fails=True))
    assert "No account and no e-mail address is known for Ifan Rees (" in line
    assert "Give them an e-mail address, or connect them: milepost people match" in line


def wrong_about_accounts(said):
    return [line for line in said.out.splitlines() if line.startswith("✘ No account")]


def test_who_has_an_address_is_not_asked_for_one(milepost, slack, store):
    change(store, "DELETE FROM account")
    change(store, "UPDATE person SET email = 'somebody' || id || '@northmere.example' WHERE name <> 'Ifan Rees'")
    known, unknown = wrong_about_accounts(milepost("doctor", fails=True))
    assert known.endswith(
        "See that their e-mail address is the one Slack has: milepost people match looks for them and says."
    )
    assert "Ifan Rees" not in known
    assert unknown.startswith("✘ No account and no e-mail address is known for Ifan Rees (")


def test_where_slack_is_not_connected_that_is_what_is_wrong(milepost, store, monkeypatch):
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    monkeypatch.delenv("SLACK_APP_TOKEN", raising=False)
    change(store, "DELETE FROM account")
    change(store, "UPDATE person SET email = 'somebody' || id || '@northmere.example'")
    (line,) = wrong_about_accounts(milepost("doctor", fails=True))
    assert line.endswith("Slack is not connected: once it is, it knows them by their e-mail address.")


def test_the_built_in_chat_needs_no_address(milepost, store, monkeypatch):
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    monkeypatch.setenv("MILEPOST_WEB_CHAT", "1")
    (line,) = wrong_about_accounts(milepost("doctor", fails=True))
    assert line.endswith("Start milepost serve: it gives everybody an account in the built-in chat.")


def test_many_leads_who_cannot_be_reached_are_counted(milepost, slack, store):
    change(store, "DELETE FROM account")
    assert " more. Give them an e-mail address" in wrong(milepost("doctor", fails=True))


def keep(store, due_at, **state):
    with store.write() as session:
        session.add(
            tables.Notification(
                id=uuid4().hex,
                organisation_id=1,
                kind="notice",
                person_id=1,
                lane="person:1",
                body="",
                created_at=due_at,
                due_at=due_at,
                **state,
            )
        )


def test_messages_that_failed_are_pointed_at(milepost, slack, store):
    keep(store, now(), failed_at=now(), settled_at=now(), failure="no_account")
    assert (
        wrong(milepost("doctor", fails=True)) == "✘ Messages that failed: 1. milepost outbox says why and what to do."
    )


def test_a_message_that_waits_for_too_long_asks_whether_milepost_runs(milepost, slack, store):
    keep(store, now() - timedelta(minutes=14))
    milepost("doctor")
    keep(store, now() - timedelta(minutes=16))
    assert "See that milepost serve is running" in wrong(milepost("doctor", fails=True))


# In many workspaces


@pytest.fixture
def many(slack, monkeypatch, tmp_path):
    """Milepost is in two workspaces; the database has a plan of each."""
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    key = Fernet.generate_key().decode()
    for name, value in {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "a secret",
        "MILEPOST_SLACK_TOKEN_KEY": key,
    }.items():
        monkeypatch.setenv(name, value)
    store = open_store(f"sqlite:///{tmp_path / 'milepost.db'}")
    installations = Installations(store, Distribution("1.2", "a secret", (key,)))
    for tenant, name in (("T0NORTH", "North"), ("T0SOUTH", "South")):
        installation = Installation(
            user_id="U1", team_id=tenant, bot_token=f"xoxb-{name}", bot_id="B1", bot_user_id="U2", app_id="A1"
        )
        installations.save(installation)
        with store.write() as session:
            find_or_add_organisation(session, "slack", tenant, name)
    yield installations
    store.close()


def test_each_workspace_is_looked_at_with_its_own_token(milepost, slack, many):
    lines = milepost("doctor", fails=True).out.splitlines()
    assert [call.token for call in slack.calls if call.method == "auth.test"] == ["xoxb-North", "xoxb-South"]
    assert "✔ South (T0SOUTH):" in lines
    assert lines.count("✘ There is no plan yet. Bring one in with milepost import FILE.") == 2


def test_a_workspace_whose_token_is_gone_is_named(milepost, slack, many):
    many.remove("T0SOUTH")
    said = milepost("doctor", fails=True).out
    assert "✘ Slack does not take the token of South (not_installed). Milepost is not installed in this work" in said


def test_no_workspace_yet_says_where_to_begin(milepost, slack, many, tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_DATABASE", "")
    monkeypatch.setenv("MILEPOST_ADDRESS", "https://127.0.0.1:9")
    done = run(["doctor"], tmp_path, database=f"sqlite:///{tmp_path / 'other.db'}")
    assert "No workspace has installed Milepost yet. Open https://127.0.0.1:9/slack/install in a browser." in done.out


def test_an_address_at_which_nothing_answers_is_told(milepost, slack, many, monkeypatch):
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "a secret")
    monkeypatch.setenv("MILEPOST_ADDRESS", "https://127.0.0.1:9")
    assert (
        "✘ Nothing answers at https://127.0.0.1:9/healthz. Start milepost serve" in milepost("doctor", fails=True).out
    )


def test_over_http_it_says_which_address_slack_is_to_be_told(milepost, slack, store, monkeypatch):
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "a secret")
    assert (
        "✔ Slack reaches Milepost over HTTP: its Request URL is https://your.address/slack/events"
        in milepost("doctor").out
    )


def test_when_something_last_came_from_slack_is_told(milepost, slack, store):
    assert "✔ Nothing has come from Slack yet: write to Milepost" in milepost("doctor").out
    with store.write() as session:
        outbox.see(session, "slack", "T1/D1", "1.1", datetime(2026, 6, 1, 9, 30, tzinfo=UTC))
    assert "✔ The last word from Slack came on 01 Jun 2026, 09:30 UTC." in milepost("doctor").out
