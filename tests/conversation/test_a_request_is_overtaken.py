"""A request for a later date that has ended: its messages lose their buttons and say what became of it."""

from datetime import date, timedelta

import pytest
from northmere import Northmere, milestone

from jobs.channel import DeliveryError
from plans.words import Status
from storage import tables
from storage.changes.dates import decide_date
from storage.changes.events import Author, change_milestone
from storage.changes.overtaken import open_requests
from storage.claims import LEASE
from storage.outbox import AMENDMENT

IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
WAS, TO = date(2026, 9, 15), date(2026, 10, 15)
ASKS = "move 1.2 to 15 October because the recorder left"


class Dead(BaseException):
    """The process ends here."""


@pytest.fixture
def northmere(store):
    council = Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", IFAN, WAS),
        milestone("1.2", IFAN, WAS, title="Strategy meetings recorded"),
    )
    council.says(IFAN, ASKS)
    council.tick()
    return council


def asked(northmere):
    """The messages that put the request before the plan's owner, as they read now."""
    return [one.text for one in northmere.sent_to(BETHAN) if "1.2" in one.first]


def as_stands(northmere, last):
    return [
        "Ifan Rees asked to move 1.2 from 15 September to 15 October.\n"
        f'Strategy meetings recorded\nReason: "the recorder left"\n{last}'
    ]


def later(northmere, span=timedelta(seconds=1)):
    northmere.clock.set(northmere.clock.now() + span)
    northmere.tick()


def change(northmere, kind, **fields):
    with northmere.store.write() as session:
        row = session.get_one(tables.Milestone, northmere.milestones()["1.2"].id)
        change_milestone(session, row, kind, fields, Author(None, northmere.clock.now()))


def is_open(northmere):
    with northmere.store.read() as session:
        return bool(open_requests(session, northmere.milestones()["1.2"].id))


def test_approved_it_says_so_in_the_place_of_its_buttons(northmere):
    northmere.presses(BETHAN, "Approve")
    northmere.tick()
    assert asked(northmere)[:1] == as_stands(northmere, "Approved by you: 1.2 was moved to 15 October.")


def test_refused_it_says_so(northmere):
    northmere.presses(BETHAN, "Refuse")
    northmere.tick()
    assert asked(northmere)[:1] == as_stands(northmere, "Refused by you: 1.2 stays due 15 September.")


def test_one_that_is_asked_for_again_gives_way(northmere):
    northmere.says(IFAN, "move 1.2 to 30 October because the new recorder starts then")
    northmere.tick()
    first, second = asked(northmere)
    assert [first] == as_stands(northmere, "No answer is needed any more: Ifan Rees asked for 30 October since.")
    assert "asks to move 1.2 from 15 September to 30 October." in second and "[Approve]" in second


def test_whoever_asked_hears_that_somebody_else_asked_for_another_date(northmere):
    northmere.says(AMARA, "move 1.2 to 30 October because the new recorder starts then")
    northmere.tick()
    assert northmere.sent_to(IFAN)[-1].text == (
        "Amara Okafor asks for 30 October for 1.2: the 15 October that you asked for waits no longer."
    )


def test_the_second_one_taken_back_the_first_has_its_buttons_again(northmere):
    before = asked(northmere)
    northmere.says(IFAN, "move 1.2 to 30 October because the new recorder starts then")
    northmere.tick()
    northmere.says(IFAN, "undo")
    later(northmere)
    first, second = asked(northmere)
    assert [first] == before
    assert second.endswith("Withdrawn: Ifan Rees took the request to move 1.2 to 30 October back.")
    assert "1.2 is now due 15 October" in northmere.presses(BETHAN, "Approve")


def test_a_finished_milestone_needs_no_later_date(northmere):
    northmere.says(IFAN, "1.2 is done")
    northmere.tick()
    assert asked(northmere)[:1] == as_stands(northmere, "No answer is needed any more: 1.2 is complete.")
    assert northmere.milestones()["1.2"].asked_for is None


def test_not_finished_after_all_it_waits_again(northmere):
    before = asked(northmere)
    northmere.says(IFAN, "1.2 is done")
    northmere.tick()
    northmere.says(IFAN, "undo")
    later(northmere)
    assert asked(northmere)[:1] == before
    assert northmere.milestones()["1.2"].asked_for == TO


def test_what_was_not_sent_because_it_had_ended_is_sent_when_it_waits_again(store):
    council = Northmere.after(store, "2026-05-29 12:00", "2026-06-01 10:00", milestone("1.2", IFAN, WAS))
    council.says(IFAN, ASKS)
    council.says(IFAN, "1.2 is done")
    council.tick()
    assert asked(council) == []
    council.says(IFAN, "undo")
    later(council)
    assert "[Approve]" in asked(council)[0]


