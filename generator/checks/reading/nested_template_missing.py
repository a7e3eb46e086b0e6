"""A nested stack whose template is a path that leads to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class NestedTemplateMissing(Check):
    id = "ECS005"
    title = "Template of a nested stack is not where its path leads"
    symptom = (
        "`aws cloudformation package` stops: TemplateURL parameter of Network resource is invalid. It must be a S3 URL "
        "or path to CloudFormation template file."
    )
    why = (
        "A path in TemplateURL is relative to the folder of the template that contains it, not to the current "
        "folder. A file of the same name elsewhere is another template, and is not used instead."
    )
    fix = "Write the path relative to the template, or add the file."
    message = "{resource} cannot be packaged or created: {reason}"
    change = "{property}: write the path of its template relative to {file}{such_as}"
    under_conditions = False
    beside = ("network",)
    base = "nesting"
    bad = {
        "Network.TemplateURL": "netwrok.yaml",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the paths that lead to nothing."""
        for place in context.graph.opaque:
            stack = context.graph.resource(place.path)
            if place.asked_by and stack is not None and place.kind == "missing":
                such_as = f", such as {place.hint}" if place.hint else ""
                fields = {"property": place.asked_by, "reason": place.reason, "file": stack.file, "such_as": such_as}
                yield self.at(stack, place.asked_by, **fields)
