"""What becomes of an organisation when something happens to its workspace: Milepost comes, or is taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.conversation.conversation import OrganisationOf
from bot.conversation.message import Message, bold, line, to_json
from bot.slack.install import Installed
from bot.slack.listen import PLATFORM
from bot.slack.profiles import Profile
from storage import outbox
from storage.changes.organisations import come_back, find_or_add_organisation, leave
from storage.changes.people import connect_account, find_or_add_person
from storage.outbox import Reader
from storage.questions.organisations import installed_tenants
from storage.store import Store

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Office:
    """`organisation_of` says which organisation a workspace is."""

    store: Store
    organisation_of: OrganisationOf
    now: Callable[[], datetime]

    def tenants(self) -> list[str]:
        """The workspaces in which Milepost is installed."""
        with self.store.read() as session:
            return installed_tenants(session, PLATFORM)

    def organisation(self, session: Session, tenant: str) -> int:
        return self.organisation_of(session, PLATFORM, tenant)

    def came(self, installed: Installed, installer: Profile) -> None:
        """A workspace has Milepost now; whoever installed it is known, and told what to do next."""
        with self.store.write() as session:
            organisation_id = find_or_add_organisation(session, PLATFORM, installed.tenant, installed.name)
            come_back(session, organisation_id, installed.name)
            person = find_or_add_person(session, organisation_id, installer.name or installed.installer)
            person.email = person.email or installer.email
            connect_account(session, person.id, PLATFORM, installed.tenant, installed.installer)
            reader = Reader(person_id=person.id)
            outbox.owe_notice(session, organisation_id, reader, to_json(_hello(installed)), self.now())

    def left(self, tenant: str) -> None:
        """A workspace has taken Milepost out: nothing is sent any more, and what it had is forgotten in time."""
        with self.store.write() as session:
            leave(session, PLATFORM, tenant, self.now())
        log.info("slack_uninstalled", tenant=tenant)


def _hello(installed: Installed) -> Message:
    headline = f"Milepost is in {installed.name} now."
    then = (
        " The next step is the improvement plan. Whoever runs Milepost brings it in: "
        f"milepost import FILE --organisation {installed.tenant}"
    )
    return Message(headline + then, (line(bold(headline), then),))
