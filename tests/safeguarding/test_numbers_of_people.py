"""NHS numbers, pupil numbers and case numbers are held; the numbers of orders, tickets and telephones are not."""

import pytest

from bot.conversation.safeguarding import Why, find_held
from bot.conversation.safeguarding.numbers import is_nhs_number, is_pupil_number

# Of the range 999, which is never issued.
NHS = "9990000018"


def test_an_nhs_number_ends_in_its_check_digit():
    assert is_nhs_number(NHS)
    assert [last for last in "0123456789" if is_nhs_number(NHS[:9] + last)] == ["8"]


def test_a_number_whose_check_digit_would_be_ten_is_never_an_nhs_number():
    assert not any(is_nhs_number("999000000" + last) for last in "0123456789")


def test_ten_equal_digits_are_no_nhs_number():
    assert not is_nhs_number("0" * 10)


@pytest.mark.parametrize("length", [0, 9, 11])
def test_an_nhs_number_has_ten_digits(length):
    assert not is_nhs_number("9" * length)


@pytest.mark.parametrize(
    "written", [NHS, "999 000 0018", "999-000-0018", "999.000.0018", "999 – 000 – 0018", "(9990000018)"]
)
def test_an_nhs_number_is_held_however_it_is_grouped(written):
    held = find_held(f"still waiting on {written} for 5.2")
    assert held is not None
    assert held.why == (Why.NUMBER,)


@pytest.mark.parametrize("text", ["5.2 done for 999 000 0019", "batch 9990000017 printed"])
def test_ten_digits_with_a_wrong_check_digit_are_let_through(text):
    assert find_held(text) is None


def test_a_mistyped_number_is_held_where_it_is_called_an_nhs_number():
    assert find_held("NHS number 999 000 0019 not linked") is not None


@pytest.mark.parametrize("before", ["PO", "invoice", "tel", "call me on", "order no", "contract"])
def test_a_number_that_says_what_else_it_is_is_let_through(before):
    assert find_held(f"{before} {NHS} for the audit") is None


def test_a_number_within_a_longer_one_is_let_through():
    assert find_held(f"parcel 7{NHS} and {NHS}3 arrived") is None


def test_a_pupil_number_begins_with_its_check_letter():
    assert is_pupil_number("G999123417004")
    assert not is_pupil_number("H999123417004")


def test_a_pupil_number_is_held_without_a_label_and_a_wrong_one_only_with_it():
    assert find_held("G999123417004 has no PEP") is not None
    assert find_held("H999123417004 is the part number") is None
    assert find_held("UPN H999123417004 has no PEP") is not None


@pytest.mark.parametrize(
    "text",
    [
        "LCS 1048823 has no chronology",
        "mosaic id: 220145",
        "Liquid Logic no 88120",
        "2204417 on Mosaic not allocated",
        "case ref SC/104432",
        "pupil no. 004417",
        "ZW24C00317 lists on Monday",
        "client 558201 not visited",
    ],
)
def test_the_number_of_a_case_is_held(text):
    held = find_held(text)
    assert held is not None
    assert Why.NUMBER in held.why


@pytest.mark.parametrize(
    "text",
    [
        "helpdesk case 448120 still open",
        "LCS version 2024 is live",
        "Mosaic upgrade 2025 planned",
        "case file audit 2024 done",
        "referral numbers: 1240 in April",
        "FOI case 220145 answered",
        "https://northmere.example/x?case=1048823",
        "case 3 of 12 read",
        "caseload 14",
    ],
)
def test_other_numbers_are_let_through(text):
    assert find_held(text) is None
