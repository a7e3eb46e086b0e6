"""Ours: a property, or a parameter of a nested stack, that is passed a thing of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.needs.cause import Worded
from generator.proof.nesting import nesting_faults
from generator.rules._example import ENDPOINTS, NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._rule import LessonRule
from generator.stack import Graph, edge_errors


class WrongKindOfValue(LessonRule):
    id = "ECS110"
    lesson = 11
    title = "A value of the wrong kind is passed, or none where a nested stack needs one"
    symptom = "CREATE_FAILED: The ... ID '...' does not exist, or is malformed, after everything before it was created"
    why = (
        "Ids are text to CloudFormation: it hands a subnet where a group is wanted, or a list where one id is, through "
        "any number of nested stacks, and the service refuses it at the very end. A nested stack that is passed too "
        "few parameters, or too many, is found out as late."
    )
    fix = "Pass what the property takes; the message names the way by which the value came."
    good = template(VPC, NAT, ENDPOINTS, ROLE, TASK, SERVICE)
    bad = good.replace("NatGatewayId: !Ref NatGateway", "NatGatewayId: !Ref InternetGateway")

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for error in edge_errors(graph):
            yield Worded("ECS110", error.resource, error.steps, error.message, f"pass {error.want}")
        yield from nesting_faults(graph)
