"""A service that is created before its listener."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.creation import _listeners
from generator.checks.creation._listeners import late_listeners
from generator.finding import Finding
from generator.needs.context import Context


class ListenerLater(Check):
    id = "ECS120"
    lesson = 12
    title = "Service is created before the listener of its target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "The service and the listener both refer to the target group, but not to each other. CloudFormation creates "
        "them in parallel, and the listener waits for the load balancer, which takes minutes. A nested stack that is "
        "passed only the target group's ARN is created too early in the same way. When both are started at about the "
        "same time, this is WCS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    message = (
        "{service} is created before {listener}: CreateService fails (the target group does not have an associated "
        "load balancer)"
    )
    change = _listeners.CHANGE
    remedy = _listeners.REMEDY
    base = "balanced"
    good = {
        "Service.NetworkConfiguration.AwsvpcConfiguration": (
            "{AssignPublicIp: ENABLED, Subnets: [!Ref PublicSubnet], SecurityGroups: [!Ref TaskGroup]}"
        ),
        "Service.DependsOn": "[PublicRoute, Listener]",
    }
    bad = {"Service.DependsOn": "[PublicRoute]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services that are created before their listeners for certain."""
        for late in late_listeners(context):
            if late.certain:
                service, listener, name = late.service, late.listener, late.name
                yield self.at(late.place, tasks=(late.task,), service=service, listener=listener, name=name)
