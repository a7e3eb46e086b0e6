"""A service and its listener that are created at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.creation import _listeners
from generator.checks.creation._listeners import late_listeners
from generator.finding import Finding
from generator.needs.context import Context


class ListenerRaces(Check):
    id = "WCS120"
    lesson = 12
    title = "Service may be created before the listener of its target group"
    symptom = (
        "Now and then, CREATE_FAILED: Invalid request provided: CreateService error: The target group with "
        "targetGroupArn ... does not have an associated load balancer"
    )
    why = (
        "The creation of the service and of the listener, or its rule, starts at about the same time, and neither "
        "refers to the other. Which is created first varies from one deployment to the next. When the listener is "
        "certainly created later, this is ECS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    message = (
        "{service} may be created before {listener}: CreateService then fails (the target group does not have an "
        "associated load balancer)"
    )
    change = _listeners.CHANGE
    remedy = _listeners.REMEDY
    base = "balanced"
    bad = {
        "Service.DependsOn.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services that may be created before their listeners, or after them."""
        for late in late_listeners(context):
            if not late.certain:
                service, listener, name = late.service, late.listener, late.name
                yield self.at(late.place, tasks=(late.task,), service=service, listener=listener, name=name)
