"""The weekly digest as a director reads it on a phone: what changed, what needs them, and nobody's own words."""

from datetime import date

import pytest
from northmere import LEADERSHIP, Northmere, milestone, plan

from bot.conversation.message import Buttons, Chart, Table, as_plain_text
from plans.reading import StatusLabel
from plans.words import Status

IFAN, GRACE, OWNER = "Ifan Rees", "Grace Adeyemi", "Bethan Lloyd"
KEY = (
    StatusLabel("Done", Status.COMPLETE, "purple"),
    StatusLabel("As planned", Status.ON_TRACK, "amber"),
    StatusLabel("Off course", Status.OFF_TRACK, "red"),
)


def northmere_of(store, *milestones, key=(), now="2026-05-29 12:00"):
    reading = plan(*milestones)
    return Northmere(store, type(reading)(**{**vars(reading), "status_key": key}), now)


@pytest.fixture
def northmere(store):
    return northmere_of(
        store,
        milestone("1.1", IFAN, date(2026, 6, 12), theme="Leadership"),
        milestone("1.2", IFAN, date(2026, 7, 31), theme="Leadership"),
        milestone("2.1", GRACE, date(2026, 6, 30), Status.OFF_TRACK, theme="Practice"),
        milestone("2.2", None, date(2026, 9, 30), theme="Practice"),
        key=KEY,
    )


def digest(northmere, when="2026-06-15 12:00"):
    northmere.turn_to(when)
    return northmere.sent_to(LEADERSHIP)[-1].message


def main_of(message):
    return as_plain_text(message).partition("\n---\n")[0]


