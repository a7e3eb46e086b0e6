"""A template that was not read: what it holds is not checked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class NestedTemplateUnread(Check):
    id = "WCS006"
    title = "Template was not read, so its contents are not checked"
    symptom = (
        "None: nothing is found, although tasks do not start, because the mistake is in the template that was not read."
    )
    why = (
        "Nothing is downloaded. A nested template is read when its TemplateURL is a path, or a URL or Fn::Sub that "
        "ends in the path of a file of this project, or an asset of CDK beside the template. A template that a macro "
        "may rewrite, or that cannot be decoded, is not read either."
    )
    fix = (
        "Keep the template in this project and name it by its path; give the parameter of the URL a value "
        "(`lint --parameters`); or accept it with a reason in the Metadata of the nested stack."
    )
    message = {
        "": "the template of {resource} was not read, so its contents are not checked: {reason}",
        "root": "this template was not read, so its contents are not checked: {reason}",
    }
    change = {
        "": "{property}: name a file of this project, by its path or by a URL that ends in its path",
        "root": "lint the template that CloudFormation makes of it (aws cloudformation get-template)",
    }
    under_conditions = False
    beside = ("network",)
    base = "nesting"
    bad = {
        "Parameters": "{NetworkTemplate: {Type: String}}",
        "Network.TemplateURL": "!Ref NetworkTemplate",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the nested stacks whose templates nobody looked at; a path that leads to nothing is worse than that."""
        for place in context.graph.opaque:
            stack = context.graph.resource(place.path)
            if place.asked_by and stack is not None and place.kind != "missing":
                yield self.at(stack, place.asked_by, property=place.asked_by, reason=place.reason)
