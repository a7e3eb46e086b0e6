"""Can a task read its secrets when it starts: is there a path to them, may the execution role, and is the key there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.ecs.arns import field_of, join, region
from generator.ecs.secrets.secrets import SUFFIX, Injected
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.agent.own_network import reaches_api, rows_of_own_network
from generator.needs.agent.parameters_made import parameter_there
from generator.needs.agent.public_images import may_reach_registry
from generator.needs.agent.public_policies import policy_taken
from generator.needs.agent.request_origins import origin
from generator.needs.agent.secret_keys import keys_there
from generator.needs.agent.secret_values import PatternInjected, value_answers
from generator.needs.agent.secret_versions import version_there
from generator.needs.calls import Wanted, keys_of_secret, read_action, read_actions
from generator.needs.context import Context
from generator.needs.naming import naming
from generator.needs.permissions.keys import usable
from generator.needs.permissions.permissions import Denied, PolicyUnattached
from generator.needs.row import Need
from generator.stack import Call, Literal, Text, Unknown, Value, shown

_REGION = 3
"""Which field of an ARN, from 0, is the Region."""


def secret_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each API that secrets are read from."""
    apis = sorted({secret.api for _, secret in want.secrets if secret.api})
    rows = ((Need(api, 1, "tasks read secrets when they start"), reaches_api(context, task, want, api)) for api in apis)
    return rows_of_own_network(task, rows)


def read_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each secret that is injected."""
    for container, secret in want.secrets:
        if secret.whole == Literal(""):
            need = Need(f"{secret.name} of {container.name}", 3, "the execution role reads it")
            yield need, unknown(f"{secret.name} is left empty, so that it is not known what there is to read")
            continue
        answers = list(value_answers(task, container, secret))
        if not any(isinstance(cause, PatternInjected) for answer in answers for cause in answer.causes):
            answers += _answers(context, task, container, secret)
        yield Need(f"{secret.name} of {container.name}", 3, "the execution role reads it"), all_of(answers)


def _answers(context: Context, task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """What there is to ask of one secret, if there is one of that name."""
    for answer in _reads(context, task, secret):
        yield naming(secret.whole, answer)
    yield from _elsewhere(context, task, secret)
    yield from keys_there(task, container, secret)
    yield from version_there(task, container, secret)
    yield from parameter_there(task, container, secret)
    yield from policy_taken(task, context.permissions.decisions.others, secret)
    for key in keys_of_secret(task.graph, secret):
        if key.resource is not None:
            yield usable(task.graph, key, task, f"inject {secret.name}")


def _elsewhere(context: Context, task: Task, secret: Injected) -> Iterator[Answer]:
    """Answer for a secret of another Region, to which endpoints of this one do not lead.

    Source: amazon-ecs-agent, agent/taskresource/asmsecret/asmsecret.go (the Region of the ARN is asked); read 2026-11.
    """
    named, own = field_of(secret.arn, _REGION), region(task.graph)
    if not isinstance(named, Literal) or not isinstance(own, Literal) or named == own or task.service is None:
        return
    host = f"{secret.api}.{named.text}.amazonaws.com"
    if task.fargate is not Truth.NO and may_reach_registry(context.paths, task, host).verdict is not Truth.YES:
        yield unknown(f"{secret.name} is read in {named.text}, and the way from {task.name} there is not known here")


def _reads(context: Context, task: Task, secret: Injected) -> Iterator[Answer]:
    """Answer whether the execution role may read a secret, and decrypt it."""
    if secret.api not in ("secretsmanager", "ssm"):
        yield _reads_either(context, task, secret)
        return
    carried = origin(context, task, secret.api)
    for each in read_actions(task, secret):
        own = each.name.startswith(f"{secret.api}:")
        action = replace(each, context=(*each.context, *carried)) if own else each
        answer = context.permissions.allowed(task, "ExecutionRoleArn", action)
        if secret.complete is Truth.UNKNOWN and action.resource == secret.arn:
            answer = _whichever(context, task, secret, answer)
        yield answer


def _whichever(context: Context, task: Task, secret: Injected, complete: Answer) -> Answer:
    """Answer for an ARN that may be complete, or be without its end: what is true of both is true."""
    asked = join(secret.arn, "-", SUFFIX)
    partial = context.permissions.allowed(
        task, "ExecutionRoleArn", read_action(task.graph, secret, secret.api, asked, partial=True)
    )
    if complete.verdict is partial.verdict:
        return complete
    return unknown(f"whether {shown(secret.arn)} has the six characters at its end that policies are held against")


def _reads_either(context: Context, task: Task, secret: Injected) -> Answer:
    """Answer for a value that is a secret or a parameter: one of two calls reads it."""
    hidden = unknown(f"where {secret.name} comes from is not known here: {shown(secret.arn)}")
    if shown(secret.arn).startswith("!resolve secretsmanager:"):
        hidden = unknown(
            f"ValueFrom of {secret.name} is a dynamic reference, {shown(secret.arn)[1:80]}: the secret's value stands "
            "there, and ECS takes that for the ARN or the name of what it injects"
        )
    first, second = (
        context.permissions.allowed(task, "ExecutionRoleArn", read_action(task.graph, secret, api, secret.arn))
        for api in ("secretsmanager", "ssm")
    )
    if not _is_text(secret.arn) or Truth.UNKNOWN in (first.verdict, second.verdict):
        return hidden
    if Truth.YES in (first.verdict, second.verdict):
        return hidden
    for answer in (first, second):
        if any(isinstance(cause, PolicyUnattached) for cause in answer.causes):
            return answer
    cause = first.causes[0]
    if isinstance(cause, Denied) and cause.variant == "missing":
        return no(replace(cause, variant="neither"))
    return first


def _is_text(value: Value) -> bool:
    """Whether a value is certainly one text, whatever it says: no entry that a macro, or a mistake, hides."""
    first = value.parts[0] if isinstance(value, Text) else value
    return isinstance(first, Call) or (isinstance(first, Unknown) and first.kind in ("parameter", "import"))
