"""Names of queues of SQS and topics of SNS, which end with .fifo where they are FIFO."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource


def fifo_name(_graph: Graph, resource: Resource) -> Iterator[str]:
    flag, name = ("FifoQueue", "QueueName") if resource.type.endswith("Queue") else ("FifoTopic", "TopicName")
    said, text = (literal(resource.get(flag)) or "").lower() == "true", literal(resource.get(name))
    if text is not None and said != text.endswith(".fifo"):
        yield f"{name} of {resource} ends with .fifo where {flag} is true, and nowhere else"


REFUSALS: Refusals = {
    "AWS::SQS::Queue": (fifo_name,),
    "AWS::SNS::Topic": (fifo_name,),
}
