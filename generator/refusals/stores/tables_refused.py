"""What DynamoDB and SQS refuse of tables and queues whose settings do not fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Mapping, Resource

QUEUE = "AWS::SQS::Queue"


def _of_table(_graph: Graph, table: Resource) -> Iterator[str]:
    """Source: DynamoDB API Reference, CreateTable, KeySchema (HASH, then RANGE) and GlobalSecondaryIndexes (up to four
    of each); read 2026-11. Projection, SSESpecification, TimeToLiveSpecification; not looked up."""
    yield from _of_keys(table, "KeySchema")
    for place in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        for index, _ in items(table.get(place)):
            yield from _of_keys(table, place, index, "KeySchema")
            kept = table.get(place, index, "Projection")
            named = isinstance(kept, Mapping) and not isinstance(kept.get("NonKeyAttributes"), Absent)
            if literal(table.get(place, index, "Projection", "ProjectionType")) == "INCLUDE" and not named:
                yield f"{place}.{index} of {table} projects INCLUDE, and no NonKeyAttributes"
            keys = list(items(table.get(place, index, "KeySchema")))
            if place.startswith("Local") and len(keys) == 1:
                yield f"{place}.{index} of {table} has no key of the type RANGE"
    paid = literal(table.get("BillingMode"))
    if paid == "PROVISIONED" and isinstance(table.get("ProvisionedThroughput"), Absent):
        yield f"{table} has the BillingMode PROVISIONED, and no ProvisionedThroughput"
    for index, _ in items(table.get("GlobalSecondaryIndexes")):
        given = table.get("GlobalSecondaryIndexes", index, "ProvisionedThroughput")
        if paid == "PAY_PER_REQUEST" and not isinstance(given, Absent):
            yield f"GlobalSecondaryIndexes.{index} of {table} has a ProvisionedThroughput, and it is PAY_PER_REQUEST"
    ends = table.get("TimeToLiveSpecification")
    ended = flag(table.get("TimeToLiveSpecification", "Enabled")) is Truth.YES and isinstance(ends, Mapping)
    if ended and isinstance(table.get("TimeToLiveSpecification", "AttributeName"), Absent):
        yield f"TimeToLiveSpecification of {table} has no AttributeName"
    keyed = not isinstance(table.get("SSESpecification", "KMSMasterKeyId"), Absent)
    if keyed and flag(table.get("SSESpecification", "SSEEnabled")) is Truth.NO:
        yield f"SSESpecification of {table} has a KMSMasterKeyId, and is not enabled"


def _of_keys(table: Resource, *place: str | int) -> Iterator[str]:
    kinds = [literal(table.get(*place, index, "KeyType")) for index, _ in items(table.get(*place))]
    most = 4 if place[0] == "GlobalSecondaryIndexes" else 1
    first, last = kinds.count("HASH"), kinds.count("RANGE")
    fits = 1 <= first <= most and last <= most and kinds == ["HASH"] * first + ["RANGE"] * last
    if kinds and None not in kinds and not fits:
        yield f"{'.'.join(map(str, place))} of {table} is {' and '.join(map(str, kinds))}: HASH first, then RANGE"


def _of_queue(graph: Graph, queue: Resource) -> Iterator[str]:
    """Source: SQS API Reference, CreateQueue (a queue for dead letters is of the same type; one kind of encryption);
    read 2026-11. 1 to 1000 receives: not looked up."""
    if flag(queue.get("SqsManagedSseEnabled")) is Truth.YES and not isinstance(queue.get("KmsMasterKeyId"), Absent):
        yield f"{queue} has a KmsMasterKeyId, and SqsManagedSseEnabled, of which one is taken"
    times = number(queue.get("RedrivePolicy", "maxReceiveCount"))
    if times is not None and not 1 <= times <= 1000:
        yield f"maxReceiveCount of {queue} is {times}, and 1 to 1000 are taken"
    other = graph.target(queue.get("RedrivePolicy", "deadLetterTargetArn"), QUEUE)
    known = other is not None and Truth.UNKNOWN not in (_fifo(other), _fifo(queue))
    if other is not None and known and _fifo(other) is not _fifo(queue):
        yield f"{queue} gives up messages to {other}, and one of the two is FIFO"


def _fifo(queue: Resource) -> Truth:
    value = queue.get("FifoQueue")
    return Truth.NO if isinstance(value, Absent) else flag(value)


def _of_policy(graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::SQS::QueuePolicy, Queues (URLs); not looked up, 2026-11."""
    for _, value in items(policy.get("Queues")):
        if getattr(value, "attribute", "") == "Arn" and graph.target(value, QUEUE):
            yield f"Queues of {policy} is given an ARN, and takes the URLs of queues"


OF_TABLES = {"AWS::DynamoDB::Table": _of_table, QUEUE: _of_queue, "AWS::SQS::QueuePolicy": _of_policy}
