"""`milepost doctor`: everything that Milepost stands on, looked at one by one."""

import os
from collections.abc import Iterator

import typer

from bot.app import LOCAL, local_organisation, only
from bot.checkup import Reached, check_database, check_outbox, check_people, check_plans, check_zones
from bot.commands.common import now
from bot.findings import Finding
from bot.settings import Settings, read_settings
from bot.slack.app import workspaces_of
from bot.slack.checkup import Meant, Room, check_slack
from bot.slack.listen import PLATFORM as SLACK
from bot.slack.office import Office
from bot.slack.settings import SlackSettings, SlackSettingsError
from bot.web.send import PLATFORM as WEB
from storage.questions.health import last_heard_at
from storage.questions.organisations import OrganisationFacts, organisations
from storage.questions.pages import channels_of
from storage.store import Store

IN_THE_WEB_CHAT = Reached(WEB, False, "Start milepost serve: it gives everybody an account in the built-in chat.")
IN_SLACK = Reached(
    SLACK, True, "See that their e-mail address is the one Slack has: milepost people match looks for them and says."
)
WITHOUT_SLACK = Reached(SLACK, True, "Slack is not connected: once it is, it knows them by their e-mail address.")


def doctor() -> None:
    """Check tokens, scopes, channels, database, clock, time zones, plans and people; exit status 1 if one is wrong."""
    settings = read_settings()
    store = Store(settings.database)
    is_well = True
    try:
        for finding in _findings(settings, store):
            typer.echo(str(finding))
            is_well = is_well and finding.is_well
    finally:
        store.close()
    raise typer.Exit(0 if is_well else 1)


def _findings(settings: Settings, store: Store) -> Iterator[Finding]:
    database = check_database(store, settings.database)
    yield database
    known = _organisations(store) if database.is_well else []
    yield from _slack(settings, store, known)
    if not database.is_well:
        return
    zones = check_zones(store)
    yield zones
    if not zones.is_well:
        return
    for one in known:
        if len(known) > 1:
            yield Finding(f"{one.name} ({one.tenant}):")
        yield from check_plans(store, one.id)
        yield from check_people(store, one.id, _reached(settings), now())
        yield check_outbox(store, one.id, now())


def _reached(settings: Settings) -> Reached:
    if settings.web_chat:
        return IN_THE_WEB_CHAT
    try:
        is_set_up = SlackSettings.from_environment(os.environ) is not None
    except SlackSettingsError:
        is_set_up = False
    return IN_SLACK if is_set_up else WITHOUT_SLACK


def _organisations(store: Store) -> list[OrganisationFacts]:
    """Those that have Milepost now; the local one where there is no other, or where it has something."""
    with store.read() as session:
        known = [one for one in organisations(session) if one.forgotten_at is None]
    used = [one for one in known if one.platform != LOCAL or not one.is_empty]
    if used or known:
        return used or known
    local_organisation(store)
    return _organisations(store)


def _slack(settings: Settings, store: Store, known: list[OrganisationFacts]) -> Iterator[Finding]:
    try:
        slack = SlackSettings.from_environment(os.environ)
    except SlackSettingsError as error:
        yield Finding("Slack is not set up rightly.", str(error))
        return
    if slack is not None:
        workspaces = workspaces_of(slack, Office(store, only(0), now))
        yield from check_slack(slack, workspaces, _rooms(slack, store, known), now)
        if known:
            yield _last_heard(store)
    elif settings.web_chat:
        yield Finding("Slack is not set up; the built-in chat is.")
    else:
        advice = "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md says where they are."
        yield Finding("Slack is not set up.", advice)


def _rooms(slack: SlackSettings, store: Store, known: list[OrganisationFacts]) -> list[Room]:
    """The workspace of each organisation; where one token is set, the one workspace there is."""
    if slack.distribution is None:
        local = next((one.id for one in known if one.platform == LOCAL), None)
        return [Room(None, "", _channels(store, local) if local else [])]
    return [Room(one.tenant, one.name, _channels(store, one.id)) for one in known if one.platform == SLACK]


def _last_heard(store: Store) -> Finding:
    with store.read() as session:
        at = last_heard_at(session, SLACK)
    if at is None:
        return Finding("Nothing has come from Slack yet: write to Milepost in a direct message while it runs.")
    return Finding(f"The last word from Slack came on {at:%d %b %Y, %H:%M} UTC.")


def _channels(store: Store, organisation_id: int) -> list[Meant]:
    with store.read() as session:
        found = channels_of(session, organisation_id, SLACK)
    return [Meant(channel.conversation, channel.name) for channel in found]
