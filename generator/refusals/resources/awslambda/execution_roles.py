"""Functions that Lambda refuses for their role: one that it may not assume, or that lacks network interfaces."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.ecs.tasks import items
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.trusts import distrusts, is_written, texts_of
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource, Text, Value

_NETWORK = "ec2:createnetworkinterface"
_OF_AWS = ":aws:policy/"
_GIVE_NONE = ("AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "AmazonSSMReadOnlyAccess")
"""Managed policies of AWS without it. Source: AWS Managed Policy Reference; from memory, 2026-11."""
_MANAGED = ("AWSLambdaVPCAccessExecutionRole", "AWSLambdaENIManagementAccess", "AdministratorAccess", "AmazonVPC")


def execution_role(graph: Graph, function: Resource) -> Iterator[str]:
    """Say of what role of a function Lambda refuses it: one that it may not assume, or that lacks network interfaces.

    Source: Lambda Developer Guide, "Execution role" and "Giving Lambda functions access to resources in a VPC"
    (CreateFunction fails: "does not have permissions to call CreateNetworkInterface on EC2"), aws-sam-cli #617; read
    2026-11.
    """
    roles = Roles(graph)
    role = roles.resource(function.get("Role"))
    if role is None:
        return
    if distrusts(role, "lambda."):
        yield f"{role} trusts other services, and {function} asks for lambda.amazonaws.com"
    subnets = function.get("VpcConfig", "SubnetIds")
    if not list(items(subnets)) or roles.unseen(role):
        return
    policies = roles.policies(role)
    if all(_is_known(policy.document) for policy in policies) and not any(_gives(each.document) for each in policies):
        said = f"{role} has no policy for network interfaces, and {function} is in a VPC"
        change = f"ManagedPolicyArns of {role}: add service-role/AWSLambdaVPCAccessExecutionRole"
        certain = all(_gives_none(policy.document) for policy in policies)
        yield Surely(said, function, "Role", change=change) if certain else said


def _gives(document: Value) -> bool:
    for text in texts_of(document):
        lowered = text.lower()
        covers = lowered.endswith("*") and _NETWORK.startswith(lowered[:-1])
        if covers or lowered == _NETWORK or "*" in lowered[:-1] or any(word.lower() in lowered for word in _MANAGED):
            return True
    excepting = isinstance(document, Mapping) and any(
        isinstance(each, Mapping) and not isinstance(each.get("NotAction"), Absent)
        for each in values_at(document, ("Statement", "*"))
    )
    by_arn = isinstance(document, Literal | Text)
    return excepting or (by_arn and not any(_OF_AWS in text for text in texts_of(document)))


def _gives_none(document: Value) -> bool:
    """Whether a policy that is not seen to give it is known: written here, or one of AWS's that is on record here."""
    named = [text.rpartition("/")[2] for text in texts_of(document)]
    return isinstance(document, Mapping) or any(name.startswith(_GIVE_NONE) for name in named)


def _is_known(value: Value) -> bool:
    of_aws = isinstance(value, Text) and any(_OF_AWS in text for text in texts_of(value))
    return of_aws or is_written(value)


REFUSALS: Refusals = {
    "AWS::Lambda::Function": (execution_role,),
}
