"""Milepost in many workspaces: installed from a browser, each an organisation of its own, no token ever in clear."""

import asyncio
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet
from loopback import LoopbackSlack
from northmere import at, milestone, plan
from slack_requests import SECRET, command, dispatch, envelope, event
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import select, text

from bot.app import build_house, build_web_application
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from bot.slack.installations import Installations
from bot.slack.settings import Distribution, SlackSettings
from jobs.channel import DeliveryError
from jobs.delivery import do_one_delivery
from jobs.forgetting import do_one_forgetting
from storage import tables
from storage.belonging import belongs, is_of
from storage.changes.importing import Source
from storage.changes.organisations import keep_for
from storage.questions.organisations import organisations

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NORTH, SOUTH = "T0NORTH", "T0SOUTH"


def token_of(tenant):
    return f"xoxb-{tenant}-secret-words"


class Browser:
    """Goes to pages of the web application, with the cookies that it was given."""

    def __init__(self, application):
        self._transport, self.cookies = httpx.ASGITransport(application), httpx.Cookies()

    def get(self, path, params=None):
        async def went():
            to = {"transport": self._transport, "base_url": "https://milepost.example", "cookies": self.cookies}
            async with httpx.AsyncClient(**to) as client:
                answer = await client.get(path, params=params)
                self.cookies = client.cookies
                return answer

        return asyncio.run(went())


class Milepost:
    """The house with Slack in many workspaces, and a browser in front of it."""

    def __init__(self, store, slack: LoopbackSlack, keys=(KEY,), **more):
        self.store, self.slack = store, slack
        distribution = Distribution("1.2", "a client secret", keys, "https://milepost.example", **more)
        self.settings = SlackSettings(
            signing_secret=SECRET, base_url=slack.url, timeout_seconds=2, distribution=distribution
        )
        self.clock = TurnableClock(at("2026-06-01 10:00"))
        self.house = build_house(store, self.clock, self.settings)
        self.browser = Browser(build_web_application(self.house, None))
        self.installations = Installations(store, distribution)

    def begin(self):
        """Goes to the page to install it; the state that Slack is given."""
        went = self.browser.get("/slack/install")
        assert went.status_code == 302
        return parse_qs(urlsplit(went.headers["location"]).query)

    def install(self, tenant, **more):
        """Comes back from Slack as it does when somebody allowed it."""
        state = self.begin()["state"][0]
        self.slack.installing = {"team": {"id": tenant, "name": tenant.title()}, "access_token": token_of(tenant)}
        self.slack.installing |= more
        return self.browser.get("/slack/oauth_redirect", {"code": "a code", "state": state})

    def organisations(self):
        with self.store.read() as session:
            return {one.tenant: one for one in organisations(session)}

    def hears(self, tenant, said):
        body = envelope(said, team_id=tenant, authorizations=[{"team_id": tenant, "user_id": "U0MILEPOST"}])
        return dispatch(self.house.slack.app, json.dumps(body))

    def deliver(self):
        while do_one_delivery(self.house.post, self.clock.now()):
            pass


@pytest.fixture
def milepost(store, slack):
    return Milepost(store, slack)


def bring_in(milepost, tenant, title):
    with milepost.store.write() as session:
        organisation_id = milepost.house.organisation_of(session, "slack", tenant)
        reading = plan(milestone("1.1", "Ifan Rees", date(2026, 6, 12), title=title), title=f"{title} plan")
        arrangements = Arrangements(owner="Ifan Rees")
        keep_plan(session, organisation_id, reading, Source(f"{title}.txt", title), arrangements, milepost.clock.now())
    return organisation_id


def test_a_workspace_that_installs_milepost_is_an_organisation_and_is_told_what_next(milepost, slack):
    slack.add_user("U0INSTALLER", "Nia Prosser", "nia@north.example")
    asked = milepost.begin()
    assert asked["client_id"] == ["1.2"]
    assert "chat:write" in asked["scope"][0]
    assert asked["redirect_uri"] == ["https://milepost.example/slack/oauth_redirect"]
    came = milepost.install(NORTH)
    assert came.status_code == 200
    assert "Milepost is in T0North now" in came.text
    assert milepost.organisations()[NORTH].people == 1
    milepost.deliver()
    (hello,) = slack.in_channel("D0INSTALLER")
    assert hello["text"].endswith(f"milepost import FILE --organisation {NORTH}")
    assert [call.token for call in slack.calls if call.method == "chat.postMessage"] == [token_of(NORTH)]


