"""What S3 refuses of the rules by which a bucket keeps, moves and deletes objects."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource

_ACTIONS = (
    "AbortIncompleteMultipartUpload", "ExpirationDate", "ExpirationInDays", "ExpiredObjectDeleteMarker",
    "NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays", "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions", "Transition", "Transitions",
)  # fmt: skip
_SLOW = ("STANDARD_IA", "ONEZONE_IA")


def lifecycle(_graph: Graph, bucket: Resource) -> Iterator[str]:
    place = ("LifecycleConfiguration", "Rules")
    ids = [literal(bucket.get(*place, index, "Id")) for index, _ in items(bucket.get(*place))]
    for name in dict.fromkeys(each for each in ids if each is not None):
        if ids.count(name) > 1:
            yield f"LifecycleConfiguration of {bucket} has two rules of the Id {name[:60]}"
    for index, rule in items(bucket.get(*place)):
        whole = isinstance(rule, Mapping) and rule.rest is None
        if whole and all(isinstance(bucket.get(*place, index, name), Absent) for name in _ACTIONS):
            yield f"LifecycleConfiguration.Rules.{index} of {bucket} does nothing"
        ends = number(bucket.get(*place, index, "ExpirationInDays"))
        for at, _ in items(bucket.get(*place, index, "Transitions")):
            days = number(bucket.get(*place, index, "Transitions", at, "TransitionInDays"))
            kind = literal(bucket.get(*place, index, "Transitions", at, "StorageClass"))
            if days is not None and kind in _SLOW and days < 30:
                yield f"{bucket} moves objects to {kind} after {days} days, and 30 are the least"
            if days is not None and ends is not None and ends <= days:
                yield f"{bucket} moves objects after {days} days, and deletes them after {ends}"


REFUSALS: Refusals = {
    "AWS::S3::Bucket": (lifecycle,),
}
