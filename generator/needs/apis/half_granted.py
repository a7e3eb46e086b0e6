"""What a task role allows, and without which it is of no use: the sender's identity, the roles to pass, the bucket.

Each is told only where every policy of the role is seen, and it may not become another role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.arns import arn, field_of, region
from generator.ecs.environment import all_variables
from generator.ecs.stores.told_resources import told_resources
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.agent.roles import ECS_TASKS
from generator.needs.apis.api_permissions import ApiCallDenied, ApiNotAllowed
from generator.needs.apis.grants import Grant, Grants
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.stack import Absent, Literal, Reference, Resource, Text, Value

_SENDER = re.compile(r"(?:.*_)?(?:FROM|SENDER|NOREPLY|NO_REPLY)(?:_.*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[^<>]*<)?([^\s<>@]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))>?")
_SENDS = ("ses:SendEmail", "ses:SendRawEmail", "ses:SendTemplatedEmail", "ses:SendBulkTemplatedEmail")
_RUNS = ("ecs:runtask", "ecs:starttask")
_DEFINITION, _BUCKET_POLICY = "AWS::ECS::TaskDefinition", "AWS::S3::BucketPolicy"
_REGION = 3


def half_granted(context: Context, task: Task, service: str, granted: Grants) -> Iterator[Answer]:
    """Answer for what a role of a task lacks, for what it allows of a service to be of use."""
    role = context.permissions.roles.resource(task.role("TaskRoleArn"))
    mine = granted.of.get(service, ())
    if role is None or not granted.seen or granted.assumes or not mine:
        return
    if service == "ses":
        yield from _senders(context, task, role, mine)
    elif service == "ecs":
        yield from _passed(context, task, role, mine)
    elif service == "s3":
        yield from _listed(context, task, role, mine)


def _senders(context: Context, task: Task, role: Resource, mine: tuple[Grant, ...]) -> Iterator[Answer]:
    """Whether the role may send from the address that a variable says: by that identity, or one of its domains.

    Sources: aws-samples/aws-serverless-batch-architecture #1 and cloudposse/terraform-aws-ses #40 (not authorized to
    perform ses:SendEmail on resource identity/ of the sender); read 2026-11. Service Authorization Reference, Amazon
    SES (identity, ses:FromAddress); SES Developer Guide, "Creating and verifying identities" (a domain is for its
    subdomains); from memory.
    """
    calls = [call for call in _SENDS if any(grant.covers(call) for grant in mine)]
    if not calls or any(_of_another_region(task, grant.resource) for grant in mine):
        return
    for variable in all_variables(task):
        found = _ADDRESS.fullmatch((variable.text or "").strip()) if _SENDER.fullmatch(variable.name) else None
        if found is None:
            continue
        address, domain = found[1], found[2].lower()
        labels = domain.split(".")
        names = [address, domain, *(".".join(labels[at:]) for at in range(1, len(labels) - 1))]
        by = (("ses:FromAddress", address),)
        answers = [
            _ask(context, task, role, call, arn(task.graph, "ses", "identity/", Literal(name)), by)
            for call in calls
            for name in names
        ]
        if all(answer.verdict is Truth.NO for answer in answers):
            at = (variable.container.definition, variable.steps, (task.name,))
            yield no(ApiNotAllowed(*at, "sender", variable.name, address, "ses", str(role), tuple(calls)))


def _of_another_region(task: Task, resource: Value) -> bool:
    """Whether a policy is for another Region, or one that is not known: then the code calls SES there."""
    if isinstance(resource, Absent | Reference):
        return False
    named, own = field_of(resource, _REGION), region(task.graph)
    return named != own and literal(named or Absent()) not in ("*", "")


def _passed(context: Context, task: Task, role: Resource, mine: tuple[Grant, ...]) -> Iterator[Answer]:
    """Whether who may run a task definition of these templates may pass its roles on.

    Sources: aws/aws-sdk-js #3686 (RunTask: AccessDenied for iam:PassRole); ECS Developer Guide, "Amazon ECS task
    execution IAM role" (iam:PassRole); read 2026-11.
    """
    running = [grant for grant in mine if grant.action.lower() in _RUNS]
    told = {name for variable in all_variables(task) for name in _references(variable.value)}
    named = {name for grant in running for name in _references(grant.resource)}
    for definition in context.graph.of_type(_DEFINITION) if running else ():
        if definition.path not in told | named:
            continue
        for key in ("ExecutionRoleArn", "TaskRoleArn"):
            passed = context.permissions.roles.resource(definition.get(key))
            if passed is None:
                continue
            by = (("iam:PassedToService", ECS_TASKS),)
            answer = _ask(context, task, role, "iam:PassRole", Reference(passed.path, "Arn"), by)
            if answer.verdict is Truth.NO:
                at = (role, (), (task.name,))
                yield no(ApiNotAllowed(*at, "pass", key, str(definition), "ecs", str(role), (str(passed),)))
                break


def _references(value: Value) -> Iterator[str]:
    for part in value.parts if isinstance(value, Text) else (value,):
        if isinstance(part, Reference):
            yield part.resource


def _listed(context: Context, task: Task, role: Resource, mine: tuple[Grant, ...]) -> Iterator[Answer]:
    """Whether s3:ListBucket, where it is written out, is allowed on a bucket, and not on objects alone.

    Source: Service Authorization Reference, Amazon S3 (ListBucket is on a bucket, whose name has no slash); S3 User
    Guide, "Policy resources for Amazon S3"; from memory, 2026-11.
    """
    covering = [grant for grant in mine if grant.covers("s3:ListBucket")]
    written = [grant for grant in covering if grant.action.lower() == "s3:listbucket"]
    if not written or context.graph.of_type(_BUCKET_POLICY) or not all(_of_objects(each.resource) for each in covering):
        return
    if any(told.service == "s3" for told in told_resources(task)):
        yield unknown(f"{role} allows s3:ListBucket on what is in a bucket alone, and to list is of the bucket itself")


def _of_objects(resource: Value) -> bool:
    last = resource.parts[-1] if isinstance(resource, Text) else resource
    return "/" in (literal(last) or "")


def _ask(
    context: Context, task: Task, role: Resource, call: str, resource: Value, by: tuple[tuple[str, object], ...]
) -> Answer:
    pairs = tuple((key, text(task.graph, Literal(said)) if isinstance(said, str) else said) for key, said in by)
    return context.permissions.by_role(task, role, Action(call, resource, call, pairs), ApiCallDenied, ApiCallDenied)
