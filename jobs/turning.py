"""Turning the clock: the same loops at the instants at which they would have had something to do.

A rehearsal and the demonstration's clock both go through here, so that what they show is what would happen.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from jobs.delivery import Post
from jobs.rounds import do_everything_due, next_instant

ONE_SECOND = timedelta(seconds=1)


def turn(
    post: Post,
    now: datetime,
    until: datetime,
    set_clock: Callable[[datetime], None],
    on_progress: Callable[[datetime], None] = lambda at: None,
) -> None:
    """Moves the clock from `now` to `until`, doing on the way everything at its own time."""
    while True:
        set_clock(now)
        on_progress(now)
        did_something = do_everything_due(post, now)
        ahead = next_instant(post)
        if ahead is None or ahead > until:
            break
        # Something that stays due without being done (a message nobody can take yet) must not stop the clock.
        now = max(ahead, now if did_something else now + ONE_SECOND)
    set_clock(until)
    do_everything_due(post, until)
