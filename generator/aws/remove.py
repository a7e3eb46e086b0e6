"""Deleting a stack: what would be lost, what stands in the way, and what is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.aws.stacks import Physical, Stack, resources, template
from generator.awsdata.resources import stateful
from generator.changes.loss import deletion_policy

# What CloudFormation does with a resource that it lets go of. Another word is a function whose value is not known.
_POLICIES = ("Delete", "Retain", "Snapshot")


@dataclass(frozen=True)
class Fate:
    """What becomes of one resource when its stack is deleted.

    ``policy`` is ``Delete``, ``Retain`` or ``Snapshot``, or empty when it is not known; that of a nested stack which is
    kept holds for everything in it. ``properties`` are those of the template.
    """

    resource: Physical
    policy: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Block:
    """Something that makes the deletion fail, and the command that takes it away."""

    what: str
    hint: str


def fates(cloud: Cloud, stack: Stack) -> list[Fate]:
    """Every resource of a stack and of its nested stacks with what becomes of it."""
    templates: dict[str, Mapping[str, Any]] = {}
    kept: set[tuple[str, ...]] = set()
    listed = []
    for resource in resources(cloud, stack.id):
        if resource.stack not in templates:
            templates[resource.stack] = template(cloud, resource.stack)
        definitions = templates[resource.stack].get("Resources") or {}
        definition = definitions.get(resource.path[-1]) or {}
        policy = deletion_policy(resource.type, definition) if definitions else ""
        if resource.path[:-1] in kept:
            policy = "Retain"
        if policy == "Retain":
            kept.add(resource.path)
        listed.append(Fate(resource, policy if policy in _POLICIES else "", definition.get("Properties") or {}))
    return listed


def stateful_fates(fates: Iterable[Fate]) -> list[Fate]:
    """What becomes of the resources that hold data, names or keys."""
    return [
        fate
        for fate in fates
        # Networks hold nothing by themselves.
        if stateful(fate.resource.type) and not fate.resource.type.startswith("AWS::EC2::")
    ]


def blocks(cloud: Cloud, stack: Stack, fates: Iterable[Fate]) -> list[Block]:
    """What would make the deletion fail. Resources that cannot be read, or that stay anyway, are left out."""
    blocking = []
    if stack.protected:
        command = "aws cloudformation update-termination-protection --no-enable-termination-protection"
        hint = f"{command} --stack-name {stack.name} --region {cloud.region}"
        blocking.append(Block("termination protection is on", hint))
    for fate in fates:
        if fate.policy == "Retain":
            continue
        try:
            for block in _resource_blocks(cloud, fate):
                known = fate.policy and f"{block.hint} --region {cloud.region}"
                hint = known or "its DeletionPolicy could not be read: find out whether it is to be kept first"
                blocking.append(Block(block.what, hint))
        except ClientError:
            continue
    return blocking


def _resource_blocks(cloud: Cloud, fate: Fate) -> Iterator[Block]:
    resource = fate.resource
    if resource.type == "AWS::RDS::DBInstance":
        answers = ask(cloud.client("rds").describe_db_instances, DBInstanceIdentifier=resource.id)["DBInstances"]
        if answers and answers[0].get("DeletionProtection"):
            command = f"aws rds modify-db-instance --db-instance-identifier {resource.id} --no-deletion-protection"
            yield Block(f"{resource.name} is protected from deletion", command)
    elif resource.type == "AWS::ElasticLoadBalancingV2::LoadBalancer":
        answer = ask(cloud.client("elbv2").describe_load_balancer_attributes, LoadBalancerArn=resource.id)
        if any(a["Key"] == "deletion_protection.enabled" and a["Value"] == "true" for a in answer["Attributes"]):
            command = (
                "aws elbv2 modify-load-balancer-attributes --attributes Key=deletion_protection.enabled,Value=false"
            )
            yield Block(f"{resource.name} is protected from deletion", f"{command} --load-balancer-arn {resource.id}")
    elif resource.type == "AWS::S3::Bucket":
        objects = ask(cloud.client("s3").list_objects_v2, Bucket=resource.id, MaxKeys=1)
        if objects.get("KeyCount"):
            yield Block(f"{resource.name} is not empty", f"aws s3 rm --recursive s3://{resource.id}")
    # CloudFormation deletes the images itself where it is told to.
    elif resource.type == "AWS::ECR::Repository" and fate.properties.get("EmptyOnDelete") is not True:
        images = ask(cloud.client("ecr").list_images, repositoryName=resource.id, maxResults=1)
        if images.get("imageIds"):
            yield Block(
                f"{resource.name} holds images", f"aws ecr delete-repository --force --repository-name {resource.id}"
            )


def delete(cloud: Cloud, stack: Stack, role_arn: str | None, token: str) -> None:
    """Begin to delete a stack. Raises RefusedError with CloudFormation's words."""
    role = {"RoleARN": role_arn} if role_arn else {}
    try:
        ask(cloud.cloudformation.delete_stack, StackName=stack.id, ClientRequestToken=token, **role)
    except ClientError as error:
        raise RefusedError(f"the stack cannot be deleted: {message(error)}") from None
