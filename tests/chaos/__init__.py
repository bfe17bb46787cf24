"""Milepost killed a thousand times, to see that nothing is lost and nothing comes twice: `python -m tests.chaos`."""

import sys
from pathlib import Path

# The tests' own council, databases and Slack are used from here, too.
_TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [folder for folder in (str(_TESTS), str(_TESTS / "slack")) if folder not in sys.path]
