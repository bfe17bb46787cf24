"""A client that asks for pages as a browser without script does, with no network between."""

import asyncio

import httpx
from starlette.applications import Starlette

from bot.web.chat import WebChat
from bot.web.listen import web_routes


class PageClient:
    def __init__(self, web: WebChat, base_url: str = "http://127.0.0.1:8765") -> None:
        self._transport = httpx.ASGITransport(Starlette(routes=web_routes(web)))
        self._base_url = base_url

    def get(self, path: str, **how) -> httpx.Response:
        return self._ask("GET", path, **how)

    def post(self, path: str, **how) -> httpx.Response:
        return self._ask("POST", path, **how)

    def _ask(self, method: str, path: str, headers: dict[str, str] | None = None, **how) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url=self._base_url) as client:
                return await client.request(method, path, headers={"Accept": "text/html"} | (headers or {}), **how)

        return asyncio.run(asked())
