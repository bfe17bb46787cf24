"""Notices that wait for a day on which somebody may still not have decided."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from storage import tables


def note_awaited(
    session: Session, notification_id: str, kind: str, subject_ids: Sequence[int], has_buttons: bool = False
) -> None:
    """The notice is sent only while one of these (of the table `kind`) has not been decided.

    One that `has_buttons` to decide with is changed to what was decided, where that is known how.
    """
    session.add_all(
        tables.AwaitedWord(notification_id=notification_id, kind=kind, subject_id=subject_id, has_buttons=has_buttons)
        for subject_id in dict.fromkeys(subject_ids)
    )
    session.flush()
