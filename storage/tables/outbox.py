"""The tables of what is owed to people: each message with its items, the weeks' digests, and what came in already."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, index_where


class Notification(Base):
    """One message that is owed to a person or a channel, from the decision to its receipt.

    `on_day` makes a person's reminders of one day one message. `body` is a message that was worded when it was
    decided (an answer); reminders and digests are worded when they are sent, from the latest state. `lane` is the
    reader or conversation within which messages keep their order. `way` counts the ways of reaching the reader that
    were refused for good. `amends` is the platform's id of an earlier message of the conversation that this one takes
    the place of; `redraws` is a notice of ours that is to be read as it stands now. `claimed_at` is the first claim,
    and `claimed_by` the present one. `retried_at` is when a person last had it tried again. `told_in` is the message
    in which somebody was told that this one failed.
    """

    __tablename__ = "notification"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (channel_id IS NULL) OR platform IS NOT NULL", name="has_recipient"),
        UniqueConstraint("kind", "person_id", "on_day", name="uq_notification_person_day"),
        UniqueConstraint("kind", "channel_id", "on_day", name="uq_notification_channel_day"),
        # For delivery: what is due and neither sent, failed nor dropped.
        index_where("settled_at IS NULL", "ix_notification_pending", "due_at", "created_at"),
        # For delivery: what an organisation's is, in its order.
        index_where("settled_at IS NULL", "ix_notification_turn", "organisation_id", "due_at", "created_at"),
        # For delivery: whether anything of the same lane comes first.
        index_where("settled_at IS NULL", "ix_notification_lane", "lane"),
        # For delivery and the sweep: what is on its way.
        index_where(
            "settled_at IS NULL AND claimed_by IS NOT NULL", "ix_notification_claimed", "organisation_id", "lease_until"
        ),
        # For what comes in: which message somebody answers to.
        index_where(
            "receipt_message_id IS NOT NULL", "ix_notification_receipt", "receipt_conversation", "receipt_message_id"
        ),
        # For a failure's message: which ones it tells of.
        index_where("told_in IS NOT NULL", "ix_notification_told_in", "told_in"),
        # For what failed and nobody has looked at yet: the list an officer reads, and its count outside.
        index_where("failed_at IS NOT NULL AND dropped_at IS NULL", "ix_notification_failed", "failed_at"),
        # For what was sent today and how long after it was due: the cost follows the day, not the years.
        index_where("sent_at IS NOT NULL", "ix_notification_sent_at", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("leadership_channel.id"))
    platform: Mapped[str | None]
    conversation: Mapped[str | None]
    thread: Mapped[str | None]
    amends: Mapped[str | None]
    redraws: Mapped[str | None] = mapped_column(ForeignKey("notification.id"))
    lane: Mapped[str]
    way: Mapped[int] = mapped_column(default=0)
    on_day: Mapped[date | None]
    body: Mapped[str | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    claimed_at: Mapped[datetime | None]
    retried_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    told_in: Mapped[str | None] = mapped_column(ForeignKey("notification.id"))
    dropped_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    receipt_platform: Mapped[str | None]
    receipt_conversation: Mapped[str | None]
    receipt_message_id: Mapped[str | None]

    items: Mapped[list["NotificationItem"]] = relationship(viewonly=True, order_by="NotificationItem.position")


class NotificationItem(Base):
    """One line of a message: which milestone, because of which rung, said to its reader as what.

    The cause (milestone, rung, due date, reader) is unique: no rung speaks twice. A list that answers a question
    has items without a rung, so that "2 is done" can follow it.
    """

    __tablename__ = "notification_item"
    __table_args__ = (UniqueConstraint("milestone_id", "rung", "due_on", "reader", name="uq_notification_item_cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notification_id: Mapped[str] = mapped_column(ForeignKey("notification.id"), index=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    position: Mapped[int]
    rung: Mapped[str | None]
    due_on: Mapped[date | None]
    reader: Mapped[str]
    told_as: Mapped[str]
    answered_after: Mapped[datetime | None]
    dropped: Mapped[str | None]


class Digest(Base):
    """One row for a plan, a channel and a week: it is neither repeated nor skipped."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("plan_id", "channel_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("leadership_channel.id"))
    week: Mapped[date]
    notification_id: Mapped[str] = mapped_column(ForeignKey("notification.id"), unique=True)


class SeenMessage(Base):
    """An inbound message or press that was handled: whatever the platform repeats is handled once."""

    __tablename__ = "seen_message"

    platform: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
