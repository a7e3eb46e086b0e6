"""What Lambda refuses of functions, and of what they read from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Literal, Mapping, Resource

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
QUEUE = "AWS::SQS::Queue"


def function_settings(_graph: Graph, resource: Resource) -> Iterator[str]:
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


def event_source_mapping(graph: Graph, mapping: Resource) -> Iterator[str]:
    """Source: mongodb/docs-worker-pool #878 ("Queue visibility timeout: 30 seconds is less than Function timeout: 120
    seconds", of CloudFormation); read 2026-11."""
    queue = graph.target(mapping.get("EventSourceArn"), QUEUE)
    function = graph.target(mapping.get("FunctionName"), "AWS::Lambda::Function")
    if queue is None or function is None:
        return
    hidden, allowed = queue.get("VisibilityTimeout"), number(function.get("Timeout"))
    seconds = 30 if isinstance(hidden, Absent) else number(hidden)
    if seconds is not None and allowed is not None and seconds < allowed:
        yield f"{queue} hides a message for {seconds} s, and {function} may take {allowed} s: {mapping} is refused"


REFUSALS: Refusals = {
    "AWS::Lambda::Function": (function_settings,),
    "AWS::Lambda::EventSourceMapping": (event_source_mapping,),
}
