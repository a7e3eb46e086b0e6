"""Queues and topics that a bucket tells, and whose policy, or key, does not let S3."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.iam.documents import listed, statements
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource, Value

_TOLD = (
    ("QueueConfigurations", "Queue", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"),
    ("TopicConfigurations", "Topic", "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"),
)
_S3 = "s3.amazonaws.com"
_SENDS = ("*", "sqs:*", "sns:*", "sqs:sendmessage", "sqs:send*", "sns:publish", "sns:pub*")
_USES = ("*", "kms:*", "kms:generatedatakey", "kms:generatedatakey*", "kms:generate*")


def kept_out(graph: Graph, bucket: Resource) -> Iterator[str]:
    """Say whom a bucket cannot tell. S3 tries when it is told to, and refuses the whole notification.

    Sources: S3 User Guide, "Granting permissions to publish event notification messages to a destination" (the policy
    names s3.amazonaws.com); linden.consulting, "SNS/SQS KMS Access Denied" (S3 needs kms:GenerateDataKey on the key of
    what it sends to); excerpts, read 2026-11. That no service may use AWS's own keys: from memory.
    """
    for listed_as, key, kind, policies, names in _TOLD:
        for index, _ in items(bucket.get("NotificationConfiguration", listed_as)):
            told = graph.target(bucket.get("NotificationConfiguration", listed_as, index, key), kind)
            if told is None or not graph.closed(told):
                continue
            written = [each for each in graph.of_type(policies) if _is_for(graph, each.get(names), told, kind)]
            documents = [each.get("PolicyDocument") for each in written]
            if documents and not any(_lets(each, _SENDS) for each in documents):
                yield f"{bucket} tells {told}, and {written[0]} does not let {_S3}: S3 refuses the notification"
            named = told.get("KmsMasterKeyId")
            master = graph.target(named, "AWS::KMS::Key")
            if isinstance(named, Literal) and named.text.startswith("alias/aws/"):
                yield f"{bucket} tells {told}, which is encrypted with {named.text}, and no service may use that"
            elif master is not None and not _lets(master.get("KeyPolicy"), _USES):
                yield (
                    f"{bucket} tells {told}, and KeyPolicy of {master}, which encrypts it, does not let {_S3} use it: "
                    "S3 refuses the notification"
                )


def _is_for(graph: Graph, named: Value, told: Resource, kind: str) -> bool:
    return any(graph.target(value, kind) in (told, None) for value in values_at(named, ()))


def _lets(policy: Value, actions: tuple[str, ...]) -> bool:
    """Whether a policy may let S3: certainly not only where each of its statements is for others, or for less."""
    if isinstance(policy, Absent):
        return False
    found = list(statements(policy))
    if not found or (isinstance(policy, Mapping) and len(found) != len(list(listed(policy.get("Statement"))))):
        return True
    return any(_allows(each, actions) for each in found)


def _allows(statement: Mapping, actions: tuple[str, ...]) -> bool:
    if statement.rest is not None or not isinstance(statement.get("NotAction"), Absent):
        return True
    if literal(statement.get("Effect")) == "Deny":
        return False
    done = [(literal(each) or "*").lower() for each in values_at(statement, ("Action",))]
    who = statement.get("Principal")
    if isinstance(who, Mapping):
        whom = [literal(each) for key, value in who.entries if key == "Service" for each in values_at(value, ())]
        whom += ["*" for key, value in who.entries if key == "AWS" for each in values_at(value, ()) if _any(each)]
    else:
        whom = ["*" if isinstance(who, Absent) else literal(who)]
    return any(each in (None, "*", _S3) for each in whom) and any(each in actions for each in done)


def _any(value: Value) -> bool:
    return literal(value) == "*"


REFUSALS: Refusals = {"AWS::S3::Bucket": (kept_out,)}
