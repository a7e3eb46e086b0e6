"""What ECS, load balancers and auto scaling refuse of settings that do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.regions import regions
from generator.ecs.balancing.balancers import BALANCER, LISTENER, RULE, kind
from generator.ecs.services.scaling import POLICY, SCALABLE
from generator.ecs.tasks import DEFINITION, SERVICE, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Value, by_default, parts

_OF_APPLICATIONS = re.compile(r"idle_timeout\.|client_keep_alive\.|routing\.http|connection_logs\.|waf\.")
_OF_NETWORKS = re.compile(r"dns_record\.|secondary_ips\.")
_ECR = re.compile(r"\.dkr\.ecr\.([a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.amazonaws\.com")
_NAMES_NOT_ARNS = {
    DEFINITION: ("ContainerDefinitions.*.LogConfiguration.Options.awslogs-group",),
    "AWS::IAM::InstanceProfile": ("Roles",),
    "AWS::IAM::Policy": ("Roles",),
    "AWS::IAM::ManagedPolicy": ("Roles",),
    "AWS::EC2::LaunchTemplate": ("LaunchTemplateData.IamInstanceProfile.Name",),
}
_ON_HOSTS = (22, 51678, 51679, 51680, 2375, 2376)
"""Ports that hosts keep for themselves. Source: ECS API Reference, PortMapping, hostPort; from memory, 2026-11."""


def service_options(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of one resource does not fit something else.

    Sources: ECS API Reference, CreateService, PlacementStrategy, ServiceConnectService, RegisterTaskDefinition; Elastic
    Load Balancing API Reference, LoadBalancerAttribute, CreateRule; CloudWatch Logs API Reference, kmsKeyId (an ARN);
    EFS API Reference, CreateFileSystem; Cloud Map API Reference, CreateService; from memory, 2026-11.
    """
    for way in _NAMES_NOT_ARNS.get(resource.type, ()):
        for value in _at(resource.get(), way.split(".")):
            if isinstance(value, Reference) and value.attribute == "Arn":
                yield f"{way.rpartition('.')[2]} of {resource} takes a name, and is given an ARN"
    yield from _OF_TYPE.get(resource.type, _nothing)(graph, resource)


def _nothing(_graph: Graph, _resource: Resource) -> Iterator[str]:
    yield from ()


def _of_service(graph: Graph, service: Resource) -> Iterator[str]:
    for index, _ in items(service.get("PlacementStrategies")):
        sort, by = (literal(service.get("PlacementStrategies", index, key)) for key in ("Type", "Field"))
        if sort == "binpack" and (by or "").lower() not in ("cpu", "memory"):
            yield f"{service} places tasks by binpack of {by}, and cpu or memory is taken"
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
    ports = {each for each in _at(definition.get(), _PORT) if isinstance(each, Literal)} if definition else set()
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


def _of_definition(_graph: Graph, definition: Resource) -> Iterator[str]:
    volumes = [literal(definition.get("Volumes", index, "Name")) for index, _ in items(definition.get("Volumes"))]
    for name in dict.fromkeys(name for name in volumes if name is not None):
        if volumes.count(name) > 1:
            yield f"{definition} has two volumes of the name {name[:60]}"
    mode = literal(definition.get("NetworkMode"))
    for index, _ in items(definition.get("ContainerDefinitions")):
        at = ("ContainerDefinitions", index)
        for place, _ in items(definition.get(*at, "Environment")):
            entry = definition.get(*at, "Environment", place)
            if isinstance(entry, Mapping) and entry.rest is None and isinstance(entry.get("Value"), Absent):
                yield f"{literal(entry.get('Name'))} of {definition} has no Value"
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


def _of_balancer(_graph: Graph, balancer: Resource) -> Iterator[str]:
    foreign = {"network": _OF_APPLICATIONS, "application": _OF_NETWORKS}.get(kind(balancer) or "")
    for index, _ in items(balancer.get("LoadBalancerAttributes")):
        key = literal(balancer.get("LoadBalancerAttributes", index, "Key"))
        if foreign and key and foreign.match(key):
            yield f"{balancer} is a load balancer of type {kind(balancer)}, which has no attribute {key[:60]}"


