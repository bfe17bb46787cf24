"""One message claimed at a time, where a test asks which is next."""

from storage import claims


def claim_next(session, now, pace=None):
    """What has been due the longest; None when nothing is due, or the pace has it wait."""
    return next(iter(claims.claim_some(session, "copy", now, pace)), None)
