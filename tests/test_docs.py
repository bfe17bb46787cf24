"""What the documentation says is there is there, and what is there is said."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE / "docs"))

import write_commands  # noqa: E402 - a page's writer, beside the page

COMMANDS = [name for name, _ in write_commands.commands(get_command(app))]
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").glob("*.md")])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    assert f"## `{name}`" in (HOUSE / "docs" / "commands.md").read_text(), "run `make docs`"


def test_the_reference_is_what_the_commands_say():
    assert (HOUSE / "docs" / "commands.md").read_text() == write_commands.page(), "run `make docs`"


def test_every_command_and_option_explains_itself():
    for name, command in write_commands.commands(get_command(app)):
        assert command.help, name
        assert all(param.help for param in command.params), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
        if not link.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_named_in_a_page_exist(page):
    known = {name.split()[1] for name in COMMANDS}
    for named in re.findall(r"(?:`|^    |\.venv/bin/)milepost ([a-z]+)", page.read_text(), re.MULTILINE):
        assert named in known, f"{page.name} names milepost {named}"


def test_make_alone_lists_its_targets():
    listed = subprocess.run(["make"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "docs", "lock"):
        assert f"make {target}" in listed


def test_every_setting_is_documented():
    page = (HOUSE / "docs" / "commands.md").read_text()
    assert "MILEPOST_DATABASE" in page
    assert "MILEPOST_WEB_CHAT" in page


def test_the_command_line_starts_without_a_database(tmp_path):
    env = {**os.environ, "MILEPOST_DATABASE": f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}"}
    milepost = Path(sys.executable).parent / "milepost"
    done = subprocess.run([milepost, "--help"], capture_output=True, text=True, env=env, check=True)
    assert "simulate" in done.stdout
