"""A sender is killed between each pair of steps: what the next start does is never nothing and never twice."""

from dataclasses import replace
from datetime import date

import pytest
from dying import MOMENTS, Ledger, die, die_at_commit, is_killed
from northmere import LEADERSHIP, PLATFORM, Northmere, at, milestone, plan

from jobs.delivery import Post, do_one_delivery
from jobs.digests import do_one_digest
from jobs.reminders import do_one_batch_of_reminders
from jobs.rounds import do_everything_due
from jobs.sweep import MAY_COME_TWICE, do_one_sweep
from storage import claims, outbox
from storage.claims import LEASE

IFAN = "Ifan Rees"
COMMIT = {"claiming": 1, "recording": 2}


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger")


@pytest.fixture(params=["reminder", "digest"])
def owed(request):
    """The kind of the one message that is due."""
    return request.param


@pytest.fixture
def reader(owed):
    return IFAN if owed == "reminder" else LEADERSHIP


def council(store, ledger, due=date(2026, 6, 15)):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, due)), "2026-05-29 12:00")
    northmere.use(Post(store, {PLATFORM: ledger}, northmere.post.wording, "parent"))
    return northmere


@pytest.fixture
def northmere(store, ledger):
    return council(store, ledger)


@pytest.fixture
def at_nine(store, ledger, owed):
    """Nine on Monday 1 June: exactly one message is written and due, the reminder to Ifan or the digest."""
    northmere = council(store, ledger, date(2026, 6, 15) if owed == "reminder" else date(2026, 12, 1))
    northmere.turn_to("2026-06-01 08:59")
    northmere.clock.set(at("2026-06-01 09:00"))
    if owed == "digest":
        do_one_digest(store, northmere.clock.now())
    return northmere


def kill_a_sender(northmere, ledger, moment, now):
    """A process of its own claims, sends and records, and is killed at the moment; true when it was."""
    post = replace(northmere.post, channels={PLATFORM: replace(ledger, dies=moment)}, name="child")

    def work():
        if moment in COMMIT:
            die_at_commit(northmere.store, COMMIT[moment])
        do_one_delivery(post, now)
        die()

    return is_killed(northmere.store, work)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_start_sends_what_was_not_sent_and_nothing_else(at_nine, ledger, reader, moment):
    now = at_nine.clock.now()
    assert kill_a_sender(at_nine, ledger, moment, now)
    assert len(ledger.ids(reader)) == (moment in ("sent", "recording", "recorded"))

    do_everything_due(at_nine.post, now)
    assert len(ledger.ids(reader)) == (moment != "claimed"), "a claim is left alone while its lease runs"

    do_everything_due(at_nine.post, now + LEASE)
    do_everything_due(at_nine.post, now + LEASE)
    assert len(ledger.ids(reader)) == 1
    assert is_all_settled(at_nine)


def is_all_settled(northmere):
    with northmere.store.read() as session:
        return claims.next_due_at(session) is None


@pytest.mark.parametrize("moment", ["claimed", "sent", "recording"])
def test_several_senders_killed_one_after_another_still_send_it_once(at_nine, ledger, reader, moment):
    now = at_nine.clock.now()
    for attempt in range(3):
        kill_a_sender(at_nine, ledger, moment, now + attempt * LEASE)
        do_one_sweep(at_nine.post, now + (attempt + 1) * LEASE)
    at_nine.turn_to("2026-06-01 17:00")
    assert len(ledger.ids(reader)) == 1
    assert is_all_settled(at_nine)


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("commit", [1, 2])
def test_a_sweep_that_is_killed_is_done_again(at_nine, ledger, reader, arrived, commit):
    """Its first commit takes the claim over, its second records what it found, or gives the claim back."""
    now = at_nine.clock.now()
    kill_a_sender(at_nine, ledger, "sent" if arrived else "claimed", now)

    def work():
        die_at_commit(at_nine.store, commit)
        do_one_sweep(replace(at_nine.post, name="child"), now + LEASE)

    assert is_killed(at_nine.store, work)
    do_everything_due(at_nine.post, now + 2 * LEASE)
    do_everything_due(at_nine.post, now + 2 * LEASE)
    assert len(ledger.ids(reader)) == 1
    assert is_all_settled(at_nine)


def test_what_is_decided_is_decided_whole_or_not_at_all(northmere, ledger):
    """Killed while it writes the rungs: the milestone has not climbed either, and the next start writes them."""
    now = at("2026-06-01 09:00")

    def work():
        die_at_commit(northmere.store, 1)
        do_one_batch_of_reminders(northmere.store, now)

    assert is_killed(northmere.store, work)
    do_everything_due(northmere.post, now)
    assert len(ledger.ids(IFAN)) == 1


@pytest.mark.parametrize("commit", [1, 2])
def test_an_answer_that_was_being_written_is_given_once(northmere, ledger, commit):
    """Killed before the change is kept: the platform's second try is answered. After it: the next start answers."""
    northmere.turn_to("2026-06-01 10:00")

    def work():
        die_at_commit(northmere.store, commit)
        northmere.says(IFAN, "1.1 on track", message_id="m1")

    assert is_killed(northmere.store, work)
    northmere.says(IFAN, "1.1 on track", message_id="m1")
    do_everything_due(northmere.post, northmere.clock.now())
    do_everything_due(northmere.post, northmere.clock.now() + LEASE)
    answers = [line for line in ledger.lines() if "1.1 → ● on track" in line["text"]]
    assert len(answers) + len([one for one in northmere.sent if "1.1 → ● on track" in one.text]) == 1


@pytest.mark.parametrize("moment", ["claimed", "sent"])
def test_where_a_platform_cannot_be_asked_each_kind_has_its_own_answer(at_nine, ledger, owed, reader, moment):
    """A reminder may come twice and is never lost; a digest may be lost, is not sent twice, and its loss is told."""
    now = at_nine.clock.now()
    kill_a_sender(at_nine, ledger, moment, now)
    ledger.cannot_be_asked = True
    before = len(ledger.ids(reader))
    do_everything_due(at_nine.post, now + LEASE)
    do_everything_due(at_nine.post, now + LEASE)
    assert len(ledger.ids(reader)) - before == MAY_COME_TWICE[owed]
    at_nine.turn_to("2026-06-01 17:00")
    told = [line["text"] for line in ledger.lines() if line["to"] == "Bethan Lloyd"]
    assert [text[:31] for text in told] == ([] if owed == "reminder" else ["I could not reach leadership: i"])


def test_every_kind_has_an_answer_for_that():
    assert set(MAY_COME_TWICE) == {
        outbox.REMINDER,
        outbox.ESCALATION,
        outbox.DIGEST,
        outbox.JOINT_DIGEST,
        outbox.DOUBTS,
        outbox.ANSWER,
        outbox.NOTICE,
        outbox.FAILURE,
        outbox.AMENDMENT,
    }
