"""What EC2 refuses of flow logs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Reference, Resource


def role(_graph: Graph, resource: Resource) -> Iterator[str]:
    kind = literal(resource.get("LogDestinationType"))
    to_logs = kind == "cloud-watch-logs" or isinstance(resource.get("LogDestinationType"), Absent)
    if to_logs and isinstance(resource.get("DeliverLogsPermissionArn"), Absent):
        yield f"{resource} writes to CloudWatch Logs, and has no DeliverLogsPermissionArn"


def flow_log(graph: Graph, log: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateFlowLogs (TrafficType is required but for transit gateways); read 2026-11."""
    kind, where = literal(log.get("ResourceType")), log.get("LogDestination")
    if isinstance(log.get("TrafficType"), Absent) and kind in ("VPC", "Subnet", "NetworkInterface"):
        yield f"{log} has no TrafficType"
    target = graph.resource(where.resource) if isinstance(where, Reference) else None
    wanted = {"s3": "AWS::S3::Bucket", "cloud-watch-logs": "AWS::Logs::LogGroup"}
    told = wanted.get(literal(log.get("LogDestinationType")) or "")
    if target is not None and told and target.type in wanted.values() and target.type != told:
        yield f"LogDestination of {log} is {target}, which is no {told}"
    of = {"VPC": "AWS::EC2::VPC", "Subnet": "AWS::EC2::Subnet", "NetworkInterface": "AWS::EC2::NetworkInterface"}
    seen = graph.target(log.get("ResourceId"), *of.values())
    if seen is not None and kind in of and seen.type != of[kind]:
        yield f"ResourceType of {log} is {kind}, and its ResourceId is {seen}"


def destination(_graph: Graph, log: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateFlowLogs, LogGroupName and LogDestination; read 2026-11. That one of
    the two is needed is from memory."""
    if all(isinstance(log.get(name), Absent) for name in ("LogGroupName", "LogDestination")):
        yield f"{log} has neither LogGroupName nor LogDestination"


REFUSALS: Refusals = {
    "AWS::EC2::FlowLog": (
        role,
        flow_log,
        destination,
    ),
}
