"""How a task ends, as DescribeTasks, the service's events, its targets and its log tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.rehearsal.physics.stages import Stage

FAILED_TO_START, EXITED, BY_SCHEDULER = "TaskFailedToStart", "EssentialContainerExited", "ServiceSchedulerInitiated"
"""Values of stopCode (ECS API reference, Task, read 2026-11)."""
STOPPED_BY_SIGNAL = 143
"""Exit code of a program that ends at SIGTERM, with which ECS stops containers."""


@dataclass(frozen=True)
class Ending:
    """The end of a task: what ECS says of it, and of which need.

    ``container`` is the one that it is about; ``why`` becomes its reason, ``log`` the lines that it wrote. ``said`` is
    an event of the service, in which {task} is left open. ``target`` is reason and description of the target's health.
    ``refused`` is what the API answers where no task is ever made.
    """

    stage: Stage
    need: str = ""
    reason: str = ""
    code: str = FAILED_TO_START
    container: str = ""
    why: str = ""
    exit_code: int | None = None
    log: tuple[str, ...] = ()
    unhealthy: bool = False
    said: str = ""
    target: tuple[str, str] = ("", "")
    refused: str = ""

    @property
    def text(self) -> str:
        """Everything that is said of the end, for whoever explains it."""
        return "\n".join(filter(None, [self.reason, self.why, self.said, *self.log, self.refused]))
