"""What is refused of policies that scale by steps: steps that leave something out, or that meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource, Value

_PLACES = {
    "AWS::AutoScaling::ScalingPolicy": ("StepAdjustments",),
    "AWS::ApplicationAutoScaling::ScalingPolicy": ("StepScalingPolicyConfiguration", "StepAdjustments"),
}


def steps(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: EC2 Auto Scaling and Application Auto Scaling API Reference, StepAdjustment (ranges neither overlap nor
    have a gap); read 2026-11."""
    written = [value for _, value in items(policy.get(*_PLACES[policy.type]))]
    ranges = [(_bound(each, "Lower", -inf), _bound(each, "Upper", inf)) for each in written]
    known = sorted((low, high) for low, high in ranges if low is not None and high is not None)
    if len(known) < len(ranges):
        return
    for (_, end), (start, _) in pairwise(known):
        if end != start:
            fault = "leave a gap" if end < start else "overlap"
            yield f"the StepAdjustments of {policy} {fault}: one ends at {end:g}, and the next begins at {start:g}"


def _bound(step: Value, which: str, absent: float) -> float | None:
    """An end of a step; None where it is not known."""
    if not isinstance(step, Mapping) or step.rest is not None:
        return None
    value = step.get(f"MetricInterval{which}Bound")
    if isinstance(value, Absent):
        return absent
    try:
        return float(literal(value) or "")
    except ValueError:
        return None


REFUSALS: Refusals = dict.fromkeys(_PLACES, (steps,))
