"""What secrets, tables, queues and caches refuse of properties that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Choice, Mapping, Resource, Unknown, parts


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


def _of_cache(resource: Resource) -> Iterator[str]:
    engine, nodes = (literal(resource.get("Engine")) or "").lower(), number(resource.get("NumCacheNodes"))
    if engine in ("redis", "valkey") and nodes is not None and nodes != 1:
        yield f"NumCacheNodes of {resource} is {nodes}, and with {engine} 1 is taken"
    if literal(resource.get("AZMode")) == "cross-az" and (engine != "memcached" or nodes == 1):
        yield f"AZMode of {resource} is cross-az, which is for several nodes of memcached"
    if engine == "redis" and (literal(resource.get("TransitEncryptionEnabled")) or "").lower() == "true":
        yield f"whether {resource}, of redis and no replication group, may have TransitEncryptionEnabled is not known"


OF_DATA = {
    "AWS::SecretsManager::Secret": _of_secret,
    "AWS::SQS::Queue": _of_fifo,
    "AWS::SNS::Topic": _of_fifo,
    "AWS::DynamoDB::Table": _of_table,
    "AWS::ElastiCache::CacheCluster": _of_cache,
}
