"""What a failed creation made, what its policy kept, and what nothing has been put into yet: it may go.

That is the one exception to never removing what is kept. It holds nothing, it is nobody's but that creation's, by the
ids in its events, and it would be in the way of the next one by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.changes.causes import Event
from generator.changes.leftovers import Left, kept


@dataclass(frozen=True)
class _Kind:
    """How to find out whether one resource is empty, and how to remove it."""

    empty: Callable[[Cloud, str], bool]
    remove: Callable[[Cloud, str], object]


def _no_stream(cloud: Cloud, name: str) -> bool:
    answer = ask(cloud.client("logs").describe_log_streams, logGroupName=name, limit=1)
    return not answer.get("logStreams")


def _no_object(cloud: Cloud, name: str) -> bool:
    """Neither an object nor an old version of one, nor the mark of one that was deleted."""
    answer = ask(cloud.client("s3").list_object_versions, Bucket=name, MaxKeys=1)
    return not (answer.get("Versions") or answer.get("DeleteMarkers"))


def _no_image(cloud: Cloud, name: str) -> bool:
    return not ask(cloud.client("ecr").list_images, repositoryName=name, maxResults=1).get("imageIds")


def _never_read(cloud: Cloud, arn: str) -> bool:
    """Whether a secret has no other value than the one that it was made with, and nobody has ever read that.

    LastAccessedDate is left out as long as it was not retrieved (API reference of DescribeSecret, read 2026-11).
    """
    answer = ask(cloud.client("secretsmanager").describe_secret, SecretId=arn)
    return len(answer.get("VersionIdsToStages") or ()) <= 1 and not answer.get("LastAccessedDate")


_KINDS: Mapping[str, _Kind] = {
    "AWS::Logs::LogGroup": _Kind(
        _no_stream, lambda cloud, name: ask(cloud.client("logs").delete_log_group, logGroupName=name)
    ),
    # S3 and ECR refuse by themselves what is not empty.
    "AWS::S3::Bucket": _Kind(_no_object, lambda cloud, name: ask(cloud.client("s3").delete_bucket, Bucket=name)),
    "AWS::ECR::Repository": _Kind(
        _no_image, lambda cloud, name: ask(cloud.client("ecr").delete_repository, repositoryName=name, force=False)
    ),
    # With days of grace its name would stay taken (Secrets Manager User Guide, "Delete a secret", read 2026-11).
    "AWS::SecretsManager::Secret": _Kind(
        _never_read,
        lambda cloud, arn: ask(
            cloud.client("secretsmanager").delete_secret, SecretId=arn, ForceDeleteWithoutRecovery=True
        ),
    ),
}


def empties(cloud: Cloud, events: Iterable[Event]) -> list[Left]:
    """What the events of a creation say that it made and then kept, as far as that is still there, and empty.

    What may not be looked at counts as full, and so does what a creation met or imported: only what is told as
    CREATE_COMPLETE, by its id, was made by it.
    """
    told = list(events)
    made = {(event.type, event.physical_id) for event in told if event.status == "CREATE_COMPLETE"}
    return [left for left in kept(told) if (left.type, left.id) in made and _is_empty(cloud, left)]


def remove_empty(cloud: Cloud, left: Left) -> None:
    """Remove one of these, if it is empty at this moment. Raises RefusedError when it is not, or may not be removed."""
    if not _is_empty(cloud, left):
        raise RefusedError(f"{left.name} ({left.id}) is not empty any more, and stays: run this again")
    try:
        _KINDS[left.type].remove(cloud, left.id)
    except ClientError as error:
        raise RefusedError(f"{left.name} ({left.id}) cannot be removed: {message(error)}") from None


def _is_empty(cloud: Cloud, left: Left) -> bool:
    try:
        return left.type in _KINDS and bool(left.id) and _KINDS[left.type].empty(cloud, left.id)
    except ClientError:
        return False
