"""Deleting a stack: what would be lost, what stands in the way, and what is left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.aws.stacks import Physical, Stack, resources, template
from generator.changes.loss import STATEFUL, deletion_policy


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


def ends(cloud: Cloud, stack: Stack) -> list[End]:
    """Give every stateful resource of a stack with its DeletionPolicy."""
    templates: dict[str, Mapping[str, Any]] = {}
    found = []
    for each in resources(cloud, stack.id):
        if each.type not in STATEFUL or each.type.startswith("AWS::EC2::"):
            continue  # networks hold nothing by themselves
        if each.stack not in templates:
            templates[each.stack] = template(cloud, each.stack).get("Resources") or {}
        properties = templates[each.stack].get(each.path[-1]) or {}
        found.append(End(each, deletion_policy(each.type, properties), STATEFUL[each.type]))
    return found


def blocks(cloud: Cloud, stack: Stack) -> list[Block]:
    """Give what would stop the deletion half-way. What cannot be read is left out."""
    found = []
    if stack.protected:
        command = "aws cloudformation update-termination-protection --no-enable-termination-protection"
        found.append(Block("termination protection is on", f"{command} --stack-name {stack.name}"))
    for each in resources(cloud, stack.id):
        try:
            found += _of(cloud, each)
        except ClientError:
            continue
    return found


def _of(cloud: Cloud, each: Physical) -> Iterator[Block]:
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
    elif each.type == "AWS::ECR::Repository":
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
