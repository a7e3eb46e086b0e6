"""Ours: a resource without something that AWS demands and CloudFormation's schema does not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.needs.cause import Worded
from generator.proof.demands import demand_faults
from generator.stack import Graph


class DemandUnmet(Check):
    id = "ECS113"
    lesson = 11
    title = "A property is missing that AWS demands"
    symptom = "CREATE_FAILED: ... must be specified, after everything before it was created"
    why = (
        "The schema that templates are checked against takes each of these properties for optional, because now and "
        "then it is. In this place it is not, which the service says only when it is asked to create the resource."
    )
    fix = "Add the property that the message names."
    base = "balanced"
    bad = {
        "Service.LoadBalancers.0.ContainerName": None,
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        return demand_faults(graph)
