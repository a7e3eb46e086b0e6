"""The Region that templates are deployed to, where something in them tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.awsdata.regions import regions
from generator.ecs.arns import region
from generator.stack import Absent, Call, Choice, Graph, Listing, Literal, Mapping, Text, Value

_BY_PROPERTY = (
    ("AWS::EC2::Subnet", ("AvailabilityZone",), r"({region})[a-z]"),
    ("AWS::RDS::DBInstance", ("AvailabilityZone",), r"({region})[a-z]"),
    ("AWS::RDS::DBCluster", ("AvailabilityZones",), r"({region})[a-z]"),
    ("AWS::AutoScaling::AutoScalingGroup", ("AvailabilityZones",), r"({region})[a-z]"),
    ("AWS::EC2::VPCEndpoint", ("ServiceName",), r"(?:cn\.)?com\.amazonaws\.({region})\..+"),
    ("AWS::ElasticLoadBalancingV2::Listener", ("Certificates",), r"arn:[a-z-]+:acm:({region}):.+"),
)
"""Properties that can name things of the own Region only, and the Region in them."""


@dataclass(frozen=True)
class Home:
    """A Region. ``because`` tells what names it; empty when it was given."""

    region: str
    because: str = ""


class Homes:
    """What a graph tells of its Region."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def certain(self, apart: str = "") -> Home | None:
        """The Region, when it was given, or when something that exists in no other names it; not one type ``apart``."""
        given = region(self.graph)
        if isinstance(given, Literal):
            return Home(given.text)
        named: dict[str, Home] = {}
        for kind, steps, form in (each for each in _BY_PROPERTY if each[0] != apart):
            pattern = _pattern(form)
            for resource in self.graph.of_type(kind):
                if kind == "AWS::EC2::VPCEndpoint" and not isinstance(resource.get("ServiceRegion"), Absent):
                    continue
                for text in _texts(resource.get(*steps)):
                    if match := pattern.fullmatch(text):
                        named.setdefault(match[1], Home(match[1], f"{steps[0]} of {resource}"))
        return next(iter(named.values())) if len(named) == 1 else None

    def likely(self, apart: str) -> str:
        """The only Region that is written anywhere but in properties of the name ``apart``; empty when there is none.

        Whoever writes one Region into images, ARNs and policies deploys there.
        """
        found = {
            name
            for resource in self.graph.resources
            for text in _texts(resource.get(), apart)
            for name in _pattern(r"(?<![\w-])({region})(?![\w-])").findall(text)
        }
        return next(iter(found)) if len(found) == 1 else ""


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form.replace("{region}", "|".join(sorted(regions(), key=len, reverse=True))))


def _texts(value: Value, apart: str = "") -> Iterator[str]:
    """Every text that is written out in a value; what stands under a key of some name is left out."""
    pending = [value]
    while pending:
        match pending.pop():
            case Literal(text):
                yield text
            case Text(inner) | Listing(inner) | Call(_, inner):
                pending += inner
            case Choice(_, first, second):
                pending += (first, second)
            case Mapping(entries):
                pending += (inner for key, inner in entries if key != apart)
