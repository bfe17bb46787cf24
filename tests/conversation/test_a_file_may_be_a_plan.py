"""A file sent to Milepost alone by an owner of a plan is read, said, and kept on a press; else it is evidence."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from northmere import PLATFORM, TENANT, Northmere, milestone, neighbour, plan

from bot.conversation.answers.dropped import take_in
from bot.conversation.heard import Attached
from bot.file_reading import FileReading, TooLarge
from documents.reading.formats.limits import Limits
from jobs.channel import DeliveryError
from jobs.delivery import deliver
from plans.words import Status
from storage.changes.dropped import KEPT_FOR, MOST_ATTEMPTS, READ_WITHIN
from storage.changes.people import find_or_add_person
from storage.questions.completions import evidence_of
from storage.questions.people import people_of, person_by_id
from storage.questions.plans import plans_of

DUE = date(2026, 9, 30)
EXAMPLE = Path(__file__).parents[2] / "examples" / "northmere.csv"
MINUTES = b"Minutes of the panel\nAll agreed.\n"


class Council:
    """Northmere, with files to be fetched and a reader of them."""

    def __init__(self, store):
        self.northmere = Northmere(
            store,
            plan(milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"), title="Another plan"),
            "2026-06-22 10:00",
        )
        self.files = {"example": EXAMPLE.read_bytes(), "minutes": MINUTES}
        self.asked = []
        self.refuse = []
        post, clock = self.northmere.post, self.northmere.clock
        self.reading = FileReading(
            store,
            {PLATFORM: self.fetch},
            Limits(),
            lambda owed: deliver(post, owed, clock.now()),
            lambda reason: "Ask an owner.",
        )

    def fetch(self, tenant, address, most):
        self.asked.append((tenant, address))
        if self.refuse:
            raise self.refuse.pop(0)
        return self.files[address]

    def sends(self, who, file, name="Plan.csv", text="", **more):
        link = f"https://northmere.example/{name}"
        return self.northmere.says(who, text, files=(Attached(name, link, file, TENANT),), **more)

    def reads(self):
        """What the reader says, read aloud; nothing where no file waits."""
        before = len(self.northmere.sent)
        self.reading.do_one(self.northmere.clock.now())
        return "\n".join(one.text for one in self.northmere.sent[before:])

    def plans(self):
        with self.northmere.store.read() as session:
            return [one.title for one in plans_of(session, self.northmere.organisation_id)]

    def evidence(self):
        with self.northmere.store.read() as session:
            return [one.name for one in evidence_of(session, self.northmere.milestones()["1.1"].id)]


@pytest.fixture
def council(store):
    return Council(store)


def test_an_owners_file_is_read_and_said_and_nothing_is_kept_before_they_say_so(council):
    assert council.sends("Bethan Lloyd", "example").startswith("I am reading “Plan.csv”")
    said = council.reads()
    assert said.startswith("“Plan.csv” reads as a plan: ")
    assert "milestones" in said and "to settle" in said
    assert said.endswith("[Import] [It is evidence] [Leave it]")
    assert council.asked == [(TENANT, "example")]
    assert council.plans() == ["Another plan"]


def test_import_keeps_the_plan_for_its_importer_and_points_to_what_is_to_settle(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    said = council.northmere.presses("Bethan Lloyd", "Import")
    assert "is kept, and you own it" in said and "[Settle…]" in said
    assert len(council.plans()) == 2


def test_a_file_is_read_once_and_decided_once(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    assert council.reads() == ""
    council.northmere.presses("Bethan Lloyd", "Import")
    assert "decided about before" in council.northmere.presses("Bethan Lloyd", "Import")
    assert len(council.plans()) == 2


def test_the_same_document_again_changes_nothing(council):
    for _ in range(2):
        council.sends("Bethan Lloyd", "example")
        said = council.reads()
        if "[Import]" in said:
            council.northmere.presses("Bethan Lloyd", "Import")
    assert "Nothing has changed" in said
    assert len(council.plans()) == 2


def test_another_document_of_a_plan_says_what_it_would_change_and_changes_it_on_a_press(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    council.northmere.presses("Bethan Lloyd", "Import")
    lines = council.files["example"].decode().splitlines()
    council.files["newer"] = "\n".join(lines[:-1]).encode()
    council.sends("Bethan Lloyd", "newer")
    said = council.reads()
    assert "another document of a plan that is kept, and would make 1 change" in said
    assert "gone from the document" in said
    assert "1 change made in" in council.northmere.presses("Bethan Lloyd", "Make these changes")
    assert len(council.plans()) == 2


def test_it_may_be_evidence_all_the_same(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    assert "Which milestone does this show done: Plan.csv?" in council.northmere.presses(
        "Bethan Lloyd", "It is evidence"
    )


def test_it_may_be_left(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    assert "left as it is" in council.northmere.presses("Bethan Lloyd", "Leave it")
    assert council.plans() == ["Another plan"]


def test_what_is_no_plan_is_evidence_and_asked_about(council):
    council.sends("Bethan Lloyd", "minutes", "Minutes.csv")
    said = council.reads()
    assert "“Minutes.csv” does not read as a plan." in said
    assert "Which milestone does this show done: Minutes.csv?" in said
    council.northmere.says("Bethan Lloyd", "1.1")
    assert council.evidence() == ["Minutes.csv"]


@pytest.mark.parametrize("who", ["Ifan Rees", "Amara Okafor"])
def test_nobody_elses_file_is_fetched(council, who):
    council.sends(who, "example")
    assert council.reads() == ""
    assert council.asked == []


def offered(council, person):
    """Whether somebody's file would be read as a plan."""
    file = Attached("Plan.csv", "https://northmere.example/Plan.csv", "example", TENANT)
    with council.northmere.store.write() as session:
        return take_in(session, person, [file], PLATFORM, person.name, council.northmere.clock.now()) is not None


