"""Image references, and the mirrors that serve other registries' images under names of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.awsdata.ecr import registry
from generator.awsdata.images import mirrors, pull_through

# The grammar of the distribution project (reference/reference.go), 2026-08: a first part with a dot, a port, or
# "localhost" is a registry; everything else is Docker Hub, and a bare name there is in "library".
_REFERENCE = re.compile(
    r"(?:(?P<host>[A-Za-z0-9.-]*[.][A-Za-z0-9.-]*(?::[0-9]+)?|[A-Za-z0-9-]+:[0-9]+|localhost)/)?"
    r"(?P<repository>[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}))?"
)
_HUB = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})


@dataclass(frozen=True)
class Reference:
    """A reference taken apart. ``tag`` is empty when only a digest is given, ``latest`` when neither is."""

    repository: str
    """In full and by its original publisher: ``docker.io/library/node``."""
    tag: str
    digest: str


def parse(text: str) -> Reference | None:
    """Take a reference apart; None when it is none."""
    match = _REFERENCE.fullmatch(text.strip()) if len(text) <= 1024 else None
    if not match:
        return None
    host, repository = match["host"] or "docker.io", match["repository"]
    tag, digest = match["tag"] or "", match["digest"] or ""
    name = _original(host.lower(), repository)
    return Reference(name, tag or ("" if digest else "latest"), digest)


def pulled_from(text: str) -> str:
    """Name the registry that a reference is pulled from, whoever published the image; empty when it is none."""
    match = _REFERENCE.fullmatch(text.strip()) if len(text) <= 1024 else None
    host = (match["host"] or "docker.io").lower() if match else ""
    return "docker.io" if host in _HUB else host


def _original(host: str, repository: str) -> str:
    if registry(host):
        for prefix, upstream in pull_through().items():
            if repository.startswith(prefix):
                host, _, repository = (upstream + repository.removeprefix(prefix)).partition("/")
                break
    if host in _HUB:
        host = "docker.io"
    name = f"{host}/{repository}"
    for mirror, original in mirrors().items():
        if name == mirror or (mirror.endswith("/") and name.startswith(mirror)):
            name = original + name.removeprefix(mirror)
            break
    host, _, repository = name.partition("/")
    return name if host != "docker.io" or "/" in repository else f"{host}/library/{repository}"
