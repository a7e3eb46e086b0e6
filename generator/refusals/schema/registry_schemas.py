"""The registry schema of each type of resource, as cfn-lint ships them since 1.52.

They are read as files: to ask cfn-lint for one takes a second of imports, which a build without lint has no use for.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_DEEPEST = 12
"""References that are followed one after the other."""


@cache
def schema(kind: str) -> dict[str, Any]:
    """Look the schema of one type up, as it is in us-east-1; empty for a type that has none."""
    digest = _digests().get(kind)
    if digest is None:
        return {}
    found: dict[str, Any] = json.loads((shipped() / "resources" / f"{digest}.json").read_bytes())
    return found


@cache
def _digests() -> dict[str, str]:
    digests: dict[str, str] = json.loads((shipped() / "providers/us-east-1.json").read_bytes())
    return digests


def referred(known: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follow ``$ref`` from a part of a schema; empty where it leads nowhere, or round and round."""
    for _ in range(_DEEPEST):
        if "$ref" not in part:
            return part
        found: Any = known
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found.get(step, {}) if isinstance(found, dict) else {}
        part = found if isinstance(found, dict) else {}
    return {}


@cache
def shipped() -> Path:
    """Where cfn-lint is installed: ``importlib.resources`` would import it to tell."""
    spec = find_spec("cfnlint")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data/schemas"
