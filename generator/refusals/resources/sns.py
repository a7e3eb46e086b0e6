"""What SNS refuses of topics and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Reference, Resource

_PROTOCOLS = ("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")


def protocol_of_subscription(_graph: Graph, subscription: Resource) -> Iterator[str]:
    """Source: SNS API Reference, Subscribe, Protocol; read 2026-11."""
    spoken = literal(subscription.get("Protocol"))
    if spoken is not None and spoken not in _PROTOCOLS:
        yield f"Protocol of {subscription} is {spoken[:40]}, and {', '.join(_PROTOCOLS)} are taken"


def protocols_of_topic(_graph: Graph, topic: Resource) -> Iterator[str]:
    for index, _ in items(topic.get("Subscription")):
        spoken = literal(topic.get("Subscription", index, "Protocol"))
        if spoken is not None and spoken not in _PROTOCOLS:
            yield f"a subscription of {topic} has the Protocol {spoken[:40]}, and {', '.join(_PROTOCOLS)} are taken"


def address_of_queue(graph: Graph, told: Resource) -> Iterator[str]:
    """Source: SNS API Reference, Subscribe, Endpoint (the ARN of a queue or a function; Ref of a queue is its URL);
    read 2026-11."""
    places = [(), *(("Subscription", index) for index, _ in items(told.get("Subscription")))]
    for at in places:
        value = told.get(*at, "Endpoint")
        target = graph.target(value)
        named = isinstance(value, Reference) and value.attribute in ("Ref", "QueueUrl", "QueueName", "FunctionName")
        if named and target is not None and target.type in ("AWS::SQS::Queue", "AWS::Lambda::Function"):
            yield f"a subscription of {told} is given {value}, and the ARN of {target} is taken"


REFUSALS: Refusals = {
    "AWS::SNS::Subscription": (protocol_of_subscription, address_of_queue),
    "AWS::SNS::Topic": (protocols_of_topic, address_of_queue),
}
