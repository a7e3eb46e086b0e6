"""Policies on the other side: of secrets, parameters, repositories, buckets and keys, and who they are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.ecs.arns import settled
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Text, Value

# Which property names what the policy is for, and which holds the policy.
_OF_OTHERS = {
    "AWS::SecretsManager::ResourcePolicy": ("SecretId", "ResourcePolicy"),
    "AWS::SSM::ResourcePolicy": ("ResourceArn", "Policy"),
    "AWS::S3::BucketPolicy": ("Bucket", "PolicyDocument"),
    "AWS::SQS::QueuePolicy": ("Queues", "PolicyDocument"),
    "AWS::SQS::QueueInlinePolicy": ("Queue", "PolicyDocument"),
    "AWS::SNS::TopicPolicy": ("Topics", "PolicyDocument"),
    "AWS::SNS::TopicInlinePolicy": ("TopicArn", "PolicyDocument"),
    "AWS::Kinesis::ResourcePolicy": ("ResourceArn", "ResourcePolicy"),
}
_OWN: dict[str, tuple[str, ...]] = {
    "AWS::DynamoDB::Table": ("ResourcePolicy", "PolicyDocument"),
    "AWS::ECR::Repository": ("RepositoryPolicyText",),
    "AWS::EFS::FileSystem": ("FileSystemPolicy",),
    "AWS::KMS::Key": ("KeyPolicy",),
    "AWS::KMS::ReplicaKey": ("KeyPolicy",),
}
_REGISTRY, _REGISTRY_POLICY = "AWS::ECR::RegistryPolicy", "PolicyText"
_KINDS: dict[str, tuple[str, ...]] = {
    "secretsmanager": ("AWS::SecretsManager::ResourcePolicy",),
    "ssm": ("AWS::SSM::ResourcePolicy",),
    "s3": ("AWS::S3::BucketPolicy",),
    "sqs": ("AWS::SQS::QueuePolicy", "AWS::SQS::QueueInlinePolicy"),
    "sns": ("AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy"),
    "kinesis": ("AWS::Kinesis::ResourcePolicy",),
}


@dataclass(frozen=True)
class ResourcePolicy:
    """A policy, at the property that holds it. ``applies`` is unknown where it may be for something else."""

    document: Value
    resource: Resource
    steps: tuple[str | int, ...]
    applies: Truth


class ResourcePolicies:
    """The policies on the other side in one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def of(
        self, service: str, resource: Resource | None, named: Value | None, within: Truth = Truth.YES
    ) -> Iterator[ResourcePolicy]:
        """The policies that have a say in what is done with a resource of a service (``ecr``), or may have one.

        ``resource`` is None for one that is not created here; then it is ``named`` by its ARN, and may be ``within``
        the account.
        """
        if resource is not None and (own := _OWN.get(resource.type)):
            document = resource.get(*own)
            if not isinstance(document, Absent):
                yield ResourcePolicy(document, resource, own, Truth.YES)
        if service == "ecr" and named is not None and within is not Truth.NO:
            yield from (replace(policy, applies=within) for policy in self._of_registry)
        others = (each for kind in _KINDS.get(service, ()) for each in self._of_others.get(kind, ()))
        for policy, target, value in others:
            applies = _is_for(resource, named, target, value)
            if applies is not Truth.NO:
                holds = _OF_OTHERS[policy.type][1]
                yield ResourcePolicy(policy.get(holds), policy, (holds,), applies)

    @cached_property
    def _of_registry(self) -> tuple[ResourcePolicy, ...]:
        """A registry has one policy, in each Region.

        Source: ECR User Guide, "Private registry permissions in Amazon ECR" (enforced in all requests), read 2026-11.
        """
        return tuple(
            ResourcePolicy(policy.get(_REGISTRY_POLICY), policy, (_REGISTRY_POLICY,), Truth.YES)
            for policy in self.graph.of_type(_REGISTRY)
        )

    @cached_property
    def _of_others(self) -> dict[str, list[tuple[Resource, Resource | None, Value]]]:
        """Each policy by its type, with what it is for, as far as that is created here."""
        found: dict[str, list[tuple[Resource, Resource | None, Value]]] = {}
        for kind, (property_, _) in _OF_OTHERS.items():
            for policy in self.graph.of_type(kind):
                named = policy.get(property_)
                for value in named.items if isinstance(named, Listing) else (named,):
                    found.setdefault(kind, []).append((policy, self._target(value), settled(self.graph, value)))
        return found

    def _target(self, value: Value) -> Resource | None:
        if isinstance(value, Reference):
            resource = self.graph.resource(value.resource)
            if resource is not None and resource.type == "AWS::SecretsManager::SecretTargetAttachment":
                return self._target(settled(self.graph, value))  # Its Ref is the secret.
            return resource
        kinds = ("AWS::SecretsManager::Secret", "AWS::SSM::Parameter", "AWS::S3::Bucket")
        return self.graph.target(value, *kinds)


def _is_for(resource: Resource | None, named: Value | None, target: Resource | None, value: Value) -> Truth:
    """Whether a policy for ``target``, or ``value``, is one for ``resource``, or ``named``."""
    if resource is not None and target is not None:
        return Truth.YES if resource is target else Truth.NO
    if value == named:
        return Truth.YES
    written = isinstance(value, Literal) and (resource is not None or isinstance(named, Literal))
    if target is not None or written or (isinstance(value, Text) and resource is not None):
        return Truth.NO
    return Truth.UNKNOWN
