"""Connections to Slack that stay open from one call to the next: to greet for each takes longer than to say it."""

from email.message import Message
from io import BytesIO
from ssl import SSLContext
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

from slack_sdk import WebClient
from urllib3 import BaseHTTPResponse, PoolManager

MOST_KEPT = 50
"""More than call at one time; whatever is opened beyond them is closed after its call."""


def kept_connections(trusted: SSLContext) -> PoolManager:
    """Each is lent to one call at a time. They know no token, so every workspace may have any of them."""
    return PoolManager(maxsize=MOST_KEPT, retries=False, ssl_context=trusted)


class KeptWebClient(WebClient):
    """Slack's own client over connections that stay open; behind a proxy it opens them as it always does."""

    def __init__(self, connections: PoolManager, **settings: Any) -> None:
        super().__init__(**settings)
        self._connections = connections

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Raises urllib's HTTPError for any answer but 2xx, as the library expects it, and urllib3's own for none.

        Nothing is sent twice: whether a call that failed on the way has arrived is for the caller to find out.
        """
        if self.proxy is not None:
            return super()._perform_urllib_http_request_internal(url, req)
        said: Any = req.data
        named = dict(req.header_items())
        answer = self._connections.request(req.get_method(), url, body=said, headers=named, timeout=self.timeout)
        headers = _headers(answer)
        if not 200 <= answer.status < 300:
            raise HTTPError(url, answer.status, answer.reason or "", headers, BytesIO(answer.data))
        charset = headers.get_content_charset() or "utf-8"
        return {"status": answer.status, "headers": headers, "body": answer.data.decode(charset)}


def _headers(answer: BaseHTTPResponse) -> Message:
    headers = Message()
    for name, value in answer.headers.items():
        headers[name] = value
    return headers
