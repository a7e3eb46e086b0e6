"""Properties of which a resource takes one, or needs one beside another, and the schema of its type does not say so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Choice, Listing, Literal, Mapping, Resource, Unknown, parts

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
    2026-11, where it could be looked up, and else from memory.
    """
    either = [name for name in _EITHER.get(resource.type, ()) if _there(resource, name)]
    if len(either) > 1:
        yield f"{resource} has {' and '.join(either)}, of which one is taken"
    for steps in _TEXTS_OF_JSON.get(resource.type, ()):
        if not _is_json(literal(resource.get(*steps))):
            yield f"{'.'.join(steps)} of {resource} is no JSON"
    yield from _of_tags(resource)
    kind = "AWS::CloudFormation::CustomResource" if resource.type.startswith("Custom::") else resource.type
    yield from _OF_TYPE.get(kind, _nothing)(resource)


def _nothing(resource: Resource) -> Iterator[str]:
    yield from ()


def _of_secret(resource: Resource) -> Iterator[str]:
    made = resource.get("GenerateSecretString")
    if not isinstance(made, Mapping) or made.rest is not None:
        return
    if isinstance(made.get("SecretStringTemplate"), Absent) != isinstance(made.get("GenerateStringKey"), Absent):
        yield f"{resource} needs SecretStringTemplate and GenerateStringKey together"
    kinds = ("ExcludeLowercase", "ExcludeUppercase", "ExcludeNumbers", "ExcludePunctuation")
    if all((literal(made.get(kind)) or "").lower() == "true" for kind in kinds):
        yield f"GenerateSecretString of {resource} leaves no characters to make a secret of"
    length = number(made.get("PasswordLength"))
    if length is not None and length < 4 and (literal(made.get("RequireEachIncludedType")) or "true").lower() == "true":
        yield f"GenerateSecretString of {resource} is too short for a character of each kind"


def _of_fifo(resource: Resource) -> Iterator[str]:
    flag, name = ("FifoQueue", "QueueName") if resource.type.endswith("Queue") else ("FifoTopic", "TopicName")
    said, text = (literal(resource.get(flag)) or "").lower() == "true", literal(resource.get(name))
    if text is not None and said != text.endswith(".fifo"):
        yield f"{name} of {resource} ends with .fifo where {flag} is true, and nowhere else"


def _of_table(resource: Resource) -> Iterator[str]:
    defined = {literal(resource.get("AttributeDefinitions", at, "AttributeName")) for at, _ in _all(resource)}
    places = (resource.get(key) for key in ("KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"))
    used: set[str | None] = set()
    for place in places:
        for part in parts(place):
            if isinstance(part, Unknown | Choice):
                return
            if isinstance(part, Mapping) and not isinstance(part.get("AttributeName"), Absent):
                used.add(literal(part.get("AttributeName")))
    if None not in defined | used and defined and used and defined != used:
        odd = ", ".join(sorted(str(name) for name in defined ^ used))
        yield f"AttributeDefinitions of {resource} and its keys name other attributes: {odd}"


def _all(resource: Resource) -> Iterator[tuple[int, object]]:
    yield from items(resource.get("AttributeDefinitions"))


def _of_rule(resource: Resource) -> Iterator[str]:
    timed, bus = resource.get("ScheduleExpression"), literal(resource.get("EventBusName"))
    if isinstance(timed, Absent) and isinstance(resource.get("EventPattern"), Absent):
        yield f"{resource} has neither ScheduleExpression nor EventPattern"
    if not isinstance(timed, Absent) and bus is not None and bus != "default" and not bus.endswith("/default"):
        yield f"{resource} has a ScheduleExpression, which only the default event bus takes, and is on {bus}"
    for index, _ in items(resource.get("Targets")):
        if not _is_json(literal(resource.get("Targets", index, "Input"))):
            yield f"Targets.{index}.Input of {resource} is no JSON"


def _of_cache(resource: Resource) -> Iterator[str]:
    engine, nodes = (literal(resource.get("Engine")) or "").lower(), number(resource.get("NumCacheNodes"))
    if engine in ("redis", "valkey") and nodes is not None and nodes != 1:
        yield f"NumCacheNodes of {resource} is {nodes}, and with {engine} 1 is taken"
    if literal(resource.get("AZMode")) == "cross-az" and (engine != "memcached" or nodes == 1):
        yield f"AZMode of {resource} is cross-az, which is for several nodes of memcached"
    if engine == "redis" and (literal(resource.get("TransitEncryptionEnabled")) or "").lower() == "true":
        yield f"whether {resource}, of redis and no replication group, may have TransitEncryptionEnabled is not known"


