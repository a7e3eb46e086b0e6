"""A text that was meant to be replaced, and that nothing replaces: a token of the CDK, a reference with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.functions_in_text import texts_of
from generator.ecs.tasks import DEFINITION
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context

_LEFT = (
    ("token", re.compile(r"[$#]\{Token\[[^\]]*\]\}?")),
    # What begins with a blank is told by cfn-lint's own W1053.
    ("blanks", re.compile(r"\{\{resolve\s*:\s*(?:ssm|ssm-secure|secretsmanager)\s*:[^{}]*\}\}")),
)
_EXACT = re.compile(r"\{\{resolve:\S[^{}]*\S\}\}")
_SEEN = (DEFINITION, "AWS::ECS::Service", "AWS::Logs::LogGroup", "AWS::IAM::Role", "AWS::IAM::Policy")


class TextLeftUnresolved(Check):
    id = "WCS211"
    lesson = 21
    title = "Text that was to be replaced stays as it is"
    symptom = "The program looks for a host called ${Token[TOKEN.12]}, or gets {{resolve: ssm:/a}} letter by letter"
    why = (
        "Tokens of the CDK are replaced while it writes the template, and only where it sees them; CloudFormation "
        "replaces {{resolve:ssm:name}} and {{resolve:secretsmanager:id}} without a blank in them. Anything else is "
        "text."
    )
    fix = "Have the CDK resolve the token (no JSON.stringify, no string operations on it); write {{resolve:...}} so."
    message = {
        "token": "{place} of {resource} holds {written}, a token of the CDK that nobody has replaced: whoever reads it "
        "gets these very characters",
        "blanks": "{place} of {resource} holds {written}, which is no dynamic reference, for it has blanks in it: "
        "whoever reads it gets these very characters",
    }
    change = {
        "token": "{place}: the value that the token stands for",
        "blanks": "{place}: {{{{resolve:service:name}}}}, without blanks",
    }
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: ORIGIN, Value: '{{resolve:ssm:/web/origin}}'}]"
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "'https://${Token[TOKEN.12]}'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Sources: CDK Developer Guide, "Tokens" (as they look in texts); CloudFormation User Guide, "Get values stored
        in other services using dynamic references" (the pattern); from memory, 2026-11."""
        for resource in context.graph.of_type(*_SEEN):
            if resource.exists is Truth.NO:
                continue
            for steps, text in texts_of(resource):
                for variant, pattern in _LEFT:
                    found = pattern.search(text)
                    if found and not _EXACT.fullmatch(found[0]):
                        place = ".".join(map(str, steps))
                        yield self.at(resource, *steps, variant=variant, place=place, written=found[0][:60])
