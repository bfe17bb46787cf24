"""Keeps the Homes of Slack true: published when somebody opens theirs, and again whenever what it shows has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.conversation.heard import Listener
from bot.conversation.homes.making import make_page
from bot.conversation.homes.page import stranger_page
from bot.conversation.message import Message
from bot.slack.home import draw_home, drawn_name, shown_in
from bot.slack.listen import PLATFORM, Ears, tenant_of
from bot.slack.refusals import what_to_do
from bot.slack.views import publish_home
from jobs.channel import DeliveryError
from storage import homes
from storage.homes import HomeFacts
from storage.questions.home import read_home
from storage.store import Store

log = structlog.get_logger(__name__)

Payload = dict[str, Any]
ClientFor = Callable[[str | None], WebClient]

AT_A_TIME = 50
LEASE = timedelta(seconds=60)

# Slack takes a hundred a minute and more: https://docs.slack.dev/reference/methods/views.publish
MOST_PUBLISHED, WITHIN = 80, timedelta(minutes=1)


@dataclass(frozen=True)
class Made:
    """A page that is to be published, made for one state of its organisation."""

    home: HomeFacts
    page: Message
    state: str


@dataclass(frozen=True)
class Homes:
    """`client_for` gives the client of a tenant, `impatient_client_for` one for while somebody waits."""

    store: Store
    client_for: ClientFor
    impatient_client_for: ClientFor

    def opened(self, tenant: str, user: str, shown: str | None, now: datetime) -> None:
        """Somebody opens their Home: it is published now where it shows something else."""
        with self.store.write() as session:
            home = homes.open_home(session, PLATFORM, tenant, user, shown, now)
        if home is None:
            self._tell_stranger(tenant, user, shown)
            return
        for made in self._made(home.organisation_id, now, home.account_id):
            self._publish(made, self.impatient_client_for, now)

    def do_one_batch(self, now: datetime) -> bool:
        """Publishes what shows something else by now; whether anything was."""
        with self.store.read() as session:
            organisations = homes.organisations_with_homes(session, PLATFORM)
        made = [one for organisation_id in organisations for one in self._made(organisation_id, now)]
        return any([self._publish(one, self.client_for, now) for one in made])

    def _tell_stranger(self, tenant: str, user: str, shown: str | None) -> None:
        page = stranger_page()
        if shown != drawn_name(page):
            publish_home(self.impatient_client_for(tenant), user, draw_home(page))

    def _made(self, organisation_id: int, now: datetime, account_id: int | None = None) -> Sequence[Made]:
        """The pages that differ from what is published; the others are noted as looked at."""
        with self.store.read() as session:
            state = homes.state_of(session, organisation_id, now)
            looked = homes.homes_to_look_at(session, organisation_id, PLATFORM, state, now, AT_A_TIME, account_id)
            if not looked:
                return ()
            facts = read_home(session, organisation_id, now)
            made = [Made(home, make_page(session, facts, home.person_id, what_to_do), state) for home in looked]
            left = MOST_PUBLISHED - homes.count_published(session, organisation_id, WITHIN, now)
        changed = [one for one in made if drawn_name(one.page) != one.home.shown]
        unchanged = [one.home.account_id for one in made if one not in changed]
        if unchanged:
            with self.store.write() as session:
                homes.note_unchanged(session, unchanged, state)
        return changed[: max(left, 0)]

    def _publish(self, made: Made, client_for: ClientFor, now: datetime) -> bool:
        """Whether this copy published it: another one may have been first, or Slack may have refused."""
        with self.store.write() as session:
            if not homes.claim_home(session, made.home, now + LEASE, now):
                return False
        try:
            publish_home(client_for(made.home.tenant), made.home.account, draw_home(made.page))
        except DeliveryError as refused:
            self._refused(made, refused, now)
            return False
        with self.store.write() as session:
            homes.record_published(session, made.home.account_id, drawn_name(made.page), made.state, now)
        return True

    def _refused(self, made: Made, refused: DeliveryError, now: datetime) -> None:
        """What stays so is tried again when there is something new to show; what passes when Slack says, or soon."""
        log.warning("slack_home_refused", account=made.home.account_id, reason=refused.reason)
        wait = timedelta(seconds=refused.retry_after) if refused.retry_after else LEASE
        with self.store.write() as session:
            homes.record_refused(session, made.home.account_id, made.state, None if refused.permanent else now + wait)


def register_homes(app: App, listener: Listener, ears: Ears, homes_: Homes, now: Callable[[], datetime]) -> None:
    """Connects the Homes to a Bolt app."""

    def on_opened(event: Payload, context: BoltContext) -> None:
        if event.get("tab") == "home":
            listener.recognise(ears.speaker(event["user"], context))
            homes_.opened(tenant_of(context), event["user"], shown_in(event), now())

    app.event("app_home_opened")(on_opened)
