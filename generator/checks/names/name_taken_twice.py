"""Two resources of one type and one fixed name, of which the second is not created."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.taken_names import namings
from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Call, Choice, Literal, Resource, Unknown, Value, parts, shown


class NameTakenTwice(Check):
    id = "ECS350"
    lesson = 35
    fails_creation = True
    title = "Two resources of one type are given the same name"
    symptom = (
        "CREATE_FAILED: ... already exists in stack arn:aws:cloudformation:...; or: a target group with the same name "
        "'...' exists; and the stack, with all of its tasks, is rolled back"
    )
    why = (
        "A fixed name is unique in its account and region, or in its VPC, cluster or namespace. The first resource "
        "gets it, and the creation of the second fails."
    )
    fix = "Give one of them another name, or none: CloudFormation then makes one up that is free."
    message = (
        "{resource} is named {name}, as {other} is, and only one {kind} can have that name{within}: the second is not "
        "created, and the stack is rolled back"
    )
    change = "{property}: another name than that of {other}, or none"
    base = "nat"
    good = {
        "Queue": "{Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}",
        "Failed": "{Type: AWS::SQS::Queue, Properties: {QueueName: jobs-failed}}",
    }
    bad = {"Failed.QueueName": "jobs"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find pairs that certainly exist in one account and region and are certainly named alike."""
        for kind, known in namings().items():
            taken: dict[tuple[Value | str, ...], Resource] = {}
            for resource in context.graph.of_type(kind):
                name = resource.get(known.name)
                within = resource.get(known.within) if known.within else Absent()
                if resource.exists is not Truth.YES or isinstance(name, Absent) or _is_open(name) or _is_open(within):
                    continue
                same = name.text.lower() if known.alike and isinstance(name, Literal) else name
                other = taken.setdefault((same, within), resource)
                if other is not resource and other.at.top is resource.at.top:
                    yield self.at(
                        resource,
                        known.name,
                        tasks=tuple(task.name for task in context.tasks),
                        name=shown(name),
                        other=other,
                        kind=kind,
                        property=known.name,
                        within=f" in the same {known.within}" if known.within else "",
                    )


def _is_open(value: Value) -> bool:
    """Whether a name may be another in each place; what AWS makes up, or a stack of its own name, is."""
    return any(isinstance(part, Choice | Unknown | Call) for part in parts(value))
