"""`milepost read`, `import`, `plans`, `unreminded`: as an officer runs them."""

import json

import pytest
from command_line import EXAMPLE, PEOPLE, run


def test_a_plan_is_read_as_json(milepost):
    reading = json.loads(milepost("read", EXAMPLE, "--json").out)
    assert reading["organisation"] == "Northmere Council"
    assert len(reading["milestones"]) == 15
    assert reading["milestones"][0]["ref"] == "1.1"
    assert reading["milestones"][0]["leads"][0]["name"] == "Ifan Rees"


def test_a_plan_is_read_in_words(milepost):
    said = milepost("read", EXAMPLE).out
    assert "8 actions, 15 milestones, 8 recommendations" in said
    assert "to settle:" in said


def test_the_same_document_again_changes_nothing_and_says_so(milepost):
    assert "Plan 1 is kept" in milepost("import", EXAMPLE).out
    assert "was imported before, as plan 1: nothing has changed." in milepost("import", EXAMPLE).out
    assert milepost("plans").out.count("Northmere Children") == 1


def test_an_import_says_what_nobody_is_reminded_of(milepost):
    said = milepost("import", EXAMPLE).out
    assert "nobody is known to hold the post Designated Nurse for Children in Care" in said
    assert "it has no date" in said


def test_unreminded_lists_them_again(milepost):
    milepost("import", EXAMPLE)
    assert "8.2 Families' feedback" in milepost("unreminded", "Northmere").out


def test_another_document_with_the_same_title_is_not_kept_silently(milepost, tmp_path):
    milepost("import", EXAMPLE)
    changed = tmp_path / "changed.txt"
    changed.write_text(EXAMPLE.read_text().replace("Grace Adeyemi", "Yusuf Rahman"))
    refused = milepost("import", changed, fails=True)
    assert "is kept already" in refused.err
    assert len(refused.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("letter.txt", b"Dear colleague,\n\nthank you for your letter.\n", "letter.txt"),
        ("noise.docx", bytes(range(256)) * 40, "noise.docx"),
        ("half.xlsx", b"PK\x03\x04 half a workbook", "half.xlsx"),
        ("scan.pdf", b"%PDF-1.4 nothing", "scan.pdf"),
    ],
)
def test_a_file_that_is_no_plan_is_one_plain_sentence(milepost, tmp_path, name, content, says):
    file = tmp_path / name
    file.write_bytes(content)
    refused = milepost("import", file, fails=True)
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert len(refused.err.strip().splitlines()) == 1
    assert "There is no database" in milepost("plans", fails=True).err


def test_a_table_without_dates_says_so(milepost, tmp_path):
    file = tmp_path / "undated.txt"
    file.write_text("Action\tMilestone\tLead\n1. Do\t1.1 Write the guide\tIfan Rees\n")
    done = run(["read", file], tmp_path)
    assert done.code == 1 or "date" in done.out.lower()
    assert "Traceback" not in done.err


def test_a_missing_file_is_named(milepost, tmp_path):
    assert "no file" in milepost("read", tmp_path / "gone.docx", fails=True).err


def test_a_mapping_that_is_none_says_how_to_write_one(milepost):
    assert 'write it as "By When=due"' in milepost("read", EXAMPLE, "--map", "By When", fails=True).err


def test_a_mapping_to_a_field_that_there_is_not_lists_those_that_there_are(milepost):
    refused = milepost("read", EXAMPLE, "--map", "Due Date=deadline", fails=True).err
    assert 'cannot make a column "deadline"' in refused
    assert "revised_due" in refused
    assert "Traceback" not in refused


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path):
    done = run(["db", "upgrade"], tmp_path, database=f"sqlite:///{tmp_path}/no/such/folder/x.db")
    assert done.code == 1
    assert "cannot be opened" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_plan_is_named_by_a_part_of_its_title(milepost):
    milepost("import", EXAMPLE)
    assert 'No plan is called "Southmere"' in milepost("unreminded", "Southmere", fails=True).err


def test_a_full_disk_is_one_sentence_and_nothing_is_half_kept(milepost, tmp_path):
    milepost("people", "add", "Ifan Rees")
    # SQLite refuses to grow past its own limit just as it refuses to grow on a full disk.
    refused = milepost("import", EXAMPLE, fails=True, pages=1)
    assert "full" in refused.err
    assert len(refused.err.strip().splitlines()) == 1
    assert "There is no plan yet" in milepost("plans").out


def newer(tmp_path):
    file = tmp_path / "newer.txt"
    file.write_text(EXAMPLE.read_text().replace("12-Jun-2026", "26-Jun-2026"))
    return file


def test_a_newer_document_shows_what_it_would_change_and_asks(milepost, tmp_path):
    milepost("import", EXAMPLE)
    said = milepost("import", newer(tmp_path), "--update", "1", stdin="n\n").out
    assert "3.1, due: 12 June → 26 June" in said
    assert "Nothing has changed." in said
    assert "3.1, due: 12 June → 26 June" in milepost("import", newer(tmp_path), "--update", "1", stdin="y\n").out
    assert "says nothing new" in milepost("import", newer(tmp_path), "--update", "1").out


def test_a_newer_document_without_update_says_how(milepost, tmp_path):
    milepost("import", EXAMPLE)
    assert "`--update 1` shows what it would change" in milepost("import", newer(tmp_path), fails=True).err


def test_an_import_lists_where_what_it_was_taken_for_and_why(milepost):
    said = milepost("import", EXAMPLE).out
    assert "3 things to settle:" in said
    assert (
        '  4.2, its date (line 28): "30-Sep"\n      taken as 30 September 2026, and not used until it is settled\n'
        in said
    )
    assert "      because no year is written; taken as 2026, counted from May 2026\n" in said
    assert "Helen Marsh answers, Dan Whitlock supports\n" in said
    assert "/plans/1/settle" in said


