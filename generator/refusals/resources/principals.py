"""Principals of policies that are the name of a role where its ARN is taken."""

from __future__ import annotations

from collections.abc import Iterator

from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Graph, Reference, Resource

_POLICIES = {
    "AWS::ECR::Repository": "RepositoryPolicyText",
    "AWS::EFS::FileSystem": "FileSystemPolicy",
    "AWS::IAM::Role": "AssumeRolePolicyDocument",
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SNS::TopicPolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
}


def names_of_roles(graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: IAM User Guide, "AWS JSON policy elements: Principal" (an ARN, an account or *: "Invalid principal in
    policy"); CloudFormation Template Reference, AWS::IAM::Role (Ref is the name); from memory, 2026-11."""
    place = _POLICIES[resource.type]
    for way in (("Statement", "*", "Principal", "AWS"), ("Statement", "Principal", "AWS")):
        for value in values_at(resource.get(place), way):
            role = graph.resource(value.resource) if isinstance(value, Reference) and value.attribute == "Ref" else None
            if role is not None and role.type in ("AWS::IAM::Role", "AWS::IAM::User"):
                yield f"{place} of {resource} has Ref of {role} as a principal, which is its name, and an ARN is taken"


REFUSALS: Refusals = dict.fromkeys(_POLICIES, (names_of_roles,))
