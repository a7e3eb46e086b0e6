"""What Batch refuses of a job, and why one does not start: it runs on ECS, and on Fargate with its rules.

Sources: Batch API Reference, ContainerProperties, executionRoleArn ("jobs that run on Fargate resources must provide an
execution role") and NetworkConfiguration, assignPublicIp (DISABLED by default); Batch User Guide, "Job definitions on
Fargate"; aws-cdk #24783, nextflow #5834; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.network.gateways import GATEWAY
from generator.ecs.network.gateways import ROUTE as _ROUTE
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Graph, Resource

JOB, COMPUTE = "AWS::Batch::JobDefinition", "AWS::Batch::ComputeEnvironment"
_ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation"


def _of_job(graph: Graph, job: Resource) -> Iterator[str]:
    platforms = [literal(value) for _, value in items(job.get("PlatformCapabilities"))]
    if platforms != ["FARGATE"] or isinstance(job.get("ContainerProperties"), Absent):
        return
    if isinstance(job.get("ContainerProperties", "ExecutionRoleArn"), Absent):
        yield f"{job} is a job on Fargate and has no ExecutionRoleArn, which Batch requires"
    address = job.get("ContainerProperties", "NetworkConfiguration", "AssignPublicIp")
    if not isinstance(address, Absent) and literal(address) != "DISABLED":
        return
    for compute in graph.of_type(COMPUTE):
        on_fargate = (literal(compute.get("ComputeResources", "Type")) or "").startswith("FARGATE")
        for _, value in items(compute.get("ComputeResources", "Subnets")) if on_fargate else ():
            subnet = graph.target(value, "AWS::EC2::Subnet")
            if subnet is not None and (route := _public(graph, subnet)):
                yield (
                    f"jobs of {job} get no public address (AssignPublicIp), and {route} leads from {subnet} of "
                    f"{compute} to an internet gateway, which takes nothing from them: they do not pull their image"
                )
                return


def _public(graph: Graph, subnet: Resource) -> Resource | None:
    """The default route of a subnet, where it leads to an internet gateway."""
    for association in graph.of_type(_ASSOCIATION):
        table = association.get("RouteTableId")
        if graph.target(association.get("SubnetId")) is not subnet:
            continue
        for route in graph.of_type(_ROUTE):
            if route.get("RouteTableId") == table and literal(route.get("DestinationCidrBlock")) == "0.0.0.0/0":
                gateway = graph.target(route.get("GatewayId"))
                return route if gateway is not None and gateway.type == GATEWAY else None
    return None


OF_BATCH = {JOB: _of_job}
