"""Verdicts kept between runs, each under the digest of everything that it depends on."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.crash import RULE
from generator.finding import Finding

_WAY = "2"
"""Raised when the way of calling cfn-lint, or what is kept, changes."""


def default_cache() -> Path:
    """The folder that keeps verdicts between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ecs-proof" / "cfn-lint"


def digest(*parts: object) -> str:
    """The key of a verdict that depends on these, and on the version of cfn-lint."""
    return sha256(json.dumps([*parts, _version(), _WAY]).encode()).hexdigest()


def recall(cache: Path | None, key: str) -> list[Finding] | None:
    """The findings kept under a key, None when there are none."""
    content = kept(cache, key)
    try:
        return None if content is None else [_finding(finding) for finding in content]
    except (TypeError, KeyError):
        return None


def _finding(known: dict[str, Any]) -> Finding:
    """Read back what ``as_json`` gave; the severity follows from the rule."""
    del known["severity"]
    return Finding(**known | {"path": tuple(known["path"])})


def remember(cache: Path | None, key: str, findings: Iterable[Finding]) -> None:
    """Keep findings, unless a rule failed: that is no verdict."""
    findings = list(findings)
    if all(finding.rule != RULE for finding in findings):
        keep(cache, key, [finding.as_json() for finding in findings])


def kept(cache: Path | None, key: str) -> Any:
    """What is kept under a key, None when there is nothing."""
    if cache is None:
        return None
    try:
        return json.loads((cache / key[:2] / key).read_bytes())
    except (OSError, ValueError):
        return None


def keep(cache: Path | None, key: str, content: object) -> None:
    """Keep something under a key."""
    if cache is None:
        return
    folder = cache / key[:2]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            json.dump(content, file)
        os.replace(file.name, folder / key)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else


@once
def _version() -> str:
    return version("cfn-lint")
