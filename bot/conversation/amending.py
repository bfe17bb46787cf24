"""Reminders become what was decided: what is decided in a conversation is shown by the messages that asked for it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Reply
from bot.conversation.reminder_pages import page_of
from jobs.delivery import Parcel
from storage import outbox
from storage.outbox import ReplyAddress
from storage.questions.reminded import Reminded, reminder_now, reminders_about
from storage.versions import touched_by


@dataclass
class Act:
    """What somebody does, in one transaction. The `answer` leaves as soon as it is kept, then what else is `owed`;
    `amended` are dealt with already."""

    session: Session
    now: datetime
    answer: Parcel | None = None
    owed: list[str] = field(default_factory=list)
    amended: set[str] = field(default_factory=set)

    def amend(self, reminded: Reminded, page: int) -> None:
        """The reminder is said again, as it stands when it leaves."""
        self.amended.add(reminded.notification_id)
        self.owed.append(_owe(self.session, reminded, page, self.now))

    def touches(self, reminded: Reminded) -> bool:
        """Whether anything in the reminder was changed by what is done here."""
        return not touched_by(self.session).decided.isdisjoint(reminded.milestone_ids)

    def page_of_what_changed(self, reminded: Reminded) -> int:
        """The page of the reminder on which something was changed."""
        return _page_of(self.session, reminded, touched_by(self.session).decided, self.now)


@contextmanager
def acting(session: Session, now: datetime) -> Iterator[Act]:
    """Whatever is changed inside is shown by the reminders that asked for it.

    Those of whoever changed it leave at once, with the answer; other readers' with the next round.
    """
    act = Act(session, now)
    yield act
    touched = touched_by(session)
    for reminded in reminders_about(session, touched.decided, now) if touched.decided else ():
        if reminded.notification_id in act.amended:
            continue
        owed = _owe(session, reminded, _page_of(session, reminded, touched.decided, now), now)
        act.owed += [owed] if reminded.person_id in touched.authors else []


def amend_pressed(act: Act, reminded: Reminded, reply: Reply) -> Reply | None:
    """What is still to be said after a press on a reminder, which shows the rest of it itself; None for nothing."""
    if reply.page is not None:
        act.amend(reminded, reply.page)
    elif reply.is_shown or act.touches(reminded):
        act.amend(reminded, act.page_of_what_changed(reminded))
    if not reply.is_shown:
        return reply
    return Reply(reply.asks) if reply.asks is not None else None


def _page_of(session: Session, reminded: Reminded, milestone_ids: Collection[int], now: datetime) -> int:
    numbers = [number for one in milestone_ids if (number := reminded.place_of(one)) is not None]
    return page_of(reminder_now(session, reminded.notification_id, now).lines, min(numbers, default=1))


def _owe(session: Session, reminded: Reminded, page: int, now: datetime) -> str:
    to = ReplyAddress(reminded.platform, reminded.conversation)
    return outbox.owe_amendment(session, reminded.organisation_id, to, reminded.message_id, page, now)