def _of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    listener = graph.target(rule.get("ListenerArn"), LISTENER)
    balancer = graph.target(listener.get("LoadBalancerArn"), BALANCER) if listener else None
    if balancer is not None and kind(balancer) == "network":
        yield f"{rule} is a rule for {listener} of a Network Load Balancer, which has none"
    for value in _at(rule.get(), ("Transforms", "*", "UrlRewriteConfig", "Rewrites", "*", "Regex")):
        if not _compiles(literal(value)):
            yield f"{rule} has a Regex that is none: {literal(value)}"
    if listener is not None and _answers_all(rule):
        own = number(rule.get("Priority"))
        rest = [
            each
            for each in graph.of_type(RULE)
            if each is not rule and each.get("ListenerArn") == rule.get("ListenerArn")
        ]
        before = [each for each in rest if (number(each.get("Priority")) or 0) < (own or 0)]
        forwards = any(literal(v) == "forward" for v in _at(listener.get(), ("DefaultActions", "*", "Type")))
        if not before and own is not None and (forwards or rest):
            yield f"{rule} answers every request to {listener} itself: none gets to a task"


def _answers_all(rule: Resource) -> bool:
    actions = [literal(value) for value in _at(rule.get(), ("Actions", "*", "Type"))]
    conditions = list(items(rule.get("Conditions")))
    values = [
        literal(v)
        for way in (("Conditions", "*", "Values", "*"), ("Conditions", "*", "PathPatternConfig", "Values", "*"))
        for v in _at(rule.get(), way)
    ]
    return actions == ["fixed-response"] and len(conditions) == 1 and any(text in ("*", "/*") for text in values)


def _of_log_group(graph: Graph, group: Resource) -> Iterator[str]:
    key = group.get("KmsKeyId")
    if isinstance(key, Reference) and key.attribute != "Arn" and graph.target(key, "AWS::KMS::Key", "AWS::KMS::Alias"):
        yield f"KmsKeyId of {group} is given {key}, and the ARN of a key is taken"
    policy = group.get("DataProtectionPolicy")
    if isinstance(policy, Mapping) and policy.rest is None and isinstance(policy.get("Statement"), Absent):
        yield f"DataProtectionPolicy of {group} has no Statement"


def _of_files(_graph: Graph, files: Resource) -> Iterator[str]:
    amount = files.get("ProvisionedThroughputInMibps")
    if literal(files.get("ThroughputMode")) == "provisioned" and isinstance(amount, Absent):
        yield f"{files} has the ThroughputMode provisioned, and no ProvisionedThroughputInMibps"
    if (literal(files.get("Encrypted")) or "").lower() == "false" and not isinstance(files.get("KmsKeyId"), Absent):
        yield f"{files} has a KmsKeyId, and is not encrypted"


def _of_discovery(_graph: Graph, discovery: Resource) -> Iterator[str]:
    outer, inner = discovery.get("NamespaceId"), discovery.get("DnsConfig", "NamespaceId")
    if outer != inner and not isinstance(outer, Absent) and not isinstance(inner, Absent):
        yield f"{discovery} names two namespaces, {outer} and {inner}"


def _of_zone(graph: Graph, zone: Resource) -> Iterator[str]:
    """A private zone that is for one name of a namespace, and answers for it in its place."""
    name = (literal(zone.get("Name")) or "").rstrip(".").lower()
    for namespace in graph.of_type("AWS::ServiceDiscovery::PrivateDnsNamespace"):
        own = (literal(namespace.get("Name")) or "").rstrip(".").lower()
        vpcs = list(_at(zone.get(), ("VPCs", "*", "VPCId")))
        if own and name.endswith(f".{own}") and namespace.get("Vpc") in vpcs:
            yield f"{zone} answers for {name} in place of {namespace}, and does not know what is registered there"


