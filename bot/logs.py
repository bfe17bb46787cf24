"""Logs: one JSON line for each decision, with ids and reasons and never what people wrote.

What libraries log is shaped the same way, from a warning on. An error that nobody expected is a line with its kind and
where in the code it came from; its own words are left out, because a database's or a parser's repeat what was said.
"""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

LEVELS = ("debug", "info", "warning", "error")
FRAMES = 5
OURS = "milepost"


def start_logging(level: str = "info") -> None:
    """Everything of that level and above goes to the error stream; `level` is one of LEVELS."""
    least = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_failed,
    ]
    as_json = structlog.processors.JSONRenderer()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(least),
        processors=[*shared, as_json],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(OURS)
    without_marks = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[without_marks, as_json])
    )
    # Below a warning, libraries write down requests and statements, and with them what people said.
    logging.root.setLevel(max(least, logging.WARNING))
    stop_hearing_libraries()
    logging.root.addHandler(handler)
    # The scheduler warns of every round that finds the one before still at work, which is as it should be.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def stop_hearing_libraries() -> None:
    """Takes back what `start_logging` set up for what libraries log."""
    for handler in [one for one in logging.root.handlers if one.get_name() == OURS]:
        logging.root.removeHandler(handler)


def where_it_failed(logger: Any, method: str, event: EventDict) -> EventDict:
    """An exception becomes its kind and the last places in the code, without its message."""
    failed = event.pop("exc_info", None)
    error = sys.exc_info()[1] if failed is True else failed[1] if isinstance(failed, tuple) else failed
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _places(error.__traceback__)
    return event


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-FRAMES:]]
