"""A function inside of a text that some program gets: a variable, an argument, a policy."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class FunctionInFreeText(Check):
    id = "WCS210"
    lesson = 21
    title = "Text that a program reads holds a function"
    symptom = "None from AWS; the program looks for a host called `!Ref`, or a policy covers nothing"
    why = (
        "CloudFormation evaluates `!Ref` where a whole value stands. Inside of a text it is text, and any text is "
        "taken for a variable or an argument: whoever reads it gets the function instead of its value."
    )
    fix = "Put the whole text into Fn::Sub, and the name into ${...}."
    message = (
        "{place} of {resource} holds {written} as text, which CloudFormation leaves as it is: whoever reads it gets "
        "these very characters"
    )
    change = "{place}: Fn::Sub with the text, and {instead} in place of {written}"
    base = "nat"
    good = {
        "Parameters": "{Host: {Type: String, Default: shop.example.com}}",
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: ORIGIN, Value: !Sub 'https://${Host}'}, {Name: HOST, Value: !Ref Host}]"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "'https://!Ref Host'",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them but in health checks that must fail by them, which is worse (lesson 8)."""
        for each in context.misplaced_functions:
            if each.free and not (each.in_health_check and each.is_argument):
                place, written, instead = each.place, each.written, each.instead
                yield self.at(each.resource, *each.steps, place=place, written=written, instead=instead)
