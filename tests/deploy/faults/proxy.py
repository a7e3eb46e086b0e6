"""A loopback proxy that does to one call what networks and services do: nothing, throttle, break off, or worse."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

FAULTS = ("throttled", "503", "reset", "reset after", "truncated", "expired", "denied")
KILLS = ("killed before", "killed after")
INTERRUPTIONS = ("interrupted before", "interrupted after")


@dataclass
class Proxy:
    """What passes through, and what is done to call ``at``: a fault, or a kill or an interruption of ``victim``.

    ``at`` is a number, of which the first is 0, or a name, of which the first call is meant. ``calls`` names what has
    passed since the last :meth:`arm`. What is denied once is denied from then on, as a permission that is missing is;
    everything else happens once.
    """

    upstream: str
    fault: str = ""
    at: int | str = -1
    victim: Callable[[], int] | None = None
    struck: bool = False
    denied: str = ""
    calls: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    endpoint_url: str = ""

    def arm(self, fault: str = "", at: int | str = -1) -> None:
        """Begin anew: count from 0, and strike once."""
        with self.lock:
            self.fault, self.at, self.struck, self.calls, self.denied = fault, at, False, [], ""

    def next(self, name: str) -> str:
        """Count a call, and give the fault that befalls it."""
        with self.lock:
            here = self.at in (len(self.calls), name) and not self.struck
            self.calls.append(name)
            self.struck = self.struck or here
            if here and self.fault == "denied":
                self.denied = name
            return self.fault if here or name == self.denied else ""


@contextmanager
def proxy(upstream: str) -> Iterator[Proxy]:
    """Stand in front of an endpoint."""
    state = Proxy(upstream)

    class Handler(_Handler):
        proxy = state

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.endpoint_url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


_ERROR = (
    "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error>"
    "<RequestId>1</RequestId></ErrorResponse>"
)
_S3_ERROR = "<Error><Code>{code}</Code><Message>{text}</Message><RequestId>1</RequestId></Error>"
_WHO = "arn:aws:sts::111122223333:assumed-role/deployer/somebody"
_DENIED = (
    "User: {who} is not authorized to perform: {action} because no identity-based policy allows the {action} action"
)
_CODES = {
    "denied": ("AccessDenied", 403),
    "throttled": ("Throttling", 400),
    "503": ("ServiceUnavailable", 503),
    "expired": ("ExpiredToken", 403),
}
_S3_CODES = {
    "denied": ("AccessDenied", 403),
    "throttled": ("SlowDown", 503),
    "503": ("ServiceUnavailable", 503),
    "expired": ("ExpiredToken", 400),
}
# The permission that a request to S3 takes (Service Authorization Reference, "Actions for Amazon S3", read 2026-11).
_S3_ACTIONS = {
    "s3:HEAD /bucket": "s3:ListBucket",
    "s3:PUT /bucket": "s3:CreateBucket",
    "s3:PUT /bucket?publicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:PUT /bucket?encryption": "s3:PutEncryptionConfiguration",
    "s3:PUT /bucket?policy": "s3:PutBucketPolicy",
    "s3:PUT /bucket?versioning": "s3:PutBucketVersioning",
    "s3:HEAD /bucket/templates/.yaml": "s3:GetObject",
    "s3:PUT /bucket/templates/.yaml": "s3:PutObject",
}


def action(call: str) -> str:
    """The permission that a call takes, by the name that the proxy gives it."""
    if call.startswith("s3:"):
        return _S3_ACTIONS.get(call, call)
    return f"{'sts' if call == 'GetCallerIdentity' else 'cloudformation'}:{call}"


class _Handler(BaseHTTPRequestHandler):
    proxy: Proxy
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name = self._name(body)
        fault = self.proxy.next(name)
        if fault in _CODES:
            code, status = (_S3_CODES if name.startswith("s3:") else _CODES)[fault]
            text = _DENIED.format(who=_WHO, action=action(name)) if fault == "denied" else code
            template = _S3_ERROR if name.startswith("s3:") else _ERROR
            self._send(status, {"Content-Type": "text/xml"}, template.format(code=code, text=text).encode())
        elif fault == "reset":
            self._reset()
        elif fault == "killed before":
            self._kill()
        elif fault == "interrupted before":
            self._interrupt()
        else:
            status, headers, answer = self._forward(body)
            if fault == "killed after":
                self._kill()
            elif fault == "interrupted after":
                self._interrupt()
            elif fault == "reset after":
                self._reset()
            else:
                self._send(status, headers, answer[: len(answer) // 2] if fault == "truncated" else answer)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _any

    def _name(self, body: bytes) -> str:
        if action := re.search(rb"Action=(\w+)", body[:2000]):
            return action[1].decode()
        if target := self.headers.get("X-Amz-Target"):
            return target.rpartition(".")[2]
        address = urlsplit(self.path)
        key = re.sub(r"/templates/\w+", "/templates/", re.sub(r"^/[^/?]+", "/bucket", address.path))
        return f"s3:{self.command} {key}{f'?{address.query}' if address.query else ''}"

    def _forward(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        upstream = urlsplit(self.proxy.upstream)
        connection = http.client.HTTPConnection(str(upstream.hostname), upstream.port, timeout=60)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            kept = {key: value for key, value in answer.getheaders() if key.lower() not in _HOPS}
            return answer.status, kept, content
        finally:
            connection.close()

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _kill(self) -> None:
        assert self.proxy.victim is not None
        os.kill(self.proxy.victim(), signal.SIGKILL)
        self._reset()

    def _interrupt(self) -> None:
        """Press Ctrl-C, and never answer: whoever waits for the answer is interrupted while waiting."""
        assert self.proxy.victim is not None
        os.kill(self.proxy.victim(), signal.SIGINT)
        self.close_connection = True
        self.rfile.read(1)


_HOPS = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
