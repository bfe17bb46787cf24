"""The example plan that comes with Milepost, which the demonstration and other tests rely on."""

import csv
from datetime import date
from pathlib import Path

import pytest

from documents.reading import read_plan
from plans.reading import PlanReading
from plans.words import Status

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DEMO_DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def plan() -> PlanReading:
    return read_plan(EXAMPLES / "northmere.txt")


@pytest.fixture(scope="module")
def people() -> dict[str, dict[str, str]]:
    with (EXAMPLES / "northmere-people.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_it_is_northmeres_plan_as_at_its_own_day(plan: PlanReading) -> None:
    assert plan.title.startswith("Northmere Children's Services Improvement Plan")
    assert (plan.organisation, plan.as_at, plan.published) == (
        "Northmere Council",
        date(2026, 5, 22),
        date(2026, 1, 30),
    )


def test_it_has_eight_actions_in_four_themes_and_fifteen_milestones(plan: PlanReading) -> None:
    assert [action.ref for action in plan.actions] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert len({action.theme for action in plan.actions}) == 4
    assert len(plan.milestones) == 15


def test_its_key_has_a_label_of_its_own_for_every_status(plan: PlanReading) -> None:
    assert {label.status: label.label for label in plan.status_key} == {
        Status.COMPLETE: "Achieved",
        Status.ON_TRACK: "On track",
        Status.AT_RISK: "Not on track but recoverable",
        Status.OFF_TRACK: "Off track",
        Status.NOT_STARTED: "Not started",
    }


def test_every_status_of_the_key_occurs(plan: PlanReading) -> None:
    assert {milestone.status for milestone in plan.milestones} == {label.status for label in plan.status_key}


def test_two_milestones_are_overdue_on_the_day_of_the_demonstration(plan: PlanReading) -> None:
    open_ones = [each for each in plan.milestones if each.status is not Status.COMPLETE and each.due]
    assert [each.ref for each in open_ones if each.due and each.due < DEMO_DAY] == ["2.1", "6.1"]


def test_due_dates_reach_from_days_to_the_end_of_the_year(plan: PlanReading) -> None:
    ahead = sorted(each.due for each in plan.milestones if each.due and each.due >= DEMO_DAY)
    assert (ahead[0], ahead[-1]) == (date(2026, 6, 12), date(2026, 12, 18))


def test_three_things_are_left_to_settle(plan: PlanReading) -> None:
    assert [(query.ref, query.field, query.taken_as) for query in plan.queries] == [
        ("4.2", "due", "30 September 2026"),
        ("8.1", "leads", "Helen Marsh answers, Dan Whitlock supports"),
        ("8.2", "due", None),
    ]


def test_one_milestone_is_led_by_a_post_that_nobody_holds(plan: PlanReading, people: dict[str, dict[str, str]]) -> None:
    posts = [lead.post for each in plan.milestones for lead in each.leads if lead.post]
    assert posts == ["Designated Nurse for Children in Care"]
    assert not any(person["post"] == posts[0] for person in people.values())


def test_every_named_lead_and_every_manager_is_among_the_people(
    plan: PlanReading, people: dict[str, dict[str, str]]
) -> None:
    leads = {lead.name for each in plan.milestones for lead in each.leads if lead.name}
    managers = {person["manager"] for person in people.values() if person["manager"]}
    assert leads | managers <= set(people)


def test_partners_are_read_with_their_organisations(plan: PlanReading) -> None:
    organisations = {lead.name: lead.organisation for each in plan.milestones for lead in each.leads}
    assert organisations["Siobhan Doyle"] == "NHS Northmere and Westvale"
    assert organisations["Callum Byrne"] == "Northmere Police"


def test_recommendations_fall_due_counted_from_the_report(plan: PlanReading) -> None:
    assert [(each.ref, each.due) for each in plan.recommendations][:4] == [
        ("1", date(2026, 4, 30)),
        ("2", date(2026, 7, 30)),
        ("3", date(2026, 7, 30)),
        ("4", date(2027, 1, 30)),
    ]


def test_actions_know_which_recommendations_they_answer(plan: PlanReading) -> None:
    answered = {action.ref: action.recommendations for action in plan.actions}
    assert answered["3"] == ("4",)
    assert {ref for refs in answered.values() for ref in refs} == {each.ref for each in plan.recommendations}


def test_a_document_without_a_title_is_called_after_its_file():
    assert read_plan(EXAMPLES / "northmere.csv").title == "Northmere"
