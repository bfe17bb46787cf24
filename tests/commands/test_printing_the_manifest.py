"""`milepost manifest`: as an officer prints it to paste it."""

import json

import pytest
import yaml

from bot.slack.manifest import manifest


def printed(milepost, *options):
    return yaml.safe_load(milepost("manifest", "slack", *options).out)


def test_what_is_printed_is_for_socket_mode_and_needs_nothing_filled_in(milepost):
    made = printed(milepost)
    assert made == manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)
    assert json.loads(milepost("manifest", "slack", "--json").out) == made


def test_at_an_address_every_way_in_leads_there(milepost):
    made = printed(milepost, "--url", "https://milepost.example/")
    assert made["settings"]["socket_mode_enabled"] is False
    ways = [
        made["settings"]["event_subscriptions"]["request_url"],
        made["settings"]["interactivity"]["request_url"],
        made["settings"]["interactivity"]["message_menu_options_url"],
        *(command["url"] for command in made["features"]["slash_commands"]),
    ]
    assert set(ways) == {"https://milepost.example/slack/events"}
    assert made["oauth_config"]["redirect_urls"] == ["https://milepost.example/slack/oauth_redirect"]


def test_many_workspaces_may_use_socket_mode_and_tokens_that_run_out(milepost):
    made = printed(milepost, "--url", "https://milepost.example", "--socket", "--rotate")
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["token_rotation_enabled"] is True
    assert json.dumps(made).count("https://") == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(("--url", "http://milepost.example"), "begins with https://"), (("--rotate",), "give its --url too")],
)
def test_a_manifest_that_slack_would_not_take_is_not_printed(milepost, options, sentence):
    assert sentence in milepost("manifest", "slack", *options, fails=True).err
