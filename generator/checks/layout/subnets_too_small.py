"""Subnets that have fewer addresses than the tasks that are to run in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.layout._crowds import crowds
from generator.finding import Finding
from generator.needs.context import Context


class SubnetsTooSmall(Check):
    id = "ECS243"
    lesson = 24
    title = "Subnets have fewer addresses than a service has tasks"
    symptom = (
        "service was unable to place a task: RESOURCE:ENI; or: The subnet does not have enough free addresses "
        "(InsufficientFreeAddressesInSubnet)"
    )
    why = (
        "Each task with network mode awsvpc has an address of its own. Of each subnet EC2 keeps five, and endpoints, "
        "NAT gateways, load balancers and mount targets in it take one each: a /28 has room for eleven at most."
    )
    fix = "Give the subnets larger blocks, list more of them, or run fewer tasks."
    message = (
        "{services} are to run {count} tasks in {subnets}, which have {room} addresses for them: {reserved} of each "
        "are EC2's own, and {taken} go to endpoints and the like; the others are not placed, and the deployment does "
        "not end"
    )
    change = "CidrBlock of {subnets}: room for {count} tasks; or a lower DesiredCount"
    base = "nat"
    good = {"Subnet.CidrBlock": "10.0.0.0/28", "Service.DesiredCount": "10"}
    bad = {"Service.DesiredCount": "12"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Compare each set of subnets with the tasks of all services that are placed in no others."""
        for crowd in crowds(context):
            if crowd.count > crowd.room:
                yield self.at(crowd.tasks[0].place, "DesiredCount", **crowd.words)
