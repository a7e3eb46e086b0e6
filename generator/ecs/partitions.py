"""The partition of AWS that a graph is for: told by the Region, or by what is written out; else ``aws`` is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from generator.awsdata.regions import partition_of
from generator.ecs.arns import region
from generator.stack import Graph, Literal

USUAL = "aws"
# What is written in templates for other partitions, and in none for `aws`. Source: awsdata/regions.yaml; AWS General
# Reference, "Amazon Resource Names (ARNs)"; read 2026-11.
_OTHERS = ("arn:aws-", ".amazonaws.com.cn", "cn.com.amazonaws.", "com.amazonaws.us-gov-", "com.amazonaws.cn-")


@dataclass(frozen=True)
class Partition:
    """``name`` is empty where templates speak of several; it is ``told``, or taken because nothing tells another."""

    name: str
    told: bool


def partition(graph: Graph) -> Partition:
    """The partition that everything is deployed to."""
    known = _KNOWN.get(graph)
    if known is None:
        known = _KNOWN[graph] = _partition(graph)
    return known


_KNOWN: WeakKeyDictionary[Graph, Partition] = WeakKeyDictionary()


def _partition(graph: Graph) -> Partition:
    given = graph.pseudo("AWS::Partition")
    if isinstance(given, Literal):
        return Partition(given.text, told=True)
    place = region(graph)
    if isinstance(place, Literal) and (home := partition_of(place.text)):
        return Partition(home, told=True)
    others = any(word in text for resource in graph.resources for text in _texts(resource.body) for word in _OTHERS)
    return Partition("" if others else USUAL, told=False)


def _texts(node: Any) -> Iterator[str]:
    pending, seen = [node], set[int]()
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, dict | list) and id(current) not in seen:
            seen.add(id(current))
            pending.extend(current.values() if isinstance(current, dict) else current)
