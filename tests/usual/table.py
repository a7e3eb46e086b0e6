"""The entries of the files in ``generator/awsdata/usual/``, made of what templates set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import floor, log10
from typing import Any

from generator.awsdata.usual import NUMBER, PLAIN
from generator.refusals.schema.looked_at import is_looked_at
from generator.refusals.schema.registry_schemas import schema
from generator.refusals.schema.seldom_set import is_of_a_tag
from tests.usual.used import Usage, Used

_ECS = ("AWS::ECS::Service", "AWS::ECS::TaskDefinition")
_FEW = 12
"""So many words at most are taken for all that there are, where the schema lists none."""
_OFTEN = 6
"""In so many repositories each of a few words has to be met on average for that."""
_INNOCENT = (
    "CompatibleRuntimes", "CountryCodes", "KeyType", "MetricIntervalLowerBound", "MetricIntervalUpperBound",
    "StandardUnit", "Statistic", "Unit",
)  # fmt: skip
"""Properties of which every word that the schema lists, or every number, is as good as any other."""
_FREE = (
    "Arn", "ARN", "Cidr", "CidrBlock", "CidrIp", "Description", "Field", "Id", "Identifier", "Key", "Name", "Path",
    "Username", "Value",
)  # fmt: skip
"""Properties that are one of some words in no case, however few of them are met."""

Entry = dict[str, Any]


def table(usage: Usage) -> dict[str, Entry]:
    """What is usual by type, as it is written in the files; of types that some repository has with ECS."""
    with_ecs = {who for kind in _ECS for who in usage.get((kind, ""), Used("anything")).repositories}
    entries: dict[str, Entry] = defaultdict(dict)
    for (kind, way), used in sorted(usage.items()):
        if not schema(kind) or not usage[kind, ""].repositories & with_ecs:
            continue
        entry = entries[kind]
        if way and not (is_looked_at(kind, way) or is_of_a_tag(way)):
            _enter(entry, way, used)
    return dict(entries)


def _enter(entry: Entry, way: str, used: Used) -> None:
    texts = used.texts
    if used.form == "word" and not way.endswith(_INNOCENT):
        entry.setdefault("words", {})[way] = sorted(texts)
    elif used.form == "number" and not way.endswith(_INNOCENT) and (numbers := _numbers(texts)):
        least, seldom = _short(min(numbers)), len(used.repositories) < _OFTEN
        entry.setdefault("numbers", {})[way] = [min(least, 1) if seldom else least, _rounded_up(max(numbers))]
    elif used.form == "text" and _are_words(way, used):
        entry.setdefault("words", {})[way] = sorted(text for text, who in texts.items() if len(who) > 1)
    elif used.form == "text" and texts and all(PLAIN.fullmatch(text) for text in texts):
        entry.setdefault("plain", []).append(way)
    else:
        entry.setdefault("anything", []).append(way)


def _are_words(way: str, used: Used) -> bool:
    if way.rpartition(".")[2].endswith(_FREE) or not 0 < len(used.texts) <= _FEW:
        return False
    met = [len(who) for who in used.texts.values()]
    return sum(met) / len(met) >= _OFTEN or (sum(met) >= _OFTEN and len(met) == 1)


def _numbers(texts: Iterable[str]) -> list[float]:
    return [float(text) for text in texts if NUMBER.fullmatch(text)]


def _rounded_up(number: float) -> float:
    """The next power of ten, since who sets more than others still sets what is usual."""
    return 0 if number <= 0 else int(10 ** (floor(log10(number)) + 1))


def _short(number: float) -> float:
    return int(number) if number == int(number) else number
