"""What a finding owes to the Defaults of parameters, in words: another value may be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.stack import Literal, Resource, Step, Text, Value, defaults

_CONDITION = "If "


def resting(resource: Resource, steps: Sequence[str | int], values: Iterable[Value]) -> str:
    """Say on which Defaults it rests that a resource exists, and has these values; empty when on none.

    The value at ``steps`` is one of them where it is a text or number. A list or mapping holds more than was judged.
    """
    pointed = resource.get(*steps) if steps else None
    judged = (*values, *([pointed] if isinstance(pointed, Literal | Text) else ()))
    used = dict.fromkeys((*(step for value in judged for step in defaults(value)), *resource.rests_on))
    return f" ({said})" if (said := _said(tuple(used))) else ""


def _said(used: Sequence[Step]) -> str:
    names = tuple(dict.fromkeys(step.what for step in used))
    parameters = [name for name in names if not name.startswith(_CONDITION)]
    conditions = [name.removeprefix(_CONDITION) for name in names if name.startswith(_CONDITION)]
    said = []
    if parameters:
        said.append(f"the Default{'s' if len(parameters) > 1 else ''} of {_listed(parameters)}")
    if conditions:
        said.append(f"the Defaults by which {_listed(conditions)} is decided")
    return f"this rests on {' and '.join(said)}" if said else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
