"""Availability Zones of subnets, as templates name them: written out, by the number in GetAZs, or by a parameter."""

from __future__ import annotations

import re

from generator.logic import Truth, some, truth
from generator.stack import Absent, Call, Literal, Pseudo, Resource, Text, Value

ZONE_OF_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]|[a-z]{2,4}\d-az\d")
"""A zone of a Region, by its name or by its id: those of Local Zones and Outposts are longer."""


def zone(subnet: Resource) -> Value:
    """What names the zone of a subnet: AvailabilityZone or AvailabilityZoneId; Absent when EC2 is to pick one."""
    name = subnet.get("AvailabilityZone")
    return subnet.get("AvailabilityZoneId") if isinstance(name, Absent) else name


def in_one_zone(first: Resource, second: Resource) -> Truth:
    """Tell whether two subnets are in the same zone. Unknown where only AWS can tell, as between a name and an id."""
    if first.path == second.path:
        return Truth.YES
    by_name = [not isinstance(subnet.get("AvailabilityZone"), Absent) for subnet in (first, second)]
    if by_name[0] is not by_name[1]:
        return Truth.UNKNOWN
    return _same(zone(first), zone(second))


def is_in_zone(subnet: Resource, name: Value) -> Truth:
    """Tell whether a subnet is in the zone of a name."""
    return _same(subnet.get("AvailabilityZone"), name)


def covered(subnet: Resource, others: list[Resource]) -> Truth:
    """Tell whether any of some subnets is in the zone of one."""
    return some(in_one_zone(subnet, other) for other in others)


def _same(first: Value, second: Value) -> Truth:
    if isinstance(first, Absent) or isinstance(second, Absent):
        return Truth.UNKNOWN
    if first == second:
        return Truth.YES
    match first, second:
        case Literal(one), Literal(other):
            return truth(one.strip().lower() == other.strip().lower())
        case Call("Select", (Literal() as one, Call("GetAZs") as zones)), Call("Select", (Literal() as other, others)):
            # Each number is another zone of the one list that GetAZs gives.
            return truth(one.integer == other.integer) if zones == others else Truth.UNKNOWN
        case (Text(), _) | (_, Text()):
            letters = _letter(first), _letter(second)
            return Truth.UNKNOWN if "" in letters else truth(letters[0] == letters[1])
    return Truth.UNKNOWN


def _letter(name: Value) -> str:
    """The letter after the Region in the name of a zone: all zones that one stack can name differ in it."""
    match name:
        case Literal(text) if len(text) > 1 and text[-2].isdigit():
            return text[-1].lower()
        case Text((Pseudo("AWS::Region"), Literal(text))) if len(text) == 1:
            return text.lower()
    return ""
