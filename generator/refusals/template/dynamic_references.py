"""Dynamic references that CloudFormation does not resolve, or resolves too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.ecs.secrets.secret_keys import keys_of_created
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.tasks import DEFINITION
from generator.ecs.texts import literal
from generator.refusals.refusal import Surely
from generator.stack import Call, Graph, Literal, Resource, Text

_WRITTEN = re.compile(r"\{\{resolve:[^{}]*\}\}")
_WELL = re.compile(r"\{\{resolve:(ssm:[^:]+(:\d+)?|ssm-secure:[^:]+(:\d+)?|secretsmanager:.+)\}\}", re.DOTALL)
_WELL_CALLED = re.compile(r"(ssm|ssm-secure):[^:]+(:\d+)?|secretsmanager:.+", re.DOTALL)
_KEY = re.compile(r":SecretString:([^:]+)(?::.*)?")
_FIELDS_OF_ARN = 7
_SECURE = (
    "AWS::DirectoryService::", "AWS::ElastiCache::ReplicationGroup", "AWS::IAM::User", "AWS::KinesisFirehose::",
    "AWS::OpsWorks::", "AWS::RDS::", "AWS::Redshift::", "AWS::Serverless::", "Custom::", "AWS::CloudFormation::Custom",
)  # fmt: skip
"""Types with properties that take ssm-secure.

Source: CloudFormation User Guide, "Get a secure string value from Systems Manager Parameter Store", resources that
support dynamic parameter patterns; read in part, 2026-11. Custom resources do not take it, says the page; they are let
be.
"""


def dynamic_references(graph: Graph, order: CreationOrder, resource: Resource) -> Iterator[str]:
    """Say which references are malformed, stand where none of their kind is taken, or name what is not there yet.

    Source: CloudFormation User Guide, "Get values stored in other services using dynamic references"; the forms
    were not looked up, 2026-11.
    """
    yield from _keys_missing(graph, resource)
    yield from _of_no_text(resource)
    for text in _references(resource):
        if not _WELL_CALLED.fullmatch(text):
            yield f"{resource} has the dynamic reference {text[:60]}, which is not ssm:name or secretsmanager:id"
        elif text.startswith("ssm-secure:") and not resource.type.startswith(_SECURE):
            said = f"{resource} has a dynamic reference to ssm-secure, which {resource.type} does not take"
            change = "Secrets: ValueFrom the parameter" if resource.type == DEFINITION else "a reference to ssm"
            yield Surely(said, resource, change=change)
        elif (made := _made_here(graph, text)) and made.path not in _before(order, resource):
            yield f"{resource} takes the value of {made} by a dynamic reference, and nothing waits for it"


def _references(resource: Resource) -> Iterator[str]:
    for part in resource.all_values:
        if isinstance(part, Literal) and "{{resolve:" in part.text:
            for found in _WRITTEN.findall(part.text):
                yield found[len("{{resolve:") : -2]
        elif isinstance(part, Call) and part.function == "resolve" and part.arguments:
            text = literal(part.arguments[0])
            if text is not None:
                yield text


def _keys_missing(graph: Graph, resource: Resource) -> Iterator[str]:
    """Keys that a secret made here does not have: those of its template, and those that an attachment brings."""
    for part in resource.all_values:
        written = (
            part.arguments[0] if isinstance(part, Call) and part.function == "resolve" and part.arguments else None
        )
        pieces = written.parts if isinstance(written, Text) else ()
        if len(pieces) != 3 or literal(pieces[0]) != "secretsmanager:":
            continue
        secret, asked = graph.target(pieces[1], SECRET), _KEY.fullmatch(literal(pieces[2]) or "")
        known = keys_of_created(graph, secret).names if secret is not None else None
        if asked and known is not None and asked[1] not in known:
            yield f"{resource} takes the key {asked[1][:60]} of {secret}, which has {', '.join(sorted(known))}"


def _of_no_text(resource: Resource) -> Iterator[str]:
    """Say which part of a secret is asked for that there is not: its text alone can be had, and a key of that.

    Source: Secrets Manager User Guide, "Get an AWS Secrets Manager secret in an AWS CloudFormation resource" (the
    pattern is secret-id:SecretString:json-key:version-stage:version-id); read 2026-11.
    """
    for part in resource.all_values:
        if not (isinstance(part, Call) and part.function == "resolve" and part.arguments):
            continue
        written = part.arguments[0]
        pieces = written.parts if isinstance(written, Text) else (written,)
        first = pieces[0]
        if not (isinstance(first, Literal) and first.text.startswith("secretsmanager:")):
            continue
        whole = "".join(piece.text if isinstance(piece, Literal) else "x" for piece in pieces)
        fields = whole.split(":")[1:]
        after = fields[_FIELDS_OF_ARN:] if fields[0] == "arn" else fields[1:]
        if after and after[0] not in ("", "SecretString", "x"):
            yield f"{resource} asks for {after[0][:60]} of a secret by a dynamic reference, where SecretString is taken"


def _made_here(graph: Graph, text: str) -> Resource | None:
    service, _, rest = text.partition(":")
    kind = {"ssm": "AWS::SSM::Parameter", "secretsmanager": "AWS::SecretsManager::Secret"}.get(service)
    name = rest.split(":")[0]
    made = graph.of_type(kind) if kind else ()
    return next((each for each in made if literal(each.get("Name")) == name), None)


def _before(order: CreationOrder, resource: Resource) -> frozenset[str]:
    return order.waited_for(resource)
