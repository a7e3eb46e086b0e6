"""May the log router of a task write where its containers' options tell it to? It does so as the task role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from generator.awsdata.services import endpoint_of
from generator.ecs.arns import arn, region, settled
from generator.ecs.containers.log_routers import routed, routers
from generator.ecs.containers.logs import LOG_GROUP
from generator.ecs.tasks import Container, Task, keys_of
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.calls import CREATE_LOG_GROUP
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, Denied
from generator.needs.row import Need
from generator.stack import Absent, Literal, Mapping, Pseudo, Value

_TARGETS = {
    "cloudwatch_logs": ("log_group_name", "logs"),
    "cloudwatch": ("log_group_name", "logs"),
    "s3": ("bucket", "s3"),
    "firehose": ("delivery_stream", "firehose"),
    "kinesis_firehose": ("delivery_stream", "firehose"),
    "kinesis": ("stream", "kinesis"),
    "kinesis_streams": ("stream", "kinesis"),
}
"""By the name of a plugin: the option that says where it writes, and the API."""
_ELSEWHERE = ("role_arn", "endpoint", "sts_endpoint")
_OPTIONS = ("LogConfiguration", "Options")


@dataclass(frozen=True)
class LogRouterDenied(Denied):
    """The task role may not do what the log router does in its name."""


@dataclass(frozen=True)
class LogRouterWithoutRole(Fault):
    """A log router writes to AWS, and its task has no task role."""

    task: str
    router: str
    action: Action


def routed_log_rows(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for the output of each container that goes through a router."""
    if not routers(task):
        return
    for container in routed(task):
        need = Need(f"log of {container.name}", 22, "the log router sends it on, as the task role")
        yield need, all_of(_harmless(task, each) for each in _answers(context, task, container))


def losses(context: Context, task: Task) -> Iterator[Fault]:
    """What certainly keeps a router from writing, and with it the output of a task; the task runs without."""
    for container in routed(task) if routers(task) else ():
        for answer in _answers(context, task, container):
            yield from (cause for cause in answer.causes if isinstance(cause, LogRouterDenied | LogRouterWithoutRole))


def _harmless(task: Task, answer: Answer) -> Answer:
    """No no for what leaves the task running: its output is lost, which a warning says."""
    for cause in answer.causes:
        if isinstance(cause, LogRouterDenied | LogRouterWithoutRole):
            return unknown(f"the task role of {task.name} is not known to allow {cause.action.name}: output is lost")
    return answer


def _answers(context: Context, task: Task, container: Container) -> Iterator[Answer]:
    plugin = (literal(_option(container, "Name")) or "").lower()
    options = container.get(*_OPTIONS)
    if plugin not in _TARGETS or not isinstance(options, Mapping) or options.rest:
        near = get_close_matches(plugin, _TARGETS, 1) if plugin else []
        but = f": it has a plugin {near[0]}, and is told {plugin[:40]}" if near and plugin not in _TARGETS else ""
        yield unknown(f"where the log router sends the output of {container.name} is not looked at{but}")
        return
    if foreign := [key for key in keys_of(options) if key.lower() in _ELSEWHERE]:
        yield unknown(f"what {', '.join(foreign)} of {container.name} lead to is not looked at")
        return
    option, api = _TARGETS[plugin]
    named = settled(context.graph, _option(container, option))
    if isinstance(named, Absent) or "$(" in (literal(named) or ""):
        yield unknown(f"{option} of {container.name} is not known here")
        return
    if _option(container, "region") not in (region(context.graph), context.graph.pseudo("AWS::Region")):
        missing = isinstance(_option(container, "region"), Absent)
        told = f"{container.name} has no option region, and the plugin {plugin} is not known to start without"
        yield unknown(told if missing else f"whether {container.name} logs to its own Region is not known here")
    for action in _actions(task, container, api, named):
        yield _allowed(context, task, action)
    yield _path(context, task, container, api)


def _actions(task: Task, container: Container, api: str, named: Value) -> Iterator[Action]:
    if api == "s3":
        yield from _to_bucket(task, named)
    elif api == "logs":
        yield from _to_group(task, container, named)
    else:
        yield _to_stream(task, api, named)


def _to_stream(task: Task, api: str, stream: Value) -> Action:
    """What Fluent Bit asks of Firehose or of Kinesis.

    Source: docs.fluentbit.io, "Amazon Data Firehose" and "Amazon Kinesis Data Streams", and AWS's aws-for-fluent-bit,
    "Required permissions"; read 2026-11.
    """
    name, kind = {
        "firehose": ("firehose:PutRecordBatch", "deliverystream/"),
        "kinesis": ("kinesis:PutRecords", "stream/"),
    }[api]
    return Action(name, arn(task.graph, api, kind, stream), "write the log")


def _to_group(task: Task, container: Container, group: Value) -> Iterator[Action]:
    """What Fluent Bit asks of CloudWatch Logs.

    Source: docs.fluentbit.io, "Amazon CloudWatch", and AWS's aws-for-fluent-bit, "Required permissions"; read 2026-11.
    The group is created only with auto_create_group, and then the router asks for it even where it exists.
    """
    stream = arn(task.graph, "logs", "log-group:", group, ":log-stream:", _option(container, "log_stream_prefix"))
    for name in ("logs:CreateLogStream", "logs:PutLogEvents"):
        yield Action(name, stream, "write the log")
    create = _option(container, "auto_create_group")
    made = task.graph.target(group, LOG_GROUP)
    if isinstance(create, Literal) and create.boolean and made is None:
        yield Action(CREATE_LOG_GROUP, arn(task.graph, "logs", "log-group:", group, ":log-stream:"), "create the group")


def _to_bucket(task: Task, bucket: Value) -> Iterator[Action]:
    """What Fluent Bit asks of S3, under whatever key. Source: docs.fluentbit.io, "Amazon S3"; read 2026-11."""
    made = task.graph.target(bucket, "AWS::S3::Bucket")
    yield Action("s3:PutObject", arn(task.graph, "s3", bucket, "/", Pseudo("the key")), "write the log", about=made)


def _allowed(context: Context, task: Task, action: Action) -> Answer:
    definition = task.definition
    if definition is None or not isinstance(task.role("TaskRoleArn"), Absent):
        return context.permissions.allowed(task, "TaskRoleArn", action, LogRouterDenied, LogRouterDenied)
    if task.fargate is not Truth.YES:
        return unknown("on EC2 the role of the instance may allow it, and that role is not followed here")
    return no(LogRouterWithoutRole(definition, (), (task.name,), task.name, routers(task)[0].name, action))


def _path(context: Context, task: Task, container: Container, api: str) -> Answer:
    answer = context.paths.api(task, endpoint_of(api) or api)
    if answer.verdict is Truth.NO:
        return unknown(f"the log router is not known to reach {api} with the output of {container.name}")
    return answer


def _option(container: Container, name: str) -> Value:
    """An option by its name, whose case Fluent Bit does not heed."""
    for key in keys_of(container.get(*_OPTIONS)):
        if key.lower() == name.lower():
            return container.get(*_OPTIONS, key)
    return Absent()
