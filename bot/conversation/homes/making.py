"""Makes pages from the database: the facts are read once for everybody of an organisation who is to have one."""

from sqlalchemy.orm import Session

from bot.conversation.answers.people import approver_of, reached
from bot.conversation.failure_wording import WhatToDo, look_there
from bot.conversation.homes.deciding import May
from bot.conversation.homes.page import home_page
from bot.conversation.message import Message
from plans.milestone import Milestone
from storage.questions.home import HomeFacts


def make_page(session: Session, facts: HomeFacts, person_id: int, what_to_do: WhatToDo = look_there) -> Message:
    """The page of one of the organisation's people; `what_to_do` says what helps against a platform's refusal."""
    person = facts.people[person_id]
    today = facts.now.astimezone(person.zone).date()

    def decides(milestone: Milestone) -> bool:
        approver = approver_of(session, milestone, today)
        return approver is not None and person.id in {approver.id, reached(session, approver.id, milestone, today)}

    def confirms(asked_of_id: int | None, milestone: Milestone) -> bool:
        return asked_of_id is not None and person.id in {asked_of_id, reached(session, asked_of_id, milestone, today)}

    return home_page(facts, person, May(decides, confirms), what_to_do)
