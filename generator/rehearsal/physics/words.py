"""The messages of ECS for each step at which a task can end, with what is known of the task in them.

The wordings are those of the failure catalogue, where each stands with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnosis.bundle import Row
from generator.rehearsal.physics import preparing, pulling, running
from generator.rehearsal.physics.ending import Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.stages import Stage

_MAKERS: dict[Stage, Callable[[Row, Facts], Iterator[Ending]]] = {
    Stage.ROLE: preparing.role,
    Stage.TOKEN: preparing.token,
    Stage.SECRET: preparing.secret,
    Stage.FILE: preparing.file,
    Stage.MANIFEST: pulling.manifest,
    Stage.LAYER: pulling.layer,
    Stage.VOLUME: preparing.mount,
    Stage.LOG: preparing.log,
    Stage.PROGRAM: running.program,
    Stage.HEALTH: running.health,
    Stage.TARGET: running.target,
}


def candidates(stage: Stage, row: Row, facts: Facts) -> Iterator[Ending]:
    """The ends that a task can have at a step, the usual one first; none where the words are not known."""
    if stage in _MAKERS:
        yield from _MAKERS[stage](row, facts)
