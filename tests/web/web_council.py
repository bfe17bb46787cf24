"""The whole house with its web chat, as a browser without script reaches it."""

import re
from datetime import date

from northmere import PEOPLE, at, milestone, plan
from page_client import PageClient

from bot.app import build_house
from bot.clock import TurnableClock
from bot.conversation.forms import open_button
from bot.plans_in import Arrangements, keep_plan
from bot.web.accounts import give_everybody_an_account
from bot.web.chat import WebChat
from bot.web.rooms import conversation_of
from storage.changes.importing import Source
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import people_of
from storage.web_chat import conversation_after


class Council:
    """The whole house with its web chat."""

    def __init__(self, store):
        self.store, self.clock = store, TurnableClock(at("2026-06-01 10:00"))
        self.house = build_house(store, self.clock, with_web=True)
        reading = plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return <b>interviews</b> audited"),
            milestone("2.1", "Grace Adeyemi", date(2026, 7, 31)),
        )
        arrangements = Arrangements("Bethan Lloyd", (), PEOPLE)
        with store.write() as session:
            kept = keep_plan(
                session, self.house.organisation_id, reading, Source("a.txt", "1"), arrangements, self.clock.now()
            )
            give_everybody_an_account(session, self.house.organisation_id)
            found = people_of(session, self.house.organisation_id)
        self.rooms = {person.name: conversation_of(person.id) for person in found}
        self.plan_id = kept.plan_id
        self.client = PageClient(WebChat(store, self.house.conversation, self.clock, None, self.house.organisation_id))

    def milestones(self):
        with self.store.read() as session:
            return {m.ref: m for m in milestones_of_plan(session, self.plan_id, self.clock.now().date())}

    def opens(self, who, ref="1.1"):
        value = open_button("", "update", milestone=self.milestones()[ref].id).value
        return self.client.get(f"/as/{self.rooms[who]}/form", params={"value": value})

    def sends(self, who, page, /, **answers):
        given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
        given["value"] = given["value"].replace("&#34;", '"')
        filled = {f"in-{name}": value for name, value in answers.items()}
        return self.client.post(f"/as/{self.rooms[who]}/form", data=given | filled)

    def said_to(self, who):
        with self.store.read() as session:
            return [line.body for line in conversation_after(session, self.rooms[who], 0)]
