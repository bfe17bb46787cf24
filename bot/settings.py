"""What is set from outside, read once at the start."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from bot.sentences import Refusal
from documents.reading.formats.limits import Limits
from storage.store import require_address

PREFIX = "MILEPOST_"
WANTED = {
    "port": "a whole number from 0 to 65535, for example 8765",
    "log": "debug, info, warning or error, for example info",
    "web_chat": "1 for yes or 0 for no, for example 1",
    "limits": "set one ceiling at a time, for example MILEPOST_LIMITS__PAGES=400",
}


class Settings(BaseSettings):
    """Settings from the environment; each is its name in capitals behind MILEPOST_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_nested_delimiter="__")

    database: str = Field(
        default="sqlite:///milepost.db", description="Where everything is kept: an SQLite or PostgreSQL address."
    )
    host: str = Field(default="127.0.0.1", description="The address the HTTP server listens on.")
    port: int = Field(default=8765, ge=0, le=65535, description="The port the HTTP server listens on.")
    log: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that `serve` logs: debug, info, warning or error."
    )
    web_chat: bool = Field(
        default=False,
        description="Whether `serve` also has the built-in web chat, in which anybody can be anybody: for one machine.",
    )
    web_hosts: str = Field(
        default="", description="Names beside this machine's own under which the web chat answers, with commas between."
    )
    limits: Limits = Field(
        default=Limits(),
        description="How much of a plan file is read; each ceiling by its name, such as MILEPOST_LIMITS__FILE_BYTES.",
    )

    @field_validator("database")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        require_address(address)
        return address


OTHER_NAMES = ("ADDRESS", "ORGANISATION", "SLACK_TOKEN_KEY", "SLACK_WORKSPACES")
"""What is set under MILEPOST_ and read elsewhere."""
ALIKE = 75


def misspelt(environment: Iterable[str]) -> dict[str, str]:
    """The names of an environment that are no setting but look like one, each with the setting that may be meant."""
    limits = [f"LIMITS__{limit.name}" for limit in fields(Limits)]
    real = {f"{PREFIX}{name.upper()}" for name in (*Settings.model_fields, *limits, *OTHER_NAMES)}
    wrong = [name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in real]
    nearest = {name: extractOne(name.upper(), sorted(real), scorer=_alike, score_cutoff=ALIKE) for name in wrong}
    return {name: found[0] for name, found in nearest.items() if found is not None}


def _alike(one: str, other: str, **_: object) -> float:
    """How alike two names are behind what all of them begin with, from 0 to 100."""
    return ratio(one.removeprefix(PREFIX), other.removeprefix(PREFIX))


def read_settings() -> Settings:
    """The settings; raises Refusal with a sentence for the first that cannot be used."""
    try:
        settings = Settings()
    except SettingsError:
        raise Refusal(
            f"{PREFIX}LIMITS cannot be used: set each ceiling by its name, for example {PREFIX}LIMITS__PAGES=400."
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{PREFIX}{'__'.join(str(part) for part in first['loc']).upper()}"
        raise Refusal(f"{name} cannot be used: {_reason(first)}.") from None
    _require_ceilings(settings.limits)
    return settings


def _reason(error: ErrorDetails) -> str:
    """In our words, and without the value that was given: it may hold a password."""
    setting, *inner = [str(part) for part in error["loc"]]
    own = error.get("ctx", {}).get("error")
    if own is not None:
        return str(own).rstrip(".")
    return f"it must be {WANTED[setting]}" if not inner else f"it must be {_ceiling(inner[0])}"


def _require_ceilings(limits: Limits) -> None:
    for limit in fields(limits):
        if not getattr(limits, limit.name) > 0:
            name = f"{PREFIX}LIMITS__{limit.name.upper()}"
            raise Refusal(f"{name} cannot be used: it must be {_ceiling(limit.name)}.")


def _ceiling(limit: str) -> str:
    usual = getattr(Limits(), limit)
    return f"a {'whole number' if isinstance(usual, int) else 'number'} above 0, for example {usual}"
