"""Properties that take an ARN, and are given an attribute that is none: CloudFormation passes it on as it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.resources import resource_type
from generator.refusals.refusal import Surely
from generator.stack import Graph, Listing, Mapping, Reference, Resource, Value

_ARNS_BY_ANOTHER_NAME = ("AWS::SecretsManager::",)
"""Whose ``Id`` is the ARN."""
_NAMED_BY_REF = (
    "AWS::Cognito::UserPool", "AWS::DynamoDB::Table", "AWS::IAM::InstanceProfile", "AWS::IAM::Role",
    "AWS::Kinesis::Stream", "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::Bucket",
    "AWS::ServiceDiscovery::Service", "AWS::SQS::Queue",
)  # fmt: skip
"""Whose ``Ref`` is a name, an id or a URL. Source: CloudFormation Template Reference, their pages; read 2026-11."""
_TAKE_NAMES = ("AWS::ECS::TaskDefinition", "AWS::Lambda::")
"""Where a name does for an ARN. Source: ECS API Reference, RegisterTaskDefinition, taskRoleArn ("the short name or full
ARN"); Lambda API Reference, CreateFunctionUrlConfig ("name formats"); read 2026-11."""
_NEVER_NAMES = ("TargetGroupArn", "LoadBalancerArn", "ListenerArn", "RoleArn", "AlternateTargetGroupArn")
"""Properties that a name certainly does not do for. Source: Elastic Load Balancing API Reference, CreateListener ("is
not a valid target group ARN"); ECS API Reference, LoadBalancer, targetGroupArn; from memory, 2026-11."""


def wrong_attributes(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which of the ARNs that a resource is given is a name, or an id, of a resource of the graph."""
    for name, value in _given(resource.get()):
        if not name.lower().endswith("arn") or not isinstance(value, Reference):
            continue
        target = graph.resource(value.resource)
        if target is None or not target.type.startswith("AWS::") or target.type.startswith(_ARNS_BY_ANOTHER_NAME):
            continue
        if value.attribute == "Ref":
            named = target.type in _NAMED_BY_REF and not resource.type.startswith(_TAKE_NAMES)
        else:
            named = "arn" not in value.attribute.lower() and value.attribute not in resource_type(target.type).looks
        if named:
            said = f"{name} of {resource} is given {value.attribute} of {target}, which is no ARN"
            certain = name in _NEVER_NAMES and value.attribute != "Ref"
            yield Surely(said, resource, change=f"{name}: the ARN of {target}") if certain else said


def _given(value: Value) -> Iterator[tuple[str, Value]]:
    pending = [("", value)]
    while pending:
        name, current = pending.pop()
        if isinstance(current, Mapping):
            pending += current.entries
        elif isinstance(current, Listing):
            pending += [(name, item) for item in current.items]
        else:
            yield name, current
