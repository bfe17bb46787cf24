"""`milepost doctor`: everything that Milepost stands on, looked at one by one."""

import os
from collections.abc import Iterator

import typer

from bot.app import local_organisation
from bot.checkup import check_database, check_outbox, check_people, check_plans, check_zones
from bot.commands.common import now
from bot.findings import Finding
from bot.settings import Settings, read_settings
from bot.slack.checkup import Meant, check_slack
from bot.slack.listen import PLATFORM as SLACK
from bot.slack.settings import SlackSettings, SlackSettingsError
from bot.web.send import PLATFORM as WEB
from storage.questions.pages import channels_of
from storage.store import Store


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
    organisation_id = local_organisation(store) if database.is_well else None
    yield from _slack(settings, _channels(store, organisation_id) if organisation_id else [])
    if organisation_id is None:
        return
    zones = check_zones(store)
    yield zones
    if not zones.is_well:
        return
    yield from check_plans(store, organisation_id)
    yield check_people(store, organisation_id, (WEB,) if settings.web_chat else (SLACK,), now())
    yield check_outbox(store, organisation_id, now())


def _slack(settings: Settings, channels: list[Meant]) -> Iterator[Finding]:
    try:
        slack = SlackSettings.from_environment(os.environ)
    except SlackSettingsError as error:
        yield Finding("Slack is not set up rightly.", str(error))
        return
    if slack is not None:
        yield from check_slack(slack, channels, now)
    elif settings.web_chat:
        yield Finding("Slack is not set up; the built-in chat is.")
    else:
        advice = "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md says where they are."
        yield Finding("Slack is not set up.", advice)


def _channels(store: Store, organisation_id: int) -> list[Meant]:
    with store.read() as session:
        found = channels_of(session, organisation_id, SLACK)
    return [Meant(channel.conversation, channel.name) for channel in found]
