"""Does the policy of an endpoint let through what tasks ask for? It limits whatever their roles allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.awsdata.services import gateway_services
from generator.ecs.arns import account
from generator.ecs.network.endpoints import Endpoint
from generator.ecs.tasks import Task, items
from generator.iam import UNKNOWN, Caller, Kind, refused
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.network.paths import Paths
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import WHOLE, Question, decided
from generator.stack import Absent, Graph, Reference, Value


@dataclass(frozen=True)
class EndpointPolicyBlocks(Fault):
    """The policy of an endpoint is in the way.

    ``variant`` is ``invalid`` when EC2 refuses it because of its ``trouble``; ``action`` when it does not let through
    an ``action`` that ECS needs for a ``purpose``, or ``action on target`` when that is about one ``target``.
    """

    variant: str
    api: str
    trouble: str = ""
    action: str = ""
    target: str = ""
    purpose: str = ""


def endpoint_policies_allow(
    paths: Paths,
    task: Task,
    role: Value,
    api: str,
    actions: Iterable[Action],
    meant: bool = False,
    signer: Caller | None = None,
) -> Answer | None:
    """Answer whether the endpoints that tasks go through let a role do all it has to; None when no policy says.

    With ``meant``, which is for tasks that get nowhere, the only endpoint of the API in their VPC is one of these. The
    ``signer`` is who certainly signs what goes there; without one it is told by the API.
    """
    limits = [each for each in _endpoints(paths, task, api, meant) if not isinstance(each.policy, Absent)]
    caller = signer or _signer(task, role, api)
    answers = [_policy_allows(task, caller, endpoint, api, action) for endpoint in limits for action in actions]
    return all_of(answers) if answers else None


def _endpoints(paths: Paths, task: Task, api: str, meant: bool) -> Iterable[Endpoint]:
    endpoints = (
        paths.endpoint(subnet, api) or (paths.only_endpoint(subnet, api) if meant else None)
        for _, subnet in items(task.subnets)
    )
    found = dict.fromkeys(endpoint for endpoint in endpoints if endpoint is not None)
    beside = None if found or meant else paths.endpoint_beside_groups(task, api)
    return found if beside is None else (beside,)


def _policy_allows(task: Task, caller: Caller, endpoint: Endpoint, api: str, action: Action) -> Answer:
    graph, place = task.graph, endpoint.resource
    steps, tasks = ("PolicyDocument",), (task.name,)
    target = "*" if action.resource is None else text(graph, action.resource)
    policy = plain(graph, endpoint.policy)
    if trouble := refused(policy, Kind.ENDPOINT):
        return no(EndpointPolicyBlocks(place, steps, tasks, "invalid", api, trouble=trouble))
    context = dict(action.context)
    if caller.arn is None:
        context |= {"aws:PrincipalAccount": UNKNOWN, "aws:PrincipalArn": UNKNOWN}
    question = Question(action.name, target, caller, WHOLE, context, endpoint_policy=policy)
    decision = decided(graph, question)
    if decision.verdict is Truth.YES:
        return yes(f"the policy of {place} allows {action.name}")
    if decision.verdict is Truth.UNKNOWN:
        return unknown(*(f"the policy of {place}: {reason}" for reason in decision.because))
    variant = "action" if action.resource is None else "action on target"
    blocked = {"action": action.name, "target": action.target, "purpose": action.why}
    return no(EndpointPolicyBlocks(place, steps, tasks, variant, api, **blocked))


def _signer(task: Task, role: Value, api: str) -> Caller:
    """Who signs what ECS asks for.

    Whom a request for an image is signed by is hidden in its token, and one for a layer is signed by ECR itself.
    Source: ECR User Guide, "Create the Amazon S3 gateway endpoint" and "Minimum Amazon S3 Bucket Permissions for Amazon
    ECR"; read 2026-11.
    """
    return Caller() if api == "ecr.dkr" or api in gateway_services() else _caller(task.graph, role)


def _caller(graph: Graph, role: Value) -> Caller:
    created = graph.target(role, "AWS::IAM::Role")
    arn = text(graph, Reference(created.path, "Arn") if created else role)
    return Caller(arn=arn, account=text(graph, account(graph)))
