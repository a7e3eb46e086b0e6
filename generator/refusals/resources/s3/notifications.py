"""What S3 refuses of whom a bucket tells: two of one event, or one whose policy does not let it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Reference, Resource, parts


def overlapping(_graph: Graph, bucket: Resource) -> Iterator[str]:
    """Two notices of one event with no filter. Source: S3 User Guide, "Amazon S3 Event Notifications" (overlapping)."""
    whole: list[str] = []
    for place in ("TopicConfigurations", "QueueConfigurations", "LambdaConfigurations"):
        for index, value in items(bucket.get("NotificationConfiguration", place)):
            event = literal(bucket.get("NotificationConfiguration", place, index, "Event"))
            if isinstance(value, Mapping) and isinstance(value.get("Filter"), Absent) and event:
                whole.append(event)
    for at, event in enumerate(whole):
        for other in whole[:at]:
            if event == other or _covers(event, other) or _covers(other, event):
                yield f"NotificationConfiguration of {bucket} tells two of {event}"


def _covers(event: str, other: str) -> bool:
    return event.endswith("*") and other.startswith(event[:-1])


def destinations(graph: Graph, bucket: Resource) -> Iterator[str]:
    """A bucket tells a queue or topic made here, which has no policy that lets it: S3 tries when it is told to.

    Source: S3 User Guide, "Granting permissions to publish event notification messages" ("Unable to validate the
    following destination configurations"); terraform-provider-aws #11219, cloud-platform-environments #4044; read
    2026-11.
    """
    for listed, key, policy, names in (
        ("QueueConfigurations", "Queue", "AWS::SQS::QueuePolicy", "Queues"),
        ("TopicConfigurations", "Topic", "AWS::SNS::TopicPolicy", "Topics"),
    ):
        given = {
            part.resource
            for each in graph.of_type(policy, policy.replace("Policy", "InlinePolicy"))
            for part in [
                *parts(each.get(names)),
                *parts(each.get(names.removesuffix("s"))),
                *parts(each.get("TopicArn")),
            ]
            if isinstance(part, Reference)
        }
        for index, _ in items(bucket.get("NotificationConfiguration", listed)):
            value = bucket.get("NotificationConfiguration", listed, index, key)
            told = graph.resource(value.resource) if isinstance(value, Reference) else None
            if told is not None and told.path not in given and told.type in ("AWS::SQS::Queue", "AWS::SNS::Topic"):
                yield f"{bucket} tells {told}, which has no policy that lets it: S3 refuses the notification"


REFUSALS: Refusals = {
    "AWS::S3::Bucket": (
        overlapping,
        destinations,
    ),
}