def test_each_workspace_is_written_to_with_its_own_token_and_hears_of_its_own_plan(milepost, slack):
    slack.add_user("U0IFAN", "Ifan Rees", "ifan@example.org")
    for tenant, title in ((NORTH, "Northern step"), (SOUTH, "Southern step")):
        milepost.install(tenant, authed_user={"id": "U0IFAN"})
        bring_in(milepost, tenant, title)
    milepost.deliver()
    before = len(slack.in_channel("D0IFAN"))
    for tenant, title, other in ((NORTH, "Northern step", "Southern"), (SOUTH, "Southern step", "Northern")):
        assert milepost.hears(tenant, event(text="what's mine")).status == 200
        milepost.deliver()
        answer = slack.in_channel("D0IFAN")[-1]
        assert title in str(answer)
        assert other not in str(answer)
        assert [call.token for call in slack.calls if call.method == "chat.postMessage"][-1] == token_of(tenant)
    assert len(slack.in_channel("D0IFAN")) == before + 2


def test_a_command_in_one_workspace_is_answered_from_its_own_plan(milepost, slack):
    slack.add_user("U0IFAN", "Ifan Rees", "ifan@example.org")
    for tenant, title in ((NORTH, "Northern step"), (SOUTH, "Southern step")):
        milepost.install(tenant, authed_user={"id": "U0IFAN"})
        bring_in(milepost, tenant, title)
    answered = dispatch(milepost.house.slack.app, command("mine", team_id=SOUTH), "form")
    assert "Southern step" in answered.body
    assert "Northern" not in answered.body


@pytest.mark.parametrize("tenant", ["T0NOBODY", ""])
def test_what_comes_from_a_workspace_without_milepost_is_acknowledged_and_dropped(milepost, slack, tenant):
    assert milepost.hears(tenant, event(text="what's overdue")).status == 200
    assert slack.called("chat.postMessage") == []
    assert set(milepost.organisations()) == {"local"}


def raw_files(store):
    """The database as it is on the disk, with what is still in its journal."""
    with store.read() as session:
        (file,) = session.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).one()
        return b"".join(path.read_bytes() for path in Path(file).parent.glob(f"{Path(file).name}*"))


SECRETS = {
    "access_token": "xoxb-first-secret",
    "refresh_token": "xoxe-1-second-secret",
    "expires_in": 43200,
    "authed_user": {"id": "U0X", "access_token": "xoxp-third-secret", "refresh_token": "xoxe-2-fourth-secret"},
    "incoming_webhook": {"url": "https://hooks.example/fifth-secret", "channel": "general"},
}


def test_no_token_is_in_clear_anywhere_in_the_database(milepost, slack, store):
    milepost.install(NORTH, **SECRETS)
    with store.read() as session:
        kept = str([session.execute(select(table)).all() for table in tables.Base.metadata.sorted_tables])
    for word in ("first", "second", "third", "fourth", "fifth"):
        assert f"{word}-secret" not in kept
        assert word in str(SECRETS)
    if store.is_sqlite:
        raw = raw_files(store)
        assert NORTH.encode() in raw
        assert b"-secret" not in raw
    bot = milepost.installations.bot(NORTH)
    assert (bot.bot_token, bot.bot_refresh_token) == ("xoxb-first-secret", "xoxe-1-second-secret")
    assert milepost.installations.find_installation(team_id=NORTH).user_token == "xoxp-third-secret"


