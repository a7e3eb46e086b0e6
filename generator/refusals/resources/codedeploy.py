"""What CodeDeploy refuses of groups of deployments of ECS, and what their role cannot do."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.trusts import texts_of
from generator.stack import Absent, Graph, Literal, Resource

GROUP, APPLICATION = "AWS::CodeDeploy::DeploymentGroup", "AWS::CodeDeploy::Application"
_OF_AWS, _OF_ECS = "CodeDeployDefault.", "CodeDeployDefault.ECS"
_FOR_OTHERS = (
    "AWSCodeDeployRole", "AWSCodeDeployRoleForLambda", "AWSCodeDeployRoleForLambdaLimited",
    "AWSCodeDeployRoleForCloudFormation",
)  # fmt: skip
"""Managed policies of AWS that allow nothing of ECS. Source: AWS Managed Policy Reference; from memory, 2026-11."""


def of_ecs(graph: Graph, group: Resource) -> Iterator[str]:
    """Say what of a group that deploys ECS services is for another platform: application, configuration or role.

    Sources: CodeDeploy API Reference, CreateApplication (computePlatform) and CreateDeploymentGroup; CodeDeploy User
    Guide, "Predefined deployment configurations for an Amazon ECS compute platform"; ECS Developer Guide, "Amazon ECS
    CodeDeploy IAM Role"; terraform-provider-aws #6803; excerpts, 2026-11. What the API says of each is not looked up.
    """
    if not list(items(group.get("ECSServices"))):
        return
    application = graph.target(group.get("ApplicationName"), APPLICATION)
    platform = application.get("ComputePlatform") if application else Literal("ECS")
    if isinstance(platform, Absent) or literal(platform) in ("Server", "Lambda"):
        said = "Server by default" if isinstance(platform, Absent) else literal(platform)
        yield f"{group} deploys services of ECS, and the ComputePlatform of {application} is {said}"
    named = literal(group.get("DeploymentConfigName")) or ""
    if named.startswith(_OF_AWS) and not named.startswith(_OF_ECS):
        yield f"DeploymentConfigName of {group} is {named[:60]}, which is none of ECS ({_OF_ECS}AllAtOnce)"
    yield from _role(graph, group)


def _role(graph: Graph, group: Resource) -> Iterator[str]:
    roles = Roles(graph)
    role = roles.resource(group.get("ServiceRoleArn"))
    if role is None or roles.unseen(role):
        return
    named = [[text.rpartition("/")[2] for text in texts_of(policy.document)] for policy in roles.policies(role)]
    if all(any(name in _FOR_OTHERS for name in names) for names in named):
        yield f"{role} has no policy for task sets of ECS, as AWSCodeDeployRoleForECS is one, and {group} needs it"


REFUSALS: Refusals = {GROUP: (of_ecs,)}
