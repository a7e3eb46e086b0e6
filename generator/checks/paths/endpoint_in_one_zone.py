"""Lesson 1, advice: an endpoint in one Availability Zone serves tasks in several, and fails with that zone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Listing


class EndpointInOneZone(Check):
    id = "ICS012"
    lesson = 1
    title = "Interface endpoint is in one Availability Zone, tasks are in several"
    symptom = "No new task starts in any zone while one zone is down; traffic between zones is charged."
    why = (
        "One network interface serves the whole VPC, so this works, and costs half. It is advice for what must stay up."
    )
    fix = "List a subnet of each zone with tasks in SubnetIds of the endpoint."
    message = (
        "{resource} is in one Availability Zone, and tasks of {service} are in several; while that zone is down, no "
        "task can use it"
    )
    change = "SubnetIds: add a subnet of each zone"
    base = "isolated"
    good = {
        "EcrApiEndpoint.SubnetIds.1": "!Ref SecondSubnet",
        "EcrDkrEndpoint.SubnetIds.1": "!Ref SecondSubnet",
        "LogsEndpoint.SubnetIds.1": "!Ref SecondSubnet",
        "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets.1": "!Ref SecondSubnet",
        "SecondSubnet": "{Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}",
        "SecondSubnetRouteTable": """
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              SubnetId: !Ref SecondSubnet
              RouteTableId: !Ref RouteTable
""",
    }
    bad = {
        "EcrApiEndpoint.SubnetIds.1": None,
        "EcrDkrEndpoint.SubnetIds.1": None,
        "LogsEndpoint.SubnetIds.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Look at each endpoint, if there are tasks in several zones."""
        spread = [task for task in context.tasks if isinstance(task.subnets, Listing) and len(task.subnets.items) > 1]
        for endpoint in context.network.endpoints if spread else ():
            subnets = endpoint.resource.get("SubnetIds")
            if endpoint.kind == "Interface" and isinstance(subnets, Listing) and len(subnets.items) == 1:
                yield self.at(endpoint.resource, "SubnetIds", service=spread[0].name)
