"""Lesson 1: a gateway endpoint that the route table of the tasks' subnet does not lead to."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.gateway_endpoints import NotInRouteTable
from generator.remedy import AddRefs


class GatewayNotInRouteTable(Check):
    id = "ECS011"
    lesson = 1
    title = "Gateway endpoint is not in the route table of the tasks' subnet"
    symptom = "CannotPullContainerError ... dial tcp ...:443: i/o timeout, while the layers are downloaded from S3"
    why = (
        "A gateway endpoint is a route in the route tables that it lists. A subnet with another route table does not "
        "use it."
    )
    fix = "List the route table of every subnet with tasks in RouteTableIds of the endpoint."
    fault = NotInRouteTable
    message = "{resource} is not in the route table of {subnet}, where tasks of {task} run; they fail ({symptom})"
    change = {
        "own table": "RouteTableIds: add {tables}",
        "main table": "RouteTableIds: add a route table of that subnet",
    }
    remedy = {"own table": AddRefs("RouteTableIds", ("{tables}",))}
    base = "isolated"
    good = {
        "DataRouteTable": "{Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref Vpc}}",
    }
    bad = {
        "S3Endpoint.RouteTableIds.0": "!Ref DataRouteTable",
    }