def test_a_key_is_changed_by_putting_the_new_one_first_and_renewing(store, slack):
    Milepost(store, slack).install(NORTH, **SECRETS)
    both = Milepost(store, slack, keys=(OTHER_KEY, KEY))
    assert both.installations.bot(NORTH).bot_token == "xoxb-first-secret"
    with pytest.raises(DeliveryError, match="token_unreadable"):
        Milepost(store, slack, keys=(OTHER_KEY,)).installations.bot(NORTH)
    assert both.installations.renew(NORTH)
    assert Milepost(store, slack, keys=(OTHER_KEY,)).installations.bot(NORTH).bot_token == "xoxb-first-secret"
    assert not both.installations.renew(SOUTH)


def expire(milepost, in_seconds):
    bot = milepost.installations.bot(NORTH)
    bot.bot_token_expires_at = int(datetime.now(UTC).timestamp()) + in_seconds
    milepost.installations.save_bot(bot)


def test_a_token_that_runs_out_is_renewed_before_it_does(milepost, slack, store):
    milepost.install(NORTH, **SECRETS)
    milepost.deliver()
    expire(milepost, 3 * 3600)
    assert milepost.house.slack.workspaces.client_for(NORTH).token == "xoxb-first-secret"
    expire(milepost, 3600)
    slack.renewed = {"access_token": "xoxb-renewed-secret", "refresh_token": "xoxe-next", "expires_in": 43200}
    assert milepost.house.slack.workspaces.client_for(NORTH).token == "xoxb-renewed-secret"
    assert slack.called("oauth.v2.access")[-1]["refresh_token"] == "xoxe-1-second-secret"
    assert milepost.installations.bot(NORTH).bot_refresh_token == "xoxe-next"
    calls = len(slack.called("oauth.v2.access"))
    milepost.house.slack.workspaces.client_for(NORTH)
    assert len(slack.called("oauth.v2.access")) == calls


def test_a_token_that_cannot_be_renewed_is_used_to_its_end(milepost, slack):
    milepost.install(NORTH, **SECRETS)
    workspaces = milepost.house.slack.workspaces
    expire(milepost, 60)
    slack.refuse("oauth.v2.access", "invalid_refresh_token")
    assert workspaces.client_for(NORTH).token == "xoxb-first-secret"
    expire(milepost, -60)
    slack.refuse("oauth.v2.access", "invalid_refresh_token")
    with pytest.raises(DeliveryError, match="invalid_refresh_token") as refused:
        workspaces.client_for(NORTH)
    assert refused.value.permanent


def test_people_are_looked_for_in_every_workspace_whatever_one_of_them_says(milepost, slack, store):
    slack.add_user("U0IFAN", "Ifan Rees")
    for tenant in (NORTH, SOUTH):
        milepost.install(tenant)
        bring_in(milepost, tenant, tenant)
    slack.users["U0IFAN"]["profile"]["email"] = "ifan@example.org"
    with store.write() as session:
        session.execute(text("UPDATE person SET email = 'ifan@example.org' WHERE name = 'Ifan Rees'"))
    slack.refuse("users.list", "missing_scope")
    with pytest.raises(DeliveryError, match="missing_scope"):
        milepost.house.slack.connect_people(store, milepost.house.organisation_of, milepost.clock.now())
    with store.read() as session:
        connected = session.scalars(select(tables.Account.tenant).where(tables.Account.account == "U0IFAN"))
        assert list(connected) == [SOUTH]


def test_a_workspace_without_milepost_cannot_be_written_to(milepost):
    with pytest.raises(DeliveryError, match="not_installed") as refused:
        milepost.house.slack.workspaces.client_for(SOUTH)
    assert refused.value.permanent


def came_back(milepost, **query):
    return milepost.browser.get("/slack/oauth_redirect", query)


def test_a_state_counts_once_and_in_its_own_browser(milepost, slack, store):
    assert milepost.install(NORTH).status_code == 200
    state = milepost.begin()["state"][0]
    milepost.browser.cookies.clear()
    assert "not begun in this browser" in came_back(milepost, code="c", state=state).text
    assert came_back(milepost, code="c", state=state).status_code == 400
    state = milepost.begin()["state"][0]
    with store.write() as session:
        session.execute(text("UPDATE slack_oauth_states SET expire_at = '2026-01-01 00:00:00'"))
    late = came_back(milepost, code="c", state=state)
    assert late.status_code == 401
    assert "More than ten minutes passed" in late.text


