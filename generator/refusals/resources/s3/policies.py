"""What S3 refuses of the policy of a bucket: resources of another bucket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Resource, by_default

_ARN = re.compile(r"arn:[^:]*:s3:::([^/*?$]+)(/.*)?")


def of_another_bucket(graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: S3 User Guide, "Bucket policies" (MalformedPolicy: Policy has invalid resource, where the name is not
    that of the bucket); from memory, 2026-11."""
    bucket = graph.target(policy.get("Bucket"), "AWS::S3::Bucket")
    named = bucket.get("BucketName") if bucket else policy.get("Bucket")
    made = isinstance(named, Absent) and bucket is not None
    if not (made or isinstance(named, Literal)) or by_default(named):
        return
    for value in values_at(policy.get(), ("PolicyDocument", "Statement", "*", "Resource")):
        found = _ARN.fullmatch(literal(value) or "")
        if found and not by_default(value) and (made or found[1] != literal(named)):
            yield f"{policy} is for {bucket or literal(named)}, and has the resource {found[0][:80]}, of another bucket"


REFUSALS: Refusals = {"AWS::S3::BucketPolicy": (of_another_bucket,)}
