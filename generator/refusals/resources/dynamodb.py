"""What DynamoDB refuses of tables: keys, indexes, throughput and encryption."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Choice, Graph, Mapping, Resource, Unknown, parts


def billing(_graph: Graph, table: Resource) -> Iterator[str]:
    """Source: DynamoDB API Reference, CreateTable, ProvisionedThroughput; read 2026-11."""
    mode, amount = table.get("BillingMode"), table.get("ProvisionedThroughput")
    if isinstance(mode, Absent) and isinstance(amount, Absent):
        yield f"{table} has neither BillingMode nor ProvisionedThroughput, which the default, PROVISIONED, needs"
    if literal(mode) == "PAY_PER_REQUEST" and not isinstance(amount, Absent):
        yield f"{table} is paid by request, and has a ProvisionedThroughput"


def attributes(_graph: Graph, resource: Resource) -> Iterator[str]:
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


def keys_and_indexes(_graph: Graph, table: Resource) -> Iterator[str]:
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
    if len(list(items(table.get("KeySchema")))) == 1 and list(items(table.get("LocalSecondaryIndexes"))):
        yield f"{table} has LocalSecondaryIndexes, and no key of the type RANGE of its own"
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


REFUSALS: Refusals = {
    "AWS::DynamoDB::Table": (
        billing,
        attributes,
        keys_and_indexes,
    ),
}
