"""A press acts at once, and the reminder itself shows what was decided; so it does when it is answered in words."""

from datetime import date, timedelta

import pytest
from northmere import LEADERSHIP, Northmere, milestone, plan
from sqlalchemy import select

from bot.conversation.amending import acting
from bot.conversation.message import as_plain_text
from bot.conversation.reminder_pages import OWN_ON_A_PAGE
from jobs.channel import DeliveryError
from plans.words import Status
from storage import tables
from storage.changes.completions import set_monitoring
from storage.changes.events import Author
from storage.changes.updates import record_update
from storage.questions.people import people_of

DUE = date(2026, 6, 15)
STATUSES = "[1 Done] [1 On track] [1 Slipping] [1 Blocked] [1 Later] [1 Not mine]"


def council(store, *milestones):
    northmere = Northmere(store, plan(*milestones), "2026-05-29 12:00")
    northmere.turn_to("2026-06-01 10:00")
    return northmere


@pytest.fixture
def northmere(store):
    return council(
        store,
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", DUE, title="Foster carer handbook agreed"),
    )


def reminder(northmere, who="Ifan Rees"):
    """The last reminder that somebody has before them, as it reads now."""
    told = [one for one in northmere.sent_to(who) if "word from you" in one.first or "is due" in one.first]
    return as_plain_text(told[-1].message)


def test_each_item_has_its_buttons_and_all_can_be_put_off(northmere):
    said = reminder(northmere)
    assert (
        f"1. 1.1 Return interviews audited · due Monday 15 June, 10 working days · ● on track, no word yet\n{STATUSES}"
        in said
    )
    assert STATUSES.replace("1 ", "2 ") in said
    assert said.endswith("[Update…] [All later]")


def test_a_press_changes_the_message_and_says_nothing_more(northmere):
    before = len(northmere.sent)
    northmere.presses("Ifan Rees", "2 Blocked")
    assert northmere.milestones()["1.2"].status is Status.OFF_TRACK
    assert len(northmere.sent) == before
    said = reminder(northmere)
    assert "2. 1.2 Strategy meetings recorded → ■ off track\n[2 Undo]" in said
    assert f"no word yet\n{STATUSES}" in said
    assert "[2 Blocked]" not in said
    assert said.startswith("1 milestone of 2 still needs a word from you")


def test_all_decided_it_asks_for_nothing(northmere):
    northmere.presses("Ifan Rees", "1 On track")
    northmere.presses("Ifan Rees", "2 Slipping")
    assert reminder(northmere) == (
        "Both milestones are answered\n"
        "1. 1.1 Return interviews audited → ● on track\n[1 Undo]\n"
        "2. 1.2 Strategy meetings recorded → ▲ at risk\n[2 Undo]"
    )


def test_the_fallback_says_what_is_left(northmere):
    northmere.presses("Ifan Rees", "1 On track")
    assert northmere.channel.amended[-1].message.text == "1 milestone of 2 still needs a word from you"


def test_undo_restores_the_message(northmere):
    before = reminder(northmere)
    northmere.presses("Ifan Rees", "1 Blocked")
    count = len(northmere.sent)
    northmere.presses("Ifan Rees", "1 Undo")
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK
    assert reminder(northmere) == before
    assert len(northmere.sent) == count


def test_answered_in_words_the_reminder_shows_it_too(northmere):
    assert "1.1 → ▲ at risk" in northmere.says("Ifan Rees", "1 slipping")
    assert "1. 1.1 Return interviews audited → ▲ at risk\n[1 Undo]" in reminder(northmere)


def test_words_taken_back_restore_it(northmere):
    before = reminder(northmere)
    northmere.says("Ifan Rees", "1 slipping, 2 on track")
    assert reminder(northmere).startswith("Both milestones are answered")
    northmere.says("Ifan Rees", "undo")
    assert reminder(northmere) == before


def test_one_press_of_undo_takes_back_everything_that_one_message_said(northmere):
    northmere.says("Ifan Rees", "1 slipping, 2 off track")
    northmere.presses("Ifan Rees", "2 Undo")
    assert [m.status for m in northmere.milestones().values()] == [Status.ON_TRACK] * 3


def test_numbers_mean_the_same_after_it_changed(northmere):
    northmere.presses("Ifan Rees", "1 On track")
    assert "1.2 → ■ off track" in northmere.says("Ifan Rees", "2 is off track")


def test_where_something_has_to_be_asked_it_is_asked_and_the_answer_read_back(northmere):
    northmere.turn_to("2026-06-17 10:00")
    northmere.presses("Ifan Rees", "1 On track")
    assert "though it was due on Monday 15 June" in northmere.sent_to("Ifan Rees")[-1].text


