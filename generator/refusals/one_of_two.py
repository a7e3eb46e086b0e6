"""Properties of which a resource takes one, or needs one beside another, and the schema of its type does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.functions.events_and_functions import OF_EVENTS
from generator.refusals.network.networks_apart import OF_NETWORKS
from generator.refusals.stores.kept_data import OF_DATA
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Choice, Resource, Unknown

_TARGETS = (
    "GatewayId", "NatGatewayId", "TransitGatewayId", "CarrierGatewayId", "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "InstanceId", "LocalGatewayId", "NetworkInterfaceId", "VpcEndpointId", "VpcPeeringConnectionId",
)  # fmt: skip
_EITHER = {
    "AWS::EC2::Route": _TARGETS,
    "AWS::EC2::VPCGatewayAttachment": ("InternetGatewayId", "VpnGatewayId"),
    "AWS::SecretsManager::Secret": ("SecretString", "GenerateSecretString"),
}
_TEXTS_OF_JSON = {
    "AWS::CloudWatch::Dashboard": (("DashboardBody",),),
    "AWS::SecretsManager::Secret": (("GenerateSecretString", "SecretStringTemplate"),),
}
_SHELL = re.compile(r"^aws:", re.IGNORECASE)


def set_apart(resource: Resource) -> Iterator[str]:
    """Say which properties of a resource do not go together.

    Sources: the API reference of each creating operation (CreateRoute, CreateSecret, CreateCacheCluster, PutRule,
    PutTargets, CreateFlowLogs, CreateVpcPeeringConnection, CreateAutoScalingGroup, CreateTable, CreateTags); read
    2026-11, where it could be looked up.
    """
    either = [name for name in _EITHER.get(resource.type, ()) if _there(resource, name)]
    if len(either) > 1:
        yield f"{resource} has {' and '.join(either)}, of which one is taken"
    for steps in _TEXTS_OF_JSON.get(resource.type, ()):
        if not is_json(literal(resource.get(*steps))):
            yield f"{'.'.join(steps)} of {resource} is no JSON"
    yield from _of_tags(resource)
    kind = "AWS::CloudFormation::CustomResource" if resource.type.startswith("Custom::") else resource.type
    yield from _OF_TYPE.get(kind, _nothing)(resource)


def _nothing(resource: Resource) -> Iterator[str]:
    yield from ()


def _of_tags(resource: Resource) -> Iterator[str]:
    """Keys that come twice, or begin with ``aws:``, which no service takes.

    Source: Tagging User Guide, "Tag naming limits"; not looked up, 2026-11.
    """
    keys = [literal(resource.get("Tags", index, "Key")) for index, _ in items(resource.get("Tags"))]
    for key in dict.fromkeys(key for key in keys if key is not None):
        if keys.count(key) > 1:
            yield f"Tags of {resource} has the key {key[:60]} twice"
        elif _SHELL.search(key):
            yield f"Tags of {resource} has the key {key[:60]}, and aws: is AWS's own"


def _there(resource: Resource, name: str) -> bool:
    value = resource.get(name)
    return not isinstance(value, Absent | Choice | Unknown)


_OF_TYPE = {**OF_DATA, **OF_EVENTS, **OF_NETWORKS}
