"""Somebody the plan does not know: the plan's owner is asked whether they are who they seem to be."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Reply
from bot.conversation.heard import Speaker
from bot.conversation.message import Button, Buttons, Message, line, plain, to_json
from storage import outbox
from storage.changes.people import connect_account
from storage.outbox import Reader
from storage.questions.people import PersonFacts, people_of, people_without_account
from storage.questions.plans import plans_of

LIKENESS = 85


def answer_stranger(session: Session, organisation_id: int, speaker: Speaker, now: datetime) -> Reply:
    """Tells them that they are not known yet, and asks the owner where a name in the plan is like theirs."""
    like = _most_like(session, organisation_id, speaker)
    owner = next((plan for plan in plans_of(session, organisation_id) if plan.owner_id is not None), None)
    if like is None or owner is None or owner.owner_id is None:
        who = owner.owner if owner else "the plan's owner"
        return Reply(plain(f"I do not know who you are in the plan yet. Ask {who} to add you; then say it again."))
    question = identity_question(like, [speaker])
    outbox.owe_notice(session, organisation_id, Reader(person_id=owner.owner_id), to_json(question), now)
    return Reply(
        plain(
            f"I think you are {like.name}, and have asked {owner.owner} to confirm it. "
            "Nothing was kept: say it again then."
        )
    )


def _most_like(session: Session, organisation_id: int, speaker: Speaker) -> PersonFacts | None:
    """The person without an account on this platform whose name is most like the stranger's."""
    if not speaker.name:
        return None
    scored = [
        (fuzz.token_sort_ratio(person.name.lower(), speaker.name.lower()), person)
        for person in people_without_account(session, organisation_id, speaker.platform)
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= LIKENESS else None


def identity_question(like: PersonFacts, speakers: Sequence[Speaker]) -> Message:
    """Asks the owner which account is that person's, with a button for each and one for none of them."""
    if len(speakers) == 1:
        (only,) = speakers
        said = f"On {only.platform.title()} somebody is called {only.name}. Are they {like.name} of the plan?"
        yes = [Button("Yes, they are", "identity", _identity_value(like, only, True), "primary")]
    else:
        platform = speakers[0].platform.title()
        said = f"On {platform} {len(speakers)} accounts have a name like {like.name} of the plan. Which are they?"
        yes = [Button(_account_label(one), "identity", _identity_value(like, one, True)) for one in speakers]
    no = Button("No" if len(speakers) == 1 else "None of them", "identity", _identity_value(like, speakers[0], False))
    return Message(said, (line(said), Buttons((*yes, no))))


def _account_label(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.email or speaker.account})"


def _identity_value(like: PersonFacts, speaker: Speaker, is_them: bool) -> str:
    return json.dumps(asdict(Identity(like.id, speaker.platform, speaker.tenant, speaker.account, is_them)))


@dataclass(frozen=True)
class Identity:
    """What the owner's button says: an account on a platform is, or is not, a person of the plan."""

    person_id: int
    platform: str
    tenant: str
    account: str
    is_them: bool


def decide_identity(session: Session, owner: PersonFacts, identity: Identity) -> Message:
    """The owner's answer; nobody else's counts."""
    if owner.id not in {plan.owner_id for plan in plans_of(session, owner.organisation_id)}:
        return plain("Only a plan's owner can say who somebody is. Nothing was changed.")
    person = next((p for p in people_of(session, owner.organisation_id) if p.id == identity.person_id), None)
    if person is None:
        return plain("I do not know that person any more. Nothing was changed.")
    if not identity.is_them:
        return plain(f"Then {person.name} stays without an account. Nothing was changed.")
    connect_account(session, person.id, identity.platform, identity.tenant, identity.account)
    return plain(f"{person.name} is known now, and gets what is due from the next morning on.")
