"""The command line: `milepost`."""

import errno
import os
import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError

from bot.commands import (
    checking,
    database,
    digests,
    doctor,
    history,
    manifests,
    outbox,
    own_days,
    people,
    plan_settings,
    plans_kept,
    policies,
    reading,
    rehearsing,
    saying,
    serving,
    tenants,
)
from bot.logs import start_logging
from bot.sentences import Refusal
from bot.settings import misspelt
from bot.slack.settings import SlackSettingsError
from documents.reading import UnreadableDocument
from plans.ladder import PolicyError
from storage.backup import BackupError
from storage.changes.people import PeopleError
from storage.store import reason_of

app = typer.Typer(
    name="milepost",
    help="Gets a council's improvement plan done: reminders that escalate, updates in plain words, a weekly summary.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(serving.demo)
app.command("serve")(serving.serve)
app.command("read")(reading.read)
app.command("import")(reading.import_)
app.command("queries")(reading.queries)
app.command("check")(checking.check)
app.command("simulate")(rehearsing.simulate)
app.command("understand")(saying.understand_)
app.command("when")(saying.when)
app.command("plans")(plans_kept.plans)
app.command("unreminded")(plans_kept.nobody)
app.command("history")(history.history)
app.command("digest")(digests.digest)
app.command("digest-settings")(digests.settings)
app.command("digest-together")(digests.together)
app.add_typer(people.people, name="people")
app.add_typer(policies.policies, name="policy")
app.add_typer(database.database, name="db")
app.add_typer(outbox.outbox, name="outbox")
app.add_typer(tenants.tenants, name="organisations")
app.add_typer(manifests.manifest, name="manifest")
app.command("doctor")(doctor.doctor)
app.command("confirming")(plan_settings.confirming)
app.command("restrict")(plan_settings.restrict)
app.command("closures")(plan_settings.closures)
app.command("meetings")(own_days.meetings)
app.command("school")(own_days.school)

_SENTENCES = (Refusal, UnreadableDocument, PolicyError, PeopleError, SlackSettingsError, BackupError)


def main() -> None:
    """Runs a command. What goes wrong is one plain sentence and an exit status that is not 0."""
    start_logging("error")
    for name, meant in misspelt(os.environ).items():
        sys.stderr.write(f"milepost: {name} is not a setting and is not used: {meant} may be meant.\n")
    try:
        app()
    except _SENTENCES as error:
        _refuse(str(error))
    except OperationalError as error:
        _refuse(f"The database could not be used: {reason_of(error)}. Nothing was kept.")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EROFS, errno.EISDIR):
            raise
        where = f" ({error.filename})" if error.filename else ""
        _refuse(f"{error.strerror}{where}. Nothing was kept.")


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"milepost: {sentence}\n")
    raise SystemExit(1)
