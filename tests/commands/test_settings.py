"""What is set from outside: what cannot be used says what can, and a name that is mistyped is noticed."""

import re
from pathlib import Path

import pytest

import bot
from bot.settings import misspelt


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LIMITS__PAGES", "-3", "it must be a whole number above 0, for example 400"),
        ("LIMITS__PAGES", "0", "it must be a whole number above 0, for example 400"),
        ("LIMITS__PAGES", "many", "it must be a whole number above 0, for example 400"),
        ("LIMITS__SECONDS", "nan", "it must be a number above 0, for example 120.0"),
        ("LIMITS__SECONDS", "long", "it must be a number above 0, for example 120.0"),
        ("LIMITS", "many", "set each ceiling by its name, for example MILEPOST_LIMITS__PAGES=400"),
        ("LIMITS", "3", "it must be set one ceiling at a time, for example MILEPOST_LIMITS__PAGES=400"),
        ("PORT", "99999", "it must be a whole number from 0 to 65535, for example 8765"),
        ("PORT", "web", "it must be a whole number from 0 to 65535, for example 8765"),
        ("WEB_CHAT", "perhaps", "it must be 1 for yes or 0 for no, for example 1"),
        ("LOG", "loud", "it must be debug, info, warning or error, for example info"),
    ],
)
def test_a_value_that_cannot_be_used_says_what_can(milepost, monkeypatch, name, value, says):
    monkeypatch.setenv(f"MILEPOST_{name}", value)
    assert milepost("plans", fails=True).err == f"milepost: MILEPOST_{name} cannot be used: {says}.\n"


def test_a_ceiling_of_one_is_one(milepost, monkeypatch):
    monkeypatch.setenv("MILEPOST_LIMITS__PAGES", "1")
    milepost("db", "upgrade")


def test_a_name_that_is_mistyped_is_said_beside_the_answer(milepost, monkeypatch):
    monkeypatch.setenv("MILEPOST_DATABSE", "sqlite:///elsewhere.db")
    assert milepost("db", "upgrade").err == (
        "milepost: MILEPOST_DATABSE is not a setting and is not used: MILEPOST_DATABASE may be meant.\n"
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("MILEPOST_LIMIT__PAGES", "MILEPOST_LIMITS__PAGES"),
        ("MILEPOST_WEBCHAT", "MILEPOST_WEB_CHAT"),
        ("MILEPOST_ORGANIZATION", "MILEPOST_ORGANISATION"),
        ("MILEPOST_PORT_8765_TCP", None),  # What Kubernetes sets for a service of this name.
        ("MILEPOST_IMAGE", None),
        ("milepost_database", None),
        ("DATABSE", None),
    ],
)
def test_only_what_looks_like_a_setting_is_told(name, meant):
    assert misspelt([name]).get(name) == meant


def test_no_name_that_the_code_reads_is_told():
    folder = Path(bot.__file__).parent
    read = {name for file in folder.rglob("*.py") for name in re.findall(r"MILEPOST_[A-Z_]*[A-Z]", file.read_text())}
    assert {"MILEPOST_DATABASE", "MILEPOST_SLACK_TOKEN_KEY"} <= read
    assert misspelt(read) == {}
