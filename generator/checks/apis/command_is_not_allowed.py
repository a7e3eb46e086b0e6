"""Programs in containers that call AWS, the CLI in a command or an agent, as a role that does not allow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.apis import callable_type, listed
from generator.awsdata.callers import action_of_cli, actions_of_image
from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.ecs.containers.cli_calls import CliCall, cli_calls
from generator.ecs.containers.commands import told
from generator.ecs.environment import all_variables
from generator.ecs.stores.told_resources import arn_of
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.apis.grants import Grants, grants
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, ActionDenied
from generator.stack import Absent, Reference, Resource, Value

_BUCKET, _SECRET = "AWS::S3::Bucket", "AWS::SecretsManager::Secret"


@dataclass(frozen=True)
class _Call:
    container: Container
    steps: tuple[str | int, ...]
    written: str
    action: str
    on: Resource | None = None


class CommandIsNotAllowed(Check):
    id = "WCS317"
    lesson = 31
    title = "Command or agent calls AWS, and the task role does not allow it"
    symptom = (
        "An error occurred (AccessDeniedException) when calling the GetParametersByPath (ListObjectsV2, ...) operation"
    )
    why = (
        "The CLI in a command, and agents such as those of X-Ray and AppConfig, call AWS as the task role. The "
        "execution "
        "role is for ECS alone, and an action on the objects of a bucket is none on the bucket."
    )
    fix = "Allow the action in a policy of the task role: s3:ListBucket on the ARN of the bucket, without /*."
    message = {
        "nothing": "{container} of {task} runs {written}, and {role} does not allow {action}: the call fails with "
        "AccessDenied",
        "other": "{container} of {task} runs {written}, and {role} does not allow {action} on {on}: the call fails "
        "with "
        "AccessDenied",
        "no role": "{container} of {task} runs {written}, and {resource} has no TaskRoleArn: the call finds no "
        "credentials",
    }
    change = {
        "nothing": "a policy of {role}: allow {action}",
        "other": "a policy of {role}: allow {action} on {on}",
        "no role": "TaskRoleArn: a role that ecs-tasks.amazonaws.com may assume, and that allows {action}",
    }
    base = "nat"
    good = {
        "TaskRole": task_role("settings", "['ssm:GetParametersByPath']", "'*'"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.EntryPoint": "[sh, -c]",
        "TaskDefinition.ContainerDefinitions.0.Command": (
            "['aws ssm get-parameters-by-path --path /web > /tmp/env && exec nginx']"
        ),
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "['ssm:GetParameters']"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: AWS CLI Command Reference, s3 (sync, ls and cp --recursive list the bucket: s3:ListBucket); from
        memory, 2026-11; and generator/awsdata/callers.yaml."""
        seen = set()
        for task in context.tasks:
            for call in _calls(task):
                value = task.role("TaskRoleArn")
                key = (str(value), call.container.definition, call.container.name, call.action, call.on)
                if key in seen or _is_somebody_else(task):
                    continue
                seen.add(key)
                words = {"container": call.container.name, "task": task.name, "written": call.written,
                         "action": call.action}  # fmt: skip
                if isinstance(value, Absent):
                    if task.fargate is Truth.YES:
                        at = call.container.definition
                        yield self.at(at, *call.steps, tasks=(task.name,), variant="no role", **words)
                    continue
                role = context.permissions.roles.resource(value)
                held = grants(context.permissions.roles, role) if role is not None else None
                if role is None or held is None or _may_be_more(held):
                    continue
                service = call.action.partition(":")[0]
                if not any(each.covers(call.action) for each in held.of.get(service, ())):
                    yield self.at(role, tasks=(task.name,), variant="nothing", role=str(role), **words)
                elif call.on is not None and (about := _arn(context, call.on)) is not None:
                    action = Action(call.action, about, "run its command", about=call.on)
                    answer = context.permissions.allowed(task, "TaskRoleArn", action, ActionDenied, ActionDenied)
                    if answer.verdict is Truth.NO:
                        more = {"role": str(role), "on": str(call.on)}
                        yield self.at(role, tasks=(task.name,), variant="other", **words, **more)


def _calls(task: Task) -> Iterator[_Call]:
    for container in task.containers:
        for call in cli_calls(container):
            on = next((found for each in call.named if (found := task.graph.resource(each.resource))), None)
            if call.service == "s3":
                yield from _of_s3(call, on)
            elif action := action_of_cli(call.service, call.operation):
                fits = on is not None and on.type in (
                    _SECRET,
                    "AWS::SQS::Queue",
                    "AWS::SNS::Topic",
                    "AWS::DynamoDB::Table",
                )
                known = callable_type(on.type) if on is not None else None
                same = known is not None and action.startswith(f"{known.service}:")
                fits = fits or (on is not None and on.type == _BUCKET and action == "s3:ListBucket")
                yield _Call(container, call.steps, call.written, action, on if fits and same else None)
        image = literal(container.image) or ""
        name = image.partition("@")[0].rpartition("/")[2].partition(":")[0]
        words = told(container)
        for action in actions_of_image(name, _files(words.words if words is not None else ())):
            yield _Call(container, (*container.steps, "Image"), name, action)


def _files(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for each in words for word in (each, each.partition("=")[2]) if word)


def _of_s3(call: CliCall, on: Resource | None) -> Iterator[_Call]:
    """What ``aws s3`` needs: to list the bucket, or to get and put its objects."""
    bucket = on if on is not None and on.type == _BUCKET else None
    many = call.operation == "sync" or " --recursive" in call.arguments
    paths = [word for word in call.arguments.split() if not word.startswith("-")]
    lists = call.operation == "ls" or (many and call.operation in ("sync", "cp", "mv", "rm"))
    if lists and bucket is not None and any(word.startswith("s3://") for word in paths):
        yield _Call(call.container, call.steps, call.written, "s3:ListBucket", bucket)
    if call.operation in ("cp", "sync", "mv") and len(paths) > 1 and bucket is not None:
        action = "s3:GetObject" if paths[0].startswith("s3://") else "s3:PutObject"
        yield _Call(call.container, call.steps, call.written, action)


def _arn(context: Context, on: Resource) -> Value | None:
    return Reference(on.path) if on.type == _SECRET else arn_of(context.graph, on)


def _may_be_more(held: Grants) -> bool:
    """Whether the role may allow what is not seen here, or become another."""
    assumes = any(grant.covers("sts:AssumeRole") for grant in held.of.get("sts", ()))
    return bool(held.everything or held.hidden) or assumes


def _is_somebody_else(task: Task) -> bool:
    names = {variable.name for variable in all_variables(task)}
    names |= {
        literal(name) or ""
        for container in task.containers
        for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom")
    }
    return bool(names.intersection(listed("own credentials")))
