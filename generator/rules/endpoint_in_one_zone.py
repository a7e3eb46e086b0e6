"""Lesson 1, advice: an endpoint in one zone serves tasks in several, and goes down with that zone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.endpoints import endpoints
from generator.ecs.tasks import tasks
from generator.needs.cause import Worded
from generator.rules._example import ISOLATED
from generator.rules._example_traffic import SECOND_SUBNET
from generator.rules._rule import LessonRule
from generator.stack import Graph, Listing


class EndpointInOneZone(LessonRule):
    id = "ICS012"
    lesson = 1
    title = "Interface endpoint is in one zone, tasks are in several"
    symptom = "No new task starts in any zone while one zone is down; and traffic between zones is paid for."
    why = "One network interface serves the whole VPC, so this works and costs half: advice for what must stay up."
    fix = "List a subnet of each zone with tasks in SubnetIds of the endpoint."
    bad = ISOLATED.replace("Subnets: [!Ref Subnet]", "Subnets: [!Ref Subnet, !Ref SecondSubnet]") + SECOND_SUBNET
    good = bad.replace("SubnetIds: [!Ref Subnet]", "SubnetIds: [!Ref Subnet, !Ref SecondSubnet]")

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        spread = [task for task in tasks(graph) if isinstance(task.subnets, Listing) and len(task.subnets.items) > 1]
        for endpoint in endpoints(graph) if spread else ():
            subnets = endpoint.resource.get("SubnetIds")
            if endpoint.kind == "Interface" and isinstance(subnets, Listing) and len(subnets.items) == 1:
                what = f"{endpoint.resource} stands in one zone, and tasks of {spread[0].name} in several"
                yield Worded("ICS012", endpoint.resource, ("SubnetIds",), what, "SubnetIds: add a subnet of each zone")
