"""Two councils in one database: whatever the one says or presses, nothing of the other is shown or changed."""

import json
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from northmere import LEADERSHIP, PEOPLE, PLATFORM, Northmere, milestone, plan
from sqlalchemy import select

from bot.conversation.answers import pressing
from bot.conversation.answers.commands import COMMANDS, SHARE
from bot.conversation.filling import filling
from bot.conversation.forms import OPEN
from bot.conversation.heard import Heard, Linked, Pressed, Speaker, Submitted, Typed
from bot.conversation.homes.making import make_page
from bot.conversation.message import as_plain_text, to_json
from plans.words import Status
from storage import tables
from storage.belonging import belongs, is_of
from storage.changes.people import PersonEntry
from storage.questions.home import read_home
from storage.questions.organisations import KINDS, are_all_of

CASES = Path(__file__).parent.parent / "understanding" / "cases"

# Words that are in the neighbour's plan and people, and nowhere else.
THEIRS = ("Quillfen", "Brennock", "Tollard", "Vance", "Sedgemoor")

NEIGHBOURS = (
    PersonEntry("Orla Brennock", "orla@southmere.example"),
    PersonEntry("Piers Tollard", "piers@southmere.example", manager="Orla Brennock"),
    PersonEntry("Zadie Vance", "zadie@southmere.example", manager="Orla Brennock"),
)


