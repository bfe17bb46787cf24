"""A list is given by lead, only mine, or as a file, each time as whoever presses may know of it."""

import csv
import io
from datetime import date, timedelta

import pytest
from northmere import LEADERSHIP, PLATFORM, TENANT, Northmere, milestone, plan

from bot.conversation.answers.listed_file import COLUMNS, as_file
from bot.conversation.heard import Pressed, Speaker
from plans.milestone import Milestone
from storage.changes.events import Author
from storage.changes.restrictions import restrict
from storage.questions.people import people_of
from storage.questions.plans import plan_by_id

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-22 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Grace Adeyemi", date(2026, 6, 16), title="Strategy meetings recorded"),
        milestone("1.10", "Ifan Rees", date(2026, 6, 17), title='=HYPERLINK("http://x.example")'),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
    )


def restricted_to(northmere, ref, *names):
    with northmere.store.write() as session:
        people = [p.id for p in people_of(session, northmere.organisation_id) if p.name in names]
        restrict(session, northmere.milestones()[ref].id, people, Author(None, northmere.clock.now()))


def file_of(northmere):
    """The rows of the last file that was sent."""
    (file,) = northmere.sent[-1].message.files
    assert file.data.startswith(b"\xef\xbb\xbf")
    return file.name, list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))


def press_in_channel(northmere, who, label, message):
    """Somebody presses a button of a message in the leadership channel; what is said there."""
    button = next(b for b in message.buttons if b.label == label)
    speaker = Speaker(PLATFORM, TENANT, who)
    pressed = Pressed(
        speaker, LEADERSHIP, "none", f"{who}-{label}", button.action, button.value, northmere.clock.now(), False
    )
    northmere.conversation.press(pressed)
    return northmere.sent[-1]


def test_a_list_offers_its_other_shapes(northmere):
    answer = northmere.says("Ifan Rees", "what's overdue?")
    assert answer.splitlines()[-1] == "[Show by lead] [Only mine] [As a file]"


def test_what_would_show_the_same_again_is_not_offered(northmere):
    assert "[Show by lead]" not in northmere.says("Ifan Rees", "what have I got overdue?")
    assert "[Only mine]" not in northmere.says("Ifan Rees", "what have I got overdue?")
    assert "[Only mine]" not in northmere.says("Bethan Lloyd", "what's overdue?")
    assert "[As a file]" not in northmere.says("Grace Adeyemi", "what have I got overdue?")


def test_by_lead_numbers_go_through_and_can_be_answered(northmere):
    northmere.says("Ifan Rees", "what's overdue?")
    answer = northmere.presses("Ifan Rees", "Show by lead")
    lines = answer.splitlines()
    assert lines[1] == "Grace Adeyemi 1"
    assert lines[2].startswith("1. 1.2 Strategy meetings recorded")
    assert lines[3] == "Ifan Rees 2"
    assert lines[4].startswith("2. 1.1 Return interviews audited")
    assert "1.1 → ▲ at risk" in northmere.says("Ifan Rees", "2 at risk")


def test_only_mine_is_of_whoever_presses(northmere):
    northmere.says("Bethan Lloyd", "what's overdue?", conversation=LEADERSHIP, is_private=False)
    asked = northmere.sent[-1].message
    assert "1 of 2 milestones of Grace Adeyemi is overdue" in press_in_channel(
        northmere, "Grace Adeyemi", "Only mine", asked
    ).text.replace("of yours", "of Grace Adeyemi")
    assert "Both milestones of yours" in press_in_channel(northmere, "Ifan Rees", "Only mine", asked).text


def test_mine_stays_the_askers_when_somebody_else_presses(northmere):
    northmere.says("Ifan Rees", "what have I got overdue?", conversation=LEADERSHIP, is_private=False)
    said = press_in_channel(northmere, "Bethan Lloyd", "As a file", northmere.sent[-1].message)
    assert "Both milestones of Ifan Rees are overdue" in said.text
    _, rows = file_of(northmere)
    assert {row["Lead"] for row in rows} == {"Ifan Rees"}


def test_a_file_has_a_row_for_each_milestone_of_the_list(northmere):
    northmere.says("Ifan Rees", "what's overdue?")
    said = northmere.presses("Ifan Rees", "As a file")
    assert "3 of 4 milestones are overdue" in said
    name, rows = file_of(northmere)
    assert name == "overdue-2026-06-22.csv"
    assert [row["Milestone"].split(" ")[0] for row in rows] == ["1.1", "1.2", "1.10"]
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["Due"], rows[0]["Working days late"], rows[0]["Status"]) == ("2026-06-15", "5", "● on track")


def test_a_file_leaves_out_what_its_reader_may_not_know(northmere):
    restricted_to(northmere, "1.2", "Bethan Lloyd")
    northmere.says("Grace Adeyemi", "what's overdue?")
    northmere.presses("Grace Adeyemi", "As a file")
    assert len(file_of(northmere)[1]) == 3
    northmere.says("Ifan Rees", "what's overdue?")
    northmere.presses("Ifan Rees", "As a file")
    assert len(file_of(northmere)[1]) == 2


def test_a_restricted_milestone_is_in_no_file_where_others_read_whoever_presses(northmere):
    northmere.says("Bethan Lloyd", "what's overdue?", conversation=LEADERSHIP, is_private=False)
    asked = northmere.sent[-1].message
    restricted_to(northmere, "1.2", "Bethan Lloyd")
    for who in ("Bethan Lloyd", "Grace Adeyemi"):
        for label in ("As a file", "Show by lead"):
            said = press_in_channel(northmere, who, label, asked)
            assert "Strategy meetings" not in said.text
        assert len(file_of(northmere)[1] if northmere.sent[-1].message.files else [1, 2]) == 2


@pytest.mark.parametrize("title", ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(northmere, title):
    with northmere.store.read() as session:
        facts = plan_by_id(session, northmere.plan_id)
    file = as_file("x.csv", [Milestone(1, 1, "1.10", "Step", theme=title, lead=title)], facts, DUE)
    (row,) = csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline=""))
    assert row["Theme"] == f"'{title}"
    assert row["Lead"] == f"'{title}"
    assert row["Milestone"] == "1.10 Step"


def test_a_long_list_by_lead_names_references_only(store):
    several = [
        milestone(f"{n}.1", "Ifan Rees" if n % 2 else "Grace Adeyemi", DUE + timedelta(days=n % 3), title=f"Step {n}")
        for n in range(1, 41)
    ]
    large = Northmere(store, plan(*several), "2026-05-29 12:00")
    large.turn_to("2026-07-01 10:00")
    assert "[Show all 40] [Show by lead] [Only mine] [As a file]" in large.says("Ifan Rees", "what's overdue?")
    lines = large.presses("Ifan Rees", "Show by lead").splitlines()
    assert lines[1].startswith("Grace Adeyemi 20: ")
    assert lines[2].startswith("Ifan Rees 20: ")
    large.presses("Ifan Rees", "As a file")
    assert len(file_of(large)[1]) == 40
