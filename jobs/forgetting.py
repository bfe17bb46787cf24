"""Forgets organisations that took Milepost out, when the days for which they are kept are over."""

from datetime import datetime

import structlog

from storage.changes.forgetting import forget, forget_stale_states
from storage.questions.organisations import next_to_forget
from storage.store import Store

log = structlog.get_logger()


def do_one_forgetting(store: Store, now: datetime) -> bool:
    """Forgets one organisation whose time is over; False when there is none."""
    with store.write() as session:
        forget_stale_states(session, now)
        organisation_id = next_to_forget(session, now)
        rows = forget(session, organisation_id) if organisation_id is not None else 0
    if organisation_id is not None:
        log.info("organisation forgotten", organisation=organisation_id, rows=rows)
    return organisation_id is not None
