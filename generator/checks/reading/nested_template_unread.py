"""A template that was not read: what it holds is not checked."""

from __future__ import annotations

from generator.checks.check import Check


class NestedTemplateUnread(Check):
    id = "WCS006"
    title = "Template was not read, and what it holds is not checked"
    symptom = "Nothing is found, although tasks do not start: the mistake is in a template that nobody looked at."
    why = (
        "Nothing is fetched: a nested template is followed when its TemplateURL is a path, or a URL or Fn::Sub that "
        "ends in the path of a file of this project, or an asset of CDK beside the template. A template that a macro "
        "may rewrite, or that cannot be decoded, is not read either."
    )
    fix = (
        "Keep the template in this project and name it by its path; give the parameter of the URL a value "
        "(`lint --parameters`); or accept it with a reason in the Metadata of the nested stack."
    )
    beside = ("nested-network",)
    base = "nesting"
    bad = {
        "Parameters": "{NetworkTemplate: {Type: String}}",
        "Network.TemplateURL": "!Ref NetworkTemplate",
    }
