"""What ECS refuses of a service or a task definition whose settings do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.regions import regions
from generator.ecs.clusters import CLUSTER, capacity
from generator.ecs.tasks import DEFINITION, SERVICE, items
from generator.ecs.texts import literal, number
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, parts, shown

_ECR = re.compile(r"\.dkr\.ecr\.([a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.amazonaws\.com")
_ON_HOSTS = (22, 51678, 51679, 51680, 2375, 2376)
"""Ports that hosts keep for themselves. Source: ECS API Reference, PortMapping, hostPort; read 2026-11."""
_PORT = ("ContainerDefinitions", "*", "PortMappings", "*", "ContainerPort")


def _of_service(graph: Graph, service: Resource) -> Iterator[str]:
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
    yield from _of_connect(graph, service)
    subnets = ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets")
    places = [service.get(*subnets, index) for index, _ in items(service.get(*subnets))]
    for twice in dict.fromkeys(each for each in places if isinstance(each, Literal | Reference)):
        if places.count(twice) == 1:
            continue
        yield f"{service} names the subnet {shown(twice)} twice, and what ECS makes of that is not known here"
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
        if of_map and isinstance(named, Reference) and named.attribute in ("Id", "Name", "Ref"):
            yield f"RegistryArn of {service} is given {named.attribute} of {target}, which is no ARN"


def _of_cluster(graph: Graph, cluster: Resource) -> Iterator[str]:
    """A default strategy of capacity providers that the cluster does not have.

    Source: ECS API Reference, PutClusterCapacityProviders, defaultCapacityProviderStrategy; read 2026-11.
    """
    offered = capacity(graph, cluster)
    for index, _ in items(cluster.get("DefaultCapacityProviderStrategy")):
        named = cluster.get("DefaultCapacityProviderStrategy", index, "CapacityProvider")
        known = offered.providers is not None and all(isinstance(each, Literal) for each in offered.providers)
        if known and isinstance(named, Literal) and offered.providers and named not in offered.providers:
            yield f"DefaultCapacityProviderStrategy of {cluster} names {named}, which its CapacityProviders lack"


def _of_connect(graph: Graph, service: Resource) -> Iterator[str]:
    """Services of Service Connect that name a port twice, or limit requests where no requests are seen.

    Source: ECS API Reference, ServiceConnectService and TimeoutConfiguration (perRequestTimeoutSeconds only if the
    appProtocol is not TCP, which it is unless it is written); read 2026-11.
    """
    definition = graph.target(service.get("TaskDefinition"), DEFINITION)
    spoken = {}
    for mapping in values_at(definition.get(), _PORT[:-1]) if definition else ():
        if isinstance(mapping, Mapping) and mapping.rest is None:
            spoken[mapping.get("Name")] = mapping.get("AppProtocol")
    seen = set()
    for index, _ in items(service.get("ServiceConnectConfiguration", "Services")):
        at = ("ServiceConnectConfiguration", "Services", index)
        name, limit = service.get(*at, "PortName"), service.get(*at, "Timeout", "PerRequestTimeoutSeconds")
        if isinstance(spoken.get(name), Absent) and not isinstance(limit, Absent):
            yield f"{service} limits each request to {name}, whose port mapping has no AppProtocol, and so is TCP"
        if isinstance(name, Literal) and name in seen:
            yield f"two Services of the ServiceConnectConfiguration of {service} have the PortName {name}"
        seen.add(name)


def _of_definition(_graph: Graph, definition: Resource) -> Iterator[str]:
    volumes = [literal(definition.get("Volumes", index, "Name")) for index, _ in items(definition.get("Volumes"))]
    for name in dict.fromkeys(name for name in volumes if name is not None):
        if volumes.count(name) > 1:
            yield f"{definition} has two volumes of the name {name[:60]}"
    mode = literal(definition.get("NetworkMode"))
    for index, _ in items(definition.get("ContainerDefinitions")):
        at = ("ContainerDefinitions", index)
        for place, _ in items(definition.get(*at, "PortMappings")):
            if mode == "none":
                yield f"{definition} maps ports in the network mode none"
            port = number(definition.get(*at, "PortMappings", place, "HostPort"))
            if mode != "awsvpc" and port in _ON_HOSTS:
                yield f"{definition} takes port {port} of its host, which the host itself has"
        for part in parts(definition.get(*at, "Image")):
            found = _ECR.search(part.text) if isinstance(part, Literal) else None
            if found and found[1] not in regions():
                yield f"{definition} has an image in {found[1]}, which is no Region on record"


OF_SERVICES = {
    CLUSTER: _of_cluster,
    SERVICE: _of_service,
    DEFINITION: _of_definition,
}
