"""Names that the templates want to give, and that something outside of the stack has already.

A second resource of the same name cannot be made, so a first creation fails over what an earlier one left behind: what
is retained stays when its stack is deleted, and mostly when its creation failed. That may be all that is left of
somebody's logs or data, so no command that removes it is proposed: the command is one to look at it, and the ways out
are to take it into the stack (docs/deploying.md), or to remove it deliberately.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import ask, code
from generator.aws.cloud import Cloud
from generator.aws.stacks import Stack, resources
from generator.awsdata.resources import resource_type
from generator.changes.leftovers import Left
from generator.changes.loss import deletion_policy
from generator.changes.plan import Fault
from generator.changes.states import Step, step


def taken_names(
    cloud: Cloud,
    stack: Stack | None,
    templates: Mapping[str, Any],
    filled: Callable[[str], str],
    going: Collection[Left] = (),
) -> Iterator[Fault]:
    """Find what has a name of the templates and does not belong to the stack, or will not once that is made anew.

    ``filled`` puts what is known of the account into a text. Names that are not known before they are given, and what
    may not be read, are passed over, and so is what is ``going`` before anything is made.
    """
    own = resources(cloud, stack.id) if stack else []
    anew = stack is not None and step(stack.status) is Step.RECREATE
    for type_, name, kept in _given_names(templates, filled):
        held = [resource for resource in own if resource.type == type_ and _has_name(resource.id, name)]
        stays = any(resource.status == "DELETE_SKIPPED" or (anew and kept) for resource in held)
        if (held and not stays) or any(left.type == type_ and _has_name(left.id, name) for left in going):
            continue
        try:
            exists = _EXISTS[type_](cloud, name)
        except ClientError:
            continue
        if exists:
            yield _fault(cloud, type_, name, kept, stack if held else None)


def _fault(cloud: Cloud, type_: str, name: str, kept: bool, left_by: Stack | None) -> Fault:
    origin = f"{left_by.name} leaves it behind" if left_by else "it does not belong to the stack"
    known = resource_type(type_)
    holds = f", with {known.holds}" if known.holds else ""
    look = f"look at it: aws {known.look.format(name)} --region {cloud.region}"
    ways = "take it into the stack as docs/deploying.md says, or remove it" if kept else "remove it"
    return Fault(f"{type_} {name} exists already{holds}, and {origin}", f"{look}; then {ways} if nobody needs it")


def _given_names(templates: Mapping[str, Any], filled: Callable[[str], str]) -> list[tuple[str, str, bool]]:
    """Type and name of everything that is named, and whether it is kept when its stack lets go of it."""
    wanted = set()
    for template in templates.values():
        for resource in (template.get("Resources") or {}).values():
            type_ = resource.get("Type", "")
            name = (resource.get("Properties") or {}).get(resource_type(type_).name) if type_ in _EXISTS else None
            if isinstance(name, str) and "${" not in filled(name):
                wanted.add((type_, filled(name), deletion_policy(type_, resource) == "Retain"))
    return sorted(wanted)


def _has_name(id_: str, name: str) -> bool:
    """Whether a resource has the name: as its id, or in the ARN of a secret, which adds six characters to it."""
    return id_ == name or re.fullmatch(rf".*:secret:{re.escape(name)}-\w{{6}}", id_) is not None


def _log_group(cloud: Cloud, name: str) -> bool:
    groups = ask(cloud.client("logs").describe_log_groups, logGroupNamePrefix=name)["logGroups"]
    return any(group["logGroupName"] == name for group in groups)


def _exists_by(
    service: str, operation: str, argument: str, missing: str, *, listed: bool = False
) -> Callable[..., bool]:
    """Make a function that asks a service whether a name exists.

    ``argument`` takes the name, or a list of names where ``listed``; ``missing`` holds the error codes that mean no.
    """

    def exists(cloud: Cloud, name: str) -> bool:
        try:
            ask(getattr(cloud.client(service), operation), **{argument: [name] if listed else name})
        except ClientError as error:
            if code(error) in missing.split():
                return False
            raise
        return True

    return exists


# How to find who has a name, by type.
_EXISTS: Mapping[str, Callable[[Cloud, str], bool]] = {
    "AWS::Logs::LogGroup": _log_group,
    "AWS::ECR::Repository": _exists_by(
        "ecr", "describe_repositories", "repositoryNames", "RepositoryNotFoundException", listed=True
    ),
    "AWS::KMS::Alias": _exists_by("kms", "describe_key", "KeyId", "NotFoundException"),
    "AWS::S3::Bucket": _exists_by("s3", "head_bucket", "Bucket", "404 NoSuchBucket"),
    # A secret that was deleted has its name until its days of grace are over (Secrets Manager User Guide, 2026-11).
    "AWS::SecretsManager::Secret": _exists_by(
        "secretsmanager", "describe_secret", "SecretId", "ResourceNotFoundException"
    ),
    "AWS::SSM::Parameter": _exists_by("ssm", "get_parameter", "Name", "ParameterNotFound"),
    "AWS::RDS::DBInstance": _exists_by(
        "rds", "describe_db_instances", "DBInstanceIdentifier", "DBInstanceNotFound DBInstanceNotFoundFault"
    ),
}