def test_a_state_that_was_used_is_used_up(milepost, slack):
    state = milepost.begin()["state"][0]
    slack.installing = {"team": {"id": NORTH, "name": "North"}, "access_token": token_of(NORTH)}
    cookie = dict(milepost.browser.cookies)
    assert came_back(milepost, code="c", state=state).status_code == 200
    milepost.browser.cookies.update(cookie)
    assert came_back(milepost, code="c", state=state).status_code == 401


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"is_enterprise_install": True, "enterprise": {"id": "E1"}, "team": None}, "one workspace at a time"),
        ({"team": {"id": "T0ELSE", "name": "Else"}}, "may not install Milepost here"),
    ],
)
def test_an_installation_that_is_not_taken_leaves_nothing(store, slack, more, sentence):
    milepost = Milepost(store, slack, workspaces=frozenset({NORTH}))
    refused = milepost.install(NORTH, **more)
    assert refused.status_code == 403
    assert sentence in refused.text
    assert milepost.installations.bot("T0ELSE") is None
    assert set(milepost.organisations()) == {"local"}
    assert milepost.install(NORTH).status_code == 200


def test_what_slack_refuses_is_a_sentence(milepost, slack):
    assert "Nobody allowed it" in came_back(milepost, error="access_denied").text
    strange = came_back(milepost, error="<script>").text
    assert "<script>" not in strange
    assert "Slack did not install Milepost" in strange
    state = milepost.begin()["state"][0]
    slack.refuse("oauth.v2.access", "invalid_code")
    assert "does not know this installation" in came_back(milepost, code="c", state=state).text
    state = milepost.begin()["state"][0]
    slack.drop("oauth.v2.access")
    assert came_back(milepost, code="c", state=state).status_code == 503


def told(milepost, tenant, **said):
    return milepost.hears(tenant, {"type": said.pop("kind"), **said})


def test_taking_milepost_out_removes_its_tokens_at_once_and_sends_nothing_more(milepost, slack):
    slack.add_user("U0IFAN", "Ifan Rees")
    milepost.install(NORTH, authed_user={"id": "U0IFAN"})
    bring_in(milepost, NORTH, "Northern step")
    assert told(milepost, NORTH, kind="app_uninstalled").status == 200
    assert milepost.installations.bot(NORTH) is None
    with milepost.store.read() as session:
        assert session.scalars(select(tables.SlackInstallation)).all() == []
    milepost.deliver()
    assert slack.called("chat.postMessage") == []
    with milepost.store.read() as session:
        assert set(session.scalars(select(tables.Notification.failure))) == {"left"}
    assert milepost.house.slack.workspaces.tenants() == []


def test_a_revoked_bot_is_the_same_and_a_revoked_person_is_not(milepost, slack):
    milepost.install(NORTH, authed_user={"id": "U0IFAN"})
    told(milepost, NORTH, kind="tokens_revoked", tokens={"oauth": ["U0SOMEBODY"]})
    assert milepost.installations.bot(NORTH) is not None
    told(milepost, NORTH, kind="tokens_revoked", tokens={"oauth": [], "bot": ["U0MILEPOST"]})
    assert milepost.installations.bot(NORTH) is None
    assert milepost.organisations()[NORTH].forgotten_at == milepost.clock.now() + timedelta(days=90)


def rows_of(store, organisation_id):
    with store.read() as session:
        return {
            table.name: len(session.execute(select(table).where(is_of(table, organisation_id))).all())
            for table in tables.Base.metadata.sorted_tables
            # Which version of a plan is the present one may move on without a change.
            if belongs(table) and table.name not in ("plan_change", "plan_version")
        }


