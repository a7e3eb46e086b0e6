"""What ECS and EC2 refuse of clusters, capacity providers and the instances below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.clusters import CLUSTER, PROVIDER
from generator.ecs.tasks import SERVICE, items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Literal, Reference, Resource

GROUP, TEMPLATE = "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::LaunchTemplate"
_INSIGHTS = ("enabled", "disabled", "enhanced")
_ENDING = (
    "AllocationStrategy", "ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance",
    "OldestLaunchConfiguration", "OldestLaunchTemplate",
)  # fmt: skip
_ARN = re.compile(r"arn:[a-z-]+:ecs:([a-z0-9-]+):")
_FARGATE = ("FARGATE", "FARGATE_SPOT")
_IOPS = {"gp3": (3000, 80000), "io1": (100, 64000), "io2": (100, 256000)}


def _of_cluster(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: ECS API Reference, ClusterSetting (enhanced, enabled, disabled); read 2026-11."""
    for index, _ in items(cluster.get("ClusterSettings")):
        name, value = (literal(cluster.get("ClusterSettings", index, key)) for key in ("Name", "Value"))
        if name == "containerInsights" and value is not None and value not in _INSIGHTS:
            yield f"containerInsights of {cluster} is {value[:40]}, and {', '.join(_INSIGHTS)} are taken"


def _of_service(graph: Graph, service: Resource) -> Iterator[str]:
    """Source: ECS API Reference, CreateService (platformVersion is for Fargate only; five strategies of placement at
    most) and CanaryConfiguration (with the strategy CANARY); read 2026-11."""
    where = _ARN.match(literal(service.get("Cluster")) or "")
    region = literal(graph.pseudo("AWS::Region"))
    if where and region and where[1] != region:
        yield f"Cluster of {service} is in {where[1]}, and services are made where their cluster is"
    if literal(service.get("LaunchType")) in ("EC2", "EXTERNAL") and not isinstance(
        service.get("PlatformVersion"), Absent
    ):
        yield f"{service} has a PlatformVersion, which ECS takes for Fargate only"
    if len(list(items(service.get("PlacementStrategies")))) > 5:
        yield f"{service} has more than five PlacementStrategies, and five are taken"
    told = ("DeploymentConfiguration",)
    strategy = literal(service.get(*told, "Strategy"))
    for key, own in (("CanaryConfiguration", "CANARY"), ("LinearConfiguration", "LINEAR")):
        if strategy is not None and strategy != own and not isinstance(service.get(*told, key), Absent):
            yield f"{service} has a {key}, which is for {own}, and is deployed {strategy}"


def _of_task_set(graph: Graph, tasks: Resource) -> Iterator[str]:
    """Source: ECS API Reference, CreateTaskSet (for the EXTERNAL deployment controller); read 2026-11."""
    service = graph.target(tasks.get("Service"), SERVICE)
    kind = service.get("DeploymentController", "Type") if service else Absent()
    if service is not None and (isinstance(kind, Absent) or literal(kind) == "ECS"):
        yield f"{tasks} is a task set of {service}, whose DeploymentController is not EXTERNAL"


def _of_provider(graph: Graph, provider: Resource) -> Iterator[str]:
    """Source: ECS API Reference, ManagedScaling; that a least step above the most is refused, and one Auto Scaling
    group for two providers ("... is already being used by another capacity provider"), was not looked up, 2026-11."""
    at = ("AutoScalingGroupProvider", "ManagedScaling")
    low, high = (number(provider.get(*at, f"{end}ScalingStepSize")) for end in ("Minimum", "Maximum"))
    if low is not None and high is not None and low > high:
        yield f"MinimumScalingStepSize of {provider} is {low}, above its MaximumScalingStepSize, {high}"
    own = graph.target(provider.get("AutoScalingGroupProvider", "AutoScalingGroupArn"), GROUP)
    for other in graph.of_type(PROVIDER):
        theirs = graph.target(other.get("AutoScalingGroupProvider", "AutoScalingGroupArn"), GROUP)
        if own is not None and theirs is own and other.path < provider.path:
            yield f"{provider} and {other} are given one Auto Scaling group, {own}"


