"""What a finding owes to the Defaults of parameters, in words: another value may be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.stack import Listing, Literal, Mapping, Resource, Step, Text, Value, defaults

_CONDITION = "If "
_PACKETS = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6")
_LISTS = {"SecurityGroupIngress": _PACKETS, "SecurityGroupEgress": _PACKETS, "Command": ()}
"""Lists all of whose items are judged, with the properties of each that are."""
_TOGETHER = {
    "HealthCheckTimeoutSeconds": ("HealthCheckIntervalSeconds",),
    "HealthCheckIntervalSeconds": ("HealthCheckTimeoutSeconds",),
}


def resting(resource: Resource, steps: Sequence[str | int], values: Iterable[Value]) -> str:
    """Say on which Defaults it rests that a resource exists, and has these values; empty when on none.

    The value at ``steps`` is one of them where it is a text or number, and so is what is judged together with it. A
    list or mapping holds more than was judged, but the rules of a group, which are all asked, and a command.
    """
    judged = (*values, *(_judged(resource, steps) if steps else ()))
    used = dict.fromkeys((*(step for value in judged for step in defaults(value)), *resource.rests_on))
    return f" ({said})" if (said := _said(tuple(used))) else ""


def resting_on(parameters: Sequence[str]) -> str:
    """The same of parameters whose names are known."""
    if not parameters:
        return ""
    return f" (this rests on the Default{'s' if len(parameters) > 1 else ''} of {_listed(parameters)})"


def _judged(resource: Resource, steps: Sequence[str | int]) -> Iterator[Value]:
    pointed, *above = resource.get(*steps), *steps[:-1]
    if isinstance(pointed, Literal | Text):
        yield pointed
    for name in _TOGETHER.get(str(steps[-1]), ()):
        yield resource.get(*above, name)
    for item in pointed.items if isinstance(pointed, Listing) and steps[-1] in _LISTS else ():
        yield from (item.get(name) for name in _LISTS[str(steps[-1])]) if isinstance(item, Mapping) else (item,)


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
