"""Hosts that the tasks of a service fill, so that a deployment has no room for a new one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.hosts.host_room import count, fills
from generator.needs.hosts.hosts import least_kept


class NoRoomToReplace(Check):
    id = "WCS273"
    lesson = 27
    title = "Deployment finds no room for a new task, and may stop no old one first"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements. The closest "
        "matching container-instance ... has insufficient memory available; the deployment stays IN_PROGRESS"
    )
    why = (
        "Unless MinimumHealthyPercent lets an old task stop first, a deployment starts a new one beside it, and where "
        "the tasks fill as many instances as there can be, no instance has memory, CPU units or an interface left. The "
        "first deployment works."
    )
    fix = "Let there be room for one task more, or lower MinimumHealthyPercent so that a task may stop first."
    message = (
        "no deployment of {task} can replace a task: {desired} with {taken} each are all that {hosts} has room for, "
        "with {most} instances at most, and MinimumHealthyPercent {least} lets none stop first"
    )
    change = "MinimumHealthyPercent: less than 100 (50); or MaxSize: one instance more"
    base = "hosts"
    good = {"TaskDefinition.ContainerDefinitions.0.Memory": "1900"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Memory": "3000"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services of one group of hosts alone, by what their tasks certainly take.

        Source: re:Post Knowledge Center, "How do I troubleshoot Amazon ECS service updates that are stuck"; ECS
        Developer Guide, "Service event messages" (has insufficient memory available); not looked up, 2026-11.
        """
        for task in context.tasks:
            certain, desired = context.hosts.certain(task), count(task)
            if task.service is None or task.service.exists is not Truth.YES or len(certain) != 1 or not desired:
                continue
            (hosts,) = certain
            least, taken = least_kept(task.service, desired), fills(task, hosts)
            if taken and least is not None:
                steps = ("DeploymentConfiguration", "MinimumHealthyPercent")
                yield self.at(
                    task.service,
                    *steps,
                    tasks=(task.name,),
                    desired=desired,
                    hosts=hosts,
                    least=least,
                    taken=taken,
                    most=hosts.limit,
                )
