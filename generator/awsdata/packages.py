"""What packages of a distribution bring into PATH, and how package managers are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table, Words


@dataclass(frozen=True, kw_only=True)
class Package(Fact):
    """A package, or all whose names match. ``brings`` are paths, or bare names where only the name is certain."""

    brings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Manager(Fact):
    """A package manager. ``install`` are its verbs for that."""

    install: tuple[str, ...]


_FILE = "packages.yaml"
_PROGRAMS = Table(_FILE, "programs", Package)
_PATTERNS = Table(_FILE, "patterns", Package)
_COMPANY = Table(_FILE, "company", Words)
_MANAGERS = Table(_FILE, "managers", Manager)
_LISTS = Table(_FILE, "lists", Words)
TABLES = (_PROGRAMS, _PATTERNS, _COMPANY, _MANAGERS, _LISTS)


def brought(package: str) -> tuple[str, ...]:
    """The programs that a package certainly brings, empty where none is known."""
    if named := _PROGRAMS.entries.get(package):
        return named.brings
    matching = (known for pattern, known in _PATTERNS.entries.items() if re.fullmatch(pattern, package))
    return next((known.brings for known in matching), ())


@cache
def pure() -> frozenset[str]:
    """Packages that pull in none of the programs that health checks use."""
    return frozenset(_COMPANY.entries["pure"].words)


@cache
def light() -> re.Pattern[str]:
    """Packages that pull in none of those programs but perhaps an interpreter."""
    return re.compile(f"(?:{'|'.join(_COMPANY.entries['light'].words)})")


@cache
def interpreters() -> frozenset[str]:
    """Interpreters, by the names of their programs."""
    return frozenset(_COMPANY.entries["interpreters"].words)


@cache
def managers() -> Mapping[str, frozenset[str]]:
    """Package managers with their verbs that install."""
    return {name: frozenset(manager.install) for name, manager in _MANAGERS.entries.items()}


@cache
def removing() -> frozenset[str]:
    """Verbs of package managers that remove packages."""
    return frozenset(_LISTS.entries["remove"].words)


@cache
def quiet() -> frozenset[str]:
    """Verbs of package managers that change no program."""
    return frozenset(_LISTS.entries["quiet"].words)


@cache
def valued() -> frozenset[str]:
    """Options of package managers that are followed by a value."""
    return frozenset(_LISTS.entries["valued"].words)
