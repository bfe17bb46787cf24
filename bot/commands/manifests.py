"""`milepost manifest`: what a platform is to be told about Milepost, ready to paste."""

import json
from typing import Annotated

import typer
import yaml

from bot.sentences import Refusal
from bot.slack.manifest import manifest as slack_manifest

manifest = typer.Typer(no_args_is_help=True, help="What a platform is to be told about Milepost, ready to paste.")


@manifest.command("slack")
def slack(
    url: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Milepost's address, for HTTP: https://milepost.example")
    ] = None,
    socket: Annotated[
        bool, typer.Option("--socket", help="Socket Mode all the same; the address is only for installing it.")
    ] = False,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Tokens that run out and are renewed; only where workspaces install it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON instead of YAML.")] = False,
) -> None:
    """The manifest of the Slack app: for Socket Mode, or with --url for HTTP and for many workspaces."""
    address = _address(url) if url else None
    if rotate and address is None:
        raise Refusal("--rotate is for an app that workspaces install from Milepost's own page: give its --url too.")
    made = slack_manifest(address, over_http=not socket, rotates=rotate)
    typer.echo(json.dumps(made, indent=2) if as_json else yaml.safe_dump(made, sort_keys=False).rstrip())


def _address(url: str) -> str:
    if not url.startswith("https://"):
        raise Refusal(f'"{url}" is not an address that Slack takes: it begins with https://.')
    return url.rstrip("/")
