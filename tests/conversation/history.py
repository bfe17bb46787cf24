"""What is kept of a conversation, as tests look at it."""

from sqlalchemy import select

from bot.conversation.heard import Deleted, Edited, Heard, Speaker
from storage import tables

PLATFORM, TENANT = "memory", "northmere"


def events(northmere, kind=None):
    """(kind, ref or None, who spoke, for whom, changes) of every event since the plan came in, the first first."""
    with northmere.store.read() as session:
        names = {person.id: person.name for person in session.scalars(select(tables.Person))}
        refs = {milestone.id: milestone.ref for milestone in session.scalars(select(tables.Milestone))}
        rows = session.scalars(select(tables.Event).order_by(tables.Event.id)).all()
        found = [
            (
                row.kind,
                refs.get(row.milestone_id),
                names.get(row.person_id),
                names.get(row.on_behalf_of_id),
                row.changes,
            )
            for row in rows
        ]
    return [event for event in found if event[0] not in ("imported", "owner") and kind in (None, event[0])]


def words(northmere, who=None):
    """Everything that was said, word for word, the first first."""
    with northmere.store.read() as session:
        rows = session.execute(
            select(tables.UpdateText.text, tables.Person.name)
            .join(tables.Person, tables.Person.id == tables.UpdateText.person_id)
            .order_by(tables.UpdateText.id)
        ).all()
    return [text for text, name in rows if who in (None, name)]


def edits(northmere, who, message_id, text, edit_id=None):
    """Somebody changes a message of theirs; what Milepost says to it."""
    heard = Heard(Speaker(PLATFORM, TENANT, who), who, message_id, text, northmere.clock.now())
    before = len(northmere.sent_to(who))
    northmere.conversation.edited(Edited(heard, edit_id or f"{message_id}:{text}"))
    after = northmere.sent_to(who)[before:]
    return after[-1].text if after else ""


def deletes(northmere, who, message_id):
    """Somebody deletes a message of theirs; what Milepost says to it."""
    before = len(northmere.sent_to(who))
    northmere.conversation.deleted(Deleted(Speaker(PLATFORM, TENANT, who), who, message_id, northmere.clock.now()))
    after = northmere.sent_to(who)[before:]
    return after[-1].text if after else ""


def told(northmere, who):
    """Delivers what is owed; the last message to somebody, read aloud."""
    northmere.tick()
    return northmere.sent_to(who)[-1].text


def person_id(northmere, name):
    with northmere.store.read() as session:
        return session.scalar(select(tables.Person.id).where(tables.Person.name == name))


def restart(northmere):
    """Another process on the same database: nothing is remembered but what is kept."""
    northmere.use(northmere.post)
