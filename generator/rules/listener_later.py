"""Ours: a service that is created before its listener."""

from __future__ import annotations

from generator.rules._example import ENDPOINTS, ROLE, TASK, VPC, template
from generator.rules._example_traffic import BALANCED_SERVICE, BALANCER, LISTENER, SECOND_SUBNET, TARGETS
from generator.rules._rule import LessonRule


class ListenerLater(LessonRule):
    id = "ECS120"
    lesson = 12
    title = "Service is created before the listener of its target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "The service refers to the target group, and so does the listener; neither refers to the other. "
        "CloudFormation creates them side by side, and the listener waits for a load balancer, which takes minutes. "
        "A nested stack that gets only the target group's ARN comes too early in the same way. Where both are begun "
        "at about the same time, this is WCS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    good = template(VPC, SECOND_SUBNET, ENDPOINTS, BALANCER, LISTENER, TARGETS, ROLE, TASK, BALANCED_SERVICE)
    bad = good.replace(", Listener]", "]")