def test_the_headline_says_what_changed_and_what_needs_the_reader(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 done, https://northmere.example/report.pdf")
    northmere.says(GRACE, "2.1 needs until 31 July because the panel is ill")
    message = digest(northmere)
    assert message.text == (
        "Northmere improvement plan: 1 slipped, 1 finished, 2 decisions for you · week to Friday 12 June"
    )


def test_counts_are_in_the_plans_own_words_with_what_changed(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 done")
    assert "✔ Done 1 (+1)  ● As planned 2 (−1)  ▲ at risk 0  ■ Off course 1" in main_of(digest(northmere))


def test_the_chart_is_in_the_plans_own_words_and_colours(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 done")
    (chart,) = [part for part in digest(northmere).parts if isinstance(part, Chart)]
    assert chart.categories == ("Leadership", "Practice")
    assert [(s.name, s.values, s.colour) for s in chart.series] == [
        ("✔ Done", (1, 0), "purple"),
        ("● As planned", (1, 1), "amber"),
        ("■ Off course", (0, 1), "red"),
    ]
    assert chart.says == "Complete by theme: Leadership 1 of 2, Practice 0 of 2."


def test_a_plan_without_themes_has_no_chart_of_them(store):
    northmere = northmere_of(store, milestone("1.1", IFAN, date(2026, 6, 12)))
    assert not [part for part in digest(northmere).parts if isinstance(part, Chart)]


def test_what_is_late_says_by_how_long_and_whose(northmere):
    assert "Overdue 1: 1.1 (1 working day late, Ifan Rees)" in main_of(digest(northmere))


def test_what_will_be_late_says_why(northmere):
    assert "Will probably be late 1: 2.1 (■ Off course, no word yet)" in main_of(digest(northmere))
    assert "At risk or off track" not in main_of(digest(northmere))


def test_what_nobody_is_reminded_of_says_why(northmere):
    assert "Nobody is being reminded 1: 2.2 (it has no lead)" in main_of(digest(northmere))


def test_a_date_is_decided_from_the_digest_by_whoever_may(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(GRACE, "2.1 needs until 31 July because the panel is ill")
    said = main_of(digest(northmere))
    assert "For you to decide: 2.1 from 30 June to 31 July? Asked by Grace Adeyemi." in said
    assert "the panel is ill" not in said
    northmere.presses(IFAN, "Approve 2.1", room=LEADERSHIP)
    assert northmere.milestones()["2.1"].due == date(2026, 6, 30)
    northmere.presses(OWNER, "Approve 2.1", room=LEADERSHIP)
    assert northmere.milestones()["2.1"].due == date(2026, 7, 31)
    assert "For you to decide" not in main_of(digest(northmere, "2026-06-22 12:00"))


def test_what_is_done_is_confirmed_from_the_digest(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 done, https://northmere.example/report.pdf")
    said = main_of(digest(northmere))
    assert "For you to confirm: 1.2 (with evidence)" in said
    assert "Finished 1.2, which waits for Bethan Lloyd" in said
    northmere.presses(OWNER, "Confirm 1.2", room=LEADERSHIP)
    assert northmere.milestones()["1.2"].status is Status.CONFIRMED


def test_a_week_without_a_change_is_one_line_with_the_counts(store):
    northmere = northmere_of(store, milestone("1.1", IFAN, date(2026, 12, 1)), milestone("1.2", None, None))
    message = digest(northmere)
    assert main_of(message) == (
        "Northmere improvement plan: no change this week, none overdue · week to Friday 12 June"
        " · ✔ complete 0  ● on track 2  ▲ at risk 0  ■ off track 0  ○ not started 0 · 2 in all"
    )
    assert message.details


def test_a_decision_that_waits_is_asked_for_though_nothing_changed(northmere):
    northmere.turn_to("2026-06-03 10:00")
    northmere.says(GRACE, "2.1 needs until 31 July because the panel is ill")
    northmere.turn_to("2026-06-08 08:00")
    message = digest(northmere, "2026-06-08 12:00")
    assert "no change this week, none overdue, 1 decision for you" in message.text
    assert [b.label for part in message.parts if isinstance(part, Buttons) for b in part.buttons] == [
        "Approve 2.1",
        "Refuse 2.1",
    ]


def test_the_thread_has_the_trend_and_every_list_as_a_table(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 done")
    message = digest(northmere, "2026-06-15 12:00")
    tables = [part.caption for part in message.details if isinstance(part, Table)]
    assert tables[:3] == ["How it stands", "Overdue 1", "At risk or off track 1"]
    assert next(part for part in message.details if isinstance(part, Table)).rows[0] == ("✔ Done", "1", "0")
    (trend,) = [part for part in message.details if isinstance(part, Chart)]
    assert trend.categories == ("1 Jun", "8 Jun", "15 Jun")
    assert {s.name: s.values for s in trend.series}["✔ Done"] == (0, 0, 1)
    assert trend.says == "Since 1 June: ✔ Done from 0 to 1 and ● As planned from 3 to 2."


def test_no_word_that_anybody_wrote_is_in_it(northmere):
    northmere.turn_to("2026-06-09 10:00")
    northmere.says(IFAN, "1.2 off track, the builder went bankrupt")
    said = as_plain_text(digest(northmere))
    assert "bankrupt" not in said
    assert "Step 1.2" not in said


def test_a_long_list_names_the_first_and_counts_the_others(store):
    many = [milestone(f"1.{n}", IFAN, date(2026, 5, 28)) for n in range(1, 10)]
    said = main_of(digest(northmere_of(store, *many), "2026-06-01 12:00"))
    overdue = next(line for line in said.splitlines() if line.startswith("Overdue 9"))
    assert overdue.endswith("and 4 more")
    assert overdue.count("working days late") == 5


@pytest.mark.parametrize(
    ("when", "week"), [("2026-06-15 12:00", "week to Friday 12 June"), ("2026-06-08 12:00", "week to Friday 5 June")]
)
def test_it_says_which_week_it_is_about(northmere, when, week):
    assert week in digest(northmere, when).text


def test_what_is_at_risk_is_told_by_status_the_worse_first(store):
    northmere = northmere_of(
        store,
        milestone("1.1", IFAN, date(2026, 9, 30), Status.AT_RISK),
        milestone("1.2", IFAN, None, Status.AT_RISK),
        milestone("1.3", IFAN, date(2026, 8, 31), Status.OFF_TRACK),
        key=KEY,
    )
    said = main_of(digest(northmere, "2026-06-01 12:00"))
    assert "At risk or off track 3: ■ Off course 1.3 (31 August) · ▲ at risk 1.1 (30 September), 1.2" in said


def test_of_many_reasons_why_nobody_is_reminded_the_commonest_are_told_and_all_are_in_the_thread(store):
    northmere = northmere_of(
        store,
        milestone("1.1", None, date(2026, 9, 30)),
        milestone("1.2", IFAN, None),
        milestone("1.3", IFAN, None, due_text="soon"),
        milestone("1.4", IFAN, None, due_text="in due course"),
        milestone("1.5", IFAN, None, due_text="soon"),
    )
    message = digest(northmere, "2026-06-01 12:00")
    assert (
        'Nobody is being reminded 5: 1.3, 1.5 ("soon" is not a date) · 1.1 (it has no lead)'
        " · 1.2 (it has no date) · and 1 more"
    ) in main_of(message)
    table = next(part for part in message.details if isinstance(part, Table) and "reminded" in part.caption)
    assert [ref for ref, _ in table.rows] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
