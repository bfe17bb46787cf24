"""Runs the benchmarks one after another, each in a process of its own, and writes them into benchmarks/RESULTS.md.

python -m benchmarks                    all of them, at full size
python -m benchmarks planning           those named; what the others came to stays as it is
python -m benchmarks planning --quick   at sizes for a first look, which is not written down
"""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ground import ROOT, machine, say

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
NO_BENCHMARKS = {"__init__", "__main__", "ground", "plan_files", "council", "others", "requests_at_once"}
# What a reader wants to know first comes first; whatever else is in the folder follows.
FIRST = ["understanding", "reading", "planning", "delivering", "answering", "monday", "starting"]


def names() -> list[str]:
    found = {file.stem for file in HERE.glob("*.py")} - NO_BENCHMARKS
    return [name for name in FIRST if name in found] + sorted(found - set(FIRST))


def main() -> None:
    asked = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    unknown = set(asked) - set(names())
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
    for name in asked or names():
        say(f"## {name}\n")
        about = machine()
        text = f"{about}\n\n{measured(name, options)}"
        if "--quick" not in options:
            write_down(name, text)


def write_down(name: str, text: str) -> None:
    """Puts what a benchmark came to in the place of what it came to before."""
    kept = sections_of(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[name] = text.strip()
    sections = "\n\n".join(f"## {one}\n\n{kept[one]}" for one in names() if one in kept)
    RESULTS.write_text(f"# What was measured\n\n{sections}\n", encoding="utf-8")
    say(f"{RESULTS.relative_to(ROOT)} is written.\n")


def sections_of(results: str) -> dict[str, str]:
    """The sections of RESULTS.md by the benchmark's name."""
    _, *sections = results.split("\n## ")
    return {name.strip(): text.strip() for name, _, text in (one.partition("\n") for one in sections)}


def measured(name: str, options: list[str]) -> str:
    """What a benchmark prints, which is shown while it runs."""
    started = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = []
        for line in running.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    text = "".join(lines)
    if running.returncode != 0:
        text += f"\nIt ended with {running.returncode}: what is above is not all.\n"
    took = f"\nTook {time.monotonic() - started:.0f} s.\n"
    return (text if "|---" in text or not text else f"```\n{text}```\n") + took


if __name__ == "__main__":
    main()
