"""Clusters, services, and tasks that no service keeps: those run as a service of one task would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some
from generator.live.spelling import spelt

SERVICE, CLUSTER = "AWS::ECS::Service", "AWS::ECS::Cluster"
_SAME = (
    "ServiceName", "DesiredCount", "LaunchType", "CapacityProviderStrategy", "PlatformVersion", "NetworkConfiguration",
    "LoadBalancers", "ServiceRegistries", "DeploymentConfiguration", "SchedulingStrategy", "EnableExecuteCommand",
    "HealthCheckGracePeriodSeconds", "PlacementConstraints", "PlacementStrategies", "TaskDefinition",
    "AvailabilityZoneRebalancing", "PropagateTags",
)  # fmt: skip


def services(facts: Facts) -> Iterator[Made]:
    """Each cluster, each service that is there, and each task that was started alone."""
    for told in facts.of("ecs:DescribeClusters"):
        arn, name = told["clusterArn"], told["clusterName"]
        known = spelt(told)
        properties = some(
            ClusterName=name,
            CapacityProviders=known.get("CapacityProviders"),
            DefaultCapacityProviderStrategy=known.get("DefaultCapacityProviderStrategy"),
            Configuration=known.get("Configuration"),
            ServiceConnectDefaults=known.get("ServiceConnectDefaults"),
        )
        yield Made(CLUSTER, name, properties, {arn: "Arn", name: "Ref"}, name)
    for told in facts.of("ecs:DescribeServices"):
        if told.get("status", "ACTIVE") == "ACTIVE":
            yield _service(told)
    modes = {told["taskDefinitionArn"]: told.get("networkMode") for told in facts.of("ecs:DescribeTaskDefinition")}
    for told in facts.of("ecs:DescribeTasks"):
        yield from _task(told, modes.get(told["taskDefinitionArn"]) == "awsvpc")


def _service(told: Mapping[str, Any]) -> Made:
    known = spelt(told)
    properties = some(**{name: known.get(name) for name in _SAME})
    properties["Cluster"] = told["clusterArn"]
    primary = [each for each in told.get("deployments") or () if each.get("status") == "PRIMARY"]
    running: Mapping[str, Any] = primary[0] if primary else {}
    connected = spelt(running.get("serviceConnectConfiguration") or {})
    properties |= some(
        ServiceConnectConfiguration=connected, VolumeConfigurations=spelt(running.get("volumeConfigurations") or [])
    )
    if properties.get("PropagateTags") == "NONE":  # how it answers where nobody asked for it; no template can say it
        properties.pop("PropagateTags")
    if "CapacityProviderStrategy" in properties:
        properties.pop("LaunchType", None)
    if kind := (told.get("deploymentController") or {}).get("type"):
        properties["DeploymentController"] = {"Type": kind}
    arn, name = told["serviceArn"], told["serviceName"]
    return Made(SERVICE, arn, properties, {arn: "Ref"}, name)


def _task(told: Mapping[str, Any], has_interface: bool) -> Iterator[Made]:
    group = str(told.get("group") or "")
    if group.startswith("service:") or told.get("lastStatus") == "STOPPED":
        return
    details = {
        detail["name"]: detail.get("value")
        for attachment in told.get("attachments") or ()
        for detail in attachment.get("details") or ()
    }
    network = some(
        Subnets=[details.get("subnetId") or {"Ref": "NotRead"}],
        SecurityGroups=told.get("securityGroups"),
        AssignPublicIp="ENABLED" if told.get("publicIp") else "DISABLED",
    )
    properties = some(
        Cluster=told["clusterArn"],
        TaskDefinition=told["taskDefinitionArn"],
        LaunchType=told.get("launchType"),
        DesiredCount=1,
        PlatformVersion=told.get("platformVersion"),
    )
    if has_interface or details.get("subnetId"):
        if "SecurityGroups" not in network:
            network["SecurityGroups"] = [{"Ref": "NotRead"}]
        properties["NetworkConfiguration"] = {"AwsvpcConfiguration": network}
    arn = told["taskArn"]
    name = f"{group.partition(':')[2] or 'task'} {arn.rpartition('/')[2][:8]}"
    yield Made(SERVICE, arn, properties, {arn: "Ref"}, name, {"stands for": "a task that no service keeps"})