def _of_scaling(graph: Graph, target: Resource) -> Iterator[str]:
    if number(target.get("MaxCapacity")) == 0:
        yield f"MaxCapacity of {target} is 0, with which there is no task"
    most = [
        number(value) for value in _at(target.get(), ("ScheduledActions", "*", "ScalableTargetAction", "MaxCapacity"))
    ]
    if 0 in most and not any(each is None or each > 0 for each in most):
        yield f"{target} is set to 0 tasks by its schedule, and to more by nothing"
    for other in graph.of_type(SCALABLE):
        same = all(other.get(key) == target.get(key) for key in ("ResourceId", "ScalableDimension"))
        if other.path < target.path and same and other.exists is Truth.YES is target.exists:
            yield f"{other} and {target} are for one service"


def _of_policy(graph: Graph, policy: Resource) -> Iterator[str]:
    for other in graph.of_type(POLICY):
        same = all(other.get(key) == policy.get(key) for key in ("PolicyName", "ScalingTargetId", "ResourceId"))
        if other.path < policy.path and same and other.exists is Truth.YES is policy.exists:
            yield f"{other} and {policy} have one name and one target: the second takes the place of the first"


def _of_guard(graph: Graph, guard: Resource) -> Iterator[str]:
    acl = graph.target(guard.get("WebACLArn"), "AWS::WAFv2::WebACL")
    if acl is not None and literal(acl.get("Scope")) == "CLOUDFRONT":
        yield f"{guard} puts {acl}, which is for CloudFront, before something of a Region"


def _of_parameter(_graph: Graph, parameter: Resource) -> Iterator[str]:
    value = parameter.get("Value")
    if literal(value) == "" and not by_default(value):
        yield f"Value of {parameter} is empty, which Systems Manager does not take"


def _of_linked(_graph: Graph, role: Resource) -> Iterator[str]:
    if role.exists is Truth.YES and isinstance(role.get("CustomSuffix"), Absent):
        yield f"{role} is refused where the account has that role, which AWS makes by itself when it is first needed"


def addresses_twice(graph: Graph) -> Iterator[str]:
    """Say which elastic address is given to two things.

    Source: EC2 API Reference, AssociateAddress; from memory, 2026-11.
    """
    first: dict[str, Resource] = {}
    ways = (("AllocationId",), ("SubnetMappings", "*", "AllocationId"), ("SecondaryAllocationIds", "*"))
    for user in graph.of_type("AWS::EC2::NatGateway", BALANCER, "AWS::EC2::EIPAssociation"):
        for value in (value for way in ways for value in _at(user.get(), way)):
            if not isinstance(value, Reference) or user.exists is not Truth.YES:
                continue
            other = first.setdefault(value.resource, user)
            address = graph.resource(value.resource)
            if other is not user:
                yield f"{other} and {user} both take the address {address or value}"
            elif address is not None and not isinstance(address.get("InstanceId"), Absent):
                yield f"{user} takes the address {address}, which is of an instance"


def _at(value: Value, way: tuple[str, ...] | list[str]) -> Iterator[Value]:
    """The values at the end of a way; ``*`` is every item of a list, which the end of it is gone through as well."""
    if way and way[0] == "*":
        for _, inner in items(value):
            yield from _at(inner, way[1:])
    elif way:
        yield from _at(value.get(way[0]), way[1:]) if isinstance(value, Mapping) else ()
    else:
        listed = [inner for _, inner in items(value)]
        yield from listed or [value]


def _compiles(text: str | None) -> bool:
    try:
        re.compile(text or "")
    except re.error:
        return False
    return True


_PORT = ("ContainerDefinitions", "*", "PortMappings", "*", "ContainerPort")
_OF_TYPE = {
    SERVICE: _of_service,
    DEFINITION: _of_definition,
    BALANCER: _of_balancer,
    RULE: _of_rule,
    SCALABLE: _of_scaling,
    POLICY: _of_policy,
    "AWS::Logs::LogGroup": _of_log_group,
    "AWS::EFS::FileSystem": _of_files,
    "AWS::ServiceDiscovery::Service": _of_discovery,
    "AWS::Route53::HostedZone": _of_zone,
    "AWS::WAFv2::WebACLAssociation": _of_guard,
    "AWS::SSM::Parameter": _of_parameter,
    "AWS::IAM::ServiceLinkedRole": _of_linked,
}
