"""Ours: tasks that may fail at first, counted by a circuit breaker."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, TASK, VPC, hasty, template
from generator.rules._example_traffic import configured
from generator.rules._rule import LessonRule

_BREAKER = "      DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}\n"


class BreakerTripsEarly(LessonRule):
    id = "ECS121"
    lesson = 12
    title = "Circuit breaker may give up before what tasks need is created"
    symptom = "CREATE_FAILED: Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'"
    why = (
        "CloudFormation creates side by side what does not refer to each other: the service, and the endpoint, "
        "route, policy or attachment that its tasks cannot start without. ECS would try again, but the circuit "
        "breaker counts the failed tasks, and ends the deployment after as few as three."
    )
    fix = "Add what the message names to DependsOn of the service, or of the nested stack that it is in."
    good = template(VPC, NAT, ROLE, TASK, configured(_BREAKER))
    bad = hasty(good)
