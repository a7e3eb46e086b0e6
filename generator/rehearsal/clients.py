"""Who uses the server: each client holds a connection, and the server ends with the last of them."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

from generator.rehearsal.files import KEPT, SERVER
from generator.rehearsal.offline import LOOPBACK


class Clients:
    """The connections of those who use the server.

    ``save`` writes down what the server holds, and tells why it could not; empty when it could. Whoever leaves is told
    of what it did itself, up to its last call.
    """

    def __init__(self, key: str, save: Callable[[], str]) -> None:
        self.key = key
        self.save = save
        self.ended = asyncio.Event()
        self._held: set[asyncio.StreamWriter] = set()
        self._last: list[asyncio.StreamWriter] = []
        self._listener: asyncio.Server | None = None

    async def listen(self, state: Path, endpoint_url: str) -> None:
        """Open the door, and write down where it is."""
        self._listener = await asyncio.start_server(self._serve, LOOPBACK, 0)
        port = self._listener.sockets[0].getsockname()[1]
        server = {"control": port, "key": self.key, "endpoint_url": endpoint_url, "process_id": os.getpid()}
        made = state / f"{SERVER}.new"
        made.touch(mode=0o600)
        made.write_text(json.dumps(server))
        made.replace(state / SERVER)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await reader.readline()).decode().strip() != self.key or self.ended.is_set():
            writer.close()
            return
        self._held.add(writer)
        writer.write(f"welcome {self.key}\n".encode())
        said = b""
        try:
            await writer.drain()
            said = await reader.readline()  # "leave", or nothing from one that died
        except ConnectionError:
            pass
        self._held.discard(writer)
        if self._held:
            self._answer(writer, said, f"others {self._kept()}\n".encode())
            writer.close()
            return
        if self._listener is not None:
            self._listener.close()  # whoever comes now finds nobody, and starts a server that waits for our end
        self._answer(writer, said, b"last\n")
        self._last.append(writer)  # stays open until everything is written down
        self.ended.set()

    @staticmethod
    def _answer(writer: asyncio.StreamWriter, said: bytes, answer: bytes) -> None:
        if said and not writer.is_closing():
            writer.write(answer)

    def dismiss(self) -> None:
        """Let the last one go, and tell it whether everything is written down."""
        for writer in self._last:
            self._answer(writer, b"leave", f"{self._kept()}\n".encode())
            writer.close()

    def _kept(self) -> str:
        """Write everything down, and say whether it is, and if not, why: in one line."""
        reason = " ".join(self.save().split())
        return f"lost {reason}" if reason else KEPT
