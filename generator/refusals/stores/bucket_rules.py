"""What S3 refuses of the rules of a bucket: how long it keeps what, and whom it tells."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource

BUCKET, POLICY = "AWS::S3::Bucket", "AWS::S3::BucketPolicy"
_ACTIONS = (
    "AbortIncompleteMultipartUpload", "ExpirationDate", "ExpirationInDays", "ExpiredObjectDeleteMarker",
    "NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays", "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions", "Transition", "Transitions",
)  # fmt: skip
_SLOW = ("STANDARD_IA", "ONEZONE_IA")
_ON_OBJECTS = ("s3:getobject", "s3:putobject", "s3:deleteobject", "s3:getobjectversion")


def _of_bucket(_graph: Graph, bucket: Resource) -> Iterator[str]:
    """Sources: S3 API Reference, PutBucketLifecycleConfiguration (Days of a transition to STANDARD_IA, 30 at the least;
    expiry after it), PutBucketReplication (versioning), PutBucketEncryption, PutBucketWebsite,
    PutBucketAccelerateConfiguration, PutBucketIntelligentTieringConfiguration; not looked up, 2026-11, but for
    ServerSideEncryptionByDefault (a key where the algorithm is of KMS only); read."""
    yield from _of_lifecycle(bucket)
    versions = literal(bucket.get("VersioningConfiguration", "Status"))
    unversioned = isinstance(bucket.get("VersioningConfiguration"), Absent) or versions == "Suspended"
    if unversioned and not isinstance(bucket.get("ReplicationConfiguration"), Absent):
        yield f"{bucket} has a ReplicationConfiguration, and no VersioningConfiguration"
    locked = bucket.get("ObjectLockConfiguration")
    asked = bucket.get("ObjectLockEnabled")
    unlocked = isinstance(asked, Absent | Literal) and (literal(asked) or "").lower() != "true"
    if unlocked and not isinstance(locked, Absent):
        yield f"{bucket} has an ObjectLockConfiguration, and no ObjectLockEnabled"
    way = ("ServerSideEncryptionConfiguration", "*", "ServerSideEncryptionByDefault")
    for value in values_at(bucket.get("BucketEncryption"), way):
        if not isinstance(value, Mapping) or isinstance(value.get("KMSMasterKeyID"), Absent):
            continue
        if literal(value.get("SSEAlgorithm")) == "AES256":
            yield f"BucketEncryption of {bucket} has a KMSMasterKeyID, which AES256 does not use"
    site = bucket.get("WebsiteConfiguration")
    redirected = isinstance(site, Mapping) and not isinstance(site.get("RedirectAllRequestsTo"), Absent)
    if redirected and isinstance(site, Mapping) and len(site.entries) > 1:
        yield f"WebsiteConfiguration of {bucket} has RedirectAllRequestsTo, beside which nothing is taken"
    if "." in (literal(bucket.get("BucketName")) or "") and not isinstance(
        bucket.get("AccelerateConfiguration"), Absent
    ):
        yield f"BucketName of {bucket} has a dot, and an AccelerateConfiguration takes none"
    for value in values_at(bucket.get("IntelligentTieringConfigurations"), ("*", "Tierings", "*")):
        tier, days = (literal(value.get(key)) if isinstance(value, Mapping) else None for key in ("AccessTier", "Days"))
        least = {"ARCHIVE_ACCESS": 90, "DEEP_ARCHIVE_ACCESS": 180}.get(tier or "")
        if least and days and days.isdigit() and int(days) < least:
            yield f"IntelligentTieringConfigurations of {bucket} has {tier} after {days} days, and {least} is least"
    yield from _of_notices(bucket)


def _of_lifecycle(bucket: Resource) -> Iterator[str]:
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


def _of_notices(bucket: Resource) -> Iterator[str]:
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


def _of_policy(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: S3 API Reference, PutBucketPolicy (Action does not apply to any resource(s) in statement); not looked up,
    2026-11."""
    for _, statement in items(policy.get("PolicyDocument", "Statement")):
        if not isinstance(statement, Mapping) or statement.rest is not None:
            continue
        actions = [(literal(each) or "?").lower() for each in values_at(statement, ("Action",))]
        about = [getattr(each, "attribute", "") for each in values_at(statement, ("Resource",))]
        if actions and about and all(each in _ON_OBJECTS for each in actions) and all(e == "Arn" for e in about):
            yield f"{policy} has a statement on objects, whose Resource is the bucket alone"


def policies_twice(graph: Graph) -> Iterator[str]:
    """Two policies of one thing, which takes one: the second is refused, or stands in the place of the first.

    Source: CloudFormation Template Reference, AWS::S3::BucketPolicy and AWS::SecretsManager::ResourcePolicy (one policy
    for each); S3 (the bucket policy already exists); from memory, 2026-11.
    """
    of = {POLICY: "Bucket", "AWS::SecretsManager::ResourcePolicy": "SecretId",
          "AWS::SecretsManager::SecretTargetAttachment": "SecretId"}  # fmt: skip
    for kind, key in of.items():
        first: dict[str, Resource] = {}
        for policy in graph.of_type(kind):
            whole = graph.target(policy.get(key))
            if whole is None or "Condition" in policy.body:
                continue
            other = first.setdefault(whole.path, policy)
            if other is not policy and other.at.top is policy.at.top:
                yield f"{other} and {policy} are both for {whole}, which takes one"


OF_BUCKET_RULES = {BUCKET: _of_bucket, POLICY: _of_policy}
