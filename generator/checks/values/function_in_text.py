"""A function inside of a text that names something: an image, an id, an ARN."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class FunctionInText(Check):
    id = "ECS210"
    lesson = 21
    title = "Name, id or image holds a function as text"
    symptom = "CREATE_FAILED: Container.image repository should not be null or empty, or another name that is refused"
    why = (
        "CloudFormation evaluates `!Ref` where a whole value stands. Inside of a text, in quotes or in JSON, it is "
        "text, and no name, id, ARN or image has such characters in it."
    )
    fix = (
        "Put the whole text into Fn::Sub, and the name into ${...}; where it is the whole value, take away the quotes."
    )
    message = (
        "{place} of {resource} holds {written} as text, which CloudFormation leaves as it is: what is called so does "
        "not exist, and cannot"
    )
    change = "{place}: Fn::Sub with the text, and {instead} in place of {written}"
    base = "nat"
    good = {
        "Parameters": "{Tag: {Type: String, Default: v1}}",
        "TaskDefinition.ContainerDefinitions.0.Image": "!Sub 'registry.example.com/web:${Tag}'",
    }
    bad = {
        "LogGroup.LogGroupName": "!Sub '/ecs/${Tag}'",
        "TaskDefinition.ContainerDefinitions.0.Image": "'registry.example.com/web:!Ref Tag'",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for each in context.misplaced_functions:
            if not each.free:
                place, written, instead = each.place, each.written, each.instead
                yield self.at(each.resource, *each.steps, place=place, written=written, instead=instead)
