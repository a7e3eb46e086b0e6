"""Functions that Lambda refuses because their role does not let them read a source, or write what failed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Value, parts

FUNCTION, MAPPING = "AWS::Lambda::Function", "AWS::Lambda::EventSourceMapping"
_READS = {"AWS::SQS::Queue": "sqs:receivemessage", "AWS::Kinesis::Stream": "kinesis:getrecords"}
_WRITES = {":sqs:": "sqs:sendmessage", ":sns:": "sns:publish"}
_GIVE_NONE = ("AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole", "AWSXRayDaemonWriteAccess")
"""Managed policies of AWS that give none of these. Source: their documents; from memory, 2026-11."""


def role_permissions(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which role lacks what Lambda asks of it when the resource is created.

    Source: Lambda Developer Guide, "Using Lambda with Amazon SQS" and "Dead-letter queues" ("The provided execution
    role does not have permissions to call ReceiveMessage on SQS", "... SendMessage on SQS"); from memory, 2026-11.
    """
    if resource.type == MAPPING:
        source = resource.get("EventSourceArn")
        made = graph.resource(source.resource) if isinstance(source, Reference) else None
        function = graph.target(resource.get("FunctionName"), FUNCTION)
        wanted = _READS.get(made.type, "") if made else ""
    else:
        function, letters = resource, resource.get("DeadLetterConfig", "TargetArn")
        target = graph.resource(letters.resource) if isinstance(letters, Reference) else None
        kind = f":{target.type.split('::')[1].lower()}:" if target else literal(letters) or ""
        wanted = next((action for mark, action in _WRITES.items() if mark in kind), "")
    if not wanted or function is None or function.type != FUNCTION:
        return
    roles = Roles(graph)
    role = roles.resource(function.get("Role"))
    if role is None or roles.unseen(role):
        return
    documents = [policy.document for policy in roles.policies(role)]
    known = all(isinstance(each, Literal | Listing | Mapping) for each in documents)
    if known and not any(_gives(each, wanted) for each in documents):
        yield f"{role} does not allow {wanted}, and {resource} is refused without it"


def _gives(document: Value, wanted: str) -> bool:
    if isinstance(document, Literal):
        return not document.text.rpartition("/")[2].startswith(_GIVE_NONE)
    statements = values_at(document, ("Statement",)) if isinstance(document, Mapping) else ()
    if any(isinstance(each, Mapping) and not isinstance(each.get("NotAction"), Absent) for each in statements):
        return True
    texts = [part.text for part in parts(document) if isinstance(part, Literal)]
    lowered = [text.lower() for text in texts]
    return any(text == wanted or ("*" in text and wanted.startswith(text.partition("*")[0])) for text in lowered)


REFUSALS: Refusals = {
    FUNCTION: (role_permissions,),
    MAPPING: (role_permissions,),
}
