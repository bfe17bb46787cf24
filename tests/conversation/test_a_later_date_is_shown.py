"""A later date that waits is said wherever its milestone is: which day, who decides, and since when."""

from datetime import date

import pytest
from northmere import LEADERSHIP, Northmere, milestone

from plans.milestone import LaterDate

IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
DUE = date(2026, 6, 15)
WAITS = "15 July asked for, waiting for Bethan Lloyd since 1 June"


@pytest.fixture
def northmere(store):
    council = Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.2", IFAN, DUE, title="Strategy meetings recorded"),
    )
    council.says(IFAN, "move 1.2 to 15 July because the recorder left")
    council.tick()
    return council


def item(northmere, who, question):
    """The line of 1.2 in the answer."""
    said = northmere.says(who, question).splitlines()
    return next(line for line in said if "1.2" in line and "asked for" in line)


def last(northmere, who):
    return northmere.sent_to(who)[-1].text


@pytest.mark.parametrize("question", ["what's overdue", "what of mine is late?", "how is the plan doing"])
def test_lists_say_it(northmere, question):
    northmere.turn_to("2026-06-16 08:00")
    assert item(northmere, IFAN, question).endswith(f" · Ifan Rees · {WAITS}")


def test_whoever_decides_reads_that_it_waits_for_them(northmere):
    northmere.turn_to("2026-06-16 08:00")
    assert item(northmere, BETHAN, "what's overdue").endswith("waiting for you since 1 June")
    said = northmere.says(BETHAN, "how is 1.2?")
    assert "Lead: Ifan Rees · 15 July asked for, waiting for you since 1 June" in said


def test_on_its_own_day_it_says_no_day(northmere):
    assert item(northmere, IFAN, "what's mine").endswith("15 July asked for, waiting for Bethan Lloyd")


def test_without_a_reason_nobody_is_waited_for(northmere):
    northmere.says(IFAN, "move 1.2 to 31 July")
    assert northmere.milestones()["1.2"].later == LaterDate(date(2026, 7, 31), date(2026, 6, 1), None, False)
    northmere.turn_to("2026-06-03 10:00")
    assert item(northmere, IFAN, "what's mine").endswith("31 July asked for on 1 June, still without a reason")
    northmere.turn_to("2026-06-15 10:00")
    assert "A later date, 31 July, was asked for without a reason: say why it is needed" in last(northmere, IFAN)


def test_whoever_is_asked_when_there_is_a_reason_is_waited_for_since_then(northmere):
    northmere.says(IFAN, "move 1.2 to 31 July")
    northmere.turn_to("2026-06-03 10:00")
    northmere.says(IFAN, "the new recorder starts on the 20th")
    assert northmere.milestones()["1.2"].later == LaterDate(date(2026, 7, 31), date(2026, 6, 3), BETHAN)


def test_before_the_day_the_lead_reads_that_it_waits(northmere):
    northmere.turn_to("2026-06-12 10:00")
    assert last(northmere, IFAN).startswith(
        "1.2 Strategy meetings recorded is due Monday 15 June, 1 working day. The later date asked for, 15 July, "
        "has been waiting for an answer from Bethan Lloyd since 1 June; until then this one holds. The plan shows"
    )


def test_on_the_day_the_lead_reads_that_it_waits(northmere):
    northmere.turn_to("2026-06-15 10:00")
    assert last(northmere, IFAN).startswith(
        "1.2 Strategy meetings recorded is due today. The later date asked for, 15 July, has been waiting for an "
        "answer from Bethan Lloyd since 1 June; until then this one holds. The plan shows ● on track. Is it done?"
    )


def test_late_it_does_not_say_that_nobody_has_said_anything(northmere):
    northmere.turn_to("2026-06-17 10:00")
    assert last(northmere, IFAN).startswith(
        "1.2 Strategy meetings recorded was due on Monday 15 June and is not done. The later date asked for, 15 July, "
        "has been waiting for an answer from Bethan Lloyd since 1 June; until then this one holds. The plan shows"
    )
    assert WAITS in last(northmere, AMARA)


def test_what_is_sent_when_does_not_change(store):
    council = Northmere.after(
        store, "2026-05-29 12:00", "2026-06-01 10:00", milestone("1.2", IFAN, DUE), milestone("2.1", GRACE, DUE)
    )
    council.says(IFAN, "move 1.2 to 15 July because the recorder left")
    council.says(GRACE, "2.1 on track")
    council.turn_to("2026-07-03 10:00")
    to_ifan, to_grace = (
        [one.at for one in council.sent_to(who) if f"{ref} Step" in one.first or "word from you" in one.first]
        for who, ref in ((IFAN, "1.2"), (GRACE, "2.1"))
    )
    assert to_ifan == to_grace and len(to_ifan) > 4
    assert all(("1.2" in one.text) == ("2.1" in one.text) for one in council.sent_to(AMARA))


def test_several_say_it_behind_each(store):
    council = Northmere.after(
        store, "2026-05-29 12:00", "2026-06-01 10:00", milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, DUE)
    )
    council.says(IFAN, "move 1.2 to 15 July because the recorder left")
    council.turn_to("2026-06-17 10:00")
    for who in (IFAN, AMARA):
        first, second = (one for one in last(council, who).splitlines() if one.startswith(("1. ", "2. ")))
        assert WAITS not in first and WAITS in second


def test_whoever_decides_hears_it_as_the_next_of_the_ladder(northmere):
    northmere.turn_to("2026-06-22 10:00")
    assert any("15 July asked for, waiting for you since 1 June" in one.text for one in northmere.sent_to(BETHAN))


def test_leadership_reads_it(northmere):
    northmere.turn_to("2026-06-29 12:00")
    told = [one.text for one in northmere.sent_to(LEADERSHIP)]
    assert any(f"1.2 is 10 working days late, ● on track, {WAITS}." in text for text in told)
    assert any("1.2 (5 working days late, Ifan Rees, 15 July asked for)" in text for text in told)


def test_decided_it_is_said_no_more(northmere):
    northmere.presses(BETHAN, "Refuse")
    northmere.turn_to("2026-06-16 08:00")
    assert "asked for" not in northmere.says(IFAN, "what's overdue")
