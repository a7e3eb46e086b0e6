"""Task roles that may query a table and none of its indexes, of which their tasks are told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.apis._seen_roles import seen_roles
from generator.checks.check import Check
from generator.ecs.arns import join
from generator.ecs.environment import all_variables
from generator.ecs.stores.told_resources import Told, told_resources
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, ActionDenied

_TABLE, _QUERY = "AWS::DynamoDB::Table", "dynamodb:Query"


class IndexIsNotAllowed(Check):
    id = "WCS450"
    lesson = 45
    title = "Task role may query a table, and not the index that a variable names"
    symptom = "AccessDeniedException: ... is not authorized to perform: dynamodb:Query on resource: ...table/x/index/y"
    why = "An index has an ARN of its own, that of its table with /index/ and its name; the table's does not cover it."
    fix = "Add the ARN of the table with /index/* to the Resource of the policy."
    message = (
        "the variable {variable} tells {task} of the index {index} of {table}, and {role} allows dynamodb:Query on "
        "{table} and not on its indexes (/index/*): queries of the index fail with AccessDeniedException"
    )
    change = "a policy of {role}: add !Sub '${{{table}.Arn}}/index/*' to Resource"
    base = "nat"
    good = {
        "Orders": (
            "{Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: "
            "{BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{AttributeName: id, AttributeType: S}, "
            "{AttributeName: who, AttributeType: S}], KeySchema: [{AttributeName: id, KeyType: HASH}], "
            "GlobalSecondaryIndexes: [{IndexName: byWho, KeySchema: [{AttributeName: who, KeyType: HASH}], Projection: "
            "{ProjectionType: ALL}}]}}"
        ),
        "TaskRole": task_role("orders", "['dynamodb:Query']", "[!GetAtt Orders.Arn, !Sub '${Orders.Arn}/index/*']"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: TABLE, Value: !Ref Orders}, {Name: INDEX, Value: byWho}]"
        ),
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Resource": "[!GetAtt Orders.Arn]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Sources: aws/aws-cdk #1540 and JetBrains/kotless pull request #63 (a policy on the table alone, and
        AccessDenied on table/x/index/y); excerpts, read 2026-11."""
        for task, role, held in seen_roles(context):
            if not any(each.covers(_QUERY) for each in held.of.get("dynamodb", ())):
                continue
            for told in told_resources(task):
                for variable, index in _indexes(task, told):
                    actions = [
                        Action(_QUERY, about, "query", about=told.resource)
                        for about in (told.arn, join(told.arn, f"/index/{index}"))
                    ]
                    verdicts = [
                        context.permissions.allowed(task, "TaskRoleArn", each, ActionDenied, ActionDenied).verdict
                        for each in actions
                    ]
                    if verdicts == [Truth.YES, Truth.NO]:
                        words = {"variable": variable, "index": index, "table": str(told.resource), "role": str(role)}
                        yield self.at(role, tasks=(task.name,), task=task.name, **words)


def _indexes(task: Task, told: Told) -> Iterator[tuple[str, str]]:
    """The variables that hold the name of an index of a table."""
    table = told.resource
    if table is None or table.type != _TABLE:
        return
    names = {
        literal(table.get(key, index, "IndexName"))
        for key in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
        for index, _ in items(table.get(key))
    }
    for variable in all_variables(task):
        if variable.text is not None and variable.text in names:
            yield variable.name, variable.text
