"""What ECS refuses of services: placement, networks, load balancers, registries; and of task sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import DEFINITION, SERVICE, items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.values_at import values_at
from generator.stack import Absent, Call, Graph, Literal, Mapping, Reference, Resource, Text, by_default, shown

_OTHER_THING = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*")
"""What is written out in full, and is no function that somebody forgot to evaluate."""
_PORT = ("ContainerDefinitions", "*", "PortMappings", "*", "ContainerPort")
_ARN = re.compile(r"arn:[a-z-]+:ecs:([a-z0-9-]+):")


def service_settings(graph: Graph, service: Resource) -> Iterator[str]:
    for index, _ in items(service.get("PlacementStrategies")):
        sort, by = (literal(service.get("PlacementStrategies", index, key)) for key in ("Type", "Field"))
        if sort == "binpack" and (by or "").lower() not in ("cpu", "memory"):
            yield f"{service} places tasks by binpack of {by}, and cpu or memory is taken"
        if sort == "spread" and by and by.lower() not in ("instanceid", "host") and not by.startswith("attribute:"):
            yield f"{service} spreads tasks by {by[:60]}, and instanceId, host or attribute: and a name is taken"
    first = literal(service.get("PlacementStrategies", 0, "Type"))
    by_zone = literal(service.get("PlacementStrategies", 0, "Field")) == "attribute:ecs.availability-zone"
    rebalanced = literal(service.get("AvailabilityZoneRebalancing")) == "ENABLED"
    if rebalanced and first is not None and not (first == "spread" and by_zone):
        yield f"{service} is rebalanced between zones, and its first PlacementStrategies is {first}, not spread by zone"
    subnets = ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets")
    places = [service.get(*subnets, index) for index, _ in items(service.get(*subnets))]
    for twice in dict.fromkeys(each for each in places if isinstance(each, Literal | Reference)):
        if places.count(twice) == 1:
            continue
        yield f"{service} names the subnet {shown(twice)} twice, and what ECS makes of that is not known here"
    groups_of = ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
    carried = [service.get(*groups_of, index) for index, _ in items(service.get(*groups_of))]
    for twice in dict.fromkeys(each for each in carried if isinstance(each, Literal | Reference)):
        if carried.count(twice) > 1:
            yield f"{service} names the group {shown(twice)} twice, and what ECS makes of that is not known here"
    balanced = [service.get("LoadBalancers", index) for index, _ in items(service.get("LoadBalancers"))]
    groups = [each.get("TargetGroupArn") for each in balanced if isinstance(each, Mapping)]
    if len({each for each in groups if isinstance(each, Reference)}) < sum(isinstance(g, Reference) for g in groups):
        yield f"{service} names one target group twice"
    for index, _ in items(service.get("LoadBalancers")):
        rules = [
            service.get("LoadBalancers", index, "AdvancedConfiguration", key)
            for key in ("ProductionListenerRule", "TestListenerRule")
        ]
        if rules[0] == rules[1] and not isinstance(rules[0], Absent):
            yield f"{service} has one rule for its production and its test"
    definition = graph.target(service.get("TaskDefinition"), DEFINITION)
    ports = {each for each in values_at(definition.get(), _PORT) if isinstance(each, Literal)} if definition else set()
    for index, _ in items(service.get("ServiceConnectConfiguration", "Services")):
        own = service.get("ServiceConnectConfiguration", "Services", index, "IngressPortOverride")
        if own in ports:
            yield f"IngressPortOverride of {service} is {own}, which a container of it listens on"
    for index, _ in items(service.get("ServiceRegistries")):
        named = service.get("ServiceRegistries", index, "RegistryArn")
        target = graph.resource(named.resource) if isinstance(named, Reference) else None
        of_map = target is not None and target.type == "AWS::ServiceDiscovery::Service"
        told, port = (service.get("ServiceRegistries", index, key) for key in ("ContainerName", "ContainerPort"))
        if isinstance(told, Absent) and not isinstance(port, Absent):
            yield f"{service} registers a ContainerPort without a ContainerName"
        if of_map and isinstance(named, Reference) and named.attribute in ("Id", "Name", "Ref"):
            yield f"RegistryArn of {service} is given {named.attribute} of {target}, which is no ARN"


def cluster_and_deployment(graph: Graph, service: Resource) -> Iterator[str]:
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


def ids_of_network(_graph: Graph, service: Resource) -> Iterator[str]:
    """Say what stands for a subnet or a group and is the id of none.

    Source: ECS API Reference, AwsVpcConfiguration ("The IDs of the subnets", "The IDs of the security groups"); read
    2026-11. A Default may be there to be replaced, and is none for certain; a dynamic reference is let be.
    """
    way = ("NetworkConfiguration", "AwsvpcConfiguration")
    for key, start in (("Subnets", "subnet-"), ("SecurityGroups", "sg-")):
        whole = service.get(*way, key)
        for index, value in items(whole):
            written = isinstance(value, Literal) and _OTHER_THING.fullmatch(value.text)
            zones = isinstance(value, Call) and value.function == "Select" and "GetAZs" in shown(value)
            if (written and isinstance(value, Literal) and not value.text.startswith(start)) or zones:
                said = f"{key} of {service} has {shown(value)[:60]}, which is no id ({start}...)"
                surely = Surely(said, service, *way, key, index, change=f"{key}: the ids, as !Ref of each gives them")
                yield said if by_default(whole) else surely
    family = service.get("TaskDefinition")
    if isinstance(family, Text) and len(family.parts) == 2:
        made, more = family.parts
        of_plan = isinstance(made, Reference) and made.attribute in ("Ref", "TaskDefinitionArn")
        if of_plan and re.fullmatch(r":\S*", literal(more) or ""):
            said = f"TaskDefinition of {service} is {shown(family)[:60]}, an ARN that has its revision, and one more"
            yield Surely(said, service, "TaskDefinition", change="TaskDefinition: !Ref of the task definition")


def task_set(graph: Graph, tasks: Resource) -> Iterator[str]:
    """Source: ECS API Reference, CreateTaskSet (for the EXTERNAL deployment controller); read 2026-11."""
    service = graph.target(tasks.get("Service"), SERVICE)
    kind = service.get("DeploymentController", "Type") if service else Absent()
    if service is not None and (isinstance(kind, Absent) or literal(kind) == "ECS"):
        yield f"{tasks} is a task set of {service}, whose DeploymentController is not EXTERNAL"


REFUSALS: Refusals = {
    SERVICE: (
        service_settings,
        cluster_and_deployment,
        ids_of_network,
    ),
    "AWS::ECS::TaskSet": (task_set,),
}
