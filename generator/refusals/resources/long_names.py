"""Names that are composed, and too long whatever stands in their open parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.refusals.refusal import Refusal, Refusals
from generator.stack import Graph, Literal, Pseudo, Resource, Text

_MOST: dict[tuple[str, str], int] = {
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"): 32,
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"): 32,
    ("AWS::IAM::Role", "RoleName"): 64,
    ("AWS::Lambda::Function", "FunctionName"): 64,
    ("AWS::S3::Bucket", "BucketName"): 63,
    ("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId"): 40,
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier"): 63,
    ("AWS::RDS::DBCluster", "DBClusterIdentifier"): 63,
}
"""The most characters that a name has. Sources: CloudFormation Template Reference, the page of each type; of those of
load balancers, "Target group name ... cannot be longer than '32' characters", guidance-for-claude-code-with-amazon-
bedrock #643; read 2026-11, the others from memory."""
_LEAST = {"AWS::Region": 9, "AWS::AccountId": 12, "AWS::StackName": 1, "AWS::Partition": 3}
"""The fewest characters of what is open: us-east-1 has nine."""


def _too_long(key: str, most: int) -> Refusal:
    def refused(_graph: Graph, resource: Resource) -> Iterator[str]:
        name = resource.get(key)
        if isinstance(name, Text):
            least = sum(map(_least, name.parts))
            if least > most:
                yield f"{key} of {resource} has {least} characters or more, and at most {most} are taken"

    return refused


def _least(part: object) -> int:
    if isinstance(part, Literal):
        return len(part.text)
    return _LEAST.get(part.name, 0) if isinstance(part, Pseudo) else 0


def _by_type() -> Refusals:
    found: dict[str, tuple[Callable[[Graph, Resource], Iterator[str]], ...]] = {}
    for (kind, key), most in _MOST.items():
        found[kind] = (*found.get(kind, ()), _too_long(key, most))
    return found


REFUSALS: Refusals = _by_type()
