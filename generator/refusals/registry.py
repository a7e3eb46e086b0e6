"""Every refusal by a service: each module of ``resources/`` says by type what is asked of a resource."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import generator.refusals.resources as package
from generator.refusals.refusal import Refusal, Refusals, Together
from generator.stack import Graph, Resource

_CUSTOM = "AWS::CloudFormation::CustomResource"


def refused_alone(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of one resource its service refuses, because of how it stands there or of what it refers to."""
    kind = _CUSTOM if resource.type.startswith("Custom::") else resource.type
    for refusal in refusals().get(kind, ()):
        yield from refusal(graph, resource)


def refused_together(graph: Graph) -> Iterator[str]:
    """Say which resources are for one thing that takes one of them."""
    for refusal in together():
        yield from refusal(graph)


@cache
def refusals() -> Refusals:
    """What is asked of the resources of each type: ``REFUSALS`` of every module that has some."""
    by_type: dict[str, tuple[Refusal, ...]] = defaultdict(tuple)
    for module in _modules():
        for kind, asked in getattr(module, "REFUSALS", {}).items():
            by_type[kind] += asked
    return dict(by_type)


@cache
def together() -> Together:
    """What is asked of a graph: ``TOGETHER`` of every module that has some."""
    return tuple(asked for module in _modules() for asked in getattr(module, "TOGETHER", ()))


def _modules() -> Iterator[ModuleType]:
    for place in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(place.name)
