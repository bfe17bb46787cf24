"""When each copy of Milepost is to be killed: at a random instant of its life, or at a moment that matters."""

from dataclasses import dataclass
from random import Random
from threading import Lock

POST, HISTORY, EVENT = "chat.postMessage", "conversations.history", "event"
SHARE_OF_FRESH = 0.04


@dataclass(frozen=True)
class Fate:
    """`method` and `moment` name the moment ("come", "landed") at whose `nth` time the copy is killed, `delay` later.

    Without them it is killed `delay` after its start. `is_fresh` copies are started from nothing.
    """

    name: str
    delay: float
    method: str = ""
    moment: str = ""
    nth: int = 1
    is_fresh: bool = False


class Fates:
    """Hands out fates by chance, the same ones for the same seed; `longest_life` is in seconds."""

    def __init__(self, seed: int, longest_life: float) -> None:
        self._random = Random(seed)
        self._longest_life = longest_life
        self._lock = Lock()

    def next(self) -> Fate:
        with self._lock:
            random, luck = self._random, self._random.random()
            is_fresh = random.random() < SHARE_OF_FRESH
            nth, soon = random.randint(1, 6), random.uniform(0, 0.03)
            if luck < 0.40:
                return Fate("at a random instant", random.uniform(0, self._longest_life), is_fresh=is_fresh)
            if luck < 0.55:
                return Fate("while a message is on its way", soon, POST, "come", nth)
            if luck < 0.75:
                return Fate("between sending and recording", soon, POST, "landed", nth)
            if luck < 0.88:
                return Fate(
                    "while the sweep asks", soon, HISTORY, random.choice(["come", "landed"]), random.randint(1, 2)
                )
            return Fate("while somebody's message is taken in", random.uniform(0, 0.25), EVENT, "come")
