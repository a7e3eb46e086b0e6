"""Functions that Lambda refuses for their role: one that it may not assume, or that lacks network interfaces."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.ecs.tasks import items
from generator.refusals.refusal import Refusals
from generator.refusals.trusts import distrusts, is_written, texts_of
from generator.stack import Graph, Literal, Resource, Value

_NETWORK = "ec2:createnetworkinterface"
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
    if all(is_written(policy.document) for policy in policies) and not any(_gives(each.document) for each in policies):
        yield f"{role} has no policy for network interfaces, and {function} is in a VPC"


def _gives(document: Value) -> bool:
    for text in texts_of(document):
        lowered = text.lower()
        covers = lowered.endswith("*") and _NETWORK.startswith(lowered[:-1])
        if covers or lowered == _NETWORK or "*" in lowered[:-1] or any(word.lower() in lowered for word in _MANAGED):
            return True
    return isinstance(document, Literal) and ":aws:policy/" not in document.text


REFUSALS: Refusals = {
    "AWS::Lambda::Function": (execution_role,),
}
