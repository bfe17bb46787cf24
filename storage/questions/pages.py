"""What the pages show beside plans, milestones and people: where leadership reads, and who holds which post."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage import tables
from storage.web_chat import newest_change


@dataclass(frozen=True)
class ChannelFacts:
    """Where the leadership of a plan reads."""

    plan_id: int
    conversation: str
    name: str


def channels_of(session: Session, organisation_id: int, platform: str) -> list[ChannelFacts]:
    """The leadership channels of an organisation's plans on one platform."""
    rows = session.scalars(
        select(tables.LeadershipChannel)
        .join(tables.Plan, tables.Plan.id == tables.LeadershipChannel.plan_id)
        .where(tables.Plan.organisation_id == organisation_id, tables.LeadershipChannel.platform == platform)
        .order_by(tables.LeadershipChannel.id)
    )
    return [ChannelFacts(row.plan_id, row.conversation, row.name) for row in rows]


def posts_by_person(session: Session, organisation_id: int, today: date) -> dict[int, list[str]]:
    """The titles of the posts that each person holds on that day."""
    holding = tables.PostHolding
    rows = session.execute(
        select(holding.person_id, tables.Post.title)
        .join(tables.Post, tables.Post.id == holding.post_id)
        .where(
            tables.Post.organisation_id == organisation_id,
            or_(holding.from_on.is_(None), holding.from_on <= today),
            or_(holding.until_on.is_(None), holding.until_on >= today),
        )
        .order_by(holding.id)
    )
    posts: dict[int, list[str]] = defaultdict(list)
    for person_id, title in rows:
        posts[person_id].append(title)
    return dict(posts)


def newest_ids(session: Session) -> tuple[int, int, int]:
    """The latest chat message, its latest edit or deletion, and the latest change to a plan.

    One of them moves whenever a page has something new to show.
    """
    message = session.scalar(select(func.max(tables.ChatMessage.id)))
    change = session.scalar(select(func.max(tables.Event.id)))
    return message or 0, newest_change(session), change or 0
