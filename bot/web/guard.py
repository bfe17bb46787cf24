"""Who may talk to the page: this machine's own browser, from the page itself."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers would then send "Origin: null" with the page's own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Refused(Exception):
    """A request is not answered as asked. `status` is the HTTP status, the message a sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def refuse_strange_host(headers: Headers, hosts: Collection[str]) -> None:
    """Raises Refused when the page was asked for under a name that is not its own.

    A web site can give its own name the address 127.0.0.1 (DNS rebinding); the Host header still tells.
    """
    name = host_name(headers.get("host", ""))
    if name not in hosts:
        raise Refused(421, "This page answers only under its own address on this machine, http://127.0.0.1.")


def refuse_other_sites(headers: Headers) -> None:
    """Raises Refused when another site's page is what sends this.

    A browser says so in Sec-Fetch-Site or, where it is older, in Origin. What sends neither is not a browser that a
    site could have misused.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        is_own = site in ("same-origin", "none")
    else:
        is_own = origin is None or urlsplit(origin).netloc == headers.get("host", "")
    if not is_own:
        raise Refused(403, "That came from another site, so nothing was done. Open Milepost's own page and try there.")


def host_name(host: str) -> str:
    """The name in a Host header, without its port and an IPv6 address's brackets; empty when it is not one."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
