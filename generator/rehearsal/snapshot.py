"""All that the local AWS holds, in one file that is replaced as a whole: no end of a process leaves half of it."""

from __future__ import annotations

import asyncio
import copy
import json
import os
import traceback
from pathlib import Path
from typing import Any

import ministack.app as simulator
from ministack.core.persistence import _json_default, _json_object_hook
from ministack.services import s3

from generator.rehearsal import autoscaling, copies, proofs
from generator.rehearsal.files import SNAPSHOT

FORMAT = 1
QUIET = 0.25  # seconds between a change and its record: the most that a killed server forgets


class UnusableError(Exception):
    """The folder holds no state that can be read, or takes none."""


class Snapshot:
    """The file, and whether something happened since it was written."""

    def __init__(self, state: Path) -> None:
        self.path = state / SNAPSHOT
        self._written = ""
        self._changed = asyncio.Event()

    def touch(self) -> None:
        self._changed.set()

    async def keep(self) -> None:
        """Write after each burst of changes, for as long as the server lives."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(QUIET)
            self._changed.clear()
            self.save()

    def save(self) -> str:
        """Write what there is, unless it stands in the file already, and give why not; empty when it did."""
        try:
            text = _text()
            if text != self._written or not self.path.exists():
                self._replace(text)
        except Exception as error:  # a full disk, or what no JSON can hold: the clients are told
            traceback.print_exc()
            return getattr(error, "strerror", None) or repr(error)
        self._written = text
        return ""

    def _replace(self, text: str) -> None:
        new = self.path.with_suffix(".new")
        with new.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def load(self) -> None:
        """Restore what every service held, and check that the file can be written. Raises UnusableError."""
        try:
            if self.path.exists():
                self._give(json.loads(self.path.read_text(), object_hook=_json_object_hook))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnusableError(f"{SNAPSHOT} is not what the local AWS writes ({error!r})") from error
        if unwritten := self.save():
            raise UnusableError(f"{SNAPSHOT} cannot be written: {unwritten}")

    def _give(self, stored: Any) -> None:
        if stored["format"] != FORMAT:
            raise UnusableError(f"{SNAPSHOT} is of another version of the local AWS")
        for key, data in stored["services"].items():
            simulator._get_module(simulator._state_map[key]).load_persisted_state(data)
        for scope, objects in stored["objects"]._data.items():
            s3._buckets._data[scope]["objects"] = objects
        autoscaling.restore(stored["autoscaling"])
        if "proofs" in stored:
            proofs.restore(stored["proofs"])


def _text() -> str:
    with copies.in_c():
        services = {key: get() for key, get in simulator._build_persistence_save_dict().items()}
    stored = {
        "format": FORMAT,
        "services": {key: data for key, data in services.items() if data is not None},
        "objects": _objects(),
        "autoscaling": autoscaling.stored(),
        "proofs": proofs.stored(),
    }
    return json.dumps(stored, default=_json_default)


def _objects() -> Any:
    """The objects of each bucket, which the simulator's own record of S3 leaves to files of their own."""
    objects = copy.copy(s3._buckets)
    objects._data = {scope: bucket.get("objects", {}) for scope, bucket in s3._buckets._data.items()}
    return objects
