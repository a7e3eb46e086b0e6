"""An Application Load Balancer in one subnet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancers import BALANCER, kind, subnets
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Listing, Literal, Reference


class OneSubnet(Check):
    id = "ECS298"
    lesson = 29
    title = "Application Load Balancer has fewer than two subnets"
    symptom = "CREATE_FAILED: At least two subnets in two different Availability Zones must be specified"
    why = "An Application Load Balancer stands in two Availability Zones or more, with one subnet of each."
    fix = "Add a subnet in another zone."
    message = (
        "{resource} has {count} subnet, and an Application Load Balancer needs two in different Availability Zones: "
        "CreateLoadBalancer fails"
    )
    change = "{property}: add a subnet in another Availability Zone"
    base = "balanced"
    good = {
        "Mappings.Kinds": "{Balancer: {Type: application}}",
        "Balancer.Properties.Type": "!FindInMap [Kinds, Balancer, Type]",
    }
    bad = {"Balancer.Subnets": "[!Ref Subnet]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the load balancers whose subnets are listed one by one.

        Source: Elastic Load Balancing API Reference, CreateLoadBalancer, Subnets; read 2026-11.
        """
        for balancer in context.graph.of_type(BALANCER):
            if balancer.exists is not Truth.YES or kind(balancer) != "application":
                continue
            for key in ("Subnets", "SubnetMappings"):
                listed = balancer.get(key)
                if isinstance(listed, Listing) and len(subnets(balancer)) == len(listed.items) == 1:
                    if not isinstance(subnets(balancer)[0], Literal | Reference):
                        continue
                    tasks = context.users.of(balancer)
                    yield self.at(balancer, key, tasks=tasks, count=1, property=key)
