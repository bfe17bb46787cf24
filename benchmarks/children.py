"""How often a message that identifies a child is held, how often an ordinary one is, and how long it takes to tell.

Run by `python benchmarks/children.py`. The messages are the invented ones of `tests/safeguarding/messages`: those the
rules were developed with, and those that no rule was written for.
"""

import sys
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from safeguarding.invented_messages import OFFICERS, TODAY, InventedMessage, read_messages  # noqa: E402

from bot.conversation.safeguarding import find_held  # noqa: E402

ROUNDS = 5
LONG = 100_000
AIM = "aim: at least 95 %, at most 2 %, under 1 ms"


def main() -> None:
    halves = {half: read_messages(half) for half in ("development", "check")}
    sys.stdout.write(f"{'':<14}{'identifying held':>22}{'ordinary held':>20}   ({AIM})\n")
    for half, messages in halves.items():
        write_shares(half, messages)
    everything = [message for messages in halves.values() for message in messages]
    write_shares("both", everything)
    write_speed([message.text for message in everything])


def write_shares(name: str, messages: list[InventedMessage]) -> None:
    sys.stdout.write(f"{name:<14}{share(messages, True):>22}{share(messages, False):>20}\n")


def share(messages: list[InventedMessage], is_identifying: bool) -> str:
    held = [find_held(m.text, OFFICERS, today=TODAY) is not None for m in messages if m.is_held is is_identifying]
    return f"{sum(held)} of {len(held)}, {sum(held) / len(held):.1%}"


def write_speed(texts: list[str]) -> None:
    taken = [seconds(text) * 1000 for _ in range(ROUNDS) for text in texts]
    slow = quantiles(taken, n=100)[98]
    sys.stdout.write(f"a message: median {median(taken):.2f} ms, 99 in 100 under {slow:.2f} ms\n")
    pasted = (" ".join(texts) * (LONG // 1000))[:LONG]
    sys.stdout.write(f"{LONG:,} characters: {seconds(pasted):.2f} s\n")


def seconds(text: str) -> float:
    began = time.perf_counter()
    find_held(text, OFFICERS, today=TODAY)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
