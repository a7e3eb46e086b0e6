"""What is used in a month: a file that says it, and items with what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.cost.item import Item
from generator.errors import InputError, Problem, did_you_mean
from generator.stack.parameters_file import decode

KEYS: Mapping[str, str] = {
    "endpoint-gb": "GB through interface endpoints",
    "nat-gb": "GB through NAT gateways",
    "lcu": "capacity units that load balancers use on average, all month",
    "logs-gb": "GB written to log groups",
    "logs-stored-gb": "GB that log groups keep",
    "flow-log-gb": "GB of flow logs",
    "ecr-gb": "GB of images that repositories keep",
    "s3-gb": "GB that buckets keep",
    "s3-writes": "thousands of PUT, COPY, POST and LIST requests",
    "s3-reads": "thousands of GET and other requests",
    "efs-gb": "GB that file systems keep",
    "aurora-gb": "GB that Aurora clusters keep",
    "aurora-requests": "millions of I/O requests of Aurora clusters",
    "acu-hours": "hours of Aurora capacity units above the minimum",
    "backup-gb": "GB of backups beyond the size of the databases",
    "secret-calls": "tens of thousands of calls of Secrets Manager",
    "kms-calls": "tens of thousands of calls of KMS",
    "waf-requests": "millions of requests through web ACLs",
    "task-hours": "hours that tasks run which schedules and rules start",
}
"""The keys of a usage file: what each counts, a month."""
RESOURCES = "resources"


@dataclass(frozen=True)
class Usage:
    """Amounts a month: of all resources together, and of single ones by their paths."""

    together: Mapping[str, float] = field(default_factory=dict)
    single: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    file: str = field(default="", compare=False)
    """Where it is from, for messages."""


def read_usage(path: Path) -> Usage:
    """Read a usage file. Raises InputError for keys that are none and for amounts that are no numbers."""
    content = decode(path, how="write one such as {nat-gb: 300}; docs/cost.md has the keys")
    problems: list[Problem] = []
    if not isinstance(content, dict):
        accepted = "a mapping of keys to amounts a month"
        raise InputError([Problem((), "holds no usage", accepted=accepted, where=str(path))])
    written = content.pop(RESOURCES, None) or {}
    together = dict(_amounts(content, (), path, problems))
    single: dict[str, Mapping[str, float]] = {}
    if not isinstance(written, dict):
        accepted = "{path of a resource: {key: amount}}"
        problems.append(Problem((RESOURCES,), "is not a mapping", accepted=accepted, where=str(path)))
        written = {}
    for name, amounts in written.items():
        single[str(name)] = dict(_amounts(amounts, (RESOURCES, str(name)), path, problems))
    if problems:
        raise InputError(problems)
    return Usage(together, single, str(path))


def _amounts(content: Any, steps: tuple[str, ...], path: Path, problems: list[Problem]) -> Iterator[tuple[str, float]]:
    if not isinstance(content, dict):
        problems.append(Problem(steps, "is not a mapping", accepted="{key: amount}", where=str(path)))
        return
    for key, amount in content.items():
        here = (*steps, str(key))
        if key not in KEYS:
            hint = did_you_mean(str(key), KEYS) or f"the keys are {', '.join(KEYS)}"
            problems.append(Problem(here, "is not a use that is paid for", hint=hint, where=str(path)))
        elif isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < 1e15:
            problems.append(Problem(here, "is not an amount", str(amount), "a number, 0 or more", where=str(path)))
        else:
            yield str(key), float(amount)


def refused(items: Sequence[Item], usage: Usage) -> list[Problem]:
    """Uses of single resources that nothing here is paid by, each with what is probably meant."""
    uses: dict[str, list[str]] = {}
    for item in items:
        if item.use:
            uses.setdefault(item.resource, []).append(item.use)
    problems = []
    for path, amounts in usage.single.items():
        for key in amounts:
            if key in uses.get(path, ()):
                continue
            if path in uses:
                what, accepted, hint = "is paid by no such use", ", ".join(dict.fromkeys(uses[path])), ""
            else:
                what, accepted = "no resource of this name is paid by use", ""
                hint = did_you_mean(path, uses) or "name resources by their paths, as this command shows them"
            problems.append(Problem((RESOURCES, path, key), what, accepted=accepted, hint=hint, where=usage.file))
    return problems


def strangers(items: Sequence[Item], usage: Usage) -> list[str]:
    """What a usage file names and no item asks for, as ``resources.Vpc/Nat.nat-gb``."""
    asked = {(item.resource, item.use) for item in items}
    keys = {use for _, use in asked}
    names = [key for key in usage.together if key not in keys]
    return names + [
        f"{RESOURCES}.{path}.{key}"
        for path, amounts in usage.single.items()
        for key in amounts
        if (path, key) not in asked
    ]


def used(items: Sequence[Item], usage: Usage) -> list[Item]:
    """Put in what is used. What is said of all together is shared out evenly among those of which nothing is said."""
    sharing = Counter(item.use for item in items if item.use and item.use not in usage.single.get(item.resource, ()))
    return [each for item in items for each in _with_use(item, usage, sharing)]


def _with_use(item: Item, usage: Usage, sharing: Mapping[str, int]) -> Iterator[Item]:
    amount = usage.single.get(item.resource, {}).get(item.use)
    if amount is None and item.use in usage.together:
        amount = usage.together[item.use] / sharing[item.use]
    if amount is None or item.unknown:
        yield item
    else:
        yield from tiers(item, amount)


def tiers(item: Item, amount: float) -> Iterator[Item]:
    """An amount of an item: one more for each lower price that a part of it has."""
    steps = [(0.0, item.unit_price), *((each.above, each.price) for each in item.then), (float("inf"), None)]
    for (above, price), (upto, _) in pairwise(steps):
        part = min(amount, upto) - above
        if part > 0 or above == 0:
            what = f"{item.what} above {above:,.0f} {item.unit}" if above else item.what
            yield replace(item, what=what, quantity=max(part, 0), unit_price=price, then=())
