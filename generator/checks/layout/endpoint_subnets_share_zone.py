"""An interface endpoint with two subnets in one Availability Zone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.checks.check import Check
from generator.ecs.network.zones import in_one_zone
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class EndpointSubnetsShareZone(Check):
    id = "ECS247"
    lesson = 24
    fails_creation = True
    title = "Two subnets of an interface endpoint are in one Availability Zone"
    symptom = (
        "CREATE_FAILED: Found another VPC endpoint subnet in the availability zone of ... (DuplicateSubnetsInSameZone)"
    )
    why = "An endpoint has one network interface, and so one subnet, in each zone."
    fix = "List one subnet of each zone."
    message = (
        "{resource} has {first} and {second}, which are both in one Availability Zone: CreateVpcEndpoint is refused "
        "(DuplicateSubnetsInSameZone)"
    )
    change = "SubnetIds: leave one of {first} and {second}"
    base = "isolated"
    good = {
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "SecondSubnet": """
            Type: AWS::EC2::Subnet
            Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs '']}
""",
        "LogsEndpoint.SubnetIds": "[!Ref Subnet, !Ref SecondSubnet]",
    }
    bad = {"SecondSubnet.AvailabilityZone": "!Select [0, !GetAZs '']"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: EC2 API Reference, error codes (DuplicateSubnetsInSameZone), read 2026-11."""
        for endpoint in context.network.endpoints:
            resource = endpoint.resource
            if endpoint.kind != "Interface" or resource.exists is not Truth.YES:
                continue
            listed = [context.network.subnets.resource(value) for _, value in items(resource.get("SubnetIds"))]
            known = [subnet for subnet in listed if subnet is not None]
            pairs = (pair for pair in combinations(known, 2) if in_one_zone(*pair) is Truth.YES)
            if pair := next(pairs, None):
                yield self.at(resource, "SubnetIds", first=pair[0], second=pair[1])
