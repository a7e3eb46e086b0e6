"""Does Systems Manager make a parameter that a task reads, and does ECS ask for one by a name that there can be?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import field_of
from generator.ecs.secrets.secrets import PARAMETER, Injected
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Literal, Text, Value

_OF_SECRETS = "/aws/reference/secretsmanager/"
"""The path under which Systems Manager gives secrets. Source: Systems Manager User Guide, "Referencing AWS Secrets
Manager secrets from Parameter Store parameters" (the caller needs the permissions of both); read 2026-11."""
_SERVICE, _NAMED = 2, 5
_RESERVED = ("aws", "ssm")


@dataclass(frozen=True)
class ParameterRefused(Fault):
    """A parameter is not created, or cannot be there under the name that a container asks for.

    ``variant`` is ``reserved`` for a name that begins with aws or ssm, ``path`` for one with a slash in it and none at
    its beginning, ``asked`` when that is the name in ValueFrom, ``secure`` for the type SecureString, and ``mixed`` for
    an ARN with the service of secrets and the rest of a parameter's, or the other way round: ``parameter`` is the rest.
    """

    variant: str
    task: str
    container: str
    name: str
    """The variable that takes the parameter."""
    parameter: str


def parameter_there(task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """Answer for the name and the type of the parameter.

    Source: Systems Manager API Reference, PutParameter, Name; CloudFormation Template Reference, AWS::SSM::Parameter
    (no SecureString); read 2026-11.
    """
    if task.definition is not None and (kind := _mixed(secret.whole)):
        told = (task.name, container.name, secret.name)
        yield no(ParameterRefused(task.definition, secret.steps, (task.name,), "mixed", *told, kind))
        return
    if secret.api != "ssm" or task.definition is None:
        return
    made, told = secret.resource, (task.name, container.name, secret.name)
    if made is not None and made.type == PARAMETER:
        name, tasks = made.get("Name"), (task.name,)
        if variant := _refusal(_beginning(name)):
            yield no(ParameterRefused(made, ("Name",), tasks, variant, *told, str(name)))
        if literal(made.get("Type")) == "SecureString":
            yield no(ParameterRefused(made, ("Type",), tasks, "secure", *told, str(name)))
        return
    asked = secret.whole.text if isinstance(secret.whole, Literal) else ""
    if _OF_SECRETS in asked:
        yield unknown(
            f"{secret.name} is read by way of Systems Manager from Secrets Manager, and who may read it there is not "
            "looked at"
        )
    if _refusal(asked) == "path" and not asked.startswith("arn:"):
        yield no(ParameterRefused(task.definition, secret.steps, (task.name,), "asked", *told, asked))


def _beginning(name: object) -> str:
    """What a name certainly begins with."""
    first = name.parts[0] if isinstance(name, Text) else name
    return first.text if isinstance(first, Literal) else ""


def _refusal(name: str) -> str:
    if "/" in name and not name.startswith("/"):
        return "path"
    return "reserved" if name.lower().lstrip("/").startswith(_RESERVED) else ""


def _mixed(written: Value) -> str:
    """The beginning of what an ARN names, where that is not of its service: a parameter of Secrets Manager.

    Source: Service Authorization Reference, AWS Secrets Manager (secret:) and AWS Systems Manager (parameter/); read
    2026-11.
    """
    service, named = field_of(written, _SERVICE), field_of(written, _NAMED)
    first = named.parts[0] if isinstance(named, Text) else named
    text = first.text if isinstance(first, Literal) else ""
    of_service = service.text if isinstance(service, Literal) else ""
    if of_service == "secretsmanager" and text.startswith("parameter/"):
        return "parameter/"
    return "secret:" if of_service == "ssm" and text == "secret" else ""
