"""What is set from outside, read once at the start."""

from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.sentences import Refusal
from documents.reading.formats.limits import Limits
from storage.store import require_address


class Settings(BaseSettings):
    """Settings from the environment; each is its name in capitals behind MILEPOST_."""

    model_config = SettingsConfigDict(env_prefix="MILEPOST_", frozen=True, env_nested_delimiter="__")

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


def read_settings() -> Settings:
    """The settings; raises Refusal with a sentence for the first that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"MILEPOST_{'__'.join(str(part) for part in first['loc']).upper()}"
        raise Refusal(f"{name} cannot be used: {_reason(first)}.") from None


def _reason(error: ErrorDetails) -> str:
    own = error.get("ctx", {}).get("error")
    return str(own).rstrip(".") if own is not None else error["msg"]
