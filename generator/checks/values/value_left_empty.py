"""A property whose value is left empty: null, which CloudFormation takes nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.refusals.template.nulls import empty_places, is_read_as_it_is


class ValueLeftEmpty(Check):
    id = "WCS430"
    lesson = 43
    fails_creation = True
    title = "Value of a property is left empty"
    symptom = "ValidationError: [/Resources/...] 'null' values are not allowed in templates"
    why = (
        "A key with nothing behind its colon is null, and CloudFormation refuses a template that has one, before it "
        "creates anything. cfn-lint lets it pass in many places."
    )
    fix = "Write the value, take the key out, or give it !Ref AWS::NoValue; an empty list is [], an empty text ''."
    message = "{place} of {resource} has no value: CloudFormation refuses the template ('null' values are not allowed)"
    change = "{place}: its value; or leave it out"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.Command": "[]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Command": "null"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the first of each resource. Sources: ``generator.refusals.template.nulls``."""
        for resource in context.graph.resources:
            if resource.exists is Truth.NO or not is_read_as_it_is(resource.at.document):
                continue
            steps = next(empty_places(resource.body.get("Properties", {})), None)
            if steps is not None:
                place = ".".join(str(step) for step in steps) or "Properties"
                yield self.at(resource, *steps, place=place)
