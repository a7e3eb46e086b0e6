"""A target group for addresses, before tasks that have none of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.hosts.host_port_closed import HostPortClosed
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent


class AddressesOfNoTask(Check):
    id = "ECS277"
    lesson = 27
    title = "Target group takes IP addresses, but tasks have none of their own"
    symptom = (
        "CreateService error: The provided target group ... has target type ip, which is incompatible with the bridge "
        "network mode specified in the task definition"
    )
    why = (
        "In the bridge and host modes a task is reached by a port of its instance, so ECS registers the instance. "
        "TargetType cannot be changed later: CloudFormation replaces the target group."
    )
    fix = "Set TargetType of the target group to instance, or NetworkMode of the task definition to awsvpc."
    message = (
        "TargetType of {resource} is ip, but tasks of {task} use the network mode {mode} and are reached by their "
        "instance: CreateService fails (target type ip is incompatible with the {mode} network mode)"
    )
    change = "TargetType: instance"
    remedy = Write("TargetType", "instance")
    base = "hosts"
    good = HostPortClosed.good
    bad = {"Targets.TargetType": "ip"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the target groups of addresses before tasks that are not in awsvpc mode.

        Source: ECS Developer Guide, "Use load balancing to distribute Amazon ECS service traffic", read 2026-11.
        """
        for task in context.tasks:
            if task.awsvpc is not Truth.NO or not (mode := _mode(task)):
                continue
            for group in (target.group for target in context.balancers.targets(task)):
                if group is not None and literal(group.get("TargetType")) == "ip":
                    yield self.at(group, "TargetType", tasks=(task.name,), task=task.name, mode=mode)


def _mode(task: Task) -> str:
    """The network mode; empty when it is not known: Windows has a default of its own."""
    if task.definition is None:
        return ""
    mode = task.definition.get("NetworkMode")
    return "bridge" if isinstance(mode, Absent) else literal(mode) or ""
