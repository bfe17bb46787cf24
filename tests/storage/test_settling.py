"""A person settles what a document left open; until then no guessed date is chased and no guessed status counted."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from plans.reading import LeadReading, Query, StatusLabel
from plans.words import Role, Status
from storage.changes.events import Author
from storage.changes.settling import AsTaken, CannotSettle, LeftOpen, Named, settle, settle_alike
from storage.changes.updates import Said, keep_words, set_due, undo
from storage.questions.milestones import milestones_as_at
from storage.questions.plans import plan_by_id, unreminded
from storage.questions.queries import count_alike, count_to_settle, queries_of_plan
from storage.tables import Event, RestrictedTo

NO_YEAR = "no year is written; taken as 2026, counted from May 2026"
DATED = milestone("1.1", "Ifan Rees", date(2026, 6, 15), due_text="15-Jun")
TWO = milestone("1.2", "Grace Adeyemi", date(2026, 6, 30), due_text="30-Jun")
RATED = milestone("2.1", "Grace Adeyemi", date(2026, 7, 31), Status.AT_RISK, rag="Amber")
ALSO = milestone("2.2", "Grace Adeyemi", date(2026, 8, 28), Status.AT_RISK, rag="A")
ROW = (("Milestone", "1.1 Step"), ("Due", "15-Jun"))


def doubt(ref, field, text="15-Jun", why=NO_YEAR, taken_as="15 June 2026", **more):
    return Query(ref, field, text, why, "line 7", ROW, taken_as, **more)


YEAR = doubt("1.1", "due")
AMBER = doubt(None, "status_key", "amber", "the document does not say", "at risk", refs=("2.1", "2.2"))


def a_plan(*queries, milestones=(DATED, TWO, RATED, ALSO), **more):
    return replace(plan(*milestones), queries=queries, **more)


class Council(Northmere):
    """Northmere, and its improvement officer who settles."""

    def __init__(self, store, *queries, **more):
        super().__init__(store, a_plan(*queries, **more), "2026-06-01 10:00")
        with self.store.read() as session:
            self.officer = Author(plan_by_id(session, self.plan_id).owner_id, self.clock.now())

    def queries(self, reader_id=None):
        with self.store.read() as session:
            return queries_of_plan(session, self.plan_id, reader_id)

    def settles(self, answer, number=1, alike=False):
        query_id = self.queries()[number - 1].id
        with self.store.write() as session:
            settle(session, query_id, answer, self.officer)
            if alike:
                settle_alike(session, query_id, answer, self.officer)
        return self.milestones()

    def left(self):
        with self.store.read() as session:
            return count_to_settle(session, [self.plan_id])[self.plan_id]


@pytest.fixture
def council(store):
    return lambda *queries, **more: Council(store, *queries, **more)


def test_a_question_is_kept_with_its_place_its_row_and_what_it_was_taken_for(council):
    (query,) = council(YEAR).queries()
    assert (query.number, query.ref, query.field, query.text, query.place) == (1, "1.1", "due", "15-Jun", "line 7")
    assert (query.row, query.taken_as, query.why, query.is_settled) == (ROW, "15 June 2026", NO_YEAR, False)


def test_a_date_that_was_assumed_is_not_the_milestones_date_and_nobody_is_reminded(council):
    northmere = council(YEAR)
    assert (northmere.milestones()["1.1"].due, northmere.milestones()["1.2"].due) == (None, date(2026, 6, 30))
    with northmere.store.read() as session:
        reasons = {m.ref: m.unreminded_because for m in unreminded(session, northmere.plan_id, date(2026, 6, 1))}
    assert reasons == {"1.1": 'its date, "15-Jun", is still to be settled'}
    northmere.turn_to("2026-08-31 10:00")
    assert northmere.sent_to("Ifan Rees") == []


def test_right_as_taken_makes_it_the_date_and_the_ladder_begins(council):
    northmere = council(YEAR)
    after = northmere.settles(AsTaken())["1.1"]
    due = date(2026, 6, 15)
    assert (after.due, after.original_due, after.moves, after.to_settle) == (due, due, 0, ())
    northmere.turn_to("2026-06-08 10:00")
    assert "1.1" in northmere.sent_to("Ifan Rees")[-1].text


def test_another_date_is_used_instead(council):
    assert council(YEAR).settles(date(2027, 6, 15))["1.1"].due == date(2027, 6, 15)


def test_it_may_stay_without_a_date_and_is_asked_no_more(council):
    northmere = council(YEAR)
    assert northmere.settles(LeftOpen())["1.1"].due is None
    assert northmere.left() == 0


def test_who_settled_it_when_and_as_what_is_kept(council):
    northmere = council(YEAR)
    northmere.settles(date(2027, 6, 15))
    (query,) = northmere.queries()
    assert (query.settled_by, query.answer, query.settled_at) == ("Bethan Lloyd", "15 June 2027", northmere.clock.now())


def test_a_question_is_settled_once(council):
    northmere = council(YEAR)
    northmere.settles(AsTaken())
    with pytest.raises(CannotSettle, match="settled meanwhile"):
        northmere.settles(date(2027, 6, 15))
    assert northmere.milestones()["1.1"].due == date(2026, 6, 15)


def test_what_was_taken_for_nothing_cannot_be_right_as_taken(council):
    northmere = council(doubt("1.1", "due", why="no date is given", taken_as=None))
    with pytest.raises(CannotSettle, match="say what it is"):
        northmere.settles(AsTaken())


def test_the_same_answer_goes_for_what_is_asked_for_the_same_reason(council):
    northmere = council(YEAR, doubt("1.2", "due", "30-Jun", taken_as="30 June 2026"), AMBER)
    with northmere.store.read() as session:
        assert count_alike(session, northmere.queries()[0].id) == (1, 0)
    after = northmere.settles(AsTaken(), alike=True)
    assert (after["1.1"].due, after["1.2"].due, northmere.left()) == (date(2026, 6, 15), date(2026, 6, 30), 1)


def test_another_answer_goes_only_for_what_is_said_in_the_same_words(council):
    northmere = council(YEAR, doubt("1.2", "due"), doubt("2.1", "due", "31-Jul", taken_as="31 July 2026"))
    after = northmere.settles(date(2027, 6, 15), alike=True)
    assert [after[ref].due for ref in ("1.1", "1.2", "2.1")] == [date(2027, 6, 15), date(2027, 6, 15), None]


def test_a_colour_counts_only_when_somebody_has_said_what_it_means(council):
    northmere = council(AMBER)
    before = northmere.milestones()
    assert (before["2.1"].status, before["2.1"].to_settle) == (None, ("status",))
    after = northmere.settles(Status.ON_TRACK)
    assert [after[ref].status for ref in ("1.1", "2.1", "2.2")] == [Status.ON_TRACK] * 3
    with northmere.store.read() as session:
        assert plan_by_id(session, northmere.plan_id).status_words == {"on_track": "Amber"}


def test_the_words_that_the_document_prints_stay_the_plans_words(council):
    northmere = council(AMBER, status_key=(StatusLabel("At risk of missing", Status.AT_RISK),))
    northmere.settles(AsTaken())
    with northmere.store.read() as session:
        assert plan_by_id(session, northmere.plan_id).status_words == {"at_risk": "At risk of missing"}


def test_what_a_lead_has_said_since_counts_for_more_than_a_colour(council):
    northmere = council(AMBER)
    northmere.says("Grace Adeyemi", "2.1 done")
    after = northmere.settles(Status.OFF_TRACK)
    assert (after["2.1"].status, after["2.2"].status) == (Status.COMPLETE, Status.OFF_TRACK)


def test_words_that_nobody_knew_mean_the_same_everywhere(council):
    words = {"text": "Bubbling", "why": "these words are not in the plan's key", "taken_as": None}
    bubbling = [milestone(ref, "Ifan Rees", date(2026, 9, 30), None, status_text="Bubbling") for ref in ("1.1", "1.2")]
    northmere = council(*(doubt(ref, "status", **words) for ref in ("1.1", "1.2")), milestones=bubbling)
    after = northmere.settles(Status.AT_RISK)
    assert ([m.status for m in after.values()], northmere.left()) == ([Status.AT_RISK] * 2, 0)


def test_a_lead_who_was_assumed_is_asked_meanwhile_and_marked(council):
    northmere = council(doubt("1.1", "leads", "Ifan Rees / Grace Adeyemi", "2 are named", "Ifan Rees answers"))
    before = northmere.milestones()["1.1"]
    assert (before.lead, before.to_settle) == ("Ifan Rees", ("leads",))
    assert northmere.settles(AsTaken())["1.1"].to_settle == ()


def test_left_without_a_lead_it_has_none_until_somebody_is_named(council):
    northmere = council(doubt("1.1", "leads", "Ifan", "one name only", "Ifan Rees answers"))
    assert northmere.settles(LeftOpen())["1.1"].lead is None


def test_the_supporter_and_the_lead_may_have_to_change_places(council):
    both = (LeadReading("Ifan Rees"), LeadReading("Grace Adeyemi", role=Role.SUPPORT))
    named = doubt("1.1", "leads", "Ifan Rees / Grace Adeyemi", "2 are named", "Ifan Rees answers")
    northmere = council(named, milestones=(replace(DATED, leads=both), TWO))
    after = northmere.settles(Named("Grace Adeyemi"))["1.1"]
    assert (after.lead, after.supporters) == ("Grace Adeyemi", ("Ifan Rees",))


@pytest.mark.parametrize("named", [Named("grace adeyemi"), Named("Designated Nurse", is_post=True), Named("Una Hart")])
def test_somebody_else_may_answer_for_it(council, named):
    northmere = council(doubt("1.1", "leads", "", "nobody is named", None))
    lead = northmere.settles(named)["1.1"].lead
    assert lead == {"grace adeyemi": "Grace Adeyemi"}.get(named.name, named.name)


def test_title_reference_and_action_are_put_right(council):
    other = milestone("21.1", "Ifan Rees", date(2026, 9, 30))
    northmere = council(
        doubt("1.1", "title", "As C3", "only points", "As C3"),
        doubt("1.2", "ref", "Step", "another milestone has it", "1.2"),
        doubt("2.1", "action", "Step", "numbered for action 21", "a step of action 2"),
        milestones=(DATED, TWO, RATED, other),
    )
    northmere.settles("Review the panel", 1)
    northmere.settles("1.9", 2)
    after = northmere.settles("21", 3)
    assert after["1.1"].title == "Review the panel"
    assert (after["1.9"].due, after["2.1"].action) == (TWO.due, "21")


@pytest.mark.parametrize(
    ("field", "answer", "says"),
    [("ref", "2.1", "2.1 is the reference of another milestone"), ("action", "9", "has no action 9")],
)
def test_a_reference_that_is_taken_and_an_action_that_is_not_there_are_refused(council, field, answer, says):
    northmere = council(doubt("1.1", field))
    with pytest.raises(CannotSettle, match=says):
        northmere.settles(answer)
    assert northmere.left() == 1


def test_what_concerns_the_whole_plan_changes_the_plan(council):
    northmere = council(doubt(None, "organisation", taken_as=None), doubt(None, "as_at"), doubt(None, "table"))
    northmere.settles("Westvale Council", 1)
    northmere.settles(date(2026, 5, 22), 2)
    northmere.settles(AsTaken(), 3)
    assert northmere.left() == 0
    assert [query.answer for query in northmere.queries()] == ["Westvale Council", "22 May 2026", "15 June 2026"]


def test_a_date_said_in_chat_answers_the_question_and_taking_it_back_asks_again(council):
    northmere = council(YEAR)
    who, text_id = northmere.officer.person_id, None
    with northmere.store.write() as session:
        author = keep_words(session, Said(who, "memory", "x", "1", northmere.clock.now(), "1.1 is due on 20 June"))
        text_id = author.update_text_id
        set_due(session, northmere.milestones()["1.1"].id, date(2026, 6, 20), author)
    assert northmere.left() == 0
    with northmere.store.write() as session:
        undo(session, text_id, Author(who, northmere.clock.now()))
    assert (northmere.left(), northmere.milestones()["1.1"].due) == (1, None)


def test_the_past_knows_no_date_before_it_was_settled(council):
    northmere = council(YEAR)
    before = northmere.clock.now()
    northmere.turn_to("2026-06-02 10:00")
    northmere.officer = Author(northmere.officer.person_id, northmere.clock.now())
    northmere.settles(AsTaken())
    with northmere.store.read() as session:
        past = {m.ref: m.due for m in milestones_as_at(session, northmere.plan_id, before)}
    assert past["1.1"] is None


def test_one_answer_is_one_event(council):
    northmere = council(YEAR)
    northmere.settles(AsTaken())
    with northmere.store.read() as session:
        events = [(e.kind, e.changes) for e in session.query(Event).order_by(Event.id) if e.kind == "settled"]
    assert events == [("settled", {"due_on": [None, "2026-06-15"], "original_due_on": [None, "2026-06-15"]})]


def test_questions_about_a_restricted_milestone_are_for_those_who_may_know(council):
    northmere = council(YEAR, AMBER)
    owner = northmere.officer.person_id
    with northmere.store.write() as session:
        session.add(RestrictedTo(milestone_id=northmere.milestones()["1.1"].id, person_id=owner))
    assert [query.field for query in northmere.queries()] == ["status_key"]
    assert [query.field for query in northmere.queries(owner)] == ["due", "status_key"]
