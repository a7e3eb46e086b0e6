"""Task roles that may not use the model of Bedrock that their tasks are told of: of a profile it takes two ARNs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.apis._seen_roles import seen_roles
from generator.checks.check import Check
from generator.ecs.arns import field_of, region
from generator.ecs.environment import all_variables
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.apis.grants import Grant
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Pseudo, Reference

_MODEL = re.compile(
    r"(?:(us|eu|apac|jp|au|ca|us-gov|global)\.)?((?:anthropic|amazon|meta|mistral|cohere|deepseek|ai21|qwen|openai)"
    r"\.[a-z0-9][a-z0-9.:-]+)"
)
_INVOKE = ("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream")


class ModelIsNotAllowed(Check):
    id = "WCS451"
    lesson = 45
    title = "Task role does not allow the model of Bedrock that a variable names"
    symptom = "AccessDeniedException: ... is not authorized to perform: bedrock:InvokeModel on resource: "
    "...:inference-profile/eu...."
    why = (
        "An id that begins with eu., us., apac. or global. is an inference profile: a call needs bedrock:InvokeModel "
        "on arn:...:inference-profile/<id>, and on the foundation model in each Region that the profile may choose."
    )
    fix = "Name both in Resource: the profile, and arn:aws:bedrock:*::foundation-model/<the id without its prefix>."
    message = {
        "none": "the variable {variable} tells {task} of the model {model}, and {role} allows no bedrock:InvokeModel: "
        "calls fail with AccessDeniedException",
        "profile": "the variable {variable} tells {task} of {model}, an inference profile, and {role} allows "
        "bedrock:InvokeModel on no inference-profile: calls fail with AccessDeniedException",
        "region": "the variable {variable} tells {task} of {model}, an inference profile, and {role} allows the "
        "foundation model in one Region only: calls that the profile sends elsewhere fail with AccessDeniedException",
        "model": "the variable {variable} tells {task} of the model {model}, and {role} allows bedrock:InvokeModel on "
        "others only: calls fail with AccessDeniedException",
    }
    change = {
        "none": "a policy of {role}: allow bedrock:InvokeModel on {model}",
        "profile": "a policy of {role}: add arn:aws:bedrock:<region>:<account>:inference-profile/{model} to Resource",
        "region": "a policy of {role}: arn:aws:bedrock:*::foundation-model/... in Resource",
        "model": "a policy of {role}: add arn:aws:bedrock:*::foundation-model/{model} to Resource",
    }
    base = "nat"
    good = {
        "TaskRole": task_role(
            "model",
            "['bedrock:InvokeModel']",
            "['arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0', !Sub "
            "'arn:aws:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/*']",
        ),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: MODEL_ID, Value: 'eu.anthropic.claude-sonnet-4-20250514-v1:0'}]"
        ),
    }
    bad = {
        "TaskRole.Policies.0.PolicyDocument.Statement.0.Resource": (
            "['arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0']"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Sources: aws-amplify/amplify-category-api pull request #3530 and MattJColes/lgtmaybe pull request #73 (both
        ARNs), aws-samples/well-architected-iac-analyzer #181 (the other Regions of a profile); excerpts, read
        2026-11."""
        for task, role, held in seen_roles(context):
            if held.assumes:
                continue
            mine = [each for each in held.of.get("bedrock", ()) if any(each.covers(call) for call in _INVOKE)]
            for variable in all_variables(task):
                model = _MODEL.fullmatch(variable.text or "")
                if model is None:
                    continue
                variant = _lacking(context.graph, mine, model[0], model[2], bool(model[1])) if mine else "none"
                if variant:
                    words = {"variable": variable.name, "task": task.name, "model": model[0], "role": str(role)}
                    yield self.at(role, tasks=(task.name,), variant=variant, **words)


def _lacking(graph: Graph, mine: list[Grant], whole: str, model: str, profile: bool) -> str:
    """What the policies lack for a model; empty where they may do."""
    names = [_Named(graph, each) for each in mine]
    if any(each.anything for each in names):
        return ""
    models = [each for each in names if each.covers("foundation-model", model)]
    if not profile:
        return "" if models else "model"
    if not any(each.covers("inference-profile", whole) for each in names):
        return "profile"
    regions = {each.region for each in models}
    return "region" if len(regions) == 1 and "*" not in next(iter(regions)) else "" if models else "model"


class _Named:
    """The Resource of a grant: its Region, kind and name, as far as they are written."""

    def __init__(self, graph: Graph, grant: Grant) -> None:
        value = grant.resource
        place, last = field_of(value, 3), field_of(value, 5)
        text = literal(last) if last is not None else None
        self.anything = isinstance(value, Absent | Reference) or literal(value) == "*" or last is None or text is None
        self.kind, _, self.name = (text or "").partition("/")
        own = place == region(graph) or isinstance(place, Pseudo)
        self.region = place.text if isinstance(place, Literal) else "own" if own else "*"

    def covers(self, kind: str, name: str) -> bool:
        """Whether it may be for a model, or a profile."""
        own, asked = self.name.partition(":")[0], name.partition(":")[0]  # what follows is the version of a model
        pattern = re.escape(own).replace(r"\*", ".*").replace(r"\?", ".")
        return self.kind in (kind, "*") and (self.kind == "*" or re.fullmatch(pattern, asked) is not None)