def test_what_shows_that_it_is_done_is_asked(northmere):
    with northmere.store.write() as session:
        bethan = next(p for p in people_of(session, northmere.organisation_id) if p.name == "Bethan Lloyd")
        author = Author(bethan.id, northmere.clock.now())
        set_monitoring(session, northmere.plan_id, "the Improvement Board", bethan.id, True, author)
    asked = northmere.presses("Ifan Rees", "1 Done")
    assert "Is all of it done?" in asked and "What shows that 1.1 is done?" in asked
    first = northmere.sent_to("Ifan Rees")[0].text
    assert "1.1 Return interviews audited → ✔ complete, the Improvement Board is asked to confirm it once" in first
    northmere.presses("Ifan Rees", "Nothing to show")
    northmere.clock.set(northmere.clock.now() + timedelta(minutes=1))
    northmere.tick()
    asked = northmere.sent_to("Ifan Rees")[0].text
    assert "1.1 Return interviews audited → ✔ complete, waiting for the Improvement Board to confirm" in asked


def test_what_is_left_is_put_off_together(northmere):
    northmere.presses("Ifan Rees", "1 On track")
    northmere.clock.set(northmere.clock.now() + timedelta(minutes=1))
    stale = reminder(northmere)
    assert "[All later]" not in stale
    northmere.presses("Ifan Rees", "1 Undo")
    northmere.presses("Ifan Rees", "All later")
    assert "When shall I ask about 1.1 and 1.2 again?" in northmere.sent_to("Ifan Rees")[-1].text


def test_put_off_it_says_when_it_asks_again(northmere):
    northmere.presses("Ifan Rees", "1 Later")
    assert "When shall I ask about 1.1 again?" in northmere.sent_to("Ifan Rees")[-1].text
    northmere.presses("Ifan Rees", "Monday 8 June")
    assert "→ ● on track, I ask again on Monday 8 June\n[1 Undo]" in reminder(northmere)


def test_not_mine_it_says_to_whom_it_is_offered_and_then_whose_it_is(northmere):
    northmere.presses("Ifan Rees", "1 Not mine")
    northmere.presses("Ifan Rees", "Grace Adeyemi")
    assert "→ ● on track, offered to Grace Adeyemi" in reminder(northmere)
    northmere.tick()
    northmere.presses("Grace Adeyemi", "Accept")
    northmere.tick()
    assert "with Grace Adeyemi now · Grace Adeyemi, today" in reminder(northmere)


def test_a_later_date_that_was_asked_for_is_shown(northmere):
    northmere.says("Ifan Rees", "1.1 slipping to 31 July because the sample is late")
    assert "→ ▲ at risk, 31 July asked for" in reminder(northmere)


def test_what_somebody_else_said_of_it_is_shown_with_their_name_and_without_undo(northmere):
    northmere.says("Amara Okafor", "1.1 is off track")
    northmere.tick()
    said = reminder(northmere)
    assert "1. 1.1 Return interviews audited → ■ off track · Amara Okafor, today\n2. 1.2" in said


def test_pressing_what_somebody_else_said_meanwhile_is_answered_kindly(northmere):
    northmere.says("Amara Okafor", "1.1 is off track")
    assert northmere.presses("Ifan Rees", "1 Blocked") == (
        "1.1 is ■ off track already: Amara Okafor said so today. Nothing was changed."
    )
    assert "→ ■ off track · Amara Okafor, today" in reminder(northmere)


def test_pressed_twice_it_is_said_once(northmere):
    stale = northmere.sent_to("Ifan Rees")[0].message
    northmere.presses("Ifan Rees", "1 Blocked")
    northmere.sent_to("Ifan Rees")[0].message = stale
    before = len(northmere.sent)
    northmere.presses("Ifan Rees", "1 Blocked")
    assert len(northmere.sent) == before
    assert "[1 Undo]" in reminder(northmere)


def test_an_older_reminder_that_is_pressed_changes_too(northmere):
    first = northmere.sent_to("Ifan Rees")[0]
    northmere.turn_to("2026-06-08 10:00")
    last = northmere.sent_to("Ifan Rees")[-1]
    assert last is not first
    northmere.presses("Ifan Rees", "1 Blocked")
    assert "→ ■ off track" in last.text
    last.message, kept = first.message, last.message
    northmere.presses("Ifan Rees", "2 Slipping")
    assert "→ ▲ at risk" in last.text or "→ ▲ at risk" in as_plain_text(kept)


def test_only_the_latest_reminder_of_a_milestone_is_changed_by_words(northmere):
    first = northmere.sent_to("Ifan Rees")[0].text
    northmere.turn_to("2026-06-08 10:00")
    northmere.says("Ifan Rees", "1.1 slipping")
    assert northmere.sent_to("Ifan Rees")[0].text == first
    assert "→ ▲ at risk" in reminder(northmere)


def test_a_reminder_of_long_ago_is_left_as_it_is(store):
    northmere = council(store, milestone("1.1", "Ifan Rees", date(2026, 6, 15)))
    northmere.clock.set(northmere.clock.now().replace(month=6, day=16, hour=4))
    before = northmere.sent_to("Ifan Rees")[0].text
    northmere.says("Ifan Rees", "1.1 on track")
    assert northmere.sent_to("Ifan Rees")[0].text == before


