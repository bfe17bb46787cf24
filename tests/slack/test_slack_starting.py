"""Starting while Slack is away: what passes is waited for, and what only a person can mend is a sentence."""

import pytest
from loopback import LoopbackSlack
from slack_requests import WritesDown

from bot.commands import serving
from bot.sentences import Refusal
from bot.slack.app import build_slack
from bot.slack.settings import SlackSettings, SlackSettingsError


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr(serving.time, "sleep", seconds.append)
    return seconds


def test_a_slack_that_is_away_is_asked_again_until_it_answers(
    slack: LoopbackSlack, settings: SlackSettings, waited: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    slack.answer_with("auth.test", 503, "<html>Service unavailable</html>")
    slack.refuse("auth.test", "ratelimited", status=429)
    slack.drop("auth.test")
    serving._start_slack(build_slack(settings, WritesDown()))
    assert len(slack.called("auth.test")) == 4
    assert waited == [1, 2, 4]
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Slack could not be reached (http_503). Milepost tries again in 1 s; Ctrl-C stops it."
    assert len(said) == 3


def test_it_is_never_given_up_and_never_asked_more_seldom_than_twice_a_minute(
    slack: LoopbackSlack, settings: SlackSettings, waited: list[float]
) -> None:
    for _ in range(20):
        slack.drop("auth.test")
    serving._start_slack(build_slack(settings, WritesDown()))
    assert waited == [1, 2, 4, 8, 16, *[30] * 15]


def test_a_token_that_slack_refuses_is_a_sentence_at_once(
    slack: LoopbackSlack, settings: SlackSettings, waited: list[float]
) -> None:
    slack.refuse("auth.test", "token_revoked")
    with pytest.raises((Refusal, SlackSettingsError), match="token_revoked"):
        serving._start_slack(build_slack(settings, WritesDown()))
    assert waited == []