def _of_flow_log(resource: Resource) -> Iterator[str]:
    kind = literal(resource.get("LogDestinationType"))
    to_logs = kind == "cloud-watch-logs" or isinstance(resource.get("LogDestinationType"), Absent)
    if to_logs and isinstance(resource.get("DeliverLogsPermissionArn"), Absent):
        yield f"{resource} writes to CloudWatch Logs, and has no DeliverLogsPermissionArn"


def _of_peering(resource: Resource) -> Iterator[str]:
    if resource.get("VpcId") == resource.get("PeerVpcId") and isinstance(resource.get("PeerRegion"), Absent):
        yield f"{resource} is between a VPC and itself"


def _of_group(resource: Resource) -> Iterator[str]:
    low, wanted, high = (number(resource.get(key)) for key in ("MinSize", "DesiredCapacity", "MaxSize"))
    if (low is not None and high is not None and low > high) or (
        wanted is not None and ((low is not None and wanted < low) or (high is not None and wanted > high))
    ):
        yield f"DesiredCapacity of {resource} is {wanted}, which is not from MinSize {low} to MaxSize {high}"


def _of_template(resource: Resource) -> Iterator[str]:
    data = resource.get("LaunchTemplateData")
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent | Listing):
        return
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent):
        for name in ("SecurityGroupIds", "SecurityGroups"):
            if not isinstance(data.get(name), Absent):
                yield f"{resource} has {name} and NetworkInterfaces, and groups stand in one of them"


def _of_record(resource: Resource) -> Iterator[str]:
    name, zone = (literal(resource.get(key)) for key in ("Name", "HostedZoneName"))
    if literal(resource.get("Type")) == "CNAME" and name and zone and name.rstrip(".") == zone.rstrip("."):
        yield f"{resource} is a CNAME for the name of its zone, which takes none"


def _of_role(resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("Roles"), Listing) and len(resource.get("Roles").items) != 1:  # type: ignore[union-attr]
        yield f"{resource} has {len(list(items(resource.get('Roles'))))} Roles, and takes one"


def _of_function(resource: Resource) -> Iterator[str]:
    if literal(resource.get("PackageType")) != "Image" and isinstance(resource.get("PackageType"), Absent | Literal):
        for name in ("Handler", "Runtime"):
            if isinstance(resource.get(name), Absent):
                yield f"{resource} has no {name}, which a function of a zip archive needs"
    variables = resource.get("Environment", "Variables")
    for name, _ in variables.entries if isinstance(variables, Mapping) else ():
        if name in _RESERVED:
            yield f"{resource} sets the variable {name}, which is Lambda's own"


def _of_custom(resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("ServiceToken"), Absent):
        yield f"{resource} has no ServiceToken"


def _of_tags(resource: Resource) -> Iterator[str]:
    """Keys that come twice, or begin with ``aws:``, which no service takes.

    Source: Tagging User Guide; from memory, 2026-11.
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


def _is_json(text: str | None) -> bool:
    if text is None:
        return True
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_RESERVED = frozenset(
    ("AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
     "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
     "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "_HANDLER",
     "_X_AMZN_TRACE_ID",
     "AWS_EXECUTION_ENV", "AWS_DEFAULT_REGION", "AWS_LAMBDA_INITIALIZATION_TYPE")
)  # fmt: skip
"""Source: Lambda Developer Guide, "Defined runtime environment variables", reserved; from memory, 2026-11."""

_OF_TYPE = {
    "AWS::SecretsManager::Secret": _of_secret,
    "AWS::SQS::Queue": _of_fifo,
    "AWS::SNS::Topic": _of_fifo,
    "AWS::DynamoDB::Table": _of_table,
    "AWS::Events::Rule": _of_rule,
    "AWS::ElastiCache::CacheCluster": _of_cache,
    "AWS::EC2::FlowLog": _of_flow_log,
    "AWS::EC2::VPCPeeringConnection": _of_peering,
    "AWS::EC2::LaunchTemplate": _of_template,
    "AWS::AutoScaling::AutoScalingGroup": _of_group,
    "AWS::Route53::RecordSet": _of_record,
    "AWS::IAM::InstanceProfile": _of_role,
    "AWS::Lambda::Function": _of_function,
    "AWS::CloudFormation::CustomResource": _of_custom,
}
