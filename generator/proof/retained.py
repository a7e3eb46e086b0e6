"""Does what a failed first creation leaves behind stand in the way of the second?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.proof.log_keys import GROUP
from generator.stack import Absent, Literal, Pseudo, Resource, Text, Value, parts


def retained_faults(context: Context) -> Iterator[Worded]:
    """Give the log groups that a rollback keeps, under a name that the next try wants again.

    Source: CloudFormation Template Reference, DeletionPolicy attribute, Retain and RetainExceptOnCreate; read 2026-11.
    """
    for group in context.graph.of_type(GROUP):
        name = group.get("LogGroupName")
        if group.body.get("DeletionPolicy") == "Retain" and _again(group, name):
            what = (
                f"{group} is retained under the name {name}: when the first creation of its stack fails, the rollback "
            )
            what += "leaves it behind, and the second try fails because it already exists"
            yield Worded("WCS166", group, (), what, "DeletionPolicy: RetainExceptOnCreate")


def _again(group: Resource, name: Value) -> bool:
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
