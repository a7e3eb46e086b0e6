"""Ours: a log group that a failed first creation leaves behind, under the name that the next try needs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.logs import LOG_GROUP
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Literal, Pseudo, Text, Value, parts


class RetainedInTheWay(Check):
    id = "WCS166"
    lesson = 16
    title = "Log group with a fixed name is retained even when its creation is rolled back"
    symptom = (
        "CREATE_FAILED at the second try: Resource of type 'AWS::Logs::LogGroup' with identifier '...' already exists"
    )
    why = (
        "DeletionPolicy Retain applies to a rollback too. When the first creation of the stack fails, the empty log "
        "group stays, outside of any stack, and its name is taken."
    )
    fix = "Set DeletionPolicy: RetainExceptOnCreate, which retains it except when its creation is rolled back."
    message = (
        "{resource} is retained under the name {name}: when the first creation of its stack fails, the rollback leaves "
        "it behind, and the second try fails because it already exists"
    )
    change = "DeletionPolicy: RetainExceptOnCreate"
    remedy = Write("DeletionPolicy", "RetainExceptOnCreate")
    base = "nat"
    good = {
        "LogGroup.DeletionPolicy": "RetainExceptOnCreate",
        "LogGroup.UpdateReplacePolicy": "Retain",
    }
    bad = {
        "LogGroup.DeletionPolicy": "Retain",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find log groups that a rollback keeps, under a name that the next try wants again.

        Source: CloudFormation Template Reference, DeletionPolicy attribute, Retain and RetainExceptOnCreate; read
        2026-11.
        """
        for group in context.graph.of_type(LOG_GROUP):
            name = group.get("LogGroupName")
            if group.body.get("DeletionPolicy") == "Retain" and _same_at_next_try(name):
                yield self.at(group, name=name)


def _same_at_next_try(name: Value) -> bool:
    """Tell whether a second try makes the same name: not with the stack's id, nor with the name of a nested stack."""
    if isinstance(name, Absent) or not isinstance(name, Literal | Text | Pseudo):
        return False
    for part in parts(name):
        if isinstance(part, Pseudo):
            if part.name == "AWS::StackId" or (part.name == "AWS::StackName" and part.stack):
                return False
        elif not isinstance(part, Literal | Text):
            return False
    return True
