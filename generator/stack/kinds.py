"""Which kind of resource a property or a parameter wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.awsdata.resources import parameter_types, resource_types


@dataclass(frozen=True)
class Want:
    """What a property takes: one of these types, or a list of them."""

    types: tuple[str, ...]
    many: bool = False

    def __str__(self) -> str:
        names = [kind.rpartition("::")[2] for kind in self.types]
        return (f"a list of {names[0]}" if self.many else " or ".join(names)) if names else "one value"


@cache
def wanted_by_properties() -> Mapping[str, Mapping[tuple[str, ...], Want]]:
    """What properties want: by type, and by the steps to the property."""
    return {
        kind: {tuple(taken.property.split(".")): Want(taken.of, taken.many) for taken in known.takes}
        for kind, known in resource_types().items()
        if known.takes
    }


def wanted_by_parameter(kind: str | None) -> Want | None:
    """What a parameter of a type wants; None where that is not known."""
    known = parameter_types().get(kind or "")
    return Want(known.of, known.many) if known else None