def test_a_milestone_that_is_closed_or_moved_otherwise_needs_none(northmere):
    change(northmere, "reimported", due_on=date(2026, 9, 30))
    northmere.tick()
    assert asked(northmere) == as_stands(
        northmere, "No answer is needed any more: 1.2 is due 30 September by another change."
    )
    northmere.says(IFAN, ASKS)
    northmere.tick()
    change(northmere, "retired", retired_at=northmere.clock.now())
    northmere.tick()
    assert asked(northmere)[-1].endswith("No answer is needed any more: 1.2 is not in the plan any more.")


def test_a_new_lead_may_ask_again(northmere):
    northmere.says(IFAN, "give 1.2 to Grace")
    northmere.tick()
    assert is_open(northmere)
    northmere.presses(GRACE, "Accept")
    northmere.tick()
    assert asked(northmere)[0].endswith("No answer is needed any more: Grace Adeyemi leads 1.2 now, and may ask again.")


def test_a_new_lead_who_asked_for_it_themselves_still_asks(northmere):
    northmere.says(AMARA, "move 1.2 to 30 October because the recorder left")
    northmere.says(AMARA, "I'll take 1.2")
    assert northmere.milestones()["1.2"].lead == AMARA
    assert is_open(northmere)


def test_the_second_asking_changes_too(northmere):
    northmere.turn_to("2026-06-04 10:00")
    assert [text.count("[Approve]") for text in asked(northmere)] == [1, 1]
    northmere.says(IFAN, "1.2 is done")
    northmere.tick()
    ended = as_stands(northmere, "No answer is needed any more: 1.2 is complete.")
    assert asked(northmere)[:2] == ended * 2


def test_a_press_on_an_old_screen_is_told_what_overtook_it(northmere):
    stale = northmere.sent_to(BETHAN)[-1].message
    northmere.says(IFAN, "1.2 is done")
    northmere.tick()
    next(one for one in northmere.sent_to(BETHAN) if "asks to move" in one.first).message = stale
    for button in ("Approve", "Refuse", "Ask why"):
        assert northmere.presses(BETHAN, button) == (
            "No answer is needed any more: 1.2 is complete. Nothing was changed."
        )
    assert northmere.milestones()["1.2"].due == WAS


def amendments(northmere):
    with northmere.store.read() as session:
        rows = session.query(tables.Notification).filter_by(kind=AMENDMENT).all()
        return [(row.sent_at is not None, row.failure) for row in rows]


def test_nothing_is_changed_where_the_platform_has_lost_the_message(northmere):
    northmere.channel.refuse = [DeliveryError("message_not_found", gone=True)]
    with northmere.store.write() as session:
        (request,) = open_requests(session, northmere.milestones()["1.2"].id)
        decide_date(session, request.id, True, Author(None, northmere.clock.now()))
    count = len(northmere.sent)
    later(northmere)
    assert len(northmere.sent) == count
    assert amendments(northmere) == [(False, "nothing_left")]


@pytest.mark.parametrize("lost", [True, False])
def test_when_the_process_dies_on_the_way_it_is_changed_all_the_same(northmere, lost):
    northmere.says(IFAN, "1.2 is done")
    northmere.channel.then_die = Dead if lost else None
    northmere.channel.refuse = [] if lost else [DeliveryError("timeout", uncertain=True)]
    if lost:
        with pytest.raises(Dead):
            northmere.tick()
    else:
        northmere.tick()
    northmere.channel.then_die = None
    later(northmere, LEASE)
    later(northmere)
    assert asked(northmere)[:1] == as_stands(northmere, "No answer is needed any more: 1.2 is complete.")
    assert amendments(northmere) == [(True, "not_found")] or amendments(northmere)[0][0]


def test_what_is_on_its_way_when_it_ends_is_changed_when_it_has_arrived(store):
    council = Northmere.after(store, "2026-05-29 12:00", "2026-06-01 10:00", milestone("1.2", IFAN, WAS))
    council.says(IFAN, ASKS)
    council.channel.then_die = Dead
    with pytest.raises(Dead):
        council.tick()
    council.channel.then_die = None
    council.says(IFAN, "1.2 is done")
    council.tick()
    assert "[Approve]" in asked(council)[0]
    later(council, LEASE)
    later(council)
    assert asked(council)[0].endswith("No answer is needed any more: 1.2 is complete.")


def test_a_later_date_is_not_asked_for_what_is_finished(northmere):
    northmere.says(IFAN, "1.1 is done")
    answer = northmere.says(IFAN, "move 1.1 to 15 October because the recorder left")
    assert answer.startswith("1.1 → ✔ complete already, so no date is changed or asked for\n")
    assert northmere.milestones()["1.1"].asked_for is None
    assert northmere.milestones()["1.1"].status is Status.COMPLETE
