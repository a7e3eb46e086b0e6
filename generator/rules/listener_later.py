"""Ours: a service that may be created before its listener."""

from __future__ import annotations

from generator.rules._example_traffic import BALANCED
from generator.rules._rule import LessonRule


class ListenerLater(LessonRule):
    id = "ECS120"
    lesson = 12
    title = "Service may be created before the listener of its target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "The service refers to the target group, and so does the listener; neither refers to the other. "
        "CloudFormation creates them side by side, and it depends on luck which comes first. A nested stack that "
        "gets only the target group's ARN has the same race."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    good = BALANCED
    bad = good.replace("DependsOn: [DefaultRoute, Listener]", "DependsOn: [DefaultRoute]")
