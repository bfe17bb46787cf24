"""What becomes of a message that a platform does not take: by kind of refusal, and who hears of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from northmere import LEADERSHIP, PLATFORM, TENANT, MemoryChannel, Northmere, at, milestone, plan
from telling import told

from jobs.channel import DeliveryError
from jobs.delivery import CLOCKS_DIFFER_BY, Post
from jobs.patience import LONGEST_WAIT, TRIED_FOR, has_tried_enough, wait_before_retry
from storage import claims, tables
from storage.changes.outbox import retry
from storage.changes.people import connect_account
from storage.claims import LONGEST_HOLD, Claim
from storage.outbox import DIGEST, REMINDER, Reader, owe_notice
from storage.questions.people import people_of

IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 08:59",
        milestone("1.1", IFAN, DUE),
        milestone("2.1", GRACE, DUE),
    )


def rows(northmere, kind):
    with northmere.store.read() as session:
        found = session.query(tables.Notification).filter_by(kind=kind).order_by("created_at").all()
        session.expunge_all()
        return found


def refuses(northmere, who, **more):
    """The platform refuses everything to one reader from now on."""
    send = northmere.channel.send

    def or_refuse(to, message, notification_id, *rest):
        if to.conversation == who:
            raise DeliveryError(**more)
        return send(to, message, notification_id, *rest)

    northmere.channel.send = or_refuse
    return send


def test_a_passing_refusal_is_tried_again_until_it_passes(northmere):
    northmere.channel.refuse = [DeliveryError("http_503"), DeliveryError("http_503")]
    northmere.turn_to("2026-06-01 12:00")
    assert {who for _, who, _ in told(northmere)} == {IFAN, GRACE}
    assert sorted(row.attempts for row in rows(northmere, REMINDER) + rows(northmere, DIGEST)) == [1, 2, 2]


def test_what_was_tried_before_says_since_when_parts_of_it_may_be_there(northmere):
    northmere.channel.refuse = [DeliveryError("ratelimited", retry_after=60), DeliveryError("http_503")]
    northmere.turn_to("2026-06-01 12:00")
    since = {one.to.conversation: one.since for one in northmere.channel.sent}
    tried_before = at("2026-06-01 09:00") - CLOCKS_DIFFER_BY
    assert sorted(since.values(), key=bool) == [None, tried_before, tried_before]


def test_what_was_claimed_and_given_back_untried_was_not_tried(northmere):
    now = at("2026-06-01 09:00")
    with northmere.store.write() as session:
        amara = next(p.id for p in people_of(session, northmere.organisation_id) if p.name == AMARA)
        later = '{"text": "Later.", "parts": []}'
        notice = owe_notice(session, northmere.organisation_id, Reader(person_id=amara), later, now)
        for attempt in (claims.release_unsent, claims.release_unsent, claims.release_for_later, claims.release_unsent):
            claim = claims.claim(session, notice, "copy", now)
            more = ("ratelimited",) if attempt is claims.release_for_later else ()
            attempt(session, claim, now, *more)
            now += timedelta(minutes=1)
        claim = claims.claim(session, notice, "copy", now)
    assert (claim.was_tried, claim.since) == (True, at("2026-06-01 09:02"))


def test_while_one_reader_is_refused_the_others_are_reached(northmere):
    refuses(northmere, IFAN, reason="ratelimited", retry_after=1800)
    northmere.turn_to("2026-06-01 09:10")
    assert [who for _, who, _ in told(northmere)] == [GRACE]


def test_the_platforms_own_wait_is_kept_and_is_no_attempt(northmere):
    send = refuses(northmere, IFAN, reason="ratelimited", retry_after=600)
    northmere.turn_to("2026-06-01 09:09")
    northmere.channel.send = send
    northmere.turn_to("2026-06-01 12:00")
    (when,) = [when for when, who, _ in told(northmere) if who == IFAN]
    assert "06-01 09:10" <= when <= "06-01 09:13"
    assert [row.attempts for row in rows(northmere, REMINDER)] == [1, 1]


def test_what_is_refused_all_day_is_given_up_the_next_and_told(northmere):
    refuses(northmere, IFAN, reason="http_503")
    northmere.turn_to("2026-06-02 13:00")
    (failed,) = [row for row in rows(northmere, REMINDER) if row.failed_at is not None]
    assert failed.failure == "http_503"
    assert TRIED_FOR <= failed.failed_at - at("2026-06-01 09:00") < TRIED_FOR + 2 * LONGEST_WAIT
    assert northmere.sent_to(AMARA)[-1].text.startswith(f"I could not reach {IFAN}: the answer was “http_503”.")


def test_what_somebody_has_tried_again_is_tried_for_another_day(northmere):
    refuses(northmere, IFAN, reason="http_503")
    northmere.turn_to("2026-06-02 13:00")
    (failed,) = [row for row in rows(northmere, REMINDER) if row.failed_at is not None]
    with northmere.store.write() as session:
        assert retry(session, failed.id, at("2026-06-02 13:00"))
    northmere.turn_to("2026-06-03 12:00")
    (again,) = [row for row in rows(northmere, REMINDER) if row.id == failed.id]
    assert again.failed_at is None and again.attempts > 5
    assert again.claimed_at == failed.claimed_at, "parts of it may be there since the first try"
    northmere.turn_to("2026-06-03 16:00")
    (again,) = [row for row in rows(northmere, REMINDER) if row.id == failed.id]
    assert TRIED_FOR <= again.failed_at - at("2026-06-02 13:00") < TRIED_FOR + 2 * LONGEST_WAIT


def test_a_lasting_refusal_is_not_tried_again_and_the_manager_hears(northmere):
    refuses(northmere, IFAN, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-01 12:00")
    (failed,) = [row for row in rows(northmere, REMINDER) if row.failed_at is not None]
    assert failed.attempts == 1
    (news,) = northmere.sent_to(AMARA)
    assert news.at == at("2026-06-01 09:10")
    assert news.text.startswith(f"I could not reach {IFAN}: the answer was “user_disabled”.")
    assert "1 open milestone is with nobody meanwhile." in news.text


def test_a_channel_that_cannot_be_reached_is_told_to_the_plans_owner(northmere):
    refuses(northmere, LEADERSHIP, reason="is_archived", permanent=True)
    northmere.turn_to("2026-06-01 12:00")
    (news,) = northmere.sent_to(BETHAN)
    assert news.text.startswith("I could not reach leadership: the answer was “is_archived”.")


def test_what_fails_on_one_morning_is_told_in_one_message(northmere):
    for who in (IFAN, GRACE):
        refuses(northmere, who, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-01 12:00")
    (news,) = northmere.sent_to(AMARA)
    assert "I could not reach 2 readers" in news.text
    assert IFAN in news.text and GRACE in news.text


def test_where_the_manager_cannot_be_reached_either_the_owner_hears(northmere):
    refuses(northmere, IFAN, reason="user_disabled", permanent=True)
    refuses(northmere, AMARA, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-01 12:00")
    assert northmere.sent_to(BETHAN)[0].text.startswith(f"I could not reach {IFAN}")


def test_news_that_nobody_can_be_told_stays_listed_and_goes_round_no_further(northmere):
    for who in (IFAN, AMARA, BETHAN):
        refuses(northmere, who, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-05 12:00")
    failed = [row for row in rows(northmere, REMINDER) if row.failed_at is not None]
    assert [row.failure for row in failed] == ["user_disabled"]
    assert len(rows(northmere, "failure")) == 2


def test_somebody_without_an_account_is_told_of_and_not_lost_silently(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, DUE)), "2026-05-29 12:00")
    with store.write() as session:
        ifan = next(p.id for p in people_of(session, northmere.organisation_id) if p.name == IFAN)
        session.query(tables.Account).filter_by(person_id=ifan).delete()
    northmere.turn_to("2026-06-01 12:00")
    assert northmere.sent_to(AMARA)[0].text.startswith(
        f"I could not reach {IFAN}: no account is known through which to reach them."
    )


def test_news_of_the_evening_waits_for_the_morning(northmere):
    northmere.turn_to("2026-06-01 19:00")
    refuses(northmere, IFAN, reason="user_disabled", permanent=True)
    with northmere.store.write() as session:
        ifan = next(p.id for p in people_of(session, northmere.organisation_id) if p.name == IFAN)
        body = '{"text": "The date is moved.", "parts": []}'
        owe_notice(session, northmere.organisation_id, Reader(person_id=ifan), body, northmere.clock.now())
    northmere.turn_to("2026-06-02 12:00")
    assert [one.at for one in northmere.sent_to(AMARA)] == [at("2026-06-02 09:00")]


def test_another_way_is_taken_where_one_is_refused_for_good(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, DUE)), "2026-05-29 12:00")
    other = MemoryChannel(northmere.clock)
    northmere.use(replace(northmere.post, channels={**northmere.post.channels, "other": other}))
    with store.write() as session:
        ifan = next(p.id for p in people_of(session, northmere.organisation_id) if p.name == IFAN)
        connect_account(session, ifan, "other", TENANT, "ifan@other")
    refuses(northmere, IFAN, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-01 12:00")
    assert [one.to.conversation for one in other.sent] == ["ifan@other"]
    assert northmere.sent_to(AMARA) == []


def test_an_uncertain_answer_is_looked_for_before_it_is_sent_again(northmere):
    def cut_in_the_middle(to, message, notification_id, *more):
        northmere.channel.send = send
        send(to, message, notification_id, *more)
        raise DeliveryError("timeout", uncertain=True)

    send, northmere.channel.send = northmere.channel.send, cut_in_the_middle
    northmere.turn_to("2026-06-01 12:00")
    assert sorted(who for _, who, _ in told(northmere)) == [GRACE, IFAN]


def test_the_sweep_looks_back_to_the_first_claim(northmere):
    since = []
    find = northmere.channel.find

    def remember(to, notification_id, **more):
        since.append(more["since"])
        return find(to, notification_id)

    northmere.channel.find = remember
    northmere.channel.refuse = [DeliveryError("timeout", uncertain=True), DeliveryError("timeout", uncertain=True)]
    northmere.turn_to("2026-06-01 12:00")
    assert since and all(when == at("2026-06-01 09:00") - timedelta(days=1) for when in since)


def test_messages_to_one_reader_keep_their_order_while_one_is_held(northmere):
    """Monday's reminder is refused until the afternoon: Tuesday's news does not overtake it."""
    send = refuses(northmere, AMARA, reason="ratelimited", retry_after=3600)
    refuses(northmere, IFAN, reason="user_disabled", permanent=True)
    northmere.turn_to("2026-06-01 10:00")
    with northmere.store.write() as session:
        amara = next(p.id for p in people_of(session, northmere.organisation_id) if p.name == AMARA)
        body = '{"text": "Later.", "parts": []}'
        owe_notice(session, northmere.organisation_id, Reader(person_id=amara), body, northmere.clock.now())
    northmere.tick()
    assert northmere.sent_to(AMARA) == []
    northmere.channel.send = send
    northmere.turn_to("2026-06-01 12:00")
    assert [one.text.split(".")[0] for one in northmere.sent_to(AMARA)] == [
        f"I could not reach {IFAN}: the answer was “user_disabled”",
        "Later",
    ]


def test_a_clock_that_is_put_back_does_not_hold_messages_until_it_is_there_again(northmere):
    northmere.clock.set(at("2026-07-20 09:00"))
    northmere.channel.refuse = [DeliveryError("http_503")] * 3
    northmere.tick()
    northmere.clock.set(at("2026-06-02 09:00"))
    late = Post(northmere.store, {PLATFORM: northmere.channel}, northmere.post.wording, "after")
    northmere.use(late)
    northmere.turn_to("2026-06-02 12:00")
    assert all(row.settled_at is not None for row in rows(northmere, REMINDER) if row.due_at < at("2026-06-02 12:00"))


def claim(attempts=1, since="2026-06-01 09:00", name="a1"):
    return Claim(name, 1, "copy/1", REMINDER, attempts, at(since), 0)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (8, 3600), (40, 3600)])
def test_waits_double_up_to_an_hour_and_are_up_to_a_quarter_longer(attempts, seconds):
    waits = {wait_before_retry(claim(attempts, name=f"n{n}")).total_seconds() for n in range(200)}
    assert min(waits) >= seconds and max(waits) < seconds * 1.25
    assert len(waits) > 150, "what failed together does not come again together"


def test_a_platforms_wait_is_never_cut_short_and_never_held_for_ever():
    assert wait_before_retry(claim(), retry_after=90) >= timedelta(seconds=90)
    assert wait_before_retry(claim(), retry_after=10**9) == LONGEST_HOLD


def test_trying_ends_after_a_day_or_forty_times():
    assert not has_tried_enough(claim(39), at("2026-06-02 08:59"))
    assert has_tried_enough(claim(1), at("2026-06-02 09:00"))
    assert has_tried_enough(claim(40), at("2026-06-01 09:30"))
