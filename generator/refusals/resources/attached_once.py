"""What is attached to something that takes one of its kind: policies of buckets and secrets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.refusals.refusal import Together
from generator.stack import Graph, Resource

POLICY = "AWS::S3::BucketPolicy"


def policies_twice(graph: Graph) -> Iterator[str]:
    """Two policies of one thing, which takes one: the second is refused, or stands in the place of the first.

    Source: CloudFormation Template Reference, AWS::S3::BucketPolicy and AWS::SecretsManager::ResourcePolicy (one policy
    for each), from memory; cloudformation-coverage-roadmap #1068 (two resources that manage the policy of one bucket:
    "The bucket policy already exists"); read 2026-11.
    """
    of = {POLICY: "Bucket", "AWS::SecretsManager::ResourcePolicy": "SecretId",
          "AWS::SecretsManager::SecretTargetAttachment": "SecretId",
          "AWS::ECS::ClusterCapacityProviderAssociations": "Cluster"}  # fmt: skip
    for kind, key in of.items():
        first: dict[str, Resource] = {}
        for policy in graph.of_type(kind):
            whole = graph.target(policy.get(key))
            if whole is None or "Condition" in policy.body:
                continue
            other = first.setdefault(whole.path, policy)
            if other is not policy and other.at.top is policy.at.top:
                yield f"{other} and {policy} are both for {whole}, which takes one"


TOGETHER: Together = (policies_twice,)
