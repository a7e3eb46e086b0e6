"""The least that a deployment has to be allowed: one policy for its caller, one for CloudFormation's service role.

What CloudFormation calls for a type stands in the type's schema, under ``handlers``, which cfn-lint ships. What the
caller calls is in :mod:`generator.deploy.calls_made`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cfnlint.schema import ResourceNotFoundError
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from generator.aws.preflight import read
from generator.aws.regions import partition
from generator.changes.change import STACK as NESTED
from generator.deploy.calls_made import BUCKET, OBJECTS, READ, REMOVE, STACK
from generator.output.release import Release

ROLE = "ecs-proof-cloudformation"
"""The name of the service role, where none is given with ``--role-arn``."""
LONGEST = 6144
"""Characters of a managed policy, white space not counted (IAM User Guide, "IAM and AWS STS quotas", read 2026-11)."""
# What services need a role of their own for (Service Authorization Reference, read 2026-11).
_OF_ROLES = ("iam:CreateServiceLinkedRole",)


def permissions(release: Release, bucket: str | None = None, role_arn: str | None = None) -> dict[str, Any]:
    """Both policies of a release, and the trust of the role. Accounts are ``*``: no call to AWS is made for this.

    Raises InputError for a region or template that is none.
    """
    place = partition(release.region)
    role = role_arn or f"arn:{place.name}:iam::*:role/{ROLE}"
    trust = {"Effect": "Allow", "Principal": {"Service": "cloudformation.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return {
        "caller": _document(_caller(release, place.name, bucket, role)),
        "service_role": {"trust": _document([trust]), "policies": _split(_service(release, place.name, bucket))},
    }


def permissions_json(release: Release, bucket: str | None = None, role_arn: str | None = None) -> str:
    """Both policies as text, the same for the same release."""
    return json.dumps(permissions(release, bucket, role_arn), indent=2)


def _caller(release: Release, name: str, bucket: str | None, role: str) -> list[dict[str, Any]]:
    region, stacks = release.region, (release.stack, f"{release.stack}-*")
    cloudformation = f"arn:{name}:cloudformation:{region}:*"
    templates = _bucket(name, region, bucket)
    passing = _allow("PassesTheServiceRole", ["iam:PassRole"], [role])
    passing["Condition"] = {"StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}}
    return [
        _allow(
            "DeploysTheStack",
            [f"cloudformation:{action}" for action in STACK],
            [*(f"{cloudformation}:stack/{stack}/*" for stack in stacks), f"{cloudformation}:changeSet/*"],
        ),
        passing,
        _allow("MakesTheBucket", [f"s3:{action}" for action in BUCKET], [templates]),
        _allow("UploadsTemplates", [f"s3:{action}" for action in OBJECTS], [f"{templates}/templates/*"]),
        _allow("Looks", _named(READ), ["*"]),
        _allow("RemovesWhatAFailedCreationLeftEmpty", _named(REMOVE), ["*"]),
    ]


def _service(release: Release, name: str, bucket: str | None) -> list[dict[str, Any]]:
    types = _types(release)
    actions = {action for type_ in types for action in actions_of(type_, release.region)}
    stack = release.stack
    own_roles = [f"arn:{name}:iam::*:{kind}/{stack}-*" for kind in ("role", "policy")]
    linked = [f"arn:{name}:iam::*:role/aws-service-role/*"]
    iam = {action for action in actions if action.startswith("iam:")} - set(_OF_ROLES)
    nested = {action for action in actions if action.startswith("cloudformation:")}
    region = f"arn:{name}:cloudformation:{release.region}:*"
    statements = [_allow("MakesResources", actions - iam - nested - set(_OF_ROLES), ["*"])]
    if iam:
        statements.append(_allow("MakesAndPassesItsRoles", iam, own_roles))
    if linked_roles := actions & set(_OF_ROLES):
        statements.append(_allow("LetsServicesMakeTheirs", linked_roles, linked))
    if NESTED in types:
        kinds = [f"{region}:stack/{stack}-*/*", f"{region}:changeSet/*"]
        statements.append(_allow("NestsStacks", nested | {f"cloudformation:{each}" for each in STACK}, kinds))
        templates = f"{_bucket(name, release.region, bucket)}/templates/*"
        statements.append(_allow("ReadsTemplates", ["s3:GetObject"], [templates]))
    if any("{{resolve:secretsmanager:" in text for text in release.templates.values()):
        read_secrets = ["kms:Decrypt", "secretsmanager:GetSecretValue"]
        statements.append(_allow("ResolvesSecrets", read_secrets, ["*"]))
    return statements


def types_not_known(release: Release) -> list[str]:
    """The types of a release of which no schema says what CloudFormation calls: the policy has nothing for them."""
    return sorted(type_ for type_ in _types(release) if not actions_of(type_, release.region))


def _types(release: Release) -> set[str]:
    return {
        str(resource.get("Type")) for template in read(release).values() for resource in template["Resources"].values()
    }


def actions_of(type_: str, region: str) -> list[str]:
    """What CloudFormation calls for a type, by the handlers of its schema; empty where none is known."""
    try:
        handlers = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, type_).schema.get("handlers") or {}
    except ResourceNotFoundError:
        return []
    return sorted({str(action) for handler in handlers.values() for action in handler.get("permissions") or ()})


def _bucket(name: str, region: str, bucket: str | None) -> str:
    return f"arn:{name}:s3:::{bucket or f'ecs-proof-*-{region}'}"


def _named(by_service: Mapping[str, str]) -> list[str]:
    return [f"{service}:{action}" for service, actions in by_service.items() for action in actions.split()]


def _allow(sid: str, actions: Iterable[str], resources: list[str]) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": sorted(set(actions)), "Resource": resources}


def _document(statements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": statements}


def _split(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Documents that each fit into a managed policy: no statement, and no service, is torn further than necessary."""
    pieces = [
        {**statement, "Sid": f"{statement['Sid']}{number or ''}", "Action": some}
        for statement in statements
        for number, some in enumerate(_parts(statement["Action"]))
    ]
    documents: list[list[dict[str, Any]]] = [[]]
    for piece in pieces:
        if len(_text(_document([*documents[-1], piece]))) > LONGEST:
            documents.append([])
        documents[-1].append(piece)
    return [_document(document) for document in documents]


def _parts(actions: list[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for action in actions:
        if len(_text([*part, action])) > LONGEST // 2:
            yield part
            part = []
        part.append(action)
    yield part


def _text(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))
