"""A function or a state machine of SAM that may run a task by EcsRunTaskPolicy, and may not hand its roles to ECS."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch

from generator.checks.check import Check
from generator.ecs.services.callers import named_in_variables
from generator.ecs.starters import starters
from generator.ecs.state_machines import SAM_MACHINE
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Mapping, Resource, Value

_FUNCTION, _TEMPLATE, _PASS = "AWS::Serverless::Function", "EcsRunTaskPolicy", "iam:PassRole"
_PASS_NOTHING = ("AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole", "AWSXRayDaemonWriteAccess")
"""Managed policies that functions often have; what others allow is not looked at."""


class RunPolicyPassesNothing(Check):
    id = "ECS401"
    lesson = 40
    title = "What SAM makes may run a task, and may not pass its roles"
    symptom = (
        "AccessDeniedException when calling the RunTask operation: User ... is not authorized to perform: iam:PassRole "
        "on resource: ..."
    )
    why = (
        "The policy template EcsRunTaskPolicy allows ecs:RunTask and no more. RunTask hands the roles that the task "
        "definition names to ECS, which takes iam:PassRole on each."
    )
    fix = "Add a statement to Policies that allows iam:PassRole on the execution role and the task role."
    message = (
        "Policies of {resource} let it run {task} (EcsRunTaskPolicy), and not pass its {roles}: RunTask fails with "
        "AccessDeniedException (iam:PassRole), and starts no task"
    )
    change = "Policies: a Statement with Action iam:PassRole on the {roles} of {task}"
    base = "scheduled"
    good = {
        "Starter": (
            "{Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: index.handler, InlineCode: "
            "'def handler(event, context): pass', Environment: {Variables: {TASK: !Ref TaskDefinition}}, Policies: "
            "[{EcsRunTaskPolicy: {TaskDefinition: 'web:*'}}, {Version: '2012-10-17', Statement: [{Effect: Allow, "
            "Action: 'iam:PassRole', Resource: '*'}]}]}}"
        ),
        "Transform": "AWS::Serverless-2016-10-31",
    }
    bad = {"Starter.Policies.1.Statement.0.Action": "iam:GetRole"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find functions and state machines that the macro gives a role, made of Policies that are all known here.

        Source: AWS SAM Developer Guide, "AWS SAM policy templates", EcsRunTaskPolicy; serverless-application-model
        #2247; read 2026-11.
        """
        found = set()
        for task in context.tasks:
            roles = [
                words
                for kind, words in (("ExecutionRoleArn", "execution role"), ("TaskRoleArn", "task role"))
                if not isinstance(task.role(kind), Absent)
            ]
            definition = task.definition
            for function in context.graph.of_type(_FUNCTION, SAM_MACHINE) if definition is not None and roles else ():
                if (function, definition) in found or not _runs(function, task) or _may_pass(function):
                    continue
                found.add((function, definition))
                yield self.at(function, "Policies", tasks=(str(definition),), roles=" and ".join(roles))


def _runs(function: Resource, task: Task) -> bool:
    """Whether EcsRunTaskPolicy is about the definition of a task."""
    if not isinstance(function.get("Role"), Absent) or task.definition is None:
        return False
    for index, _ in items(function.get("Policies")):
        named = function.get("Policies", index, _TEMPLATE, "TaskDefinition")
        if isinstance(named, Absent):
            continue
        family = literal(task.definition.get("Family"))
        if isinstance(named, Literal) and family is not None:
            return named.text.partition(":")[0] == family
        return named_in_variables(function, task.definition) or _starts(task.graph, function, task.definition)
    return False


def _starts(graph: Graph, machine: Resource, definition: Resource) -> bool:
    """Whether a state machine starts the tasks of a definition."""
    each = (starter for starter in starters(graph) if starter.resource is machine)
    return any(graph.target(starter.definition) is definition for starter in each)


def _may_pass(function: Resource) -> bool:
    """Whether a policy of a function may allow iam:PassRole: none that is all known here, and does not."""
    return any(_allows(value) for _, value in items(function.get("Policies")))


def _allows(policy: Value) -> bool:
    if isinstance(policy, Literal):
        return policy.text.rpartition("/")[2] not in _PASS_NOTHING
    if not isinstance(policy, Mapping):
        return True
    statements = policy.get("Statement")
    if isinstance(statements, Absent):
        return len(policy.entries) != 1 or not policy.entries[0][0].endswith("Policy")
    listed = [value for _, value in items(statements)] or [statements]
    return any(_passes(statement) for statement in listed)


def _passes(statement: Value) -> bool:
    if not isinstance(statement, Mapping) or isinstance(statement.get("Action"), Absent):
        return True
    if literal(statement.get("Effect")) == "Deny":
        return False
    actions = statement.get("Action")
    named = [literal(value) for value in ([value for _, value in items(actions)] or [actions])]
    return any(name is None or fnmatch(_PASS.lower(), name.lower()) for name in named)
