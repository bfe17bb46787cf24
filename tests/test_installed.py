"""What Milepost needs to run is what its lock file installs: nothing is borrowed from the tools of its tests."""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

HOUSE = Path(__file__).parent.parent
ROOMS = ("plans", "documents", "storage", "jobs", "bot")

# Loads every module of the rooms, and prints the names of all that came with them.
LOAD_ALL = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
for room in sys.argv[1:]:
    for module in pkgutil.walk_packages([room], room + "."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def _plain(distribution: str) -> str:
    """A distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_nothing_is_loaded_that_the_lock_file_does_not_install() -> None:
    locked = {
        _plain(name) for name in re.findall(r"^([\w.-]+)==", (HOUSE / "requirements.txt").read_text("utf-8"), re.M)
    }
    said = subprocess.run(
        [sys.executable, "-c", LOAD_ALL, *ROOMS], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    of_module = packages_distributions()
    loaded = {
        _plain(distribution)
        for module in json.loads(said.stdout)
        if module not in sys.stdlib_module_names
        for distribution in of_module.get(module, ())
    }

    assert {"sqlalchemy", "slack-sdk", "apscheduler"} <= loaded
    assert loaded - locked - {"milepost"} == set()
