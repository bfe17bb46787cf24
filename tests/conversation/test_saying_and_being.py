"""What was said and what the plan shows may differ: it is kept as said, and asked about in the same line."""

from datetime import date

import pytest
from northmere import Northmere, milestone

from bot.conversation.answers.doubts import doubt
from bot.conversation.understanding import Update
from plans.milestone import Milestone
from plans.words import Status

TODAY = date(2026, 6, 17)
PAST, AHEAD = date(2026, 6, 15), date(2026, 9, 30)


def one(due=AHEAD, status=Status.ON_TRACK, progress=None):
    return Milestone(1, 1, "1.1", "Return interviews audited", status=status, due=due, progress=progress)


def said(status=None, note="", **more):
    return Update(ref="1.1", status=status, note=note, **more)


@pytest.mark.parametrize(
    ("milestone_", "update", "asked"),
    [
        (one(PAST), said(Status.ON_TRACK), "though it was due on Monday 15 June. Is there a new date?"),
        (one(PAST), said(Status.NOT_STARTED), "though it was due on Monday 15 June. Is there a new date?"),
        (one(), said(Status.COMPLETE), "though it is due only on Wednesday 30 September. Is all of it done?"),
        (one(PAST), said(Status.COMPLETE, due=AHEAD), "though you also name Wednesday 30 September."),
        (one(progress=60), said(progress=40), "down from 60%. Is that right?"),
        (one(PAST), said(Status.COMPLETE, progress=80), "though you also say 80%. Is it done?"),
        (one(), said(Status.NOT_STARTED, progress=20), "though you also say 20%. Has it begun?"),
        (one(status=Status.COMPLETE), said(Status.AT_RISK), "though the plan showed it as ✔ complete"),
        (one(), said(Status.ON_TRACK, "on track but we are blocked by legal"), "you also say “blocked”"),
        (one(), said(Status.ON_TRACK, "on track, contract not signed"), "you also say “not signed”"),
        (one(), said(Status.ON_TRACK, "green, legal haven't come back"), "you also say “haven't come back”"),
        (one(PAST), said(Status.COMPLETE, "done, sign-off pending"), "you also say “sign-off pending”"),
        (one(PAST), said(Status.COMPLETE, "done except the training"), "you also say “except”. Is all of it done?"),
        (one(), said(Status.OFF_TRACK, "off track, everything is fine though"), "Is it off track all the same?"),
    ],
)
def test_what_does_not_fit_is_asked_about(milestone_, update, asked):
    assert asked in doubt(milestone_, update, TODAY, {})


@pytest.mark.parametrize(
    ("milestone_", "update"),
    [
        (one(), said(Status.ON_TRACK, "on track, contract signed")),
        (one(), said(Status.ON_TRACK, "on track, no longer blocked")),
        (one(), said(Status.ON_TRACK, "on track, it was stuck until May")),
        (one(PAST), said(Status.ON_TRACK, due=AHEAD)),
        (one(PAST), said(Status.COMPLETE, "done and signed off")),
        (one(PAST), said(Status.AT_RISK, "slipping, waiting for legal")),
        (one(progress=40), said(progress=60)),
        (one(progress=40), said(progress=40)),
        (one(None), said(Status.COMPLETE)),
        (one(), said(note="the group met on Monday")),
    ],
)
def test_what_fits_is_not(milestone_, update):
    assert doubt(milestone_, update, TODAY, {}) == ""


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-17 10:00",
        milestone("1.1", "Ifan Rees", PAST, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", AHEAD, title="Strategy meetings recorded"),
    )


def test_it_is_kept_as_said_and_asked_about_in_one_line(northmere):
    line = northmere.says("Ifan Rees", "1.1 on track").splitlines()[0]
    assert line == ("1.1 → ● on track, as you say, though it was due on Monday 15 June. Is there a new date?")
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK


def test_a_percentage_that_falls_is_kept(northmere):
    northmere.says("Ifan Rees", "1.2 60%")
    assert "1.2 → 40%, down from 60%. Is that right?" in northmere.says("Ifan Rees", "1.2 is at 40%")
    assert northmere.milestones()["1.2"].progress == 40


def test_done_with_a_date_to_come_asks_for_no_later_date(northmere):
    northmere.says("Ifan Rees", "1.1 done, date 30 September")
    assert northmere.milestones()["1.1"].asked_for is None


def test_a_status_is_doubted_under_the_plans_own_name():
    update = said(Status.OFF_TRACK, "off track but everything is fine")
    assert "Is it Behind all the same?" in doubt(one(PAST), update, TODAY, {"off_track": "Behind"})
