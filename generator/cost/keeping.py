"""What keeps things: secrets, keys, repositories, buckets, file systems.

Source: AWS Secrets Manager pricing (each replica is a secret), AWS KMS pricing, Amazon ECR pricing, Amazon S3 pricing,
Amazon EFS pricing; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, length, plural, reason
from generator.cost.item import Item
from generator.ecs.texts import literal
from generator.stack import Absent, Resource

SECRET, REPOSITORY, BUCKET = "AWS::SecretsManager::Secret", "AWS::ECR::Repository", "AWS::S3::Bucket"
KEYS = ("AWS::KMS::Key", "AWS::KMS::ReplicaKey")
FILES = "AWS::EFS::FileSystem"
TYPES = (SECRET, REPOSITORY, BUCKET, *KEYS, FILES)


def lines(bill: Bill) -> Iterator[Item]:
    """What they cost."""
    for resource in bill.graph.of_type(SECRET):
        yield from _secret(bill, resource)
    for resource in bill.graph.of_type(*KEYS):
        yield bill.fixed(resource, "customer key", "kms/month", 1, "keys")
        yield bill.by_use(resource, "calls", "kms/calls", "kms-calls", "10k calls")
    for resource in bill.graph.of_type(REPOSITORY):
        yield bill.by_use(resource, "images that it keeps", "ecr/stored", "ecr-gb", "GB")
    for resource in bill.graph.of_type(BUCKET):
        yield bill.by_use(resource, "data that it keeps, standard", "s3/stored", "s3-gb", "GB")
        yield bill.by_use(resource, "requests that write or list", "s3/writes", "s3-writes", "1k requests")
        yield bill.by_use(resource, "requests that read", "s3/reads", "s3-reads", "1k requests")
    for resource in bill.graph.of_type(FILES):
        yield from _files(bill, resource)


def _secret(bill: Bill, resource: Resource) -> Iterator[Item]:
    regions = resource.get("ReplicaRegions")
    replicas = 0 if isinstance(regions, Absent) else length(regions)
    if replicas is None:
        yield bill.unknown(resource, "secret", reason("the number of its replicas", regions))
    else:
        what = "secret" + (f" and {plural(replicas, 'replica')}" if replicas else "")
        yield bill.fixed(resource, what, "secret/month", 1 + replicas, "secrets")
    yield bill.by_use(resource, "calls", "secret/calls", "secret-calls", "10k calls")


def _files(bill: Bill, resource: Resource) -> Iterator[Item]:
    zonal = not isinstance(resource.get("AvailabilityZoneName"), Absent)
    price, what = ("efs/one-zone", "one zone") if zonal else ("efs/standard", "standard")
    yield bill.by_use(resource, f"files that it keeps, {what}", price, "efs-gb", "GB")
    if literal(resource.get("ThroughputMode")) == "provisioned":
        yield bill.unknown(resource, "provisioned throughput", "no price is known here")
