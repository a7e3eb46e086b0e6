"""A server that answers as its path says: rightly, wrongly, late, elsewhere, or never."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_HEAD = b"HTTP/1.1 %s\r\nContent-Length: 2\r\nConnection: close\r\n%s\r\nok"
_ANSWERS = {
    "/ok": _HEAD % (b"200 OK", b""),
    "/broken": _HEAD % (b"500 Internal Server Error", b""),
    "/absent": _HEAD % (b"404 Not Found", b""),
    "/elsewhere": _HEAD % (b"302 Found", b"Location: /ok\r\n"),
    "/elsewhere-broken": _HEAD % (b"302 Found", b"Location: /broken\r\n"),
}
_LONG = 30.0


@contextmanager
def http_server() -> Iterator[int]:
    """Serve on 127.0.0.1 until the test is over. The port is given."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, over), daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            over.set()


@contextmanager
def refused() -> Iterator[int]:
    """A port that is taken, and on which nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def _accept(listener: socket.socket, over: threading.Event) -> None:
    with suppress(OSError):
        while not over.is_set():
            connection, _ = listener.accept()
            threading.Thread(target=_answer, args=(connection, over), daemon=True).start()


def _answer(connection: socket.socket, over: threading.Event) -> None:
    with connection, suppress(OSError):
        asked = connection.recv(65536).split()
        path = asked[1].decode().partition("?")[0] if len(asked) > 1 else ""
        if path == "/late":
            over.wait(2.5)
            connection.sendall(_ANSWERS["/ok"])
        elif path == "/drop-by-drop":
            until = time.monotonic() + _LONG
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Wait: ")
            while time.monotonic() < until and not over.wait(0.2):
                connection.sendall(b".")
        elif path == "/never":
            over.wait(_LONG)
        else:
            connection.sendall(_ANSWERS[path])
