"""The functions that make lists, and take them apart."""

from __future__ import annotations

import ipaddress
from itertools import islice
from typing import Any

from generator.stack import assemble
from generator.stack.assemble import call, choice, listing, malformed
from generator.stack.evaluator import Evaluator
from generator.stack.instances import Instance
from generator.stack.references import named
from generator.stack.values import Absent, Choice, Listing, Literal, Value

Place = tuple[int, int]


def join(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """The items of a list as one text."""
    match argument:
        case [str(delimiter), source]:
            return assemble.join(str.__str__(delimiter), evaluator.value(at, source))
    return malformed("Fn::Join takes a delimiter and a list")


def split(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """The parts of a text as a list."""
    match argument:
        case [str(delimiter), source]:
            return assemble.split(str.__str__(delimiter), evaluator.value(at, source))
    return malformed("Fn::Split takes a delimiter and a text")


def select(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """One item of a list."""
    if not isinstance(argument, list) or len(argument) != 2:
        return malformed("Fn::Select takes a number and a list")
    index, source = evaluator.value(at, argument[0]), evaluator.value(at, argument[1])
    return _selected(index, source)


def _selected(index: Value, source: Value) -> Value:
    match index, source:
        case _, Choice(condition, yes, no):
            return choice(condition, _selected(index, yes), _selected(index, no))
        case Literal(), Listing(items) if not any(_may_vanish(item) for item in items):
            number = index.integer
            if number is not None and 0 <= number < len(items):
                return items[number]
            return malformed(f"Fn::Select has no item {index.text[:80]} in {len(items)}")
        case Literal(), Literal() | Absent():
            return malformed("Fn::Select takes a list")
    return call("Select", index, source)


def _may_vanish(item: Value) -> bool:
    return isinstance(item, Choice) and any(isinstance(branch, Absent) for branch in (item.yes, item.no))


def get_azs(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """The availability zones of a region: only AWS can tell, but the same everywhere."""
    region = evaluator.value(at, argument)
    here = named(evaluator, at, "AWS::Region", place)
    return call("GetAZs", here if region in (Literal(""), Absent()) else region)


_MOST_BLOCKS = 256
"""Blocks that Fn::Cidr makes at most. Source: CloudFormation Template Reference, Fn::Cidr; read 2026-11."""


def cidr(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """Divide a block of addresses."""
    if not isinstance(argument, list) or len(argument) not in (2, 3):
        return malformed("Fn::Cidr takes a block, a number and the bits of each part")
    values = [evaluator.value(at, item) for item in argument]
    texts = [value.text for value in values if isinstance(value, Literal)]
    if len(texts) < len(values):
        return call("Cidr", *values)
    try:
        block = ipaddress.ip_network(texts[0], strict=False)
        bits = int(texts[2]) if len(texts) == 3 else block.max_prefixlen - (block.max_prefixlen - 8)
        if int(texts[1]) > min(_MOST_BLOCKS, 2 ** max(block.max_prefixlen - bits - block.prefixlen, 0)):
            return malformed(f"Fn::Cidr cannot make {texts[1]} blocks of {block}")
        subnets = block.subnets(new_prefix=block.max_prefixlen - bits)
        return listing(Literal(str(subnet)) for subnet in islice(subnets, int(texts[1])))
    except ValueError:
        return malformed("Fn::Cidr cannot divide this block so")


def length(evaluator: Evaluator, at: Instance, argument: Any, place: Place) -> Value:
    """The number of items in a list."""
    value = evaluator.value(at, argument)
    if isinstance(value, Listing) and not any(_may_vanish(item) for item in value.items):
        return Literal(str(len(value.items)))
    return call("Length", value)
