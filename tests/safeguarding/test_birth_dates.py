"""A date beside a name is a birth date where it lies too far back for work; the day it is now tells which."""

from datetime import date

import pytest

from bot.conversation.safeguarding import Why, find_held
from safeguarding.invented_messages import OFFICERS, TODAY


@pytest.mark.parametrize(
    "said",
    [
        "Lowenna Trethick, 9.11.2014",
        "Lowenna Trethick (11-08-2010)",
        "2016-07-30 Lowenna Trethick",
        "Lowenna Trethick - 3 Feb 2012",
        "Lowenna Trethick b. 3/4/13",
        "Lowenna Trethick was born in March",
        "JT 12.06.2013",
    ],
)
def test_a_name_beside_a_date_long_past_is_held(said):
    held = find_held(f"Only {said} is left", OFFICERS, today=TODAY)
    assert held is not None
    assert held.why[0] is Why.BIRTH


@pytest.mark.parametrize(
    "said",
    [
        "Lowenna Trethick, 9.11.2026",
        "Lowenna Trethick, 9.11.2027",
        "Lowenna Trethick, 14 June, 10am",
        "Lowenna Trethick 31.02.2014",
        "signed by Lowenna Trethick, 9.11.2014",
        "Lowenna Trethick joined 9.11.2014",
        "Ifan Rees, 9.11.2014",
        "Lowenna Trethick Academy, 9.11.2014",
        "9.11.2014",
    ],
)
def test_a_date_of_work_is_let_through(said):
    assert find_held(f"Update: {said}", OFFICERS, today=TODAY) is None


def test_the_same_date_is_of_work_near_its_day_and_a_birth_later():
    said = "Lowenna Trethick, 1.9.2026"
    assert find_held(said, today=date(2026, 9, 20)) is None
    assert find_held(said, today=date(2030, 9, 20)) is not None
