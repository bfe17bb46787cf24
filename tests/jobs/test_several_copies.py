"""Several copies at once: none sends what another sends, none writes what another has written."""

from collections import Counter
from datetime import date
from threading import Barrier, Thread

import pytest
from claiming import claim_next
from dying import Ledger, ended, in_a_process
from northmere import LEADERSHIP, PLATFORM, Northmere, at, milestone, plan

from bot.conversation.message import plain, to_json
from jobs.delivery import Post, do_one_delivery
from jobs.rounds import do_everything_due
from storage import claims, outbox
from storage.claims import Arrival
from storage.outbox import Line, Owed, Reader, ReplyAddress
from storage.owed_lines import settle_lines
from storage.questions.notices import load

IFAN, GRACE = "Ifan Rees", "Grace Adeyemi"
COPIES = 4


@pytest.fixture
def northmere(store):
    milestones = [milestone(f"1.{n}", IFAN, date(2026, 6, 15)) for n in range(1, 6)]
    return Northmere(store, plan(*milestones, milestone("2.1", GRACE, date(2026, 6, 15))), "2026-05-29 12:00")


def owe_answers(northmere, number):
    """So many answers in as many conversations, due now."""
    now = northmere.clock.now()
    with northmere.store.write() as session:
        return [
            outbox.owe_answer(
                session, northmere.organisation_id, ReplyAddress(PLATFORM, f"room {n}"), to_json(plain("Yes.")), now
            )
            for n in range(number)
        ]


def all_at_once(*works):
    """Runs the works in threads that begin together; raises what any of them raised."""
    barrier, raised = Barrier(len(works)), []

    def run(work):
        barrier.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again below, in the test's own thread
            raised.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_threads_that_claim_together_never_claim_the_same(northmere):
    owed, now, claimed = owe_answers(northmere, 40), northmere.clock.now(), []

    def work():
        while True:
            with northmere.store.write() as session:
                claim = claim_next(session, now)
                if claim is None and claims.next_due_at(session) is None:
                    return
                if claim is not None:
                    claimed.append(claim.id)
            if claim is not None:
                with northmere.store.write() as session:
                    assert claims.record_arrivals(session, [Arrival(claim, PLATFORM, "room", claim.id)], now) == []

    all_at_once(*[work] * COPIES)
    assert Counter(claimed) == Counter(owed)


def test_one_notification_is_claimed_by_one_of_those_who_want_it(northmere):
    (wanted,) = owe_answers(northmere, 1)
    now, got = northmere.clock.now(), []

    def work():
        with northmere.store.write() as session:
            got.append(claims.claim(session, wanted, "copy", now))

    all_at_once(*[work] * COPIES)
    assert len([claim for claim in got if claim is not None]) == 1


def test_processes_that_deliver_together_send_each_message_once(northmere, tmp_path):
    owed, now = owe_answers(northmere, 40), northmere.clock.now()
    ledger = Ledger(tmp_path / "ledger")

    def work():
        post = Post(northmere.store, {PLATFORM: ledger}, northmere.post.wording, "copy")
        idle = 0
        while idle < 20:
            idle = 0 if do_one_delivery(post, now) else idle + 1

    processes = [in_a_process(northmere.store, work) for _ in range(COPIES)]
    assert [ended(process) for process in processes] == [0] * COPIES
    assert Counter(ledger.ids()) == Counter(owed)


def test_copies_that_tick_at_the_same_moment_write_and_send_each_item_once(northmere, tmp_path):
    now, ledger = at("2026-06-01 09:00"), Ledger(tmp_path / "ledger")

    def work():
        post = Post(northmere.store, {PLATFORM: ledger}, northmere.post.wording, "copy")
        for _ in range(5):
            do_everything_due(post, now)

    processes = [in_a_process(northmere.store, work) for _ in range(COPIES)]
    assert [ended(process) for process in processes] == [0] * COPIES
    assert Counter(line["to"] for line in ledger.lines()) == Counter([IFAN, GRACE, LEADERSHIP])
    reminder = next(line["text"] for line in ledger.lines() if line["to"] == IFAN)
    assert all(reminder.count(f"Step 1.{n} of") == 1 for n in range(1, 6))


def owe_line(session, northmere, ref, now):
    """A line for Grace's message of 2 June."""
    grace, about = northmere.milestones()["2.1"].lead_id, northmere.milestones()[ref].id
    line = Line(about, "lead", "on the day", date(2026, 6, 15))
    message = outbox.reminder_of(northmere.organisation_id, Reader(grace), date(2026, 6, 2), now)
    (owed,) = outbox.owe(session, [(message, line)], now)
    return owed


def test_a_message_waits_for_the_line_that_is_being_put_into_it(northmere):
    """Else the line would be kept with a message that had left without it, and nobody would ever read it."""
    now, said = at("2026-06-02 09:00"), []
    with northmere.store.write() as session:
        owe_line(session, northmere, "2.1", now)

    def claim_and_word(message):
        with northmere.store.write() as session:
            if claims.claim(session, message, "copy", now) is not None:
                settled = settle_lines(session, list(load(session, [message]).values()), now)
                said.extend(line.milestone.ref for line in settled[message].lines)

    message = owed_message(northmere, now)
    with northmere.store.write() as session:
        assert owe_line(session, northmere, "1.1", now) is Owed.ADDED
        claimer = Thread(target=claim_and_word, args=(message,))
        claimer.start()
        claimer.join(timeout=0.3)
    claimer.join()
    assert sorted(said) == ["1.1", "2.1"]


def owed_message(northmere, now):
    """The id of the message that is due; it is looked at and given back."""
    with northmere.store.write() as session:
        claim = claim_next(session, now)
        claims.release(session, claim, now)
    return claim.id


def test_a_line_that_comes_when_the_message_has_left_is_not_put_into_it(northmere):
    now = at("2026-06-02 09:00")
    with northmere.store.write() as session:
        owe_line(session, northmere, "2.1", now)
    with northmere.store.write() as session:
        claim_next(session, now)
    with northmere.store.write() as session:
        assert owe_line(session, northmere, "1.1", now) is Owed.TOO_LATE
