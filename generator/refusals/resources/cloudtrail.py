"""What CloudTrail refuses of trails: a bucket that does not let it write."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.refusals.refusal import Refusals
from generator.refusals.trusts import is_written, texts_of
from generator.refusals.values_at import values_at
from generator.stack import Call, Graph, Resource, Unknown, parts

BUCKET, POLICY = "AWS::S3::Bucket", "AWS::S3::BucketPolicy"


def bucket_lets_it_write(graph: Graph, trail: Resource) -> Iterator[str]:
    """Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"; CloudTrail API Reference, CreateTrail
    (InsufficientS3BucketPolicyException); from memory, 2026-11."""
    bucket = graph.target(trail.get("S3BucketName"), BUCKET)
    if bucket is None or not graph.closed(bucket):
        return
    policies = [each for each in graph.of_type(POLICY) if graph.target(each.get("Bucket"), BUCKET) in (bucket, None)]
    if not policies:
        yield f"{trail} writes to {bucket}, which has no policy that lets CloudTrail: it is refused"
    order = CreationOrder(graph)
    for policy in policies:
        document = policy.get("PolicyDocument", "Statement")
        unseen = any(isinstance(part, Unknown | Call) for part in parts(document)) or not is_written(document)
        if not unseen and not any("cloudtrail" in text or text == "*" for text in _named(policy)):
            yield f"{trail} writes to {bucket}, and {policy} does not name cloudtrail.amazonaws.com"
        elif order.in_one_deployment(policy, trail) and not order.precedes(policy, trail):
            yield f"{trail} may be created before {policy}, and is refused then: it has no DependsOn"


def _named(policy: Resource) -> Iterator[str]:
    """Whom the statements of a policy are for."""
    for value in values_at(policy.get(), ("PolicyDocument", "Statement", "*", "Principal")):
        yield from texts_of(value)


REFUSALS: Refusals = {"AWS::CloudTrail::Trail": (bucket_lets_it_write,)}
