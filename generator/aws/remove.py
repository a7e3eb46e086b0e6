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
class End:
    """What becomes of one stateful resource: ``Delete``, ``Retain`` or ``Snapshot``, and what it holds."""

    resource: Physical
    policy: str
    holds: str


@dataclass(frozen=True)
class Block:
    """Something that makes the deletion fail, and the command that takes it away."""

    what: str
    hint: str


def fates(cloud: Cloud, stack: Stack) -> list[Fate]:
    """Every resource of a stack and of its nested stacks with what becomes of it."""
    templates: dict[str, Mapping[str, Any]] = {}
    kept: set[tuple[str, ...]] = set()
    found = []
    for each in resources(cloud, stack.id):
        if each.stack not in templates:
            templates[each.stack] = template(cloud, each.stack)
        known = templates[each.stack].get("Resources") or {}
        resource = known.get(each.path[-1]) or {}
        policy = deletion_policy(each.type, resource) if known else ""
        if each.path[:-1] in kept:
            policy = "Retain"
        if policy == "Retain":
            kept.add(each.path)
        found.append(Fate(each, policy if policy in _POLICIES else "", resource.get("Properties") or {}))
    return found


def ends(found: Iterable[Fate]) -> list[End]:
    """Every stateful resource with what becomes of it."""
    return [
        End(each.resource, each.policy, stateful(each.resource.type))
        for each in found
        # Networks hold nothing by themselves.
        if stateful(each.resource.type) and not each.resource.type.startswith("AWS::EC2::")
    ]


def blocks(cloud: Cloud, stack: Stack, found: Iterable[Fate]) -> list[Block]:
    """What would stop the deletion half-way. What cannot be read is left out, and what is kept is in no way."""
    blocking = []
    if stack.protected:
        command = "aws cloudformation update-termination-protection --no-enable-termination-protection"
        hint = f"{command} --stack-name {stack.name} --region {cloud.region}"
        blocking.append(Block("termination protection is on", hint))
    for fate in found:
        if fate.policy == "Retain":
            continue
        try:
            for each in _of(cloud, fate):
                known = fate.policy and f"{each.hint} --region {cloud.region}"
                hint = known or "whether it is to be kept is not known: look at its DeletionPolicy first"
                blocking.append(Block(each.what, hint))
        except ClientError:
            continue
    return blocking


def _of(cloud: Cloud, fate: Fate) -> Iterator[Block]:
    each = fate.resource
    if each.type == "AWS::RDS::DBInstance":
        answers = ask(cloud.client("rds").describe_db_instances, DBInstanceIdentifier=each.id)["DBInstances"]
        if answers and answers[0].get("DeletionProtection"):
            command = f"aws rds modify-db-instance --db-instance-identifier {each.id} --no-deletion-protection"
            yield Block(f"{each.name} is protected from deletion", command)
    elif each.type == "AWS::ElasticLoadBalancingV2::LoadBalancer":
        answer = ask(cloud.client("elbv2").describe_load_balancer_attributes, LoadBalancerArn=each.id)
        if any(a["Key"] == "deletion_protection.enabled" and a["Value"] == "true" for a in answer["Attributes"]):
            command = (
                "aws elbv2 modify-load-balancer-attributes --attributes Key=deletion_protection.enabled,Value=false"
            )
            yield Block(f"{each.name} is protected from deletion", f"{command} --load-balancer-arn {each.id}")
    elif each.type == "AWS::S3::Bucket":
        objects = ask(cloud.client("s3").list_objects_v2, Bucket=each.id, MaxKeys=1)
        if objects.get("KeyCount"):
            yield Block(f"{each.name} is not empty", f"aws s3 rm --recursive s3://{each.id}")
    # CloudFormation deletes the images itself where it is told to.
    elif each.type == "AWS::ECR::Repository" and fate.properties.get("EmptyOnDelete") is not True:
        images = ask(cloud.client("ecr").list_images, repositoryName=each.id, maxResults=1)
        if images.get("imageIds"):
            yield Block(f"{each.name} holds images", f"aws ecr delete-repository --force --repository-name {each.id}")


def delete(cloud: Cloud, stack: Stack, role_arn: str | None, token: str) -> None:
    """Begin to delete a stack. Raises RefusedError with CloudFormation's words."""
    role = {"RoleARN": role_arn} if role_arn else {}
    try:
        ask(cloud.cloudformation.delete_stack, StackName=stack.id, ClientRequestToken=token, **role)
    except ClientError as error:
        raise RefusedError(f"the stack cannot be deleted: {message(error)}") from None
