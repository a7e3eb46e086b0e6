"""All checks: every module of a topic's folder holds one. Names that begin with an underscore are helpers."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import generator.checks as package
from generator.checks.check import Check
from generator.needs.cause import Fault


@cache
def checks() -> dict[str, Check]:
    """Every check by its id, sorted by lesson and id. Raises TypeError for a module that holds not just one,
    and where two have the same id or class name."""
    every = sorted(_every_check(), key=lambda check: (check.id[3:], check.id))
    by_id = {check.id: check for check in every}
    if len(by_id) != len(every):
        raise TypeError(f"two checks share an id: {sorted(check.id for check in every)}")
    if twice := sorted(name for name, times in Counter(type(check).__name__ for check in every).items() if times > 1):
        raise TypeError(f"two checks share a name, and cfn-lint would see one of them: {twice}")
    return by_id


@cache
def by_fault() -> dict[type[Fault], Check]:
    """The check that words each class of fault. Raises TypeError when two word the same."""
    wording = [check for check in checks().values() if check.fault is not None]
    by_class = {check.fault: check for check in wording if check.fault is not None}
    if len(by_class) != len(wording):
        raise TypeError("two checks word the same fault")
    return by_class


@dataclass(frozen=True)
class Topic:
    """The checks of one folder. ``about`` is what its ``__init__`` says."""

    name: str
    about: str
    checks: tuple[Check, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The topics by name, each with its checks sorted by lesson and id."""
    names = sorted({topic(check) for check in checks().values()})
    return tuple(
        Topic(
            name,
            str(importlib.import_module(f"{package.__name__}.{name}").__doc__).strip(),
            tuple(check for check in checks().values() if topic(check) == name),
        )
        for name in names
    )


def topic(check: Check) -> str:
    """The name of the folder that a check stands in."""
    return type(check).__module__.split(".")[-2]


def _every_check() -> Iterator[Check]:
    for place in pkgutil.iter_modules(package.__path__):
        if not place.ispkg or place.name.startswith("_"):
            continue
        folder = importlib.import_module(f"{package.__name__}.{place.name}")
        for module in pkgutil.iter_modules(folder.__path__):
            if not module.name.startswith("_"):
                yield _check_in(importlib.import_module(f"{folder.__name__}.{module.name}"))


def _check_in(module: object) -> Check:
    own = [
        member
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, Check) and member.__module__ == module.__name__  # type: ignore[attr-defined]
    ]
    if len(own) != 1:
        raise TypeError(f"{module.__name__} holds {len(own)} checks, not one")  # type: ignore[attr-defined]
    check: Check = own[0]()
    return check
