"""Reading messages: how long one takes, beside dateparser alone on the same texts, and what the worst ever takes."""

import random
import sys
import time
import warnings
from collections.abc import Callable

import dateparser
from dateparser.search import search_dates

from benchmarks.ground import ROOT, quick, say, say_table, share
from bot.conversation.understanding import understand, warm

# The invented plan and the messages that the tests read.
sys.path.insert(0, str(ROOT / "tests" / "understanding"))

from northmere_plan import northmere
from test_understand_cases import _cases
from test_understand_never_breaks import _SAID

ROUNDS = 1 if quick() else 5
FUZZED = 3_000 if quick() else 100_000
LIMIT_SECONDS = 1.0
# Each of these has brought some reader of dates or some pattern to its knees.
CATASTROPHIC = (
    "1" * 5_000,
    "1." * 2_500,
    "1.1, " * 1_500,
    "and " * 2_000,
    "not " * 2_000,
    "31/12/" * 1_000,
    "(" * 3_000,
    "a" * 9_999,
    "next " * 1_500 + "week",
    "by the end of " * 500,
    "done " * 1_800 + "?",
    " " * 9_000 + "x",
    "1.1-1.9999999999 done",
    "\n" * 5_000,
    "5 working days before " * 300,
)


def main() -> None:
    warnings.simplefilter("ignore")
    warm()
    cases = [(speaker, thread or None, text) for speaker, thread, text, _, _ in _cases()]
    texts = [text for _, _, text in cases]
    contexts = [northmere(speaker, None if thread == "-" else thread) for speaker, thread, _ in cases]
    ours = timed(lambda number: understand(texts[number], contexts[number]), len(texts))
    bare = timed(lambda number: dateparser.parse(texts[number], languages=["en"]), len(texts))
    search = timed(lambda number: search_dates(texts[number], languages=["en"]), len(texts))
    say(f"{len(texts)} invented messages, {ROUNDS} times. Milliseconds of processor time a message.\n")
    rows = [
        ("understand: whole messages", *of(ours), ""),
        ("dateparser.parse: one date or none", *of(bare), ratio(ours, bare)),
        ("dateparser.search_dates: the dates", *of(search), ratio(ours, search)),
    ]
    say_table(["", "median", "p99", "Milepost's median is"], rows)
    fuzz()


def timed(read: Callable[[int], object], count: int) -> list[float]:
    """Milliseconds of processor time for each, after one round that does not count."""
    taken = []
    for go in range(ROUNDS + 1):
        for number in range(count):
            started = time.thread_time()
            read(number)
            if go:
                taken.append((time.thread_time() - started) * 1000)
    return taken


def of(taken: list[float]) -> tuple[str, str]:
    return f"{share(taken, 0.5):.2f}", f"{share(taken, 0.99):.2f}"


def ratio(ours: list[float], theirs: list[float]) -> str:
    return f"{share(ours, 0.5) / share(theirs, 0.5):.2f} of it"


def fuzz() -> None:
    dice, words = random.Random(2026), _SAID.split()
    context = northmere("Siobhán", "5.1", ("5.1", "5.2"))
    taken: list[tuple[float, str]] = []
    empty = 0
    for number in range(FUZZED):
        text = CATASTROPHIC[number] if number < len(CATASTROPHIC) else generated(dice, words)
        started = time.thread_time()
        empty += not understand(text, context)
        taken.append((time.thread_time() - started, text))
    slowest, text = max(taken)
    milliseconds = [one * 1000 for one, _ in taken]
    over = sum(one > LIMIT_SECONDS for one, _ in taken)
    say(f"{FUZZED:,} generated messages, {len(CATASTROPHIC)} of them made to be slow: none broke the reading, {empty}")
    say(f"read as nothing, {over} took over {LIMIT_SECONDS:.0f} s. Median {share(milliseconds, 0.5):.2f} ms, p99")
    say(f"{share(milliseconds, 0.99):.1f} ms; the slowest, {text[:20]!r} and so on, {slowest * 1000:.0f} ms.")


def generated(dice: random.Random, words: list[str]) -> str:
    """A jumble of meaningful words, sometimes with a letter changed, a sign put in, or the whole said many times."""
    said = [dice.choice(words) for _ in range(dice.randint(1, 25))]
    text = " ".join(said)
    if dice.random() < 0.3:
        place = dice.randrange(len(text) + 1)
        text = text[:place] + chr(dice.choice((*range(32, 127), 163, 8217, 128512, 0x301, 0x202E))) + text[place:]
    return text * dice.randint(2, 12) if dice.random() < 0.05 else text


if __name__ == "__main__":
    main()
