"""What CloudFront refuses of distributions: origins that are not there, and names without a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Choice, Graph, Listing, Resource

_AT = "DistributionConfig"
_CERTIFICATES = ("AcmCertificateArn", "IamCertificateId")


def origins(_graph: Graph, distribution: Resource) -> Iterator[str]:
    """Source: CloudFront API Reference, CreateDistribution (NoSuchOrigin); from memory, 2026-11."""
    listed = distribution.get(_AT, "Origins")
    ids = {literal(distribution.get(_AT, "Origins", index, "Id")) for index, _ in items(listed)}
    ids |= {literal(value) for value in values_at(distribution.get(), (_AT, "OriginGroups", "Items", "*", "Id"))}
    if not isinstance(listed, Listing) or None in ids:
        return
    wanted = [distribution.get(_AT, "DefaultCacheBehavior", "TargetOriginId")]
    wanted += values_at(distribution.get(), (_AT, "CacheBehaviors", "*", "TargetOriginId"))
    for value in wanted:
        named = literal(value)
        if named is not None and named not in ids:
            yield f"{distribution} sends requests to the origin {named[:60]}, which it does not have"


def names(_graph: Graph, distribution: Resource) -> Iterator[str]:
    """Source: CloudFront API Reference, CreateDistribution (InvalidViewerCertificate of aliases without a certificate
    that is trusted); from memory, 2026-11."""
    given = distribution.get(_AT, "ViewerCertificate")
    certain = not isinstance(given, Choice) and all(
        isinstance(distribution.get(_AT, "ViewerCertificate", key), Absent) for key in _CERTIFICATES
    )
    if list(items(distribution.get(_AT, "Aliases"))) and certain:
        yield f"{distribution} has Aliases, and no certificate for them"


REFUSALS: Refusals = {"AWS::CloudFront::Distribution": (origins, names)}
