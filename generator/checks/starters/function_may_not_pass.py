"""A function that runs a task, and may not hand its roles to ECS."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import _denied
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.starters.function_starts import FunctionStartDenied, function_starts


class FunctionMayNotPass(Check):
    id = "ECS289"
    lesson = 28
    title = "Role of a function that runs a task may not pass the roles of the task"
    symptom = (
        "AccessDeniedException when calling the RunTask operation: User ... is not authorized to perform: iam:PassRole "
        "on resource: ..."
    )
    why = (
        "RunTask hands the roles that the task definition names to ECS, which takes iam:PassRole on the execution role "
        "as well as on the task role, beside ecs:RunTask."
    )
    fix = "Allow iam:PassRole on both roles, with iam:PassedToService ecs-tasks.amazonaws.com."
    fault = FunctionStartDenied
    message = {variant: f"{words}. The function starts no task" for variant, words in _denied.MESSAGE.items()}
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "scheduled"
    good = {
        "StarterRole": (
            "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect:"
            " Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}, Policies: [{PolicyName: "
            "run, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'ecs:RunTask', Resource: "
            "!Ref TaskDefinition}, {Effect: Allow, Action: 'iam:PassRole', Resource: '*'}]}}]}}"
        ),
        "Starter": (
            "{Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt "
            "StarterRole.Arn, Code: {ZipFile: 'def handler(event, context): pass'}, Environment: {Variables: "
            "{TASK_DEFINITION: !Ref TaskDefinition}}}}"
        ),
    }
    bad = {"StarterRole.Policies.0.PolicyDocument.Statement.1.Resource": "!GetAtt TaskRole.Arn"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix: the task may be started by others as well."""
        found = {fault for task in context.tasks for fault in function_starts(context, task)}
        yield from (self.word(fault) for fault in sorted(found, key=lambda each: (each.resource.path, str(each.steps))))
