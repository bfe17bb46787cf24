"""Connections to Slack that stay open from one call to the next: to greet for each takes longer than to say it."""

import select
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from io import BytesIO
from ssl import SSLContext
from threading import Lock
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from slack_sdk import WebClient

SECONDS_KEPT = 20
MOST_KEPT = 20
"""As many as call at one time; more are opened in a rush, and closed after it."""

Place = tuple[str, str]
"""The scheme and the host with its port."""


@dataclass
class _Idle:
    place: Place
    connection: HTTPConnection
    since: float


@dataclass
class Connections:
    """Lends each connection to one call at a time. They know no token, so every workspace may have any of them."""

    trusted: SSLContext
    _idle: list[_Idle] = field(default_factory=list, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def call(self, request: Request, timeout: float) -> tuple[HTTPResponse, bytes]:
        """The answer and its body. Raises HTTPError for any but 2xx; OSError and HTTPException as they come.

        Nothing is sent twice: whether a call that failed on the way has arrived is for the caller to find out.
        """
        address = urlsplit(request.full_url)
        place = address.scheme, address.netloc
        connection = self._borrowed(place) or self._opened(place)
        try:
            connection.timeout = timeout
            if connection.sock is not None:
                connection.sock.settimeout(timeout)
            path = address._replace(scheme="", netloc="").geturl()
            connection.request(request.get_method(), path, request.data or b"", dict(request.header_items()))
            answer = connection.getresponse()
            body = answer.read()
        except BaseException:
            connection.close()
            raise
        self._give_back(place, connection)
        if not 200 <= answer.status < 300:
            raise HTTPError(request.full_url, answer.status, answer.reason, answer.headers, BytesIO(body))
        return answer, body

    def _opened(self, place: Place) -> HTTPConnection:
        scheme, host = place
        return HTTPSConnection(host, context=self.trusted) if scheme == "https" else HTTPConnection(host)

    def _borrowed(self, place: Place) -> HTTPConnection | None:
        """The one that was used last, if any is still good."""
        with self._lock:
            self._close_old()
            found = next((one for one in reversed(self._idle) if one.place == place), None)
            if found is not None:
                self._idle.remove(found)
        return found.connection if found is not None else None

    def _give_back(self, place: Place, connection: HTTPConnection) -> None:
        # Where Slack says that it will not go on, the library has closed it.
        if connection.sock is None:
            return
        with self._lock:
            self._idle.append(_Idle(place, connection, monotonic()))
            self._close_old()

    def _close_old(self) -> None:
        """Those too many, and those that Slack has closed or may be about to: what is sent then is lost on the way."""
        oldest = monotonic() - SECONDS_KEPT
        kept = [one for one in self._idle if one.since > oldest and not _is_closed(one.connection)][-MOST_KEPT:]
        for one in self._idle:
            if one not in kept:
                one.connection.close()
        self._idle = kept


class KeptWebClient(WebClient):
    """Slack's own client over connections that stay open; behind a proxy it opens them as it always does."""

    def __init__(self, connections: Connections, **settings: Any) -> None:
        super().__init__(**settings)
        self._connections = connections

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if self.proxy is not None:
            return super()._perform_urllib_http_request_internal(url, req)
        answer, body = self._connections.call(req, self.timeout)
        charset = answer.headers.get_content_charset() or "utf-8"
        return {"status": answer.status, "headers": answer.headers, "body": body.decode(charset)}


def _is_closed(connection: HTTPConnection) -> bool:
    """Whether something waits to be read where nothing was asked: the end."""
    watching = select.poll()
    watching.register(connection.sock, select.POLLIN)
    return bool(watching.poll(0))
