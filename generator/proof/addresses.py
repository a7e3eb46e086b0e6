"""Do the ranges of subnets fit into their VPC, and beside each other?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.ecs.addresses import ranges, subnets
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Literal, Resource


def address_faults(context: Context) -> Iterator[Worded]:
    """Give the subnets that EC2 refuses; what one template spells out is left to cfn-lint (E3059, E3060)."""
    found = [each for each in subnets(context.graph) if each[0].exists is Truth.YES]
    for subnet, block, vpc in found:
        whole = ranges(context.graph, vpc)
        if whole and not any(block.subnet_of(each) for each in whole) and not _spelt_out(subnet, vpc):
            what = f"{subnet} has the range {block}, but {vpc} has {', '.join(map(str, whole))}: the CIDR is invalid, "
            what += "and the subnet is not created"
            yield Worded("ECS112", subnet, ("CidrBlock",), what, f"CidrBlock: a part of {whole[0]}")
    for (one, block, vpc), (other, taken, theirs) in combinations(found, 2):
        if vpc is theirs and block.overlaps(taken) and not _spelt_out(one, other):
            what = f"{other} has the range {taken}, which overlaps {block} of {one} in {vpc}: the CIDR conflicts with "
            what += "another subnet, and one of the two is not created"
            yield Worded("ECS112", other, ("CidrBlock",), what, f"CidrBlock: a range that {one} does not have")


def _spelt_out(one: Resource, other: Resource) -> bool:
    values = [each.get("CidrBlock") for each in (one, other)]
    plain = all(isinstance(value, Literal) and not value.via for value in values)
    return plain and one.at is other.at
