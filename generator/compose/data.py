"""Whether a template is data that a file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def not_data(template: Any) -> Iterator[tuple[str, Any]]:
    """What YAML could not write, or CloudFormation could not read, with its place."""
    pending: list[tuple[tuple[str, ...], Any]] = [((), template)]
    while pending:
        place, value = pending.pop()
        if type(value) is dict:
            pending += [((*place, str(key)), inner) for key, inner in value.items()]
            if not all(isinstance(key, str) for key in value) or not _refers(value):
                yield ".".join(place), value
        elif type(value) is list:
            pending += [((*place, str(index)), inner) for index, inner in enumerate(value)]
        elif not isinstance(value, str | int | float):
            yield ".".join(place), value


def _refers(value: dict[str, Any]) -> bool:
    """Tell whether a reference, if it is one, names something."""
    if len(value) != 1:
        return True
    ((key, inner),) = value.items()
    if key == "Ref":
        return isinstance(inner, str)
    first = inner[0] if isinstance(inner, list) and len(inner) == 2 else inner
    if key == "Fn::Sub":
        return isinstance(first, str) and (not isinstance(inner, list) or isinstance(inner[1], dict))
    return key != "Fn::GetAtt" or isinstance(first, str)
