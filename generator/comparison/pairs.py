"""Which root template of today is which of before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from generator.lint.roots import Root, roots


@dataclass(frozen=True)
class Pair:
    """One stack before and after; None where it is not there."""

    name: str
    old: Root | None
    new: Root | None


def pairs(old: Path, new: Path) -> list[Pair]:
    """Pair root templates: two single ones, else those of one place in their folders.

    Raises InputError for a path that is not there, or holds no template.
    """
    before, after = roots([old]), roots([new])
    if len(before) == len(after) == 1:
        return [Pair(_name(after[0], new), before[0], after[0])]
    olds = {_place(root, old): root for root in before}
    news = {_place(root, new): root for root in after}
    return [
        Pair(_name(news.get(place) or olds[place], new if place in news else old), olds.get(place), news.get(place))
        for place in sorted({*olds, *news})
    ]


def _place(root: Root, given: Path) -> str:
    return root.path.relative_to(given).as_posix() if given.is_dir() else root.path.name


def _name(root: Root, given: Path) -> str:
    """The environment that a root was built for, else its place."""
    try:
        name = json.loads((root.path.parent / "deploy.json").read_bytes()).get("environment")
    except (OSError, ValueError, AttributeError):
        name = None
    return name if isinstance(name, str) else _place(root, given)
