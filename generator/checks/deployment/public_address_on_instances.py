"""Ours: tasks on container instances that ask for a public address, which only Fargate gives."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import LeaveOut
from generator.stack import Absent

_ADDRESS = ("NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp")


class PublicAddressOnInstances(Check):
    id = "ECS182"
    lesson = 18
    title = "Tasks on container instances ask for a public address"
    symptom = "CREATE_FAILED: Assign public IP is not supported for this launch type. (Service: Ecs, Status Code: 400)"
    why = (
        "ECS gives a task a public address only on Fargate. On an instance, the network interface of the task has a "
        "private address, and its way to the internet is a NAT gateway, whatever the instance itself has."
    )
    fix = "Leave AssignPublicIp out, and place the tasks in subnets with a route to a NAT gateway; or use Fargate."
    message = "{service} runs on {instances} and sets AssignPublicIp, which only Fargate supports: CreateService fails"
    change = "AssignPublicIp: leave it out, and give the tasks' subnets a route to a NAT gateway; or LaunchType FARGATE"
    remedy = LeaveOut("AssignPublicIp")
    base = "nat"
    good = {
        "Cluster": None,
        "Service.Cluster": "shop",
        "Service.LaunchType": "EC2",
        "TaskDefinition.RequiresCompatibilities": "[EC2]",
    }
    bad = {"Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp": "ENABLED"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services with a public address whose launch type or capacity provider is certainly one of instances.

        Sources: aws-cdk #13348, containers-roadmap #450 (CloudFormation refuses it, with capacity providers as well);
        API Reference, AwsVpcConfiguration, which does not say so; read 2026-11.
        """
        for task in context.tasks:
            if task.service is not None and task.public_address is Truth.YES and (instances := _instances(task)):
                yield self.at(task.service, *_ADDRESS, tasks=(task.name,), service=task.service, instances=instances)


def _instances(task: Task) -> str:
    """Say on which instances a service certainly runs; empty when it is Fargate, or not known."""
    assert task.service is not None
    launch_type = (literal(task.service.get("LaunchType")) or "").upper()
    if launch_type in ("EC2", "EXTERNAL"):
        return f"launch type {launch_type}"
    for index, _ in items(task.service.get("CapacityProviderStrategy")):
        name = task.service.get("CapacityProviderStrategy", index, "CapacityProvider")
        provider = task.graph.target(name, "AWS::ECS::CapacityProvider")
        if provider is not None and not isinstance(provider.get("AutoScalingGroupProvider"), Absent):
            return f"the instances of {provider}"
    return ""
