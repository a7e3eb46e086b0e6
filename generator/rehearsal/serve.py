"""The process of the local AWS: ``python -m generator.rehearsal.serve --state FOLDER``, started by ``server``."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.rehearsal.clients import Clients
from generator.rehearsal.files import OWNED, READY, SERVER
from generator.rehearsal.lock import lock
from generator.rehearsal.offline import LOOPBACK, stay_offline
from generator.rehearsal.seed import PATH, PROOF, TOLD
from generator.rehearsal.server import ACCOUNT


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="generator.rehearsal.serve", description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pace", type=float, default=1.0)
    chosen = parser.parse_args(arguments)
    with (chosen.state / OWNED).open("w") as owned:
        lock(owned)  # waits for the end of a server that is writing its state
        listener = socket.create_server((LOOPBACK, chosen.port))
        _configure(listener.getsockname()[1])
        stay_offline()
        asyncio.run(_serve(chosen.state, listener, chosen.pace))


def _configure(port: int) -> None:
    """Settings of the simulator, which it reads when it is imported."""
    os.environ.update(
        BIND_HOST=LOOPBACK,
        MINISTACK_HOST=LOOPBACK,
        GATEWAY_PORT=str(port),
        MINISTACK_ACCOUNT_ID=ACCOUNT,
        PERSIST_STATE="0",  # it would write file by file, at its end only
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
        LOG_LEVEL="WARNING",
    )


async def _serve(state: Path, listener: socket.socket, pace: float) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    from generator.rehearsal import mend, snapshot
    from generator.rehearsal.engine import resume
    from generator.rehearsal.pace import PACE

    PACE.factor = pace
    app = mend.mended()
    stored = snapshot.Snapshot(state)
    clients = Clients(secrets.token_hex(16), stored.save)
    settings = Config()
    settings.bind = [f"fd://{listener.fileno()}"]
    settings.loglevel = "WARNING"
    settings.keep_alive_timeout = 75
    settings.graceful_timeout = 0.1

    async def ended() -> None:
        await clients.ended.wait()

    async def ready() -> None:
        port = listener.getsockname()[1]
        await clients.listen(state, f"http://{LOOPBACK}:{port}")
        print(READY, flush=True)
        os.close(sys.stdout.fileno())

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return await _lifespan(app, scope, receive, send, ready)
        if scope["type"] == "http" and scope["path"] in (PATH, PROOF, TOLD):
            await _asked(scope["path"], receive, send)
        else:
            await app(scope, receive, send)
        stored.touch()
        return None

    try:
        stored.load()
    except snapshot.UnusableError as error:
        print(error, flush=True)  # instead of READY
        os._exit(1)
    resume.unfinished()
    writing = asyncio.create_task(stored.keep())
    await serve(watched, settings, shutdown_trigger=ended)
    writing.cancel()
    stored.save()
    with suppress(OSError):
        (state / SERVER).unlink()
    clients.dismiss()
    await asyncio.sleep(0.05)  # the goodbye is on its way
    os._exit(0)  # threads of the simulator would wait for work that never comes


async def _asked(path: str, receive: Any, send: Any) -> None:
    """Answer what no service of AWS is asked: for images and certificates, with a proof, for what is to be said."""
    from generator.rehearsal.planted import plant
    from generator.rehearsal.proofs import keep, told

    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    answers: dict[str, Callable[[bytes], object]] = {PATH: plant, PROOF: keep, TOLD: told}
    answer = json.dumps(answers[path](body)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": answer})


async def _lifespan(app: Any, scope: Any, receive: Any, send: Any, ready: Any) -> None:
    """Let the simulator start, and say that it is ready when it says so itself."""

    async def passed(message: dict[str, Any]) -> None:
        await send(message)
        if message["type"] == "lifespan.startup.complete":
            await ready()

    await app(scope, receive, passed)


if __name__ == "__main__":
    main()
