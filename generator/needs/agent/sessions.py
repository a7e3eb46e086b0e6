"""Can ECS Exec open sessions in a task: is there a path to Systems Manager, and does the task role allow them?

No row of the matrix asks for either: tasks run, and serve, without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.awsdata.services import actions
from generator.ecs.arns import arn
from generator.ecs.clusters import CLUSTER
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, Cause, Truth, all_of
from generator.needs.calls import needs_network
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.no_path import EndpointTypeForeign
from generator.needs.network.vpc_dns import NamesOff
from generator.needs.permissions.permissions import Action, Denied
from generator.stack import Absent, Choice, Pseudo, Reference, Resource

SESSIONS = "ssmmessages"
"""The API that sessions are opened with, as in the name of its endpoint."""

_CONFIGURED = ("Configuration", "ExecuteCommandConfiguration")

REFUSED = (EndpointTypeForeign, NamesOff)
"""What keeps the endpoint itself from being created, and with it the stack, whatever tasks need it for."""


@dataclass(frozen=True)
class SessionDenied(Denied):
    """The task role does not allow the sessions of ECS Exec."""


@dataclass(frozen=True)
class SessionLogDenied(Denied):
    """The task role does not allow what the cluster asks of sessions: their key, or where they are logged."""


def session_path_faults(context: Context, task: Task) -> Iterator[Fault]:
    """Find what keeps the sessions of a service with ECS Exec from Systems Manager, or from what they go with."""
    for _, fault in session_paths(context, task):
        yield fault


def session_paths(context: Context, task: Task) -> Iterator[tuple[str, Fault]]:
    """The same, each with the API that is not reached.

    On EC2, too, the agent is within the task, and uses its network.
    """
    if task.started and needs_network(task) and task.exec_enabled is Truth.YES:
        for api in (SESSIONS, *_apis_of_cluster(context, task)):
            causes = context.paths.api(task, api).causes
            yield from ((api, cause) for cause in causes if isinstance(cause, Fault))


def _apis_of_cluster(context: Context, task: Task) -> Iterator[str]:
    """What the agent calls besides, with the task role: for the key of sessions, and where they are logged.

    Source: Systems Manager User Guide, "Improve the security of EC2 instances by using VPC endpoints for Systems
    Manager" (kms, logs and s3 for Session Manager); ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec"
    (the task role calls them); from memory, 2026-11.
    """
    cluster = context.graph.target(task.told("Cluster"), CLUSTER)
    if cluster is None:
        return
    if not isinstance(cluster.get(*_CONFIGURED, "KmsKeyId"), Absent | Choice):
        yield "kms"
    if literal(cluster.get(*_CONFIGURED, "Logging")) == "OVERRIDE":
        for key, api in (("CloudWatchLogGroupName", "logs"), ("S3BucketName", "s3")):
            if not isinstance(cluster.get(*_CONFIGURED, "LogConfiguration", key), Absent | Choice):
                yield api


def session_permission(context: Context, task: Task) -> Answer:
    """Answer whether the task role allows sessions, with one cause for all the actions that a place lacks."""
    answers = []
    for name in actions("exec"):
        action = Action(name, None, "open a session")
        answers.append(context.permissions.allowed(task, "TaskRoleArn", action, SessionDenied, SessionDenied))
    answer = all_of(answers)
    return replace(answer, causes=_by_place(answer.causes))


def session_log_faults(context: Context, task: Task) -> Iterator[Fault]:
    """Find what of the cluster's configuration of sessions the task role does not allow.

    Source: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", IAM permissions required for Amazon
    CloudWatch Logs or Amazon S3 logging, and for encryption with your own key; read 2026-11.
    """
    cluster = context.graph.target(task.told("Cluster"), CLUSTER)
    if cluster is None or task.definition is None or isinstance(task.role("TaskRoleArn"), Absent):
        return
    answers = [
        context.permissions.allowed(task, "TaskRoleArn", action, SessionLogDenied, SessionLogDenied)
        for action in _asked_by_cluster(context, cluster)
    ]
    yield from (cause for answer in answers for cause in answer.causes if isinstance(cause, SessionLogDenied))


def _asked_by_cluster(context: Context, cluster: Resource) -> Iterator[Action]:
    where, graph = _CONFIGURED, context.graph
    key, logged = cluster.get(*where, "KmsKeyId"), literal(cluster.get(*where, "Logging"))
    made = graph.target(key, "AWS::KMS::Key")
    if made is not None:
        yield Action("kms:Decrypt", Reference(made.path, "Arn"), "encrypt a session", about=made)
    group = cluster.get(*where, "LogConfiguration", "CloudWatchLogGroupName")
    if logged == "OVERRIDE" and not isinstance(group, Absent):
        stream = arn(graph, "logs", "log-group:", group, ":log-stream:", Pseudo("the session"))
        for name in ("logs:CreateLogStream", "logs:PutLogEvents"):
            yield Action(name, stream, "log a session")
    bucket = cluster.get(*where, "LogConfiguration", "S3BucketName")
    if logged == "OVERRIDE" and not isinstance(bucket, Absent):
        yield Action("s3:PutObject", arn(graph, "s3", bucket, "/", Pseudo("the session")), "log a session")


def _by_place(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    places: dict[object, Cause] = {}
    for cause in causes:
        place: object = cause
        if isinstance(cause, SessionDenied):
            place = (cause.resource, cause.steps, cause.variant)
            known = places.get(place)
            if isinstance(known, SessionDenied):
                action = replace(cause.action, name=f"{known.action.name}, {cause.action.name}")
                cause = replace(known, action=action)
        places[place] = cause
    return tuple(places.values())
