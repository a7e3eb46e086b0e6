"""Does the policy of an endpoint let through what tasks ask for? It limits whatever their roles allow."""

from __future__ import annotations

from collections.abc import Iterable

from generator.awsdata.services import gateway_services
from generator.ecs.arns import account
from generator.ecs.endpoints import Endpoint
from generator.ecs.tasks import Task, items
from generator.iam import UNKNOWN, Caller, Kind, Verdict, decide, refused
from generator.logic import Answer, all_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.paths import Reach
from generator.needs.permissions import Action
from generator.needs.policy_values import plain, text
from generator.stack import Absent, Reference, Value

_ALL = {"all": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}


def admitted(reach: Reach, task: Task, role: Value, api: str, actions: Iterable[Action]) -> Answer | None:
    """Answer whether the endpoints that tasks go through let a role do all it has to; None when no policy says."""
    doors = [door for door in _doors(reach, task, api) if not isinstance(door.policy, Absent)]
    answers = [_through(task, role, door, api, action) for door in doors for action in actions]
    return all_of(answers) if answers else None


def _doors(reach: Reach, task: Task, api: str) -> Iterable[Endpoint]:
    found = (reach.door(task, subnet, api) for _, subnet in items(task.subnets))
    return dict.fromkeys(door for door in found if door is not None)


def _through(task: Task, role: Value, door: Endpoint, api: str, action: Action) -> Answer:
    graph = task.graph
    resource = "*" if action.resource is None else text(graph, action.resource)
    context = dict(action.context)
    # Whom a request for an image is signed by is hidden in its token, and one for a layer is signed by ECR itself.
    # Source: ECR User Guide, "Create the Amazon S3 gateway endpoint" and "Minimum Amazon S3 Bucket Permissions for
    # Amazon ECR"; read 2026-11.
    if api == "ecr.dkr" or api in gateway_services():
        caller = Caller()
        context |= {"aws:PrincipalAccount": UNKNOWN, "aws:PrincipalArn": UNKNOWN}
    else:
        found = graph.target(role, "AWS::IAM::Role")
        arn = text(graph, Reference(found.path, "Arn") if found else role)
        caller = Caller(arn=arn, account=text(graph, account(graph)))
    policy = plain(graph, door.policy)
    if trouble := refused(policy, Kind.ENDPOINT):
        what = f"the policy of {door.resource} is none that EC2 takes ({trouble}), so the endpoint is not created, and "
        what += f"{task.name} has no path to {api}"
        fix = "PolicyDocument: Version, and a Statement with Effect, Principal, Action and Resource"
        return no(Worded("ECS013", door.resource, ("PolicyDocument",), what, fix, (task.name,)))
    decision = decide(_ALL, action.name, resource, context, endpoint_policy=policy, caller=caller)
    if decision.verdict is Verdict.YES:
        return yes(f"the policy of {door.resource} lets {action.name} through")
    if decision.verdict is Verdict.UNKNOWN:
        return unknown(*(f"the policy of {door.resource}: {reason}" for reason in decision.because))
    on = f" on {action.resource}" if action.resource is not None else ""
    what = f"the policy of {door.resource} does not let {action.name}{on} through, which ECS needs to {action.why} for "
    what += f"{task.name}: AccessDeniedException, whatever the role allows"
    fix = f"PolicyDocument: allow {action.name}{on} to Principal *; or leave the policy out, which allows everything"
    return no(Worded("ECS013", door.resource, ("PolicyDocument",), what, fix, (task.name,)))
