"""What is kept of a deployment that fails, before the rollback deletes it: the evidence, its file, and its causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generator.aws.evidence.recorder import Recorder
from generator.changes.causes import Event
from generator.deploy.app_places import app_places
from generator.deploy.run import Run
from generator.diagnosis.bundle import Bundle, Proven
from generator.diagnosis.file import FOLDER, write
from generator.diagnosis.proven import proven
from generator.errors import InputError
from generator.step import part

CLOSER = 5
"""How many looks lie between two closer ones while an operation fails: targets and logs tell little in between."""


@dataclass
class BlackBox:
    """Records beside what is followed. It never ends a deployment: what cannot be read is a gap in the evidence."""

    run: Run
    recorder: Recorder = field(init=False)
    failed: bool = False
    """Whether something failed, which the rollback is going to delete."""
    _closer_in: int = 0

    def __post_init__(self) -> None:
        self.recorder = Recorder(self.run.cloud, self.run.release.stack, self.run.caller.account)

    def see(self, news: Sequence[Event]) -> None:
        """Take what happened, and look at the services before it goes on."""
        failed_now = self.recorder.see(news)
        if failed_now or (self.failed and self._closer_in <= 0):
            self.failed, self._closer_in = True, CLOSER
            self.recorder.look_closer()
        else:
            self._closer_in -= 1
            self.recorder.look()

    def close(self, status: str) -> Bundle:
        """Look a last time, and give everything that was seen, with what the proof says of the templates."""
        self.recorder.look_closer()
        return self.recorder.bundle(status, proof_of(self.run))

    def seen(self) -> str:
        """Keep what was seen up to now, without another look; gives the file's name, empty when nothing was."""
        return "" if self.recorder.empty else self.kept(self.recorder.bundle())

    def kept(self, bundle: Bundle) -> str:
        """Write the evidence; gives the file's name, empty when it cannot be written, which is said."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        path = FOLDER / f"{self.run.release.stack}-{stamp}.json"
        try:
            write(bundle, path)
        except InputError as error:
            self.run.say.warn(f"the evidence is lost: {error}")
            return ""
        return str(path)


def of_events(run: Run, events: Sequence[Event], status: str) -> Bundle:
    """The evidence that the events of the stacks are, where nobody recorded more."""
    recorder = Recorder(run.cloud, run.release.stack, run.caller.account)
    recorder.see(events)
    return recorder.bundle(status, proof_of(run))


def proof_of(run: Run) -> Proven | None:
    """What the proof says of the templates that are deployed."""
    release = run.release
    root = release.folder / release.template
    try:
        return proven(root, app_places(Path("app.yaml"), release.app), part(run.say.step, f"prove {root}", 1, 1))
    except InputError:
        return None
