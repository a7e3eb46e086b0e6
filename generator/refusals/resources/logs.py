"""What CloudWatch Logs refuses of log groups and filters."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.trusts import texts_of
from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value

_MOST_FILTERS = 2
_GLOBAL = "logs.amazonaws.com"


def log_group(graph: Graph, group: Resource) -> Iterator[str]:
    key = group.get("KmsKeyId")
    if isinstance(key, Reference) and key.attribute != "Arn" and graph.target(key, "AWS::KMS::Key", "AWS::KMS::Alias"):
        yield f"KmsKeyId of {group} is given {key}, and the ARN of a key is taken"
    policy = group.get("DataProtectionPolicy")
    if isinstance(policy, Mapping) and policy.rest is None and isinstance(policy.get("Statement"), Absent):
        yield f"DataProtectionPolicy of {group} has no Statement"


def key_of_group(graph: Graph, group: Resource) -> Iterator[str]:
    """A key that admits CloudWatch Logs by its global name alone.

    Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS" (the principal is
    logs.<region>.amazonaws.com); read 2026-11. That the other name does there, as it does in permissions of
    functions, nobody says.
    """
    key = graph.target(group.get("KmsKeyId"), "AWS::KMS::Key")
    said = [text for each in _principals(key) for text in texts_of(each)] if key else []
    if _GLOBAL in said and not any(text == "*" or (text.startswith("logs.") and text != _GLOBAL) for text in said):
        yield f"{key} admits {_GLOBAL}, and for {group} CloudWatch Logs asks by the name of its Region, as documented"


def _principals(key: Resource) -> Iterator[Value]:
    for _, statement in items(key.get("KeyPolicy", "Statement")):
        if isinstance(statement, Mapping):
            yield statement.get("Principal")


def log_filter(graph: Graph, one: Resource) -> Iterator[str]:
    """Source: CloudWatch Logs API Reference, PutSubscriptionFilter (up to two for a group); read 2026-11. CloudWatch
    Logs User Guide, "Filter pattern syntax"; not looked up."""
    pattern = (literal(one.get("FilterPattern")) or "").strip()
    for opening, closing in ("[]", "{}"):
        if pattern.startswith(opening) and not pattern.endswith(closing):
            yield f"FilterPattern of {one} begins with {opening}, and does not end with {closing}"
    alike = [each for each in graph.of_type(one.type) if each.get("LogGroupName") == one.get("LogGroupName")]
    of_subscription = one.type == "AWS::Logs::SubscriptionFilter"
    if of_subscription and len(alike) > _MOST_FILTERS and one is alike[-1] and isinstance(one.get("Condition"), Absent):
        yield f"the log group of {one} has {len(alike)} subscription filters, and {_MOST_FILTERS} are taken"


def of_infrequent_access(graph: Graph, one: Resource) -> Iterator[str]:
    """Source: CloudWatch Logs User Guide, "Log classes" (no filters of metrics or subscriptions); not looked up,
    2026-11."""
    group = graph.target(one.get("LogGroupName"), "AWS::Logs::LogGroup")
    if group and literal(group.get("LogGroupClass")) in ("INFREQUENT_ACCESS", "DELIVERY"):
        yield f"{one} is of {group}, whose LogGroupClass takes no filters"


REFUSALS: Refusals = {
    "AWS::Logs::LogGroup": (
        log_group,
        key_of_group,
    ),
    "AWS::Logs::SubscriptionFilter": (log_filter, of_infrequent_access),
    "AWS::Logs::MetricFilter": (log_filter, of_infrequent_access),
}
