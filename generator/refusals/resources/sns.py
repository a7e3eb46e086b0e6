"""What SNS refuses of topics and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

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


REFUSALS: Refusals = {
    "AWS::SNS::Subscription": (protocol_of_subscription,),
    "AWS::SNS::Topic": (protocols_of_topic,),
}
