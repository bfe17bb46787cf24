"""A Monday morning: planned, summarised and delivered for many workspaces, to a Slack that keeps to its limits.

The clock is simulated, so that what is measured is how well the limits are used and not how fast this machine is; the
real seconds beside it are what one process needs for the work itself.
"""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.council import keep_council, plan_of, workspace_of
from benchmarks.ground import fresh, quick, say, say_table, seconds, servers, silence
from bot.clock import TurnableClock
from bot.conversation.wording import PlainWording
from bot.slack.refusals import what_to_do
from bot.slack.send import PACE
from jobs.channel import Address, DeliveryError, Receipt
from jobs.delivery import Post
from jobs.turning import turn
from storage.changes.organisations import find_or_add_organisation
from storage.store import Store

WORKSPACES, LEADS = (10, 50) if quick() else (200, 50)
NINE = datetime(2026, 6, 1, 8, tzinfo=UTC)
# https://api.slack.com/apis/rate-limits: one message a second in a channel, and "several hundred" a minute in a
# workspace. 300 is the least that this can mean; it is held to in spans of ten seconds.
MOST, WITHIN, BETWEEN = 50, timedelta(seconds=10), timedelta(seconds=1)


@dataclass
class LimitedSlack:
    """Takes what the limits allow and refuses the rest with a Retry-After, by the simulated clock."""

    clock: TurnableClock
    arrived: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    spoken: dict[str, datetime] = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)
    refused: int = 0

    def send(
        self,
        to: Address,
        message: object,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        now, arrived = self.clock.now(), self.arrived[workspace_of(to.conversation)]
        is_full = len(arrived) >= MOST and arrived[-MOST] > now - WITHIN
        spoken = self.spoken.get(to.conversation)
        if is_full or (spoken is not None and now - spoken < BETWEEN):
            self.refused += 1
            raise DeliveryError("ratelimited", retry_after=1)
        arrived.append(now)
        self.spoken[to.conversation] = now
        self.ids[notification_id] += 1
        return Receipt(to.conversation, notification_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        return Receipt(to.conversation, notification_id) if self.ids[notification_id] else None


def main() -> None:
    silence()
    with servers() as found:
        rows = [of(kind, template) for kind, template in found.items() if kind == "SQLite"]
    say(f"{WORKSPACES} workspaces with {LEADS} leads each: a reminder for each and a summary for every plan, due at")
    say(f"nine. Slack takes {MOST} messages in {WITHIN.seconds} s in a workspace and one a second in a conversation.\n")
    headings = ["database", "messages", "the limit's own bound", "took (simulated)", "times the bound", "refused"]
    say_table([*headings, "sent twice", "first workspace done", "real seconds"], rows)


def of(kind: str, template: str) -> tuple[object, ...]:
    store = fresh(template, "monday")
    clock = TurnableClock(NINE - timedelta(days=2))
    slack = LimitedSlack(clock)
    for number in range(WORKSPACES):
        keep_workspace(store, f"T{number:03}")
    post = Post(store, {"slack": slack}, PlainWording(what_to_do), "monday", pace=PACE)
    before = seconds(lambda: turn(post, clock.now(), NINE - timedelta(minutes=1), clock.set))
    assert not slack.ids, "something left before nine"
    real = seconds(lambda: turn(post, clock.now(), NINE + timedelta(minutes=5), clock.set))
    store.close()
    return (kind, *result(slack), f"{before + real:.0f}")


def keep_workspace(store: Store, tenant: str) -> None:
    with store.write() as session:
        organisation_id = find_or_add_organisation(session, "slack", tenant, tenant)
    keep_council(store, plan_of(LEADS, LEADS), organisation_id, tenant)


def result(slack: LimitedSlack) -> tuple[object, ...]:
    took = [(arrived[-1] - NINE).total_seconds() for arrived in slack.arrived.values()]
    bound = max(bound_of(len(arrived)) for arrived in slack.arrived.values())
    messages, twice = slack.ids.total(), sum(count > 1 for count in slack.ids.values())
    return (
        f"{messages:,}",
        f"{bound:.0f} s",
        f"{max(took):.0f} s",
        f"{max(took) / bound:.2f}" if bound else "–",
        slack.refused,
        twice,
        f"after {min(took):.0f} s",
    )


def bound_of(messages: int) -> float:
    """Seconds until the last of so many messages to a workspace can leave, if each leaves as soon as it may."""
    return (messages - 1) // MOST * WITHIN.total_seconds()


if __name__ == "__main__":
    main()
