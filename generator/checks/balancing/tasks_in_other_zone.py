"""Tasks in an Availability Zone that their load balancer has no subnet in."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.balancing.balancer_places import ZoneLeftOut


class TasksInOtherZone(Check):
    id = "ECS190"
    lesson = 19
    title = "Tasks are placed in an Availability Zone that their load balancer does not have"
    symptom = (
        "(service web) (port 3000) is unhealthy in (target-group ...) due to (reason Target is in an Availability Zone "
        "that is not enabled for the load balancer); ECS replaces the tasks repeatedly"
    )
    why = (
        "A load balancer sends requests only to targets in the zones of its own subnets; it need not be the same "
        "subnet. A target in another zone stays unused, and is not asked for its health."
    )
    fix = "Give the load balancer a subnet in each zone of the tasks, or place the tasks in its zones only."
    fault = ZoneLeftOut
    message = (
        "tasks of {task} are placed in {subnet}, in the Availability Zone {zone}, where {balancer} has no subnet: "
        "targets there stay unused in {target_group}, get no requests, and ECS replaces the tasks repeatedly"
    )
    change = "{given_by} of {balancer}: add a subnet in {zone}; or take {subnet} from the tasks"
    base = "balanced"
    good = {
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "SecondSubnet.AvailabilityZone": "!Select [1, !GetAZs '']",
        "ThirdSubnet": """
            Type: AWS::EC2::Subnet
            Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24, AvailabilityZone: !Select [1, !GetAZs '']}
""",
        "ThirdSubnetRouteTable": """
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {SubnetId: !Ref ThirdSubnet, RouteTableId: !Ref RouteTable}
""",
        "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets.1": "!Ref ThirdSubnet",
    }
    bad = {
        "ThirdSubnet.AvailabilityZone": "!Select [2, !GetAZs '']",
    }
