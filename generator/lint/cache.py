"""Verdicts kept between runs, each under the digest of everything that it depends on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.cache import keep, kept
from generator.crash import RULE
from generator.finding import Finding

_WAY = "2"
"""Raised when the way of calling cfn-lint, or what is kept, changes."""


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


@once
def _version() -> str:
    return version("cfn-lint")
