"""Parameters of a database that ask for more memory than its class has: the server does not start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from generator.awsdata.instance_types import instance_type
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE
from generator.stack import Graph, Mapping, Resource

GROUP = "AWS::RDS::DBParameterGroup"
_PAGES = {"shared_buffers": 8192, "wal_buffers": 8192}
_BYTES = {"innodb_buffer_pool_size": 1}
_MOST = Fraction(9, 10)
"""The part of the memory that shared memory may take. Source: RDS User Guide, "Huge pages for RDS for PostgreSQL"
(incompatible-parameters where more than 90 percent is asked for); read 2026-11."""
_CONNECTION = 400 * 1024
"""Bytes for a connection that PostgreSQL may get, as a rule of thumb: what its locks and its process take. Ours; where
all of them come to more than the memory, the answer is not known."""
_FORMULA = re.compile(r"\{?\s*DBInstanceClassMemory\s*(?:\*\s*(\d+)\s*)?(?:/\s*(\d+)\s*)?(?:\*\s*(\d+)\s*)?\}?")


def memory_of_parameters(graph: Graph, instance: Resource) -> Iterator[str]:
    """Say which parameter asks for too much, or may.

    Source of the memory: RDS User Guide, "Hardware specifications for DB instance classes" (that of the EC2 type of the
    name); not looked up, 2026-11.
    """
    group = graph.target(instance.get("DBParameterGroupName"), GROUP)
    known = instance_type((literal(instance.get("DBInstanceClass")) or "").removeprefix("db."))
    written = group.get("Parameters") if group else None
    if known is None or not isinstance(written, Mapping):
        return
    memory = known.memory * 1024 * 1024
    taken = {}
    for name, value in written.entries:
        unit = _PAGES.get(name) or _BYTES.get(name)
        amount = _amount(literal(value) or "", memory)
        if unit and amount is not None:
            taken[name] = amount * unit
    if sum(taken.values()) > _MOST * memory:
        yield (
            f"{' and '.join(taken)} of {group} {'is' if len(taken) == 1 else 'are'} "
            f"{int(sum(taken.values())) // 1024**2} MiB, and {instance} has {known.memory} MiB of memory"
        )
    connections = _amount(literal(written.get("max_connections")) or "", memory)
    if connections is not None and connections > 5 * memory / 9_531_392 and connections * _CONNECTION > memory:
        yield (
            f"max_connections of {group} is {int(connections)}, and whether {instance} starts with that in "
            f"{known.memory} MiB of memory is not known"
        )


def _amount(text: str, memory: int) -> Fraction | None:
    """What a value comes to in its own unit; None when it is not known."""
    if text.strip().isdigit():
        return Fraction(int(text))
    found = _FORMULA.fullmatch(text.strip())
    if found is None or text.strip().startswith("{") != text.strip().endswith("}"):
        return None
    times, divided, after = (int(each) if each else 1 for each in found.groups())
    return Fraction(memory * times * after, divided) if divided else None


REFUSALS: Refusals = {
    INSTANCE: (memory_of_parameters,),
}
