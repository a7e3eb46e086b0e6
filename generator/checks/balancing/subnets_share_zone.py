"""A load balancer with two subnets in one Availability Zone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.balancer_places import SubnetsInOneZone, subnets_in_one_zone
from generator.needs.context import Context


class SubnetsShareZone(Check):
    id = "ECS191"
    lesson = 19
    fails_creation = True
    title = "Subnets of a load balancer are in one Availability Zone"
    symptom = (
        "CREATE_FAILED: A load balancer cannot be attached to multiple subnets in the same Availability Zone; or: At "
        "least two subnets in two different Availability Zones must be specified"
    )
    why = (
        "A load balancer takes one subnet of each zone, and one for applications needs two zones. With zones that are "
        "written out, or taken from GetAZs by their number, two subnets are easily put into the same one."
    )
    fix = "Put the subnets into different zones, or list one subnet of each zone."
    fault = SubnetsInOneZone
    message = {
        "two": "{balancer} has {first} and {second}, which are both in the Availability Zone {zone}: "
        "CreateLoadBalancer fails (cannot be attached to multiple subnets in the same Availability Zone)",
        "one": "{balancer}, a load balancer for applications, has {first} alone: CreateLoadBalancer fails (At least "
        "two subnets in two different Availability Zones must be specified)",
    }
    change = {
        "two": "AvailabilityZone of {second}: another one than that of {first}",
        "one": "one more subnet, in another Availability Zone than {first}",
    }
    base = "balanced"
    good = {
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "SecondSubnet.AvailabilityZone": "!Select [1, !GetAZs '']",
    }
    bad = {
        "SecondSubnet.AvailabilityZone": "!Select [0, !GetAZs '']",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find load balancers that cannot be created, whoever is behind them."""
        for balancer in context.graph.of_type(BALANCER):
            if balancer.exists is Truth.YES and (fault := subnets_in_one_zone(context, balancer, ())):
                yield self.word(fault)
