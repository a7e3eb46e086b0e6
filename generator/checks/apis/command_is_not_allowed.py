"""Programs in containers that call AWS, the CLI in a command or an agent, as a role that does not allow it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.apis import listed
from generator.checks._task_role import task_role
from generator.checks.apis._program_calls import SECRET, program_calls
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.stores.told_resources import arn_of
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.apis.grants import grants
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, ActionDenied
from generator.stack import Absent, Reference, Resource, Value


class CommandIsNotAllowed(Check):
    id = "WCS317"
    lesson = 31
    title = "Command or agent calls AWS, and the task role does not allow it"
    symptom = (
        "An error occurred (AccessDeniedException) when calling the GetParametersByPath (ListObjectsV2, ...) operation"
    )
    why = (
        "The CLI in a command, and agents such as those of X-Ray and AppConfig, call AWS as the task role. The "
        "execution role is for ECS alone, and an action on the objects of a bucket is none on the bucket."
    )
    fix = "Allow the action in a policy of the task role: s3:ListBucket on the ARN of the bucket, without /*."
    message = {
        "nothing": "{container} of {task} runs {written}, and {role} does not allow {action}: the call fails with "
        "AccessDenied",
        "other": "{container} of {task} runs {written}, and {role} does not allow {action} on {on}: the call fails "
        "with AccessDenied",
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
            for call in program_calls(task):
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
                if role is None or held is None or not held.seen or held.assumes:
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


def _arn(context: Context, on: Resource) -> Value | None:
    return Reference(on.path) if on.type == SECRET else arn_of(context.graph, on)


def _is_somebody_else(task: Task) -> bool:
    names = {variable.name for variable in all_variables(task)}
    names |= {
        literal(name) or ""
        for container in task.containers
        for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom")
    }
    return bool(names.intersection(listed("own credentials")))
