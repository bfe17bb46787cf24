"""What a page shows, read in one transaction: the list of places, the clock, one conversation and the board."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.conversation.message import from_json
from bot.web.board import Board, make_board
from bot.web.chat import WebChat
from bot.web.draw import Pressing, draw, draw_deleted, draw_words
from bot.web.rooms import (
    Facts,
    Room,
    about_person,
    address_of,
    conversation_of,
    find_room,
    read_facts,
    suggested_lead,
)
from storage.web_chat import ChatLine, changed_after, conversation_after, newest_change, unread_by_conversation


@dataclass(frozen=True)
class Place:
    """One entry of the list on the left."""

    conversation: str
    name: str
    about: str
    address: str
    unread: int
    is_open: bool


@dataclass(frozen=True)
class ClockFace:
    words: str
    iso: str
    is_turning: bool
    can_turn: bool


@dataclass(frozen=True)
class Spoken:
    """One message as it is drawn; `is_own` tells a person's words from Milepost's.

    `is_mine` where whoever looks wrote it, and may edit and delete it; `words` are what it says, for an edit.
    """

    id: int
    who: str
    is_own: bool
    is_mine: bool
    is_edited: bool
    words: str
    day: str
    day_iso: str
    at: str
    at_iso: str
    html: Markup


@dataclass(frozen=True)
class Mending:
    """The message that a page is opened to edit, or to delete."""

    edit: int | None = None
    delete: int | None = None


NOTHING = Mending()


class UpTo(NamedTuple):
    """How much a page shows: the newest message, and the newest edit or deletion of any."""

    message: int = 0
    change: int = 0

    def __str__(self) -> str:
        return f"{self.message}.{self.change}"

    @classmethod
    def read(cls, text: str) -> "UpTo":
        """As it was written; from the beginning where it was not."""
        said = re.fullmatch(r"([0-9]{1,15})(?:\.([0-9]{1,15}))?", text, re.ASCII)
        return cls(int(said[1]), int(said[2] or 0)) if said else cls()


@dataclass(frozen=True)
class Scene:
    """`room` is None on the first page, where nobody has been chosen yet.

    `changed` are the earlier messages that were edited or deleted since, and `up_to` how much is shown with them.
    """

    room: Room | None
    people: Sequence[Place]
    channels: Sequence[Place]
    clock: ClockFace
    boards: Sequence[Board]
    spoken: Sequence[Spoken]
    changed: Sequence[Spoken]
    up_to: UpTo
    suggested: Place | None
    tries: Sequence[str]

    @property
    def reader_id(self) -> int | None:
        """Whose milestones are "yours" on this page."""
        return self.room.speaker.id if self.room and self.room.speaker else None


def read_scene(web: WebChat, conversation: str | None, by: str | None = None, after: UpTo | None = None) -> Scene:
    """Everything on the page of a conversation, with what came after what it shows already, which is now seen.

    Raises Refused when there is no such conversation.
    """
    with web.store.read() as session:
        facts = read_facts(session, web.organisation_id, web.clock.now())
        room = find_room(facts, conversation, by) if conversation else None
        news = _news(session, room, after)
        if room:
            web.seen.mark(room.conversation, news.up_to.message)
        unread = unread_by_conversation(session, web.seen.last_of(facts.conversations))
    return _scene(web, facts, room, news, unread)


@dataclass(frozen=True)
class _News:
    spoken: Sequence[Spoken]
    changed: Sequence[Spoken]
    up_to: UpTo


def _news(session: Session, room: Room | None, after: UpTo | None) -> _News:
    """What a page lacks; one that shows nothing yet lacks no changes, for it reads everything as it stands."""
    begin, change = after or UpTo(), newest_change(session)
    if room is None:
        return _News([], [], UpTo(begin.message, change))
    spoken = [_as_spoken(line, room) for line in conversation_after(session, room.conversation, begin.message)]
    lines = changed_after(session, room.conversation, begin.change) if after and change > begin.change else []
    changed = [_as_spoken(line, room) for line in lines if line.id <= begin.message]
    return _News(spoken, changed, UpTo(spoken[-1].id if spoken else begin.message, change))


def _scene(web: WebChat, facts: Facts, room: Room | None, news: _News, unread: dict[str, int]) -> Scene:
    people = [_place(conversation_of(p.id), p.name, about_person(facts, p), None, room, unread) for p in facts.people]
    speaker = conversation_of(room.speaker.id) if room and room.speaker else None
    suggested = suggested_lead(facts)
    return Scene(
        room=room,
        people=people,
        channels=[_place(c.conversation, c.name, "", speaker, room, unread) for c in facts.channels],
        clock=clock_face(web, facts),
        boards=[make_board(p, facts.milestones[p.id], facts.today(p), facts.to_settle[p.id]) for p in facts.plans],
        spoken=news.spoken,
        changed=news.changed,
        up_to=news.up_to,
        suggested=next((p for p in people if suggested and p.conversation == conversation_of(suggested.id)), None),
        tries=things_to_try(facts, room),
    )


def _place(
    conversation: str, name: str, about: str, by: str | None, room: Room | None, unread: dict[str, int]
) -> Place:
    is_open = room is not None and room.conversation == conversation
    return Place(conversation, name, about, address_of(conversation, by), unread.get(conversation, 0), is_open)


def clock_face(web: WebChat, facts: Facts) -> ClockFace:
    now = facts.now.astimezone(facts.zone)
    words = f"{now:%A} {now.day} {now:%B %Y, %H:%M}"
    return ClockFace(words, now.isoformat(timespec="minutes"), web.turning.is_on, web.turn is not None)


def things_to_try(facts: Facts, room: Room | None) -> list[str]:
    """What somebody new to it could type here."""
    if room is None or room.speaker is None:
        return []
    led = [m for m in facts.led_by(room.speaker.id) if m.is_open]
    tries = ["What's overdue?", "help"]
    if led:
        tries[:0] = [f"How is {led[0].ref} doing?"]
    if room.is_private and led:
        tries[:0] = [f"{led[0].ref} is done"]
    return tries


def _as_spoken(line: ChatLine, room: Room) -> Spoken:
    at = line.said_at.astimezone(room.zone)
    # Only what Milepost sent has a notification: a person may be called anything, Milepost too.
    is_own = line.notification_id is None
    speaker = conversation_of(room.speaker.id) if room.speaker else None
    return Spoken(
        id=line.id,
        who=line.author,
        is_own=is_own,
        is_mine=line.account is not None and line.account == speaker and not line.is_deleted,
        is_edited=line.is_edited and not line.is_deleted,
        words=line.body if is_own else "",
        day=f"{at:%A} {at.day} {at:%B %Y}",
        day_iso=at.date().isoformat(),
        at=f"{at:%H:%M}",
        at_iso=at.isoformat(timespec="minutes"),
        html=_drawn(line, room),
    )


def _drawn(line: ChatLine, room: Room) -> Markup:
    if line.notification_id is not None:
        return draw(from_json(line.body), Pressing(f"{room.address}/press", line.id, room.by, f"{room.address}/form"))
    return draw_deleted() if line.is_deleted else draw_words(line.body)
