"""The invented council on Slack, whole: what its people press, send and fill in, and what they are shown."""

import json

from northmere import PEOPLE, at
from slack_requests import command, dispatch, press, shortcut, submission, typing

from bot.app import build_house
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from jobs.rounds import do_everything_due
from jobs.turning import turn
from storage.changes.importing import Source
from storage.changes.organisations import find_or_add_organisation
from storage.questions.milestones import every_milestone_of_plan

CHANNEL = "C0LEADERS"
USERS = {"Ifan Rees": "U0IFAN", "Bethan Lloyd": "U0BETHAN", "Amara Okafor": "U0AMARA", "Grace Adeyemi": "U0GRACE"}


class SlackCouncil:
    """On a Monday morning after the reminders of that day."""

    def __init__(self, store, settings, slack, reading, people=PEOPLE):
        for name, user in USERS.items():
            slack.add_user(user, name, f"{name.split()[0].lower()}@northmere.example")
        slack.add_user("U0STRANGER", "Somebody Else", "somebody@elsewhere.example")
        self.slack, self.store = slack, store
        self.clock = TurnableClock(at("2026-05-29 12:00"))
        self.house = build_house(store, self.clock, settings)
        self.plan_id = self.keep(reading, people)
        self.house.slack.connect_people(store, self.house.organisation_of, self.clock.now())
        self.turn_to("2026-06-01 10:00")

    def keep(self, reading, people=PEOPLE, owner="Bethan Lloyd", organisation_id=None):
        arrangements = Arrangements(owner, (("slack", CHANNEL, "leadership"),), people)
        with self.store.write() as session:
            source = Source("northmere.txt", str(hash(reading)))
            whose = organisation_id or self.house.organisation_id
            return keep_plan(session, whose, reading, source, arrangements, self.clock.now()).plan_id

    def keep_elsewhere(self, reading):
        """A plan of another organisation in the same database; its milestones."""
        with self.store.write() as session:
            another = find_or_add_organisation(session, "slack", "T0ELSEWHERE", "Elsewhere")
        self.their_plan_id = self.keep(reading, (), None, another)
        return self.elsewhere()

    def elsewhere(self):
        return self._milestones_of(self.their_plan_id)

    def turn_to(self, when):
        turn(self.house.post, self.clock.now(), at(when), self.clock.set)

    def milestones(self):
        return self._milestones_of(self.plan_id)

    def _milestones_of(self, plan_id):
        with self.store.read() as session:
            found = every_milestone_of_plan(session, plan_id, self.clock.now().date())
        return {m.ref: m for m in found}

    def said_to(self, who):
        """What Milepost has written to somebody, in the order it was posted."""
        do_everything_due(self.house.post, self.clock.now())
        channels = (USERS[who], f"D{USERS[who][1:]}")
        return [one["text"] for one in self.slack.called("chat.postMessage") if one["channel"] in channels]

    # What somebody does

    def opens(self, who, value):
        """A press of a button that opens a form; the modal that is shown, None where there is none."""
        return self._shown(press("open#0", value, user=USERS[who]))

    def commands(self, who, text):
        return self._shown(command(text, user_id=USERS[who]))

    def takes_shortcut(self, who):
        return self._shown(shortcut("update_milestone", USERS[who]))

    def _shown(self, body):
        before = len(self.slack.views)
        answer = dispatch(self.house.slack.app, body, "form")
        assert answer.status == 200
        return self.slack.views[-1] if len(self.slack.views) > before else None

    def submits(self, who, view, view_id="V1", /, **answers):
        """What Slack is answered: nothing where the form was taken, errors beside fields, or another view."""
        user = USERS.get(who, who)
        answer = dispatch(self.house.slack.app, submission(view, user, view_id, answers), "form")
        assert answer.status == 200
        return json.loads(answer.body) if answer.body else {}

    def types(self, who, view, field, text):
        answer = dispatch(self.house.slack.app, typing(view, field, text, USERS[who]), "form")
        return [option["text"]["text"] for option in json.loads(answer.body)["options"]]


def inputs(view):
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def words(view):
    """Everything that can be read in a view's blocks."""
    return json.dumps(view["blocks"], ensure_ascii=False)
