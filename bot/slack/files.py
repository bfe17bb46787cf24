"""The files that people share with Milepost, fetched with the workspace's own token."""

from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.file_reading import TooLarge
from bot.slack.refusals import delivery_error
from bot.slack.workspace import Workspaces
from jobs.channel import DeliveryError

SECONDS = 30


class _NoOtherPlace(HTTPRedirectHandler):
    """A redirect would take the token along to wherever it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch_file(workspaces: Workspaces, tenant: str, address: str, most: int) -> bytes:
    """The file's bytes; raises TooLarge, DeliveryError for anything else that keeps them away.

    The token goes to Slack's own host and nowhere else. What Slack does not let the app read it answers with a page
    for people to log in.
    """
    client = workspaces.client_for(tenant)
    if not _is_slacks(address, client.base_url):
        raise DeliveryError("not_a_file_of_slacks", permanent=True)
    asked = Request(address, headers={"Authorization": f"Bearer {client.token}"})
    try:
        with build_opener(_NoOtherPlace).open(asked, timeout=SECONDS) as answer:
            if answer.headers.get_content_type() == "text/html":
                raise DeliveryError("missing_scope", permanent=True)
            content: bytes = answer.read(most + 1)
    except HTTPError as error:
        error.close()
        raise DeliveryError(f"http_{error.code}", permanent=error.code in (302, 401, 403, 404, 410)) from error
    except (OSError, HTTPException) as error:
        raise delivery_error(error, posting=False) from error
    if len(content) > most:
        raise TooLarge
    return content


def _is_slacks(address: str, base_url: str) -> bool:
    """Whether the address is of Slack's files, or of the host whose interface is called."""
    found, called = urlsplit(address), urlsplit(base_url)
    if (found.scheme, found.netloc) == (called.scheme, called.netloc):
        return True
    return found.scheme == "https" and (found.hostname or "").endswith(".slack.com")
