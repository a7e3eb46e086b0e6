"""One analysis of a root template for everybody who asks, kept until a file of it changes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.analysis.analyse import Analysis, analyse, crashed
from generator.crash import Watch, crash
from generator.ecs.containers import dockerfiles
from generator.errors import InputError
from generator.garbage import seldom_collected
from generator.stack import load
from generator.step import Step, silent

MAX_KEPT = 256

Stamp = tuple[tuple[str, int, int], ...]
_kept: dict[tuple[object, ...], tuple[tuple[Path, ...], Stamp, Analysis, object]] = {}


def analysed(
    root: Path,
    parameters: Mapping[str, str] | None = None,
    stacks: Path | None = None,
    decoded: dict[Any, Any] | None = None,
    project: Path | None = None,
    step: Step = silent,
) -> Analysis:
    """Analyse a root template and everything it nests; see ``generator.stack.load``. What fails is among its findings.

    Raises InputError for a ``stacks`` file with mistakes.
    """
    values = parameters or {}
    on_disk = os.path.isfile(root)
    key = (root.resolve(), tuple(sorted(values.items())), stacks and stacks.resolve(), None if on_disk else id(decoded))
    kept = _kept.pop(key, None)
    if kept is None or kept[1] != _stamp(kept[0]):
        kept = _analysed(root, values, stacks, decoded, project, step)
    _kept[key] = kept
    while len(_kept) > MAX_KEPT:
        del _kept[next(iter(_kept))]
    return kept[2]


@seldom_collected()
def _analysed(
    root: Path,
    parameters: Mapping[str, str],
    stacks: Path | None,
    decoded: dict[Any, Any] | None,
    project: Path | None,
    step: Step,
) -> tuple[tuple[Path, ...], Stamp, Analysis, object]:
    others: tuple[Path, ...] = ()
    try:
        graph = load(root, parameters, stacks, project, decoded)
        result = analyse(graph, step)
        others = Watch().one(lambda: dockerfiles.files(graph), ())  # what fails here has failed in the analysis
    except InputError:
        raise
    except Exception as error:
        result = crashed(root.resolve(), crash(error))
    files = (root, root.parent, *result.files, *result.unread, *others, *([stacks] if stacks else []))
    read = tuple(path.absolute() for path in files)  # whoever asks next may stand elsewhere
    return read, _stamp(read), result, decoded


def _stamp(read: tuple[Path, ...]) -> Stamp:
    return tuple(map(_state, read))


def _state(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), status.st_mtime_ns, status.st_size)
