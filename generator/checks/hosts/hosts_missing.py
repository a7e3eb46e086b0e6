"""A service on hosts of its cluster, which has none."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.hosts import HostsMissing as Missing


class HostsMissing(Check):
    id = "ECS270"
    lesson = 27
    title = "Service runs on hosts of its cluster, and there are none"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements. Reason: No "
        "Container Instances were found in your cluster."
    )
    why = (
        "With the launch type EC2, ECS places tasks on instances that are there already. It starts none itself: only a "
        "capacity provider with managed scaling has its Auto Scaling group start some, for services that use it."
    )
    fix = "Give the cluster an Auto Scaling group with instances, or a capacity provider with managed scaling."
    fault = Missing
    message = {
        "none": "nothing starts instances for {cluster}, on which {task} is to run: ECS places no task",
        "zero": (
            "{key} of {hosts}, whose instances {task} is to run on, is 0, and nothing raises the number of instances: "
            "ECS places no task"
        ),
    }
    change = {
        "none": "AWS::AutoScaling::AutoScalingGroup: add one whose instances join {cluster}; or LaunchType: FARGATE",
        "zero": "{key}: 1 or more; or a capacity provider with ManagedScaling, which {task} uses",
    }
    base = "hosts"
    bad = {
        "Hosts.MinSize": "'0'",
    }
