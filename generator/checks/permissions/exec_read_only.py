"""ECS Exec on a container whose root file system cannot be written to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class ExecReadOnly(Check):
    id = "WCS169"
    lesson = 16
    title = "ECS Exec is on, and the root file system of a container is read-only"
    symptom = (
        "TargetNotConnectedException: The execute command failed due to an internal error; the managed agent "
        "ExecuteCommandAgent is STOPPED"
    )
    why = (
        "The agent of Systems Manager, which ECS puts into each container, writes files and directories there. AWS "
        "does not support ECS Exec with a read-only root file system."
    )
    fix = "Leave ReadonlyRootFilesystem out where sessions are needed, or turn EnableExecuteCommand off."
    message = (
        "ReadonlyRootFilesystem of {container} is true, and {task} has ECS Exec on: its agent cannot write, and aws "
        "ecs execute-command fails with TargetNotConnectedException. Tasks run"
    )
    change = "ReadonlyRootFilesystem: leave it out; or EnableExecuteCommand: false"
    base = "sessions"
    bad = {"TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where no volume is mounted where the agent writes, which some say helps.

        Sources: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", considerations; containers-roadmap
        #1359 (volumes at /managed-agents, /var/lib/amazon and /var/log/amazon); read 2026-11.
        """
        for task in context.tasks:
            if task.exec_enabled is not Truth.YES:
                continue
            for container in task.containers:
                mounted = [str(path) for _, _, path in container.pairs("MountPoints", "SourceVolume", "ContainerPath")]
                if flag(container.get("ReadonlyRootFilesystem")) is not Truth.YES:
                    continue
                if not any(path.startswith(("/managed-agents", "/var/lib/amazon", "/var/lib")) for path in mounted):
                    steps = (*container.steps, "ReadonlyRootFilesystem")
                    yield self.at(container.definition, *steps, tasks=(task.name,), container=container.name)
