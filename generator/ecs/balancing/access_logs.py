"""Access logs of load balancers: the bucket that a log goes to, and what is written about that bucket."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.stack import Absent, Graph, Listing, Literal, Resource, Value

BUCKET, BUCKET_POLICY = "AWS::S3::Bucket", "AWS::S3::BucketPolicy"


def log_bucket(graph: Graph, balancer: Resource) -> Resource | None:
    """The bucket that a load balancer certainly writes its access log to, if it is created here."""
    attributes = _attributes(balancer)
    enabled = attributes.get("access_logs.s3.enabled") == Literal("true")
    return graph.target(attributes.get("access_logs.s3.bucket", Absent()), BUCKET) if enabled else None


def log_prefix(balancer: Resource) -> Value:
    """What the names of the log's objects begin with, before ``AWSLogs/``; Absent also where it is empty."""
    prefix = _attributes(balancer).get("access_logs.s3.prefix", Absent())
    return Absent() if prefix == Literal("") else prefix


def bucket_policies(graph: Graph, bucket: Resource) -> list[Resource] | None:
    """The policies of a bucket; None when it is not known which bucket some policy is for."""
    targets = [(policy, graph.target(policy.get("Bucket"), BUCKET)) for policy in graph.of_type(BUCKET_POLICY)]
    if any(target is None for _, target in targets):
        return None
    return [policy for policy, target in targets if target is bucket]


def keys_of_kms(bucket: Resource) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The algorithms that a bucket is certainly encrypted with and that need a key of KMS, with the steps to each."""
    rules = ("BucketEncryption", "ServerSideEncryptionConfiguration")
    for index, _ in items(bucket.get(*rules)):
        steps = (*rules, index, "ServerSideEncryptionByDefault", "SSEAlgorithm")
        value = bucket.get(*steps)
        if isinstance(value, Literal) and value.text.startswith("aws:kms"):
            yield steps, value.text


def _attributes(balancer: Resource) -> dict[str, Value]:
    """The attributes of a load balancer by key; none when not all of them can be read."""
    listed = balancer.get("LoadBalancerAttributes")
    attributes: dict[str, Value] = {}
    for index, _ in items(listed):
        key, value = (balancer.get("LoadBalancerAttributes", index, part) for part in ("Key", "Value"))
        if not isinstance(key, Literal):
            return {}
        attributes[key.text] = value
    return attributes if isinstance(listed, Listing) else {}
