"""What was found before and is accepted for now, so that only what is new fails: the file of ``lint --baseline``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import InputError, Problem
from generator.finding import Finding
from generator.hints import program
from generator.lint.fingerprint import fingerprints
from generator.lint.repository import in_repository

_ABOUT = "Findings of ecs-proof that were there when this was written: lint --baseline FILE fails for others only."


@dataclass(frozen=True)
class Compared:
    """Findings held against a baseline: those that are new, how many were known, and which are no longer there."""

    new: tuple[Finding, ...]
    known: int
    gone: int


def write(path: Path, findings: Sequence[Finding]) -> int:
    """Keep findings as the baseline, and say how many they are. Raises InputError where the file cannot be written.

    What was not checked because of a mistake of ours is no finding that anybody could accept.
    """
    kept = [
        {
            "fingerprint": fingerprint,
            "rule": finding.rule,
            "file": in_repository(finding.where),
            "resource": finding.at,
            "message": finding.message,
        }
        for finding, fingerprint in _acceptable(findings)
    ]
    kept.sort(key=lambda each: (each["file"], each["rule"], each["fingerprint"]))
    try:
        path.write_text(json.dumps({"about": _ABOUT, "findings": kept}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(path))]) from None
    return len(kept)


def compare(path: Path, findings: Sequence[Finding]) -> Compared:
    """Hold findings against a baseline. Raises InputError when it is none."""
    known = _read(path)
    found = _acceptable(findings)
    old = {id(finding) for finding, fingerprint in found if fingerprint in known}
    new = tuple(finding for finding in findings if id(finding) not in old)
    return Compared(new, len(old), len(known - {fingerprint for _, fingerprint in found}))


def _acceptable(findings: Sequence[Finding]) -> list[tuple[Finding, str]]:
    candidates = [finding for finding in findings if not finding.crashes]
    return list(zip(candidates, fingerprints(candidates), strict=True))


def _read(path: Path) -> set[str]:
    how = f"write one: {program()} lint --baseline {path} --write-baseline"
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        listed: list[Mapping[str, Any]] = content["findings"]
        return {str(entry["fingerprint"]) for entry in listed}
    except FileNotFoundError:
        raise InputError([Problem((), "there is no such baseline", hint=how, where=str(path))]) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError([Problem((), "is no baseline of findings", hint=how, where=str(path))]) from None
