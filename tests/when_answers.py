"""A meaning as one short word, so that tables of dates stay readable."""

from plans.when import When, as_answer


def answer(when: When) -> str:
    """ "2026-11-20", "2026-11-01/2026-11-30", "2026-11-20;2026-12-01", "NONE" or "AMBIGUOUS"."""
    said = as_answer(when)
    if "none" in said:
        return "NONE"
    if "ambiguous" in said:
        return "AMBIGUOUS"
    if "dates" in said:
        return ";".join(str(day) for day in said["dates"])
    return str(said["date"]) if "date" in said else f"{said['from']}/{said['to']}"
