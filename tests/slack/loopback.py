"""A Slack of our own on this machine: it keeps messages with their metadata, records every call, and fails by script.

    with LoopbackSlack() as slack:
        slack.refuse("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "3"})

Faults are used up one for each call of their method, in order; then calls succeed again. With `after=True` the
call takes effect and only the answer is lost.
"""

import json
import socket
import threading
import time
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

TEAM, BOT_USER, BOT_ID = "T0NORTHMERE", "U0MILEPOST", "B0MILEPOST"


@dataclass
class Call:
    method: str
    params: dict[str, Any]
    token: str | None
    at: float = field(default_factory=time.perf_counter)


@dataclass
class Fault:
    kind: str  # "refuse", "body", "drop", "cut" (in the middle of the answer) or "hang"
    after: bool = False
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class LoopbackSlack:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.connections: list[socket.socket] = []
        self.messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.users: dict[str, dict[str, Any]] = {}
        self.views: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.page_size = 200
        self.files: list[dict[str, Any]] = []
        self.uploads: dict[str, bytes] = {}
        self.channels: dict[str, dict[str, Any]] = {}
        self.headers: dict[str, str] = {}
        self.socket_url = ""
        self.installing: dict[str, Any] = {}
        self.renewed: dict[str, Any] = {}
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.seconds = 1_780_909_200  # 8 June 2026, 09:00 UTC
        self._lock = threading.Lock()
        self._released = threading.Event()

    def __enter__(self) -> "LoopbackSlack":
        slack = self

        class Handler(_Handler):
            loopback = slack

        self.connections = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self.hang_up()
        self._server.server_close()
        self._thread.join()

    def hang_up(self) -> None:
        """Closes the connections that callers keep open."""
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/api/"

    # What a test says

    def refuse(self, method: str, error: str, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        body = json.dumps({"ok": False, "error": error})
        self._faults[method].append(Fault("refuse", status=status, body=body, headers=headers or {}))

    def answer_with(self, method: str, status: int, body: str) -> None:
        self._faults[method].append(Fault("body", status=status, body=body))

    def drop(self, method: str, *, after: bool = False) -> None:
        self._faults[method].append(Fault("drop", after=after))

    def cut(self, method: str) -> None:
        """The call takes effect, and the connection ends in the middle of the answer."""
        self._faults[method].append(Fault("cut", after=True))

    def hang(self, method: str, *, after: bool = False) -> None:
        self._faults[method].append(Fault("hang", after=after))

    def let_through(self, method: str) -> None:
        """One call succeeds before the next fault."""
        self._faults[method].append(Fault("none"))

    def add_user(self, user: str, name: str, email: str | None = None, **more: Any) -> None:
        profile = {"real_name": name, "display_name": name.split()[0]} | ({"email": email} if email else {})
        self.users[user] = {"id": user, "name": name.lower(), "real_name": name, "profile": profile, **more}

    def say(self, channel: str, text: str, user: str = "U0SOMEBODY") -> str:
        """Somebody else's message in a channel; returns its ts."""
        with self._lock:
            return self._keep(channel, {"type": "message", "user": user, "text": text})

    # What a test asks

    def called(self, method: str) -> list[dict[str, Any]]:
        return [call.params for call in self.calls if call.method == method]

    def in_channel(self, channel: str) -> list[dict[str, Any]]:
        return self.messages[channel]

    # What Slack does

    def take(self, call: Call) -> tuple[Fault | None, dict[str, Any] | None]:
        """The scripted fault, and the answer where the call takes effect."""
        with self._lock:
            self.calls.append(call)
            faults = self._faults[call.method]
            fault = faults.popleft() if faults else None
            takes_effect = fault is None or fault.kind == "none" or fault.after
            answer = self._perform(call) if takes_effect else None
        return (None if fault and fault.kind == "none" else fault), answer

    def wait_for_release(self) -> None:
        self._released.wait(10)

    def _perform(self, call: Call) -> dict[str, Any]:
        if call.method.startswith("upload."):
            return self._uploaded(call.method.removeprefix("upload."), call.params["data"])
        perform = getattr(self, "_" + call.method.replace(".", "_"), None)
        if perform is None:
            return {"ok": False, "error": "unknown_method"}
        answer: dict[str, Any] = perform(call.params)
        return {"ok": "error" not in answer, **answer}

    def _auth_test(self, _params: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": TEAM, "team": "Northmere", "user_id": BOT_USER, "bot_id": BOT_ID, "user": "milepost"}

    def _oauth_v2_access(self, params: dict[str, Any]) -> dict[str, Any]:
        given = {"app_id": "A0MILEPOST", "token_type": "bot", "bot_user_id": BOT_USER, "scope": "chat:write"}
        if params.get("grant_type") == "refresh_token":
            return given | self.renewed
        return given | {"authed_user": {"id": "U0INSTALLER"}} | self.installing

    def _apps_connections_open(self, _params: dict[str, Any]) -> dict[str, Any]:
        return {"url": self.socket_url}

    def _users_info(self, params: dict[str, Any]) -> dict[str, Any]:
        user = self.users.get(params["user"])
        return {"user": user} if user else {"error": "user_not_found"}

    def _users_list(self, params: dict[str, Any]) -> dict[str, Any]:
        return self._page("members", list(self.users.values()), params)

    def _conversations_open(self, params: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": "D" + params["users"][1:]}}

    def _conversations_info(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self.channels.get(params["channel"])
        return {"channel": {"id": params["channel"], **channel}} if channel else {"error": "channel_not_found"}

    def _chat_postMessage(self, params: dict[str, Any]) -> dict[str, Any]:
        kept = ("text", "blocks", "thread_ts", "metadata")
        message = {key: params[key] for key in kept if params.get(key) is not None}
        ts = self._keep(params["channel"], {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, **message})
        return {"channel": params["channel"], "ts": ts}

    def _files_getUploadURLExternal(self, params: dict[str, Any]) -> dict[str, Any]:
        self.files.append({"id": f"F{len(self.files) + 1}", "name": params["filename"], "length": params["length"]})
        file = self.files[-1]
        return {"upload_url": f"{self.url}upload.{file['id']}", "file_id": file["id"]}

    def _files_completeUploadExternal(self, params: dict[str, Any]) -> dict[str, Any]:
        """A file that is shared becomes a message of its own; Slack keeps no metadata with it."""
        asked = {file["id"]: file["title"] for file in json.loads(params["files"])}
        shared = [file | {"title": asked[file["id"]]} for file in self.files if file["id"] in asked]
        place = {"thread_ts": params["thread_ts"]} if params.get("thread_ts") else {}
        kind = {"type": "message", "subtype": "file_share", "user": BOT_USER, "bot_id": BOT_ID, "text": ""}
        self._keep(params["channel_id"], {**kind, **place, "files": shared})
        return {"files": shared}

    def _uploaded(self, file_id: str, data: bytes) -> dict[str, Any]:
        self.uploads[file_id] = data
        return {}

    def _views_open(self, params: dict[str, Any]) -> dict[str, Any]:
        self.views.append(_as_data(params["view"]))
        return {"view": {"id": f"V{len(self.views)}"}}

    def _views_publish(self, params: dict[str, Any]) -> dict[str, Any]:
        self.homes[params["user_id"]] = _as_data(params["view"])
        return {"view": {"id": f"VHOME{params['user_id']}"}}

    def _chat_update(self, params: dict[str, Any]) -> dict[str, Any]:
        """What is left out stays as it was, but for blocks, which text alone takes away."""
        found = next((m for m in self.messages[params["channel"]] if m["ts"] == params["ts"]), None)
        if found is None:
            return {"error": "message_not_found"}
        if found.get("bot_id") != BOT_ID:
            return {"error": "cant_update_message"}
        if "text" in params:
            found.pop("blocks", None)
        found |= {key: params[key] for key in ("text", "blocks", "metadata") if params.get(key) is not None}
        return {"channel": params["channel"], "ts": params["ts"]}

    def _chat_delete(self, params: dict[str, Any]) -> dict[str, Any]:
        kept = self.messages[params["channel"]]
        found = next((m for m in kept if m["ts"] == params["ts"]), None)
        if found is None:
            return {"error": "message_not_found"}
        if found.get("bot_id") != BOT_ID:
            return {"error": "cant_delete_message"}
        kept.remove(found)
        return {"channel": params["channel"], "ts": params["ts"]}

    def _chat_unfurl(self, _params: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _conversations_history(self, params: dict[str, Any]) -> dict[str, Any]:
        roots = [m for m in self.messages[params["channel"]] if m.get("thread_ts", m["ts"]) == m["ts"]]
        return self._page("messages", self._seen(reversed(roots), params), params)

    def _conversations_replies(self, params: dict[str, Any]) -> dict[str, Any]:
        thread = [m for m in self.messages[params["channel"]] if params["ts"] in (m["ts"], m.get("thread_ts"))]
        if not thread:
            return {"error": "thread_not_found"}
        return self._page("messages", self._seen(thread, params), params)

    def _seen(self, messages: Any, params: dict[str, Any]) -> list[dict[str, Any]]:
        shown = [m for m in messages if float(m["ts"]) > float(params.get("oldest", 0))]
        if params.get("include_all_metadata") in ("1", "true", True):
            return shown
        return [{key: value for key, value in m.items() if key != "metadata"} for m in shown]

    def _page(self, key: str, rows: list[Any], params: dict[str, Any]) -> dict[str, Any]:
        start = int(params.get("cursor") or 0)
        end = start + min(self.page_size, int(params.get("limit", 100)))
        more = str(end) if end < len(rows) else ""
        return {key: rows[start:end], "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def _keep(self, channel: str, message: dict[str, Any]) -> str:
        self.seconds += 1
        ts = f"{self.seconds}.000100"
        self.messages[channel].append({**message, "ts": ts})
        return ts


def _as_data(view: Any) -> dict[str, Any]:
    return dict(json.loads(view)) if isinstance(view, str) else dict(view)


class _Handler(BaseHTTPRequestHandler):
    loopback: LoopbackSlack
    protocol_version = "HTTP/1.1"
    # The whole of an answer goes at once: the head alone would wait for the caller to acknowledge it.
    wbufsize = -1

    def setup(self) -> None:
        super().setup()
        self.loopback.connections.append(self.connection)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_json = "json" in self.headers.get("Content-Type", "")
        if "/upload." in self.path:
            self._answer({"data": data})
        else:
            self._answer(json.loads(data or b"{}") if is_json else dict(parse_qsl(data.decode())))

    def do_GET(self) -> None:
        self._answer({})

    def log_message(self, *_: object) -> None:
        """Tests read `calls`."""

    def _answer(self, params: dict[str, Any]) -> None:
        address = urlsplit(self.path)
        params = {**dict(parse_qsl(address.query)), **params}
        token = self.headers.get("Authorization", "").removeprefix("Bearer ") or None
        fault, answer = self.loopback.take(Call(address.path.rpartition("/")[2], params, token))
        if fault is None:
            self._write(200, json.dumps(answer), self.loopback.headers)
        elif fault.kind in ("refuse", "body"):
            self._write(fault.status, fault.body, fault.headers)
        elif fault.kind == "hang":
            self.loopback.wait_for_release()
        elif fault.kind == "cut":
            self._write(200, json.dumps(answer), self.loopback.headers, keep_back=10)
        if fault is not None and fault.kind in ("hang", "cut", "drop"):
            self.close_connection = True

    def _write(self, status: int, body: str, headers: dict[str, str], keep_back: int = 0) -> None:
        data = body.encode()
        self.send_response_only(status)
        headers = {"Date": self.date_time_string(), **headers}
        kind = "application/json" if body.startswith("{") else "text/html"
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) - keep_back])
