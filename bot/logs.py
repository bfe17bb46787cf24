"""Logs: one line for each decision, with ids and reasons and never what people wrote."""

import logging
import sys

import structlog


def start_logging(*, only_errors: bool = False) -> None:
    """Structured lines on the error stream."""
    level = logging.ERROR if only_errors else logging.INFO
    logging.basicConfig(level=level, format="%(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
