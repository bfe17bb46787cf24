"""The other end of Socket Mode: one WebSocket on this machine that sends envelopes and keeps what is acknowledged."""

import base64
import contextlib
import hashlib
import json
import queue
import socket
import struct
import threading
from typing import Any

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class LoopbackSocket:
    def __init__(self) -> None:
        self.acknowledged: queue.Queue[dict[str, Any]] = queue.Queue()
        self.connected = threading.Event()

    def __enter__(self) -> "LoopbackSocket":
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # A thread in accept() wakes for a connection, not for a close.
        if not self.connected.is_set():
            socket.create_connection(self._listening.getsockname()).close()
        self._thread.join(5)
        self._listening.close()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._listening.getsockname()[1]}/link"

    def send(self, envelope: dict[str, Any]) -> None:
        self._write(1, json.dumps(envelope).encode())

    def _serve(self) -> None:
        connection, _ = self._listening.accept()
        with connection, contextlib.suppress(OSError):
            self._connection = connection
            if not self._shake_hands():
                return
            self.connected.set()
            while (frame := self._read()) is not None:
                self._take(*frame)

    def _shake_hands(self) -> bool:
        request = b""
        while b"\r\n\r\n" not in request:
            received = self._connection.recv(4096)
            if not received:
                return False
            request += received
        lines = request.decode().split("\r\n")
        key = next(line.split(": ")[1] for line in lines if line.lower().startswith("sec-websocket-key"))
        accept = base64.b64encode(hashlib.sha1((key + _MAGIC).encode()).digest()).decode()
        upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self._connection.sendall(f"{upgrade}Sec-WebSocket-Accept: {accept}\r\n\r\n".encode())
        return True

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == 1:
            self.acknowledged.put(json.loads(payload))
        elif opcode == 9:
            self._write(10, payload)

    def _write(self, opcode: int, payload: bytes) -> None:
        self._connection.sendall(bytes([0x80 | opcode, 126]) + struct.pack(">H", len(payload)) + payload)

    def _read(self) -> tuple[int, bytes] | None:
        """The next frame of the client, which masks what it sends; None at the end."""
        head = self._exactly(2)
        if head is None:
            return None
        length = head[1] & 0x7F
        if length == 126:
            length = struct.unpack(">H", self._exactly(2) or b"\0\0")[0]
        mask, payload = self._exactly(4) or b"\0" * 4, self._exactly(length) or b""
        return head[0] & 0x0F, bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))

    def _exactly(self, count: int) -> bytes | None:
        data = b""
        while len(data) < count:
            received = self._connection.recv(count - len(data))
            if not received:
                return None
            data += received
        return data
