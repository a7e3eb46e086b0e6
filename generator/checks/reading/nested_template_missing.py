"""A nested stack whose template is a path that leads to nothing."""

from __future__ import annotations

from generator.checks.check import Check


class NestedTemplateMissing(Check):
    id = "ECS005"
    title = "Template of a nested stack is not where its path leads"
    symptom = (
        "`aws cloudformation package` stops: TemplateURL parameter of Network resource is invalid. It must be a S3 URL "
        "or path to CloudFormation template file."
    )
    why = (
        "A path in TemplateURL is read from the folder of the template that it stands in, not from the current folder. "
        "A file of the same name elsewhere is another template, and is not looked at instead."
    )
    fix = "Write the path as seen from the template, or add the file."
    beside = ("nested-network",)
    base = "nesting"
    bad = {
        "Network.TemplateURL": "netwrok.yaml",
    }
