"""What ACM refuses of certificates."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Listing, Resource


def validated_names(_graph: Graph, certificate: Resource) -> Iterator[str]:
    """Say which name is to be validated though it is not asked for.

    Source: ACM API Reference, RequestCertificate, DomainValidationOptions (of the names of the request); not looked up,
    2026-11.
    """
    others = certificate.get("SubjectAlternativeNames")
    asked = [literal(certificate.get("DomainName")), *(literal(each) for _, each in items(others))]
    if None in asked or not isinstance(others, Listing | Absent):
        return
    for index, _ in items(certificate.get("DomainValidationOptions")):
        name = literal(certificate.get("DomainValidationOptions", index, "DomainName"))
        if name is not None and name not in asked:
            yield f"DomainValidationOptions of {certificate} has {name[:80]}, which it is not for"


REFUSALS: Refusals = {"AWS::CertificateManager::Certificate": (validated_names,)}
