"""What SQS refuses of queues and their policies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

QUEUE = "AWS::SQS::Queue"


def queue_settings(graph: Graph, queue: Resource) -> Iterator[str]:
    """Source: SQS API Reference, CreateQueue (a queue for dead letters is of the same type; one kind of encryption);
    read 2026-11. 1 to 1000 receives: not looked up."""
    if flag(queue.get("SqsManagedSseEnabled")) is Truth.YES and not isinstance(queue.get("KmsMasterKeyId"), Absent):
        yield f"{queue} has a KmsMasterKeyId, and SqsManagedSseEnabled, of which one is taken"
    times = number(queue.get("RedrivePolicy", "maxReceiveCount"))
    if times is not None and not 1 <= times <= 1000:
        yield f"maxReceiveCount of {queue} is {times}, and 1 to 1000 are taken"
    other = graph.target(queue.get("RedrivePolicy", "deadLetterTargetArn"), QUEUE)
    known = other is not None and Truth.UNKNOWN not in (_fifo(other), _fifo(queue))
    if other is not None and known and _fifo(other) is not _fifo(queue):
        yield f"{queue} gives up messages to {other}, and one of the two is FIFO"


def _fifo(queue: Resource) -> Truth:
    value = queue.get("FifoQueue")
    return Truth.NO if isinstance(value, Absent) else flag(value)


def queue_urls(graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::SQS::QueuePolicy, Queues (URLs); not looked up, 2026-11."""
    for _, value in items(policy.get("Queues")):
        if getattr(value, "attribute", "") == "Arn" and graph.target(value, QUEUE):
            yield f"Queues of {policy} is given an ARN, and takes the URLs of queues"


REFUSALS: Refusals = {
    QUEUE: (queue_settings,),
    "AWS::SQS::QueuePolicy": (queue_urls,),
}
