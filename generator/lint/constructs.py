"""Which construct of CDK a resource comes from: nobody looks for ``TaskDef54694570`` in the code of an app.

CDK writes the path of the construct into each resource's Metadata (``aws:cdk:path``, on unless ``--no-path-metadata``;
CDK's docs, "Constructs", general knowledge, 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode import decode_str

from generator.finding import Finding

_KEY = "aws:cdk:path"


def with_constructs(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Add the path of its construct to each finding in a template of CDK."""
    known = cache(_paths)
    for finding in findings:
        construct = known(finding.source).get(finding.resource, "") if finding.resource else ""
        yield replace(finding, construct=construct) if construct else finding


def _paths(template: Path) -> dict[str, str]:
    """The paths by logical id; none for what CDK did not write, or cannot be read."""
    try:
        text = template.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return {}
    decoded: Any = decode_str(text)[0] if _KEY in text else None
    resources = decoded.get("Resources") if isinstance(decoded, dict) else None
    if not isinstance(resources, dict):
        return {}
    found = ((name, _path(resource)) for name, resource in resources.items())
    return {str(name): path for name, path in found if path}


def _path(resource: Any) -> str:
    metadata = resource.get("Metadata") if isinstance(resource, dict) else None
    path = metadata.get(_KEY) if isinstance(metadata, dict) else None
    return str(path) if isinstance(path, str) else ""
