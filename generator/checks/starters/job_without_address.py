"""A job of Batch on Fargate in a public subnet, without a public address."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.gateways import GATEWAY
from generator.ecs.network.subnets import SUBNET
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Graph, Resource

_JOB, _COMPUTE = "AWS::Batch::JobDefinition", "AWS::Batch::ComputeEnvironment"
_ASSOCIATION, _ROUTE = "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::Route"
_ADDRESS = ("ContainerProperties", "NetworkConfiguration", "AssignPublicIp")


class JobWithoutAddress(Check):
    id = "WCS414"
    lesson = 41
    title = "Job of Batch on Fargate stands in a public subnet and gets no public address"
    symptom = "ResourceInitializationError: unable to pull secrets or registry auth; or CannotPullContainerError"
    why = (
        "Batch starts the job as a task on Fargate, with AssignPublicIp DISABLED unless the job definition says "
        "otherwise. An internet gateway takes packets of public addresses only, so that the image is not pulled."
    )
    fix = "Set NetworkConfiguration.AssignPublicIp of the job to ENABLED, or place it in subnets with a NAT gateway."
    message = (
        "{job} gets no public address, and {route} leads from {subnet} of {compute} to an internet gateway, which "
        "takes nothing from its tasks: they do not pull their image"
    )
    change = "ContainerProperties.NetworkConfiguration.AssignPublicIp: ENABLED"
    base = "nat"
    good = {
        "Compute": (
            "{Type: AWS::Batch::ComputeEnvironment, Properties: {Type: MANAGED, ComputeResources: {Type: FARGATE, "
            "MaxvCpus: 4, Subnets: [!Ref PublicSubnet], SecurityGroupIds: [!Ref TaskGroup]}}}"
        ),
        "Job": (
            "{Type: AWS::Batch::JobDefinition, Properties: {Type: container, PlatformCapabilities: [FARGATE], "
            "ContainerProperties: {Image: 'public.ecr.aws/docker/library/alpine:3.20', Command: [ls], "
            "ExecutionRoleArn: !GetAtt ExecutionRole.Arn, NetworkConfiguration: {AssignPublicIp: ENABLED}, "
            "ResourceRequirements: [{Type: VCPU, Value: '0.25'}, {Type: MEMORY, Value: '512'}]}}}"
        ),
    }
    bad = {"Job.ContainerProperties.NetworkConfiguration": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find jobs on Fargate where an environment of the same graph has a public subnet.

        Sources: Batch API Reference, NetworkConfiguration, assignPublicIp; aws-cdk #24783, globaldothealth/list #2662,
        nextflow #5834; excerpts, 2026-11.
        """
        graph = context.graph
        for job in graph.of_type(_JOB):
            platforms = [literal(value) for _, value in items(job.get("PlatformCapabilities"))]
            address = job.get(*_ADDRESS)
            if platforms == ["FARGATE"] and (isinstance(address, Absent) or literal(address) == "DISABLED"):
                for compute, subnet, route in _public(graph):
                    yield self.at(job, *_ADDRESS, variant="", job=job, route=route, subnet=subnet, compute=compute)
                    break


def _public(graph: Graph) -> Iterator[tuple[Resource, Resource, Resource]]:
    """Environments on Fargate with a public subnet, and the route that makes it one."""
    for compute in graph.of_type(_COMPUTE):
        on_fargate = (literal(compute.get("ComputeResources", "Type")) or "").startswith("FARGATE")
        for _, value in items(compute.get("ComputeResources", "Subnets")) if on_fargate else ():
            subnet = graph.target(value, SUBNET)
            route = _way_out(graph, subnet) if subnet else None
            if subnet is not None and route is not None:
                yield compute, subnet, route


def _way_out(graph: Graph, subnet: Resource) -> Resource | None:
    """The default route of a subnet, where it leads to an internet gateway."""
    for association in graph.of_type(_ASSOCIATION):
        if graph.target(association.get("SubnetId")) is not subnet:
            continue
        for route in graph.of_type(_ROUTE):
            of_table = route.get("RouteTableId") == association.get("RouteTableId")
            gateway = graph.target(route.get("GatewayId"))
            if of_table and literal(route.get("DestinationCidrBlock")) == "0.0.0.0/0" and gateway is not None:
                return route if gateway.type == GATEWAY else None
    return None
