"""Image references: where an image comes from, and under which tag or digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from generator.awsdata.ecr import plain_host, registry
from generator.awsdata.regions import domain_of
from generator.awsdata.regions import regions as every_region
from generator.config import regions
from generator.config.section import Refused, Text
from generator.errors import did_you_mean

# Names as the OCI distribution specification has them.
_REFERENCE = re.compile(
    r"(?:(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?)/)?"
    r"(?P<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
    r"(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)


@dataclass(frozen=True)
class Image:
    """A parsed reference. ``host`` is empty for a repository in the ECR of this account and region."""

    host: str
    repository: str
    version: str
    """``:tag``, ``@sha256:...`` or both."""

    @property
    def own(self) -> bool:
        """Whether it lies in this account's ECR, in the region of the stack."""
        return not self.host

    @property
    def ecr(self) -> tuple[str, str] | None:
        """Account and region of a private ECR registry that is named in full, by whichever of its hosts."""
        named = registry(self.host)
        return (named.account, named.region) if named else None

    @property
    def served_by_endpoints(self) -> bool:
        """Whether VPC endpoints carry its pulls: they serve the usual host of a registry, not the others.

        Source: ECR User Guide, "Making requests to Amazon ECR registries", read 2026-11.
        """
        named = registry(self.host)
        return self.own or (named is not None and named.plain)

    @property
    def by_usual_host(self) -> str:
        """The same image of a private ECR registry by the registry's usual host; empty where that is not known."""
        named = registry(self.host)
        domain = domain_of(named.region) if named else None
        if named is None or domain is None:
            return ""
        return f"{plain_host(named.account, named.region, domain)}/{self.repository}{self.version}"


def parse(reference: str) -> Image:
    """Split a reference; raises Refused when it is malformed, unpinned, or pinned to ``latest``.

    A bare name such as ``auth-service:v1.0.2`` means this account's ECR, as does ``team/auth-service:v1``: only a
    first part with a dot or a port is a registry.
    """
    match = _REFERENCE.fullmatch(reference)
    if match and match["host"] and not re.search(r"[.:]|^localhost$", match["host"]):
        match = _REFERENCE.fullmatch(f"own.invalid/{reference}")
    if not match:
        raise Refused("is not an image reference", accepted="name:tag, or registry/name:tag, in lower case")
    tag, digest = match["tag"], match["digest"]
    if not tag and not digest:
        raise Refused(
            "names no version of the image", accepted="a tag or a digest", hint=f"write {reference}:v1.0.0, say"
        )
    if tag == "latest" and not digest:
        hint = "tag each build: ECS would start whatever is called latest at that moment"
        raise Refused("must not be the tag latest", accepted="a tag that never moves, or a digest", hint=hint)
    if match["host"] == "localhost" or (match["host"] or "").startswith("localhost:"):
        raise Refused("names a registry that ECS cannot reach", accepted="a registry on the network")
    ecr = registry(match["host"] or "")
    if ecr and not regions.known(ecr.region):
        hint = did_you_mean(ecr.region, every_region())
        raise Refused(f"names a registry in {ecr.region}, which is no region of AWS", hint=hint)
    host = "" if match["host"] == "own.invalid" else match["host"] or ""
    if (not host or ecr) and not 2 <= len(match["repository"]) <= 256:
        raise Refused("has a name that ECR does not take", accepted="2 to 256 characters before the tag")
    version = (f":{tag}" if tag else "") + (f"@{digest}" if digest else "")
    return Image(host, match["repository"], version)


def _check(reference: str) -> str:
    parse(reference)
    return reference


ImageReference = Annotated[Text, AfterValidator(_check)]
"""A pinned image reference."""
