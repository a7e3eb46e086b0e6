"""A role that is named by an ARN without its path."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import GetAtt, Write
from generator.stack import Absent, Literal, Resource, Text, Value

_ROLES = ("ExecutionRoleArn", "TaskRoleArn")


class RolePathLeftOut(Check):
    id = "ECS039"
    lesson = 3
    title = "Role is named by an ARN without its path"
    symptom = (
        "CREATE_FAILED: Role is not valid; or: ECS was unable to assume the role 'arn:aws:iam::111122223333:role/start'"
    )
    why = (
        "The path of a role is part of its ARN: arn:aws:iam::111122223333:role/ecs/start. An ARN without it is that of "
        "another role, which there is not."
    )
    fix = "Take the ARN from the role, by !GetAtt Role.Arn."
    message = (
        "{property} of {resource} ends in {written}, and {role}, which has that name, has the Path {path}: there is no "
        "such role, and tasks of {task} do not start"
    )
    change = "{property}: !GetAtt {role}.Arn"
    remedy = Write("{property}", GetAtt("{role}", "Arn"))
    base = "nat"
    good = {
        "ExecutionRole.RoleName": "start",
        "TaskDefinition.ExecutionRoleArn": "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/start'",
    }
    bad = {"ExecutionRole.Path": "/ecs/"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find ARNs that end in the name of a role here, of another path, where no other role here fits.

        Source: IAM User Guide, "IAM identifiers", read 2026-11.
        """
        named: dict[str, tuple[Resource, str]] = {}
        for role in context.graph.of_type("AWS::IAM::Role"):
            value, name = role.get("Path"), literal(role.get("RoleName"))
            if name and isinstance(value, Absent | Literal) and role.exists is Truth.YES:
                named[name] = (role, (literal(value) or "/").strip("/"))
        for task in context.tasks:
            for key in _ROLES if task.definition is not None and named else ():
                before, _, last = _written(task.role(key)).rpartition("/")
                if task.definition is None or last not in named or before.strip("/") == named[last][1]:
                    continue
                found, path = named[last]
                told = {"property": key, "written": f"role/{before}{last}", "role": found.logical_id}
                yield self.at(task.definition, key, tasks=(task.name,), path=f"/{path}/".replace("//", "/"), **told)


def _written(value: Value) -> str:
    """What stands behind ``role/`` in an ARN; empty where it is not written out."""
    last = value.parts[-1] if isinstance(value, Text) else value
    return (literal(last) or "").rpartition(":role/")[2] if ":role/" in (literal(last) or "") else ""
