"""Writes docs/commands.md from the help of the commands themselves, so that it is never out of date."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperGroup
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from documents.reading.formats.limits import Limits

PAGE = Path(__file__).parent / "commands.md"
INTRODUCTION = """# Commands

`.venv/bin/milepost` is the command line. What goes wrong is one sentence on the error stream and an exit status that is
not 0. This page is written by `make docs` from the commands' own help.
"""


def commands(command: Any, name: str = "milepost") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name."""
    if not isinstance(command, TyperGroup):
        yield name, command
        return
    for part, inner in command.commands.items():
        yield from commands(inner, f"{name} {part}")


def section(name: str, command: Any) -> str:
    arguments = [param for param in command.params if isinstance(param, TyperArgument)]
    options = [param for param in command.params if not isinstance(param, TyperArgument)]
    usage = " ".join([name, *(f"{param.metavar or param.name.upper()}" for param in arguments)])
    options_said = " [OPTIONS]" if options else ""
    lines = [f"## `{name}`", "", f"    {usage}{options_said}", "", command.help.strip(), ""]
    lines += [f"- `{param.metavar or param.name.upper()}`: {param.help}" for param in arguments]
    lines += [f"- `{_option(param)}`: {param.help}" for param in options]
    return "\n".join(lines).rstrip() + "\n"


def _option(param: Any) -> str:
    value = "" if param.is_flag else f" {param.metavar or param.name.upper()}"
    return f"{'/'.join([param.opts[0], *param.secondary_opts])}{value}"


def settings() -> str:
    named = {name: field for name, field in Settings.model_fields.items() if name != "limits"}
    rows = [f"| `MILEPOST_{name.upper()}` | `{field.default}` | {field.description} |" for name, field in named.items()]
    rows += [
        f"| `MILEPOST_LIMITS__{limit.name.upper()}` | `{limit.default}` | A ceiling of reading a plan file. |"
        for limit in fields(Limits)
    ]
    heading = ["## Settings", "", "| variable | without it | what it is |", "|---|---|---|"]
    return "\n".join([*heading, *rows, "", "Slack's own variables are in [slack.md](slack.md)."]) + "\n"


def page() -> str:
    sections = [section(name, command) for name, command in commands(get_command(app))]
    return "\n".join([INTRODUCTION, *sections, settings()])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written.\n")
