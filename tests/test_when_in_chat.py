"""Dates in running text: found where they are, and not where words only look like them."""

from datetime import date

import pytest
from when_answers import answer

from plans.when import find_when

WEDNESDAY = date(2026, 11, 18)

NO_DATES = [
    "we need 12 more foster carers",
    "may I have another copy",
    "May we close this?",
    "it may not be ready",
    "this may slip",
    "sat in on the panel",
    "the sun is out",
    "wed like more time",
    "I can march this through cabinet",
    "second draft is with comms",
    "first cohort starts, 2nd one is fine",
    "3rd party supplier, 1st class work",
    "see rec 13 and action 8",
    "8.1 is complete, 1.5 and 1.6 are not",
    "C3.2 and C12.10 done",
    "82.1% within 20 miles",
    "9 to 5 cover is in place",
    "ring 01632 960 158",
    "version 1.2.10 of the protocol",
    "v2.3 is out",
    "24/7 support line now live",
    "1/2 done",
    "3/4 of staff trained",
    "50/50",
    "score of 9/10",
    "10/10 would recommend",
    "8 of 12 cases audited, 3 in progress",
    "aged 5 years, in care for 4 weeks",
    "same for 7 mths now",
    "running a month late",
    "push it back two weeks",
    "another fortnight please",
    "+3 weeks",
    "twice a week, 30 days supply",
    "every Friday we meet",
    "we meet on Mondays",
    "at the end of the day it works",
    "Tom has it",
    "by Tom",
    "June is on it",
    "ask June to take it",
    "pass 4.2 to June please",
    "April Jones has it",
    "Jan has got it",
    "August is too busy for us",
    "spring into action",
    "winter pressures",
    "summer reading scheme done",
    "Happy new year!",
    "Easter egg hunt",
    "Christmas party booked",
    "good friday agreement",
    "mid-year review done",
    "question q2 of the survey",
    "year 9 pupils",
    "2026 was hard",
    "2012 referrals",
    "see https://example.org/2027/01/31/notes",
    "mail june.may@march.example",
    "next time, last time, this time",
    "first thing we did",
    "over to you",
    "",
]
FOUND = {
    "1.5 done, 1.6 slipping, should be end of June": [("end of June", "2027-06-30")],
    "1.5 to 30.11.26 and 1.6 to 14/12": [("30.11.26", "2026-11-30"), ("14/12", "2026-12-14")],
    "2/3 complete, rest by 14/12": [("14/12", "2026-12-14")],
    "4.2 done; 4.3 Fri; 4.4 the 30th": [("Fri", "2026-11-20"), ("the 30th", "2026-11-30")],
    "7.4 to 31 jan and 7.5 to end of feb": [("31 jan", "2027-01-31"), ("end of feb", "2027-02-28")],
    "13.1 and 13.2 both 31/1": [("31/1", "2027-01-31")],
    "now looking like september tbh": [("september", "2027-09-01/2027-09-30")],
    "probably December now": [("December", "2026-12-01/2026-12-31")],
    "may be ready by May": [("May", "2027-05-01/2027-05-31")],
    "this may slip to june": [("june", "2027-06-01/2027-06-30")],
    "move 4.2 to June please": [("June", "2027-06-01/2027-06-30")],
    "on leave 7th - 11th Dec, Asha covering": [("7th - 11th Dec", "2026-12-07/2026-12-11")],
    "a/l 21 dec - 1 jan": [("21 dec - 1 jan", "2026-12-21/2027-01-01")],
    "not in thurs to mon": [("thurs to mon", "2026-11-19/2026-11-23")],
    "I'm off till weds": [("weds", "2026-11-25")],
    "in court all day tmrw, ask me fri": [("tmrw", "2026-11-19"), ("fri", "2026-11-20")],
    "chase me end of next week": [("end of next week", "2026-11-27")],
    "remind me in 3 days": [("in 3 days", "2026-11-21")],
    "snooze a week": [],
    "whats due next week": [("next week", "2026-11-23/2026-11-29")],
    "what have we got due this quarter": [("this quarter", "2026-10-01/2026-12-31")],
    "what changed since 1 october": [("1 october", "2026-10-01")],
    "anything new since monday": [("monday", "2026-11-16")],
    "moved from 30 June to 31 July": [("30 June", "2027-06-30"), ("31 July", "2027-07-31")],
    "change it from 30 Nov to 31 Jan": [("30 Nov", "2026-11-30"), ("31 Jan", "2027-01-31")],
    "will do by close of play today": [("by close of play today", "2026-11-18")],
    "ready friday week": [("friday week", "2026-11-27")],
    "Friday's panel agreed it": [("Friday", "2026-11-20")],
    "> need a date for C4.1\n31/05/2027": [("31/05/2027", "2027-05-31")],
    "31march ok?": [("31march", "2027-03-31")],
    "back on the 14th": [("the 14th", "2026-12-14")],
    "Legal met on 3 November": [("3 November", "2026-11-03")],
    "🎉 done — sign-off is 4 December": [("4 December", "2026-12-04")],
}


@pytest.mark.parametrize("text", NO_DATES)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert find_when(text, WEDNESDAY) == []


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_dates_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_when(text, WEDNESDAY)
    assert [(text[one.start : one.end], answer(one.when)) for one in found] == expected


def test_shouting_and_whispering_find_the_same() -> None:
    for text in ("Ready By End Of June", "READY BY END OF JUNE", "ready by end of june"):
        assert [answer(one.when) for one in find_when(text, WEDNESDAY)] == ["2027-06-30"]
