"""What S3 refuses of buckets: versions, locks, encryption, web sites and tiers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource


def bucket_settings(_graph: Graph, bucket: Resource) -> Iterator[str]:
    """Sources: S3 API Reference, PutBucketLifecycleConfiguration (Days of a transition to STANDARD_IA, 30 at the least;
    expiry after it), PutBucketReplication (versioning), PutBucketEncryption,
    PutBucketAccelerateConfiguration; not looked up, 2026-11. ServerSideEncryptionByDefault (a key where the algorithm
    is of KMS only), WebsiteConfiguration (RedirectAllRequestsTo, and nothing else), Tiering (90 and 180 days at the
    least); terraform-provider-awscc #366 ("Object Lock configuration cannot be enabled on existing buckets") and
    localstack #10071 (that it can since, if they are versioned); read 2026-11."""
    versions = literal(bucket.get("VersioningConfiguration", "Status"))
    unversioned = isinstance(bucket.get("VersioningConfiguration"), Absent) or versions == "Suspended"
    if unversioned and not isinstance(bucket.get("ReplicationConfiguration"), Absent):
        yield f"{bucket} has a ReplicationConfiguration, and no VersioningConfiguration"
    locked = bucket.get("ObjectLockConfiguration")
    asked = bucket.get("ObjectLockEnabled")
    unlocked = isinstance(asked, Absent | Literal) and (literal(asked) or "").lower() != "true"
    if unlocked and unversioned and not isinstance(locked, Absent):
        yield f"{bucket} has an ObjectLockConfiguration, and neither ObjectLockEnabled nor versions"
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


REFUSALS: Refusals = {
    "AWS::S3::Bucket": (bucket_settings,),
}
