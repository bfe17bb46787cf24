"""A file is fetched from Slack with the workspace's token, within its ceiling, and from nowhere else."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.file_reading import TooLarge
from bot.slack.files import fetch_file
from bot.slack.settings import SlackSettings
from bot.slack.workspace import OneWorkspace
from jobs.channel import DeliveryError

CONTENT = b"Ref,Milestone\n1.1,Audit\n"


@dataclass
class Files:
    """Slack's files on this machine: what is answered to the next request, and which tokens came."""

    status: int = 200
    kind: str = "text/csv"
    location: str | None = None
    tokens: list[str | None] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def files() -> Iterator[Files]:
    kept = Files()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kept.tokens.append(self.headers.get("Authorization"))
            self.send_response_only(kept.status)
            if kept.location:
                self.send_header("Location", kept.location)
            self.send_header("Content-Type", kept.kind)
            self.send_header("Content-Length", str(len(CONTENT)))
            self.end_headers()
            self.wfile.write(CONTENT)

        def log_message(self, *_: object) -> None:
            """Tests read `tokens`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(files: Files, most: int = 1_000, address: str = "/files-pri/T1-F1/plan.csv") -> bytes:
    settings = SlackSettings("xoxb-test", signing_secret="a secret", base_url=f"{files.url}/api/")
    whole = address if "://" in address else files.url + address
    return fetch_file(OneWorkspace(settings), "T1", whole, most)


def test_it_comes_with_the_workspaces_token(files: Files) -> None:
    assert fetch(files) == CONTENT
    assert files.tokens == ["Bearer xoxb-test"]


@pytest.mark.parametrize(("most", "is_too_large"), [(len(CONTENT), False), (len(CONTENT) - 1, True)])
def test_more_than_the_ceiling_is_not_taken(files: Files, most: int, is_too_large: bool) -> None:
    if is_too_large:
        with pytest.raises(TooLarge):
            fetch(files, most)
    else:
        assert fetch(files, most) == CONTENT


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/plan.csv", "http://files.slack.com/plan.csv", "https://slack.com.elsewhere.example/x"],
)
def test_the_token_goes_nowhere_but_to_slack(files: Files, address: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        fetch(files, address=address)
    assert (refused.value.reason, refused.value.permanent) == ("not_a_file_of_slacks", True)


def test_a_redirect_is_not_followed(files: Files) -> None:
    files.status, files.location = 302, "https://elsewhere.example/"
    with pytest.raises(DeliveryError) as refused:
        fetch(files)
    assert refused.value.permanent
    assert len(files.tokens) == 1


def test_the_page_for_people_to_log_in_is_a_lacking_scope(files: Files) -> None:
    files.kind = "text/html; charset=utf-8"
    with pytest.raises(DeliveryError) as refused:
        fetch(files)
    assert (refused.value.reason, refused.value.permanent) == ("missing_scope", True)


@pytest.mark.parametrize(("status", "is_permanent"), [(403, True), (404, True), (500, False), (429, False)])
def test_a_refusal_is_passing_or_lasting(files: Files, status: int, is_permanent: bool) -> None:
    files.status = status
    with pytest.raises(DeliveryError) as refused:
        fetch(files)
    assert (refused.value.reason, refused.value.permanent) == (f"http_{status}", is_permanent)


def test_nobody_there_is_passing(files: Files) -> None:
    settings = SlackSettings("xoxb-test", signing_secret="a secret", base_url="http://127.0.0.1:1/api/")
    with pytest.raises(DeliveryError) as refused:
        fetch_file(OneWorkspace(settings), "T1", "http://127.0.0.1:1/x", 10)
    assert not refused.value.permanent
