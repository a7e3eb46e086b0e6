"""The sizes that Fargate sells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Size(Fact):
    """The memory in MiB that goes with some CPU: the amounts by name, or from least to most in steps."""

    memory: tuple[int, ...] = ()
    least: int = 0
    most: int = 0
    step: int = 1

    @property
    def amounts(self) -> tuple[int, ...]:
        """All of them, in order."""
        return self.memory or tuple(range(self.least, self.most + 1, self.step))


_SIZES = Table("fargate.yaml", "sizes", Size)
TABLES = (_SIZES,)


@cache
def sizes() -> Mapping[int, tuple[int, ...]]:
    """The memory in MiB that goes with each amount of CPU units."""
    return {int(cpu): size.amounts for cpu, size in _SIZES.entries.items()}


def accepted_memory(cpu: int) -> str:
    """Say which memory goes with this many CPU units."""
    size = _SIZES.entries[str(cpu)]
    return ", ".join(map(str, size.memory)) or f"{size.least} to {size.most} in steps of {size.step}"
