"""Names of queues of SQS and topics of SNS, which end with .fifo where they are FIFO."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource


def fifo_name(_graph: Graph, resource: Resource) -> Iterator[str]:
    flag, name = ("FifoQueue", "QueueName") if resource.type.endswith("Queue") else ("FifoTopic", "TopicName")
    said, text = (literal(resource.get(flag)) or "").lower() == "true", literal(resource.get(name))
    if text is not None and said != text.endswith(".fifo"):
        yield f"{name} of {resource} ends with .fifo where {flag} is true, and nowhere else"


def fifo_subscriber(graph: Graph, subscription: Resource) -> Iterator[str]:
    """A topic that is not FIFO, and a FIFO queue that it is to send to.

    Source: SNS Developer Guide, "Amazon SNS FIFO topics" ("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not
    be subscribed to standard SNS topics"); from memory, 2026-11.
    """
    topic = graph.target(subscription.get("TopicArn"), "AWS::SNS::Topic")
    queue = graph.target(subscription.get("Endpoint"), "AWS::SQS::Queue")
    if topic is None or queue is None or flag(queue.get("FifoQueue")) is not Truth.YES:
        return
    if flag(topic.get("FifoTopic")) is Truth.NO:
        yield f"{subscription} is for {queue}, a FIFO queue, and {topic} is no FIFO topic"


REFUSALS: Refusals = {
    "AWS::SNS::Subscription": (fifo_subscriber,),
    "AWS::SQS::Queue": (fifo_name,),
    "AWS::SNS::Topic": (fifo_name,),
}
