"""What a killed process was: `milepost serve` as it is, with a faster clock, and without what a control takes away."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import bot.app
import bot.commands.serving as serving
from bot.logs import start_logging as start_logging
from bot.slack.history import Found
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings
from jobs import delivery, tempo

from .clock import FastClock

CALL_TIMES_OUT_AFTER = 0.35
"""Seconds on the machine's clock, 7 on the fastest clock: well below the lease, as it is outside."""

ROUNDS = ((delivery, "SECONDS_OF_A_ROUND"), (delivery, "SECONDS_UNRECORDED"), (tempo, "SECONDS_AIMED_AT"))
LEASES = ((delivery, "SECONDS_TO_BEGIN_IN"),)
ROUNDS_ARE_QUICKER_BY = 5
"""A round stays far below a lease, and is long enough for several messages, so that some die in the midst of it."""


def serve(environment: dict[str, str]) -> None:
    """Serves until it is killed; `environment` is what `milepost serve` reads, and CHAOS_… what is changed here."""
    os.environ.update(environment)
    _quicken(Path(environment["CHAOS_CLOCK"]))
    if environment.get("CHAOS_WITHOUT_ASKING"):
        # Neither the sweep asks, nor whoever tries a message again.
        SlackChannel.find = lambda *_, **__: None  # type: ignore[method-assign]
        SlackChannel._arrived_before = lambda *_: Found()  # type: ignore[method-assign]
    serving.serve()


def _quicken(clock: Path) -> None:
    """What is counted in the machine's seconds runs as fast as the clock does."""
    for module, name in ROUNDS:
        setattr(module, name, getattr(module, name) / ROUNDS_ARE_QUICKER_BY)
    for module, name in LEASES:
        setattr(module, name, getattr(module, name) / FastClock(clock).speed)
    serving.SystemClock = lambda: FastClock(clock)  # type: ignore[assignment,misc]
    speed = FastClock(clock).speed
    usual_loops, usual_settings = bot.app.loops, SlackSettings.from_environment

    def quick_loops(post: Any) -> Any:
        return tuple(replace(loop, every_seconds=max(loop.every_seconds / speed, 0.1)) for loop in usual_loops(post))

    def quick_settings(environment: Any) -> Any:
        settings = usual_settings(environment)
        return replace(settings, timeout_seconds=CALL_TIMES_OUT_AFTER, profile_timeout_seconds=CALL_TIMES_OUT_AFTER)

    bot.app.loops = quick_loops
    SlackSettings.from_environment = quick_settings  # type: ignore[method-assign]


if __name__ == "__main__":
    serve({name: value for name, value in (pair.split("=", 1) for pair in sys.argv[1:])})
