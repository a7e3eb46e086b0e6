"""What a build took in and what it left behind, kept so that the next one sees without building that nothing changed.

A build depends on app.yaml, the template modules, the Dockerfiles that are named, what was asked for, and what runs.
All of it is looked at again, and everything that was written. Whatever differs, or cannot be read, is built; so is
whatever comes from a module that may ask the machine (``machine.py``), or runs with somebody's clone of a library.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from generator.build.machine import asks
from generator.build.running import released, running
from generator.cache import keep, kept

if TYPE_CHECKING:
    from generator.build.steps import Built

Digests = Mapping[str, str]
"""Of files, by their paths; empty for one that is not there."""
_LARGEST = 2**24
"""Bytes of a file that is read to see whether it changed; whatever takes it in says what it makes of a larger one."""


@dataclass(frozen=True)
class Asked:
    """What a build was asked for."""

    config: Path
    templates: Path
    output: Path
    words: tuple[object, ...]
    """Everything else that decides what it does and says."""

    @property
    def key(self) -> str:
        """The same for builds that differ in nothing but what stands in files."""
        paths = [os.fspath(path) for path in (Path.cwd(), self.config, self.templates, self.output)]
        return _digest(["unchanged", *paths, *self.words])


def inputs(asked: Asked) -> Digests | None:
    """Look at what every such build takes in; None where that cannot be read.

    Files of this program are told apart by size and time, as Python does with those that it compiled.
    """
    try:
        modules = sorted(path for path in asked.templates.rglob("*") if "__pycache__" not in path.parts)
        files = _digests([asked.config, *(path for path in modules if not path.is_dir())])
        return {**files, "what runs": _digest(list(running()))}
    except OSError:
        return None


def outputs(output: Path) -> Digests:
    """Look at what builds have left below a folder. Raises OSError."""
    return _digests(sorted({*output.glob("*/*.yaml"), *output.glob("*/deploy.json")}))


def said(asked: Asked, cache: Path | None) -> str | None:
    """What a build would say that finds everything as the last one left it; None where something is different."""
    content = kept(cache, asked.key)
    try:
        text, state, beside = content["said"], content["state"], [Path(path) for path in content["beside"]]
        taken = inputs(asked)
        same = taken is not None and state == _state(taken, _digests(beside), outputs(asked.output))
    except (TypeError, KeyError, OSError):
        return None
    return str(text) if same else None


@dataclass(frozen=True)
class Done:
    """What one build did."""

    taken: Digests | None
    """What ``inputs`` gave before it."""
    built: Sequence[Built]
    """What lies in output/ now, and the Dockerfiles that it read."""
    schema: Path | None
    """The schema that app.yaml names, if this build made sure of it."""
    would_say: str
    """What it would say if it began now."""


def remember(asked: Asked, cache: Path | None, done: Done) -> None:
    """Keep what a build would say if it began now.

    Nothing is kept where somebody changed a file meanwhile, or where other things than files decide.
    """
    dockerfiles = [(asked.config.parent / path, was) for each in done.built for path, was in each.images.items()]
    texts = [(asked.output / each.folder / name, text) for each in done.built for name, text in each.texts.items()]
    read = {os.fspath(path): _digest_of(content) for path, content in dockerfiles}
    written = {os.fspath(path): _digest_of(text.encode()) for path, text in texts}
    try:
        left = outputs(asked.output)
        beside = _digests([*map(Path, read), *([done.schema] if done.schema else [])])
        settled = read.items() <= beside.items() and written.items() <= left.items()
        if done.taken is None or done.taken != inputs(asked) or not settled:
            return
        if released() and _files_decide(asked.templates, done.taken, cache):
            state = _state(done.taken, beside, left)
            keep(cache, asked.key, {"said": done.would_say, "state": state, "beside": list(beside)})
    except OSError:
        return  # the next build looks for itself


def _files_decide(templates: Path, taken: Digests, cache: Path | None) -> bool:
    """Whether the modules ask for nothing but what is looked at; to parse them takes longer than to look it up."""
    modules = {path: there for path, there in taken.items() if path.endswith((".py", "what runs"))}
    key = _digest(["files decide", sorted(modules.items())])
    known = kept(cache, key)
    if not isinstance(known, bool):
        known = not asks(templates)
        keep(cache, key, known)
    return known


def _digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def _digests(files: Iterable[Path]) -> dict[str, str]:
    return dict(_each(files))


def _each(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for file in files:
        try:
            status = file.stat()
            if not S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                raise OSError(f"{file} may have no end")
            yield os.fspath(file), _digest_of(file.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            yield os.fspath(file), ""


def _state(taken: Digests, beside: Digests, left: Digests) -> str:
    return _digest([sorted(files.items()) for files in (taken, beside, left)])


def _digest(content: object) -> str:
    return _digest_of(json.dumps(content).encode())