def one_of_each_kind():
    """The shortest message of each thing that messages are read as."""
    found = {}
    for path in sorted(CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                _, _, text, expected, _ = line.split("\t")
                kind = tuple(word for word in expected.split()[:2] if not word[:1].isdigit())
                found[kind] = min(found.get(kind, text), text, key=len)
    return sorted(set(found.values()))


MESSAGES = one_of_each_kind()


@pytest.fixture
def councils(store):
    ours = (
        milestone("1.1", "Ifan Rees", date(2026, 6, 12)),
        milestone("1.2", "Ifan Rees", date(2026, 5, 28), Status.AT_RISK),
        milestone("2.1", None, date(2026, 7, 3)),
    )
    theirs = tuple(
        milestone(ref, lead, due, title=f"Quillfen step {ref}", theme="Sedgemoor")
        for ref, lead, due in (
            ("1.1", "Piers Tollard", date(2026, 6, 12)),
            ("1.2", "Piers Tollard", date(2026, 5, 20)),
            ("1.3", "Piers Tollard", date(2026, 6, 30)),
            ("9.9", "Zadie Vance", date(2026, 6, 11)),
        )
    )
    northmere = Northmere(store, plan(*ours), "2026-06-01 10:00")
    southmere = Northmere(
        store,
        plan(*theirs, title="Quillfen plan"),
        "2026-06-01 10:00",
        people=NEIGHBOURS,
        tenant="southmere",
        owner="Orla Brennock",
    )
    southmere.says("Piers Tollard", "1.1 needs until 31 July because Quillfen waits for Sedgemoor")
    southmere.says("Piers Tollard", "give 1.2 to Zadie")
    southmere.says("Piers Tollard", "1.3 done, Quillfen minutes of 4 June")
    southmere.says("Piers Tollard", "Quillfen step is slipping")
    southmere.says("Piers Tollard", "9.9: Mia Vance, aged 9, of 4 Tollard Road is at risk of harm")
    keep_what_no_message_leaves(southmere)
    return northmere, southmere


def keep_what_no_message_leaves(council):
    """A doubt about a milestone and a file that may be a plan, which come of other things than messages."""
    now, first = council.clock.now(), ids_of(council, "milestone")[0]
    file = {
        "name": "Quillfen.docx",
        "address": "https://southmere.example/q",
        "download": "https://southmere.example/q",
    }
    with council.store.write() as session:
        doubt = {"doubt": "late but green", "basis": "Sedgemoor", "found_at": now}
        session.add(tables.Doubt(plan_id=council.plan_id, milestone_id=first, **doubt))
        place = {"platform": PLATFORM, "tenant": council.tenant, "conversation": "Orla Brennock", "sent_at": now}
        owner = session.scalars(select(tables.Person.id).where(tables.Person.name == "Orla Brennock")).one()
        session.add(tables.DroppedFile(person_id=owner, **place, **file))


def everything_of(council):
    """Every row of an organisation's, in every table."""
    kept = {}
    with council.store.read() as session:
        for table in tables.Base.metadata.sorted_tables:
            if belongs(table):
                of = is_of(table, council.organisation_id)
                order = list(table.primary_key.columns)
                kept[table.name] = [tuple(row) for row in session.execute(select(table).where(of).order_by(*order))]
    return kept


def ids_of(council, kind):
    table = KINDS[kind].__table__
    with council.store.read() as session:
        return list(session.scalars(select(table.c.id).where(is_of(table, council.organisation_id))))


def heard(council, who, text, **more):
    speaker = Speaker(PLATFORM, council.tenant, who)
    return Heard(speaker, who, f"written-{next(presses)}", text, council.clock.now(), **more)


def press_of(council, who, action, value):
    speaker, press = Speaker(PLATFORM, council.tenant, who), f"press-over-{next(presses)}"
    return Pressed(speaker, who, "m", press, action, json.dumps(value), council.clock.now())


def theirs_in(said, unless=""):
    """The neighbour's words in what was said, but for those that were asked for by name."""
    return [word for word in THEIRS if word in repr(said) and word not in unless]


def theirs_sent(council, since=0, unless=""):
    """The neighbour's words in what a council was sent, and every workspace but its own that was sent anything."""
    sent = council.sent[since:]
    everything = "".join(one.text + to_json(one.message) for one in sent)
    words = [word for word in THEIRS if word in everything and word not in unless]
    return words + [one.to.tenant for one in sent if one.to.tenant not in (council.tenant, None)]


def test_the_neighbour_has_one_of_everything_that_a_button_can_name(councils):
    _, southmere = councils
    assert {kind: bool(ids_of(southmere, kind)) for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_what_is_whose_is_told_apart_for_every_kind(councils):
    northmere, southmere = councils
    with northmere.store.read() as session:
        for kind in KINDS:
            theirs = ids_of(southmere, kind)
            assert are_all_of(session, southmere.organisation_id, kind, theirs), kind
            assert not are_all_of(session, northmere.organisation_id, kind, theirs[:1]), kind
            assert not are_all_of(session, southmere.organisation_id, kind, [999_999]), kind


def test_nothing_that_is_said_shows_or_changes_anything_of_the_neighbour(councils):
    northmere, southmere = councils
    before = everything_of(southmere)
    for who in ("Ifan Rees", "Bethan Lloyd"):
        for text in (*MESSAGES, "status 9.9", "9.9 done", "give 1.1 to Piers Tollard", "what is Zadie late on"):
            since = len(northmere.sent)
            northmere.says(who, text)
            assert theirs_sent(northmere, since, unless=text) == []
    assert len(MESSAGES) > 30
    assert everything_of(southmere) == before


def test_somebody_of_the_neighbours_is_a_stranger_here(councils):
    northmere, southmere = councils
    before = everything_of(southmere)
    said = northmere.says("Somebody", "1.1 done", name="Piers Tollard", email="piers@southmere.example")
    assert said.startswith("I do not know who you are")
    assert everything_of(southmere) == before


def test_no_button_reaches_over_to_the_neighbour(councils):
    northmere, southmere = councils
    before = everything_of(southmere)
    for action in pressing._PRESSES:
        press_everything(northmere, southmere, action)
    assert len(northmere.sent) >= len(pressing._PRESSES)
    assert theirs_sent(northmere) == []
    assert everything_of(southmere) == before


def test_every_number_in_a_button_is_looked_up(councils, monkeypatch):
    northmere, southmere = councils
    asked, read = set(), pressing.Press.read

    def read_and_note(press, key, kind):
        asked.add((key, kind))
        return read(press, key, kind)

    monkeypatch.setattr(pressing.Press, "read", read_and_note)
    monkeypatch.setattr(pressing, "_is_their_own", lambda *_: True)
    for action in pressing._PRESSES:
        press_everything(northmere, southmere, action)
    assert {key for key, kind in asked if kind in (int, list)} == {*pressing._NUMBERS_OF, *NOBODYS}


def test_no_command_shows_anything_of_the_neighbour(councils):
    northmere, southmere = councils
    who = "Bethan Lloyd"
    before = everything_of(southmere)
    for word, known in COMMANDS.items():
        for text in dict.fromkeys((word, known.example, f"{word} 9.9", f"{word} 1.3")):
            answer = northmere.conversation.reply(heard(northmere, who, text, is_whispered=True))
            assert theirs_in(answer, unless=text) == []
            pressed = press_of(northmere, who, SHARE, {"words": text})
            assert theirs_in(northmere.conversation.share(pressed), unless=text) == []
    assert everything_of(southmere) == before


def test_no_link_unfolds_to_a_milestone_of_the_neighbour(councils):
    northmere, southmere = councils
    speaker = Speaker(PLATFORM, northmere.tenant, "Bethan Lloyd")
    own = northmere.milestones()["1.1"].id
    linked = Linked(speaker, (own, *ids_of(southmere, "milestone")))
    unfolded = northmere.conversation.unfold(linked)
    assert set(unfolded) == {own}
    assert theirs_in(unfolded) == []


def test_no_form_opens_offers_or_takes_anything_of_the_neighbour(councils):
    northmere, southmere = councils
    before = everything_of(southmere)
    for name in filling._MAKERS:
        for value in values_of(southmere):
            form = northmere.conversation.form(press_of(northmere, "Bethan Lloyd", OPEN, {**value, "form": name}))
            assert theirs_in(form) == []
            send(northmere, "Bethan Lloyd", name, value)
    assert theirs_sent(northmere) == []
    assert everything_of(southmere) == before


def send(northmere, who, name, value):
    """Sends a form about the neighbour's, filled in with whatever each field of it may hold."""
    speaker, now = Speaker(PLATFORM, northmere.tenant, who), northmere.clock.now()
    answers = {"milestone": tuple(map(str, value["milestones"])), "status": ("complete",), "note": ("as agreed",)}
    answers |= {"answer": ("30 June 2026",), "title": ("A step",), "until": ("2026-07-01",), "ladder": ("x",)}
    sent = Submitted(speaker, who, f"form-{next(presses)}", name, json.dumps(value), answers, now)
    assert theirs_in(northmere.conversation.submit(sent)) == []
    for field in answers:
        typed = Typed(speaker, name, json.dumps(value), field, "Quillfen", now)
        assert theirs_in(northmere.conversation.options(typed)) == []


def test_nobodys_own_page_shows_anything_of_the_neighbour(councils):
    northmere, _ = councils
    with northmere.store.read() as session:
        facts = read_home(session, northmere.organisation_id, northmere.clock.now())
        pages = [make_page(session, facts, person_id) for person_id in facts.people]
    assert len(pages) == len(PEOPLE)
    assert any("1.1" in as_plain_text(page) for page in pages)
    for page in pages:
        assert theirs_in(page) == []


# Numbers in a button that are not the number of anything kept.
NOBODYS = {"choice", "page"}

presses = count(1)


def values_of(council):
    """What buttons may carry, with a council's numbers under every name that a button has for one."""
    words = {"choice": 0, "yes": True, "is_them": True, "status": "complete", "about": "overdue", "use": "summary"}
    words |= {"platform": PLATFORM, "tenant": "northmere", "account": "Grace Adeyemi", "name": "#general"}
    for turn in range(max(len(ids_of(council, kind)) for kind in KINDS)):
        value = dict(words)
        for key, kind in pressing._NUMBERS_OF.items():
            ids = ids_of(council, kind)
            value[key] = ids if key.endswith("s") else ids[turn % len(ids)]
        yield value


def press_everything(northmere, southmere, action):
    """Presses a button with each of the neighbour's numbers under every name that a button has for one."""
    for value in values_of(southmere):
        northmere.conversation.press(press_of(northmere, "Bethan Lloyd", action, value))


def test_the_thread_of_a_message_of_the_neighbours_is_nobodys_here(councils):
    northmere, southmere = councils
    southmere.turn_to("2026-06-05 10:00")
    sent = southmere.sent_to("Piers Tollard")[-1]
    number = southmere.sent.index(sent) + 1
    northmere.clock.set(southmere.clock.now())
    northmere.says("Ifan Rees", "1 done", answers=f"message-{number}", conversation="Piers Tollard")
    assert theirs_sent(northmere) == []


def test_a_week_of_reminders_and_digests_stays_at_home(councils):
    _, southmere = councils
    southmere.turn_to("2026-06-12 18:00")
    for one in southmere.sent:
        is_ours = any(person.name == one.to.conversation for person in PEOPLE)
        assert (one.to.conversation == LEADERSHIP) or is_ours != (one.to.tenant == southmere.tenant)
        assert is_ours <= (not any(word in one.text for word in THEIRS)), one.text


def test_what_was_heard_in_one_workspace_is_still_new_in_another(councils):
    northmere, southmere = councils
    northmere.says("Ifan Rees", "what's overdue", conversation="shared", message_id="7.1", is_private=False)
    southmere.says("Piers Tollard", "what's overdue", conversation="shared", message_id="7.1", is_private=False)
    assert "Quillfen" not in northmere.sent_to("shared")[-1].text
    assert "9.9" in southmere.sent_to("shared")[-1].text or "1.2" in southmere.sent_to("shared")[-1].text
