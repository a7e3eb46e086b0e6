"""What a package of a distribution brings into PATH, named or unsaid."""

from __future__ import annotations

import re

from generator.awsdata import packages


def programs_of(package: str) -> tuple[str, ...]:
    """The programs that a package is known to bring: paths, or bare names where only the name is certain."""
    return packages.brought(package)


def possible_programs_of(package: str) -> frozenset[str] | None:
    """The programs that a package may bring along unsaid: some, none, or (None) any at all."""
    if package in packages.pure():
        return frozenset()
    return packages.interpreters() if len(package) < 100 and packages.light().fullmatch(package) else None


def bare_name(package: str) -> str:
    """Take version, architecture and repository off a name: ``curl=8.1-r0``, ``curl:amd64``, ``curl@edge``."""
    return re.split(r"[=<>~@:/]", package, maxsplit=1)[0]