def test_a_guest_brings_no_plan_in_whatever_they_own(council):
    with council.northmere.store.read() as session:
        people = people_of(session, council.northmere.organisation_id)
    bethan = next(person for person in people if person.name == "Bethan Lloyd")
    assert offered(council, bethan)
    assert not offered(council, replace(bethan, is_guest=True))


def test_where_there_is_no_plan_yet_anybody_of_the_organisation_brings_the_first_in(council):
    organisation_id = neighbour(council.northmere.store, "eastmere")
    with council.northmere.store.write() as session:
        somebody = find_or_add_person(session, organisation_id, "Ada Brook").id
    with council.northmere.store.read() as session:
        assert offered(council, person_by_id(session, somebody))


def test_in_a_channel_no_file_is_fetched(council):
    council.sends("Bethan Lloyd", "example", conversation="working-group", is_private=False)
    assert (council.reads(), council.asked) == ("", [])


@pytest.mark.parametrize("text", ["1.1 done", "evidence for 1.1"])
def test_with_a_word_about_a_milestone_it_is_evidence(council, text):
    council.sends("Bethan Lloyd", "example", text=text)
    assert (council.reads(), council.asked) == ("", [])
    assert council.evidence() == ["Plan.csv"]


@pytest.mark.parametrize("name", ["Photo.png", "Notes.txt", "Plan"])
def test_what_no_plan_is_kept_in_is_not_fetched(council, name):
    council.sends("Bethan Lloyd", "example", name)
    assert council.reads() == ""


def test_a_passing_refusal_is_tried_again_and_then_said(council):
    council.refuse = [DeliveryError("timeout") for _ in range(MOST_ATTEMPTS)]
    council.sends("Bethan Lloyd", "example")
    clock = council.northmere.clock
    for _ in range(MOST_ATTEMPTS - 1):
        assert council.reads() == ""
        assert council.reads() == ""
        clock.set(clock.now() + READ_WITHIN)
    assert council.reads() == "I have not read “Plan.csv”. I could not have it (timeout). Ask an owner."
    assert council.reads() == ""


def test_a_lasting_refusal_is_said_at_once(council):
    council.refuse = [DeliveryError("missing_scope", permanent=True)]
    council.sends("Bethan Lloyd", "example")
    assert "I could not have it (missing_scope)" in council.reads()


def test_what_is_too_large_is_not_read(council):
    council.refuse = [TooLarge()]
    council.sends("Bethan Lloyd", "example")
    assert "It has more than 50 MB" in council.reads()


def test_what_a_dying_process_was_reading_is_read_by_the_next(council):
    council.refuse = [KeyboardInterrupt()]
    council.sends("Bethan Lloyd", "example")
    with pytest.raises(KeyboardInterrupt):
        council.reads()
    assert council.reads() == ""
    council.northmere.clock.set(council.northmere.clock.now() + READ_WITHIN)
    assert "reads as a plan" in council.reads()


def test_what_nobody_decides_in_a_fortnight_is_forgotten(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    council.northmere.clock.set(council.northmere.clock.now() + KEPT_FOR + timedelta(minutes=1))
    council.reads()
    assert "decided about before" in council.northmere.presses("Bethan Lloyd", "Import")


def test_somebody_elses_press_changes_nothing(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    button = next(b for b in council.northmere.sent[-1].message.buttons if b.label == "Import")
    council.northmere.sent[-1].to = type(council.northmere.sent[-1].to)(PLATFORM, "Ifan Rees")
    assert button.action == "plan_in"
    assert "somebody else's" in council.northmere.presses("Ifan Rees", "Import")
    assert council.plans() == ["Another plan"]


def test_a_milestone_of_the_plan_is_as_it_was(council):
    council.sends("Bethan Lloyd", "example")
    council.reads()
    council.northmere.presses("Bethan Lloyd", "Import")
    assert council.northmere.milestones()["1.1"].status is Status.ON_TRACK
