"""What EventBridge, Lambda and custom resources refuse of properties that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Literal, Mapping, Resource

_RESERVED = frozenset(
    ("AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
     "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
     "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "_HANDLER",
     "_X_AMZN_TRACE_ID",
     "AWS_EXECUTION_ENV", "AWS_DEFAULT_REGION", "AWS_LAMBDA_INITIALIZATION_TYPE")
)  # fmt: skip
"""Source: Lambda Developer Guide, "Defined runtime environment variables", reserved, as micronaut-aws and others quote
it (AWS_DEFAULT_REGION in older ones); read 2026-11."""
_LONGEST = 900
"""Seconds; 5400 on Lambda Managed Instances. Source: Lambda API Reference, CreateFunction, Timeout; read 2026-11."""


def _of_rule(resource: Resource) -> Iterator[str]:
    timed, bus = resource.get("ScheduleExpression"), literal(resource.get("EventBusName"))
    if isinstance(timed, Absent) and isinstance(resource.get("EventPattern"), Absent):
        yield f"{resource} has neither ScheduleExpression nor EventPattern"
    if not isinstance(timed, Absent) and bus is not None and bus != "default" and not bus.endswith("/default"):
        yield f"{resource} has a ScheduleExpression, which only the default event bus takes, and is on {bus}"
    ids = [literal(resource.get("Targets", index, "Id")) for index, _ in items(resource.get("Targets"))]
    if len({each for each in ids if each}) < sum(each is not None for each in ids):
        yield f"two Targets of {resource} have one Id"
    for index, _ in items(resource.get("Targets")):
        if not is_json(literal(resource.get("Targets", index, "Input"))):
            yield f"Targets.{index}.Input of {resource} is no JSON"


def _of_function(resource: Resource) -> Iterator[str]:
    if literal(resource.get("PackageType")) != "Image" and isinstance(resource.get("PackageType"), Absent | Literal):
        for name in ("Handler", "Runtime"):
            if isinstance(resource.get(name), Absent):
                yield f"{resource} has no {name}, which a function of a zip archive needs"
    runtime, inline = literal(resource.get("Runtime")) or "", resource.get("Code", "ZipFile")
    if not isinstance(inline, Absent) and runtime.startswith(("java", "dotnet", "ruby", "provided", "go")):
        yield f"{resource} has its code in the template (ZipFile), which {runtime} does not take"
    allowed = number(resource.get("Timeout"))
    if allowed is not None and allowed > _LONGEST and isinstance(resource.get("CapacityProviderConfig"), Absent):
        yield f"Timeout of {resource} is {allowed}, and {_LONGEST} seconds are taken where Lambda has the machines"
    variables = resource.get("Environment", "Variables")
    for name, _ in variables.entries if isinstance(variables, Mapping) else ():
        if name in _RESERVED:
            yield f"{resource} sets the variable {name}, which is Lambda's own"


def _of_custom(resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("ServiceToken"), Absent):
        yield f"{resource} has no ServiceToken"


OF_EVENTS = {
    "AWS::Events::Rule": _of_rule,
    "AWS::Lambda::Function": _of_function,
    "AWS::CloudFormation::CustomResource": _of_custom,
}