def test_one_milestone_alone_becomes_its_own_headline(store):
    northmere = council(store, milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"))
    northmere.presses("Ifan Rees", "Slipping")
    assert reminder(northmere) == "1.1 Return interviews audited → ▲ at risk\n[Undo]"
    northmere.presses("Ifan Rees", "Undo")
    assert "[Done] [On track] [Slipping] [Blocked] [Later] [Not mine]\n[Update…]" in reminder(northmere)


def test_whoever_heard_of_it_as_a_manager_sees_the_answer(northmere):
    northmere.turn_to("2026-06-17 10:00")
    told = northmere.sent_to("Amara Okafor")[-1]
    northmere.says("Ifan Rees", "1.1 on track")
    northmere.tick()
    assert "1.1 Return interviews audited → ● on track · Ifan Rees, today" in told.text


def test_a_leadership_channel_keeps_what_it_was_told(northmere):
    northmere.turn_to("2026-07-03 10:00")
    before = [one.text for one in northmere.sent_to(LEADERSHIP)]
    northmere.says("Ifan Rees", "1.1 on track")
    northmere.tick()
    assert [one.text for one in northmere.sent_to(LEADERSHIP)] == before


def test_when_the_platform_refuses_for_now_it_is_changed_later_to_what_holds_then(northmere):
    northmere.channel.refuse.append(DeliveryError("ratelimited", retry_after=5))
    northmere.presses("Ifan Rees", "1 Blocked")
    assert "off track" not in reminder(northmere)
    northmere.says("Ifan Rees", "1.1 slipping after all")
    northmere.turn_to("2026-06-01 10:05")
    assert "→ ▲ at risk" in reminder(northmere)


def test_a_message_that_is_gone_is_not_sent_again(northmere):
    northmere.channel.refuse.append(DeliveryError("message_not_found", gone=True))
    before = len(northmere.sent)
    northmere.presses("Ifan Rees", "1 Blocked")
    northmere.tick()
    assert len(northmere.sent) == before
    assert northmere.milestones()["1.1"].status is Status.OFF_TRACK


@pytest.fixture
def long_list(store):
    several = [milestone(f"1.{n}", "Ifan Rees", DUE, title=f"Step {n} agreed") for n in range(1, 13)]
    return council(store, *several)


def test_a_long_list_is_in_pages(long_list):
    said = reminder(long_list)
    assert said.startswith("12 milestones need a word from you")
    assert f"\n{OWN_ON_A_PAGE}. 1.5 Step 5" in said and "6. 1.6" not in said
    assert "1 to 5 of 12; then 1.6, 1.7, 1.8, 1.9, 1.10, 1.11 and 1.12. All can be answered in words." in said
    long_list.presses("Ifan Rees", "More: 6 to 10")
    said = reminder(long_list)
    assert "\n6. 1.6 Step 6" in said and "5. 1.5" not in said
    assert "[Earlier: 1 to 5] [More: 11 to 12]" in said


def test_a_press_keeps_its_page_and_words_open_theirs(long_list):
    long_list.presses("Ifan Rees", "More: 6 to 10")
    long_list.presses("Ifan Rees", "7 Slipping")
    assert "7. 1.7 Step 7 agreed → ▲ at risk\n[7 Undo]" in reminder(long_list)
    assert "1.12 → ■ off track" in long_list.says("Ifan Rees", "12 off track")
    assert "12. 1.12 Step 12 agreed → ■ off track" in reminder(long_list)


@pytest.mark.parametrize("page", [0, -3, 99])
def test_a_page_that_is_not_there_is_the_nearest(long_list, page):
    shown = long_list.sent_to("Ifan Rees")[0]
    more = next(b for b in shown.message.buttons if b.label.startswith("More"))
    object.__setattr__(more, "value", f'{{"page": {page}}}')
    long_list.presses("Ifan Rees", more.label)
    assert ("1. 1.1 Step 1" in shown.text) == (page < 2)
    assert ("12. 1.12 Step 12" in shown.text) == (page > 2)


def test_what_somebody_else_decides_meanwhile_is_theirs_to_show(northmere):
    if northmere.store.is_sqlite:
        pytest.skip("nobody writes beside one that writes to SQLite")
    now = northmere.clock.now()
    with northmere.store.write() as session, acting(session, now) as act:
        northmere.says("Grace Adeyemi", "2.1 is on track")
        ids = {one.name: one.id for one in people_of(session, northmere.organisation_id)}
        first = session.scalars(select(tables.Milestone).where(tables.Milestone.ref == "1.1")).one()
        record_update(session, first.id, Author(ids["Ifan Rees"], now), Status.ON_TRACK)
    assert len(act.owed) == 1