def test_what_is_left_to_settle_can_be_listed_again(milepost):
    milepost("import", EXAMPLE)
    said = milepost("queries", "Northmere").out
    assert '8.1, who answers for it (line 40): "Helen Marsh and Dan Whitlock"' in said


def test_a_plan_without_questions_says_that_everything_is_settled(milepost, tmp_path):
    file = tmp_path / "plain.txt"
    file.write_text(
        "Northmere Council improvement plan as at 22 May 2026\n\n"
        "Action | Milestone | Lead | Due\n1. Act | 1.1 Write the guide | Ifan Rees | 30 June 2027\n"
    )
    assert "is settled." in milepost("import", file).out
    assert "is settled." in milepost("queries", "1").out


def test_a_colour_that_no_key_explains_is_asked_about_once(milepost, tmp_path):
    file = tmp_path / "rated.txt"
    file.write_text(
        "Northmere Council improvement plan as at 22 May 2026\n\nAction | Lead | Due | RAG\n"
        "1. Write the guide | Ifan Rees | 30 June 2027 | Amber\n2. Train all staff | Ifan Rees | 30 June 2027 | Amber\n"
    )
    said = milepost("import", file).out
    assert "1 thing to settle:" in said
    assert 'the plan, what a colour means (line 4): "amber"' in said
    assert "taken as at risk, and not used until it is settled" in said
    assert "2 milestones rest on it" in said


REPORT = """# Inspection of Westvale services

Published: 24 August 2026

## Safeguarding

Areas for improvement

Within three months:

- ensure that every strategy meeting is recorded
- ensure that every child missing from care is offered an interview
"""


def test_a_report_alone_becomes_actions_that_wait_for_a_lead(milepost, tmp_path):
    file = tmp_path / "report.md"
    file.write_text(REPORT)
    said = milepost("import", file).out
    assert "2 milestones" in said
    assert "because it has no lead:\n    1 ensure that every strategy meeting is recorded, due 24 November" in said
    rehearsed = milepost("simulate", file, "--from", "2026-11-01", "--to", "2026-11-30").out
    assert "Nobody is being reminded of 2 milestones" in rehearsed


def test_the_ceilings_of_reading_are_settings(milepost, monkeypatch):
    monkeypatch.setenv("MILEPOST_LIMITS__ROWS", "10")
    assert "more than 10 rows" in milepost("read", EXAMPLE, fails=True).err
    monkeypatch.setenv("MILEPOST_LIMITS__ROWS", "many")
    assert "MILEPOST_LIMITS__ROWS cannot be used" in milepost("read", EXAMPLE, fails=True).err


def test_check_says_what_does_not_add_up_in_a_document(milepost, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "Ref,Milestone,Lead,Due,Status,Progress\n"
        "1.1,Audit agreed,Ifan Rees,12/06/2026,On track,The contract is on hold\n"
        "1.2,Report written,Ifan Rees,30/09/2026,On track,Two of five parts written\n"
    )
    said = milepost("check", str(plan), "--on", "2026-06-08").out
    assert "1 thing to look at" in said
    assert "  1.1: it is shown as On track, and its note says that it is held up" in said
    assert '    "The contract is on hold"' in said


def test_check_asks_a_kept_plan_about_the_present(milepost, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("Ref,Milestone,Lead,Due,Status\n1.1,Audit agreed,Ifan Rees,12/06/2026,On track\n")
    milepost("import", str(plan))
    assert "Late and still shown as on track 1" in milepost("check", "plan", "--on", "2026-06-15").out
    assert "0 things to look at" in milepost("check", "plan", "--on", "2026-06-12").out


def test_what_is_late_already_is_asked_about_only_where_it_is_wanted(milepost):
    assert "late already: `--ask-late` asks each lead once." in milepost("import", EXAMPLE).out
    assert "late already: each lead is asked once." in milepost("import", EXAMPLE, "--ask-late").out
    assert "late already" not in milepost("import", EXAMPLE, "--ask-late").out


def test_what_was_arranged_for_a_plan_that_is_kept_is_said(milepost):
    milepost("import", EXAMPLE)
    arranged = ("--owner", "Bethan Lloyd", "--leadership", "slack:C0LEADERS", "--people", PEOPLE)
    assert milepost("import", EXAMPLE, *arranged).out.splitlines()[0] == (
        "northmere.txt was imported before, as plan 1: the plan is as it was, and its owner is Bethan Lloyd, its "
        "leadership reads in slack:C0LEADERS and the list of 15 people is kept."
    )


@pytest.mark.parametrize("saved_as", ["northmere.docx", "northmere.csv", "northmere.html"])
def test_the_same_plan_in_another_format_is_known_again(milepost, saved_as):
    milepost("import", EXAMPLE)
    refused = milepost("import", EXAMPLE.with_name(saved_as), fails=True)
    assert "a different document of the same plan" in refused.err
    assert "--update 1" in refused.err
    assert milepost("plans").out.count("Northmere") == 1


def test_an_owner_nobody_knew_is_said_with_who_may_be_meant(milepost):
    said = milepost("import", EXAMPLE, "--people", PEOPLE, "--owner", "Tomaz Zielinsky").out
    assert "Tomaz Zielinsky was not known, and is added as its owner." in said
    assert "If Tomasz Zielinski is meant, import it again with their name." in said
    assert "was not known" not in milepost("import", EXAMPLE, "--owner", "Tomasz Zielinski").out
    assert 'people add "Bo Quist" --email' in milepost("import", EXAMPLE, "--owner", "Bo Quist").out
