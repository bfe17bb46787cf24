"""The rooms import downwards only, and each keeps to its own kind of thing."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("plans", "documents", "storage", "jobs", "bot")
MAY_IMPORT = {
    "plans": set(),
    "documents": {"plans"},
    "storage": {"plans"},
    "jobs": {"plans", "storage"},
    "bot": {"plans", "storage", "jobs", "documents"},
}
DATABASES = {"sqlalchemy", "alembic", "psycopg", "sqlite3"}
PLATFORMS = {"slack_bolt", "slack_sdk", "starlette", "uvicorn", "sse_starlette", "jinja2", "typer"}
FORMATS = {"docx", "openpyxl", "pdfplumber", "lxml", "zipfile", "csv"}
MAY_NOT_USE = {
    "plans": DATABASES | PLATFORMS | FORMATS | {"apscheduler", "structlog", "pathlib", "io", "os", "threading"},
    "documents": DATABASES | PLATFORMS | {"apscheduler"},
    "storage": PLATFORMS | FORMATS | {"apscheduler"},
    "jobs": PLATFORMS | FORMATS,
    "bot": {"alembic", "apscheduler", "docx", "openpyxl", "pdfplumber"},
}
PURE = ("bot/conversation/understanding", "bot/conversation/safeguarding")


def files(room: str) -> list[Path]:
    return [file for file in sorted((HOUSE / room).rglob("*.py")) if "versions" not in file.parts]


def imports(file: Path) -> set[str]:
    """Every module that a file imports, wherever in the file it does so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def tops(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(file)}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_below_it(room):
    allowed = MAY_IMPORT[room] | {room}
    wrong = {str(file): tops(file) & set(ROOMS) - allowed for file in files(room)}
    assert {file: names for file, names in wrong.items() if names} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_its_own_kind_of_library(room):
    wrong = {str(file): tops(file) & MAY_NOT_USE[room] for file in files(room)}
    assert {file: names for file, names in wrong.items() if names} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_files(room):
    assert len(files(room)) > 3


def calls(file: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)}


CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.datetime.now", "datetime.today"}


@pytest.mark.parametrize("room", ["plans", "documents", "storage"])
def test_rules_paper_and_storage_have_no_clock(room):
    wrong = {str(file): calls(file) & CLOCKS for file in files(room)}
    assert {file: names for file, names in wrong.items() if names} == {}


@pytest.mark.parametrize("folder", PURE)
def test_understanding_is_pure(folder):
    for file in sorted((HOUSE / folder).rglob("*.py")):
        assert not tops(file) & (DATABASES | PLATFORMS | {"storage", "jobs", "documents", "structlog"}), file
        assert not calls(file) & CLOCKS, file


def test_only_storage_writes_sql():
    for file in [*files("bot"), *files("jobs")]:
        assert not {name for name in imports(file) if f"{name}.".startswith("storage.tables.")}, file
        named = {name for name in imports(file) if name.startswith("sqlalchemy")}
        assert named <= {
            "sqlalchemy.orm",
            "sqlalchemy.orm.Session",
            "sqlalchemy.exc",
            "sqlalchemy.exc.DatabaseError",
            "sqlalchemy.exc.OperationalError",
        }, (
            file,
            named,
        )


def test_no_platform_knows_another():
    platforms = ("slack", "web", "teams")
    for platform in platforms:
        others = {f"bot.{other}" for other in platforms if other != platform}
        for file in sorted((HOUSE / "bot" / platform).rglob("*.py")):
            assert not {name for name in imports(file) if ".".join(name.split(".")[:2]) in others}, file