def _of_strategies(graph: Graph, place: Resource) -> Iterator[str]:
    """Source: ECS Developer Guide, "Capacity providers" (a strategy has Fargate's, or Auto Scaling groups, and not
    both); not looked up, 2026-11."""
    for key in ("DefaultCapacityProviderStrategy", "CapacityProviderStrategy"):
        named = [place.get(key, index, "CapacityProvider") for index, _ in items(place.get(key))]
        fargate = [isinstance(each, Literal) and each.text in _FARGATE for each in named]
        own = [isinstance(each, Reference) and graph.target(each, PROVIDER) is not None for each in named]
        if any(fargate) and any(own):
            yield f"{key} of {place} has providers of Fargate and of Auto Scaling groups, and one kind is taken"


def _of_group(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 Auto Scaling API Reference, CreateAutoScalingGroup (the policies, the seconds) and
    EnableMetricsCollection (1Minute alone); read 2026-11."""
    waits = literal(group.get("Cooldown"))
    if waits is not None and not waits.isdigit():
        yield f"Cooldown of {group} is {waits[:40]}, and a number of seconds is taken"
    for index, _ in items(group.get("TerminationPolicies")):
        named = literal(group.get("TerminationPolicies", index))
        if named is not None and named not in _ENDING and not named.startswith("arn:"):
            yield f"TerminationPolicies of {group} has {named[:40]}, and {', '.join(_ENDING)} are taken"
    for index, _ in items(group.get("MetricsCollection")):
        grain = literal(group.get("MetricsCollection", index, "Granularity"))
        if grain is not None and grain != "1Minute":
            yield f"the Granularity of MetricsCollection of {group} is {grain[:40]}, and 1Minute is taken"


def _of_template(_graph: Graph, template: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, LaunchTemplateEbsBlockDeviceRequest (iops), LaunchTemplateInstanceMetadataOptions (hop
    limit 1 to 64), LaunchTemplateTagSpecification (of what is launched, not of the template),
    LaunchTemplateInstanceNetworkInterfaceSpecification (a device index must be told); read 2026-11."""
    at = ("LaunchTemplateData",)
    hops = number(template.get(*at, "MetadataOptions", "HttpPutResponseHopLimit"))
    if hops is not None and not 1 <= hops <= 64:
        yield f"HttpPutResponseHopLimit of {template} is {hops}, and 1 to 64 are taken"
    for index, _ in items(template.get(*at, "BlockDeviceMappings")):
        disk = (*at, "BlockDeviceMappings", index, "Ebs")
        kind, speed = literal(template.get(*disk, "VolumeType")), number(template.get(*disk, "Iops"))
        least, most = _IOPS.get(kind or "", (0, 10**9))
        if speed is not None and not least <= speed <= most:
            yield f"Iops of {template} are {speed}, and {kind} takes {least} to {most}"
    for index, _ in items(template.get(*at, "TagSpecifications")):
        if literal(template.get(*at, "TagSpecifications", index, "ResourceType")) == "launch-template":
            yield f"LaunchTemplateData.TagSpecifications of {template} has launch-template, and it is what is launched"
    for index, _ in items(template.get(*at, "NetworkInterfaces")):
        if isinstance(template.get(*at, "NetworkInterfaces", index, "DeviceIndex"), Absent):
            yield f"NetworkInterfaces.{index} of {template} has no DeviceIndex"


OF_CLUSTERS = {
    CLUSTER: _of_cluster,
    SERVICE: _of_service,
    "AWS::ECS::TaskSet": _of_task_set,
    PROVIDER: _of_provider,
    GROUP: _of_group,
    TEMPLATE: _of_template,
}
OF_STRATEGIES = {
    CLUSTER: _of_strategies,
    SERVICE: _of_strategies,
    "AWS::ECS::ClusterCapacityProviderAssociations": _of_strategies,
}
