"""A digest of five hundred milestones in Slack: within its limits, short above, whole in the thread."""

import json
from datetime import date, timedelta

from bot.conversation.digest_wording import say_digest
from bot.conversation.message import Chart, Message, as_plain_text, from_json, to_json
from bot.slack.draw import draw
from plans.digest import make_digest
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import ENGLAND
from storage.questions.digest_facts import DigestFacts

TODAY = date(2026, 6, 15)
FOUR_WEEKS = timedelta(days=28)
MANY = [
    Milestone(
        number,
        1,
        f"{number}.1",
        f"Step {number}",
        list(Status)[number % 6],
        TODAY + timedelta(days=number % 90 - 45),
        theme=f"Theme number {number % 30} of the improvement plan",
        lead=f"Head of Service {number % 40}",
        lead_id=number % 40 if number % 7 else None,
        last_word_on=TODAY - timedelta(days=number % 60),
        moves=number % 4,
    )
    for number in range(1, 501)
]


def digest() -> Message:
    before = [Milestone(m.id, 1, m.ref, m.title, Status.ON_TRACK, m.due, moves=m.moves) for m in MANY]
    facts = DigestFacts("n1", "Northmere improvement plan", make_digest(MANY, before, TODAY, FOUR_WEEKS), ENGLAND, {})
    return say_digest(facts)


def test_a_digest_of_five_hundred_milestones_keeps_slacks_limits() -> None:
    drawn = draw(digest())
    for payload in drawn.payloads:
        assert len(payload.blocks) <= 50
        assert len(payload.plainer) <= 50
        assert len(json.dumps(payload.blocks)) < 12_000
        assert len(json.dumps(payload.plainer)) < 12_000


def test_above_the_thread_it_stays_short_and_everything_is_below() -> None:
    message = digest()
    shown = as_plain_text(Message(message.text, tuple(p for p in message.parts if not isinstance(p, Chart))))
    assert len(shown) < 2_500
    assert len(draw(Message(message.text, message.parts)).payloads) == 1
    below = "\n".join(payload.words for payload in draw(message).continued)
    overdue = [m.ref for m in MANY if m.is_overdue(TODAY)]
    assert overdue
    assert all(f"\n{ref} " in below for ref in overdue)


def test_of_very_many_themes_those_that_stand_worst_are_drawn() -> None:
    (chart,) = [part for part in digest().parts if isinstance(part, Chart)]
    assert chart.title == "The 12 of 30 themes most at risk"
    assert len(chart.categories) == 12
    (off_track,) = [series for series in chart.series if series.status is Status.OFF_TRACK]
    assert sum(off_track.values) == sum(m.status is Status.OFF_TRACK for m in MANY) > 0


def test_it_is_kept_until_it_is_sent_without_loss() -> None:
    assert from_json(to_json(digest())) == digest()