def test_what_it_had_is_forgotten_when_its_days_are_over_and_nothing_of_anybody_else(milepost, slack, store):
    slack.add_user("U0IFAN", "Ifan Rees")
    ids = {}
    for tenant, title in ((NORTH, "Northern step"), (SOUTH, "Southern step")):
        milepost.install(tenant, authed_user={"id": "U0IFAN"})
        ids[tenant] = bring_in(milepost, tenant, title)
        milepost.hears(tenant, event(text="1.1 slipping, until 31 July because of the contract"))
    kept = rows_of(store, ids[SOUTH])
    told(milepost, NORTH, kind="app_uninstalled")
    with store.write() as session:
        keep_for(session, ids[NORTH], 30)
    milepost.clock.set(milepost.clock.now() + timedelta(days=30, seconds=-1))
    assert not do_one_forgetting(store, milepost.clock.now())
    assert rows_of(store, ids[NORTH])["event"] > 0
    milepost.clock.set(milepost.clock.now() + timedelta(seconds=1))
    assert do_one_forgetting(store, milepost.clock.now())
    assert set(rows_of(store, ids[NORTH]).values()) == {0}
    assert rows_of(store, ids[SOUTH]) == kept
    with store.read() as session:
        everything = str([session.execute(select(table)).all() for table in tables.Base.metadata.sorted_tables])
    assert "Northern" not in everything
    assert NORTH not in everything
    assert not do_one_forgetting(store, milepost.clock.now())


def test_coming_back_before_that_finds_everything_as_it_was(milepost, slack, store):
    slack.add_user("U0IFAN", "Ifan Rees")
    milepost.install(NORTH, authed_user={"id": "U0IFAN"})
    bring_in(milepost, NORTH, "Northern step")
    told(milepost, NORTH, kind="app_uninstalled")
    milepost.clock.set(milepost.clock.now() + timedelta(days=89))
    milepost.install(NORTH, authed_user={"id": "U0IFAN"})
    milepost.clock.set(milepost.clock.now() + timedelta(days=89))
    assert not do_one_forgetting(store, milepost.clock.now())
    assert milepost.organisations()[NORTH].plans == 1


def test_a_begun_installation_that_never_came_back_is_swept_away(milepost, store):
    milepost.begin()
    do_one_forgetting(store, datetime.now(UTC))
    assert states_kept(store) == 1
    do_one_forgetting(store, datetime.now(UTC) + timedelta(minutes=11))
    assert states_kept(store) == 0


def states_kept(store):
    with store.read() as session:
        return len(session.scalars(select(tables.SlackState)).all())


def test_our_tables_are_those_that_the_stores_of_slack_sdk_use(store):
    theirs = [
        SQLAlchemyInstallationStore("1", store.engine).metadata,
        SQLAlchemyOAuthStateStore(1, store.engine).metadata,
    ]
    for metadata in theirs:
        for name, table in metadata.tables.items():
            ours = tables.Base.metadata.tables[name]
            assert set(ours.columns.keys()) == set(table.columns.keys())
            assert {c.name for c in ours.columns if c.nullable} <= {c.name for c in table.columns if c.nullable}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_SECRET is missing"),
        ({"MILEPOST_SLACK_TOKEN_KEY": ""}, "MILEPOST_SLACK_TOKEN_KEY is missing"),
        ({"MILEPOST_SLACK_TOKEN_KEY": "short"}, "is not such a key"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "set one of the two"),
        ({"MILEPOST_ADDRESS": "http://milepost.example"}, "https://"),
        ({"SLACK_SIGNING_SECRET": ""}, "cannot reach Milepost yet"),
    ],
)
def test_settings_for_many_workspaces_that_cannot_work_say_so(changed, sentence):
    environment = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "SLACK_SIGNING_SECRET": "t",
        "MILEPOST_SLACK_TOKEN_KEY": f"{KEY}, {OTHER_KEY}",
        "MILEPOST_ADDRESS": "https://milepost.example/",
    }
    settings = SlackSettings.from_environment(environment)
    assert settings.distribution.address == "https://milepost.example"
    assert settings.distribution.token_keys == (KEY, OTHER_KEY)
    assert not re.search("secret|" + KEY, repr(settings))
    with pytest.raises(ValueError, match=sentence):
        SlackSettings.from_environment(environment | changed)
