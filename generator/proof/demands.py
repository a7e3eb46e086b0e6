"""What AWS demands of a resource and CloudFormation's schema does not say: without it the creation is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.ecs.balancers import BALANCER, LISTENER, RULE, kind
from generator.ecs.secret_keys import DATABASES
from generator.ecs.tasks import DEFINITION, SERVICE, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.stack import Absent, Graph, Literal, Mapping, Resource

Steps = tuple[str | int, ...]
EACH = "*"
_RESTORED = (
    "DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SourceDBClusterIdentifier", "SourceDBInstanceIdentifier",
    "SourceDBInstanceAutomatedBackupsArn", "SourceDbiResourceId",
)  # fmt: skip
_TARGETS = (
    "GatewayId", "NatGatewayId", "TransitGatewayId", "CarrierGatewayId", "CoreNetworkArn",
    "EgressOnlyInternetGatewayId", "InstanceId", "LocalGatewayId", "NetworkInterfaceId", "OdbNetworkArn",
    "VpcEndpointId", "VpcPeeringConnectionId",
)  # fmt: skip


@dataclass(frozen=True)
class Demand:
    """One of some properties has to be there, at a place below a resource of a type.

    ``unless`` are properties beside them that make it needless; ``when`` is a property beside them that must have one
    of some values (any, if none are listed) for the demand to be made. ``source`` is the page to check it with: all
    are general knowledge of 2026-11.
    """

    type: str
    at: tuple[str, ...]
    one_of: tuple[str, ...]
    source: str
    unless: tuple[str, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None


_INSTANCE = DATABASES[0]
_CONTAINER = ("ContainerDefinitions", EACH)
_CFN, _ECS, _ELB = "CloudFormation Template Reference", "ECS API Reference", "Elastic Load Balancing API Reference"
DEMANDS = (
    Demand(SERVICE, (), ("TaskDefinition",), f"{_CFN}, AWS::ECS::Service", ("DeploymentController",)),
    Demand(SERVICE, ("NetworkConfiguration", "AwsvpcConfiguration"), ("Subnets",), f"{_ECS}, AwsVpcConfiguration"),
    Demand(SERVICE, ("LoadBalancers", EACH), ("TargetGroupArn", "LoadBalancerName"), f"{_ECS}, LoadBalancer"),
    Demand(SERVICE, ("LoadBalancers", EACH), ("ContainerName",), f"{_ECS}, LoadBalancer"),
    Demand(SERVICE, ("LoadBalancers", EACH), ("ContainerPort",), f"{_ECS}, LoadBalancer"),
    Demand(SERVICE, ("CapacityProviderStrategy", EACH), ("CapacityProvider",), f"{_ECS}, CapacityProviderStrategyItem"),
    Demand(DEFINITION, (), ("ContainerDefinitions",), f"{_ECS}, RegisterTaskDefinition"),
    Demand(DEFINITION, (*_CONTAINER, "MountPoints", EACH), ("SourceVolume",), f"{_ECS}, MountPoint"),
    Demand(DEFINITION, (*_CONTAINER, "MountPoints", EACH), ("ContainerPath",), f"{_ECS}, MountPoint"),
    Demand(
        DEFINITION, (*_CONTAINER, "PortMappings", EACH), ("ContainerPort", "ContainerPortRange"), f"{_ECS}, PortMapping"
    ),
    Demand(
        "AWS::EC2::VPCEndpoint",
        (),
        ("ServiceName", "ResourceConfigurationArn", "ServiceNetworkArn"),
        f"{_CFN}, AWS::EC2::VPCEndpoint",
    ),
    Demand(
        "AWS::EC2::VPCGatewayAttachment",
        (),
        ("InternetGatewayId", "VpnGatewayId"),
        f"{_CFN}, AWS::EC2::VPCGatewayAttachment",
    ),
    Demand("AWS::EC2::Route", (), _TARGETS, f"{_CFN}, AWS::EC2::Route"),
    Demand(_INSTANCE, (), ("Engine",), f"{_CFN}, AWS::RDS::DBInstance", _RESTORED),
    Demand(_INSTANCE, (), ("DBInstanceClass",), f"{_CFN}, AWS::RDS::DBInstance", _RESTORED),
    Demand(_INSTANCE, (), ("MasterUsername",), f"{_CFN}, AWS::RDS::DBInstance", (*_RESTORED, "DBClusterIdentifier")),
    Demand(
        _INSTANCE,
        (),
        ("MasterUserPassword", "ManageMasterUserPassword"),
        f"{_CFN}, AWS::RDS::DBInstance",
        (*_RESTORED, "DBClusterIdentifier"),
    ),
    Demand(
        _INSTANCE,
        (),
        ("MonitoringRoleArn",),
        f"{_CFN}, AWS::RDS::DBInstance",
        when=("MonitoringInterval", ("1", "5", "10", "15", "30", "60")),
    ),
    Demand(
        "AWS::SecretsManager::Secret",
        ("GenerateSecretString",),
        ("SecretStringTemplate",),
        f"{_CFN}, AWS::SecretsManager::Secret GenerateSecretString",
        when=("GenerateStringKey", ()),
    ),
    Demand(RULE, (), ("ListenerArn",), f"{_ELB}, CreateRule"),
    Demand(
        RULE,
        ("Conditions", EACH),
        ("PathPatternConfig", "Values", "RegexValues"),
        f"{_ELB}, RuleCondition",
        when=("Field", ("path-pattern",)),
    ),
    Demand(
        RULE,
        ("Conditions", EACH),
        ("HostHeaderConfig", "Values", "RegexValues"),
        f"{_ELB}, RuleCondition",
        when=("Field", ("host-header",)),
    ),
    Demand(LISTENER, (), ("Certificates",), f"{_ELB}, CreateListener", when=("Protocol", ("HTTPS", "TLS"))),
    Demand(
        "AWS::ServiceDiscovery::PrivateDnsNamespace", (), ("Vpc",), "Cloud Map API Reference, CreatePrivateDnsNamespace"
    ),
)


def demand_faults(graph: Graph) -> Iterator[Worded]:
    """Give the resources that lack what AWS demands of them."""
    for demand in DEMANDS:
        for resource in graph.of_type(demand.type):
            if resource.exists is Truth.YES:
                for steps in _places(resource, demand.at):
                    yield from _lacking(resource, steps, demand)
    yield from _of_listeners(graph)
    yield from _of_discoveries(graph)
    yield from _of_logs(graph)


def _places(resource: Resource, at: tuple[str, ...]) -> Iterator[Steps]:
    """Give every place that a way leads to, one for each item of a list."""
    found: list[Steps] = [()]
    for step in at:
        if step == EACH:
            found = [(*steps, index) for steps in found for index, _ in items(resource.get(*steps))]
        else:
            found = [(*steps, step) for steps in found]
    for steps in found:
        value = resource.get(*steps)
        if isinstance(value, Mapping) and value.rest is None:
            yield steps


def _lacking(resource: Resource, steps: Steps, demand: Demand) -> Iterator[Worded]:
    if _written(resource, steps, (*demand.one_of, *demand.unless)):
        return
    if demand.when is not None and not _met(resource, steps, *demand.when):
        return
    yield missing(resource, steps, demand.one_of)


def _met(resource: Resource, steps: Steps, key: str, values: tuple[str, ...]) -> bool:
    found = resource.get(*steps, key)
    return (literal(found) or "") in values if values else isinstance(found, Literal)


def _written(resource: Resource, steps: Steps, keys: tuple[str, ...]) -> bool:
    """Tell whether any of some properties is there, or under a condition: whoever wrote one has thought of it."""
    place: Any = resource.body.get("Properties") or {}
    for step in steps:
        known = (isinstance(place, dict) and step in place) or (isinstance(place, list) and isinstance(step, int))
        if not known:
            return True
        place = place[step]
    return not isinstance(place, dict) or any(key in place and place[key] != [] for key in keys)


def missing(resource: Resource, steps: Steps, one_of: tuple[str, ...]) -> Worded:
    """Make the fault of a resource without any of some properties."""
    more = ", ..." if len(one_of) > 3 else ""
    keys = one_of[0] if len(one_of) == 1 else f"none of {', '.join(one_of[:3])}{more}"
    where = f" in {'.'.join(map(str, steps))}" if steps else ""
    what = f"{resource} has {'no ' if len(one_of) == 1 else ''}{keys}{where}, which CloudFormation takes, but "
    what += f"{resource.type.split('::')[1]} does not: it is not created"
    return Worded("ECS113", resource, steps, what, f"{'.'.join(map(str, steps)) or 'Properties'}: add {one_of[0]}")


def _of_listeners(graph: Graph) -> Iterator[Worded]:
    """Find listeners without port or protocol, which only those of a gateway load balancer may be."""
    for listener in graph.of_type(LISTENER):
        balancer = graph.target(listener.get("LoadBalancerArn"), BALANCER)
        if balancer is not None and kind(balancer) in ("application", "network") and listener.exists is Truth.YES:
            for key in ("Port", "Protocol"):
                if not _written(listener, (), (key,)):
                    yield missing(listener, (), (key,))


def _of_discoveries(graph: Graph) -> Iterator[Worded]:
    """Find Cloud Map services in no namespace, which may be named in either of two places."""
    for discovery in graph.of_type("AWS::ServiceDiscovery::Service"):
        values = (discovery.get("NamespaceId"), discovery.get("DnsConfig", "NamespaceId"))
        if all(isinstance(value, Absent) for value in values) and discovery.exists is Truth.YES:
            yield missing(discovery, (), ("NamespaceId",))


def _of_logs(graph: Graph) -> Iterator[Worded]:
    """Find logs of tasks for Fargate without a prefix.

    Source: ECS Developer Guide, "Send Amazon ECS logs to CloudWatch", awslogs-stream-prefix; read 2026-11.
    """
    for definition in graph.of_type(DEFINITION):
        required = [literal(value) for _, value in items(definition.get("RequiresCompatibilities"))]
        if "FARGATE" not in required or definition.exists is not Truth.YES:
            continue
        for steps in _places(definition, (*_CONTAINER, "LogConfiguration")):
            driver, options = definition.get(*steps, "LogDriver"), (*steps, "Options")
            if literal(driver) == "awslogs" and not _written(definition, options, ("awslogs-stream-prefix",)):
                yield missing(definition, options, ("awslogs-stream-prefix",))
