"""Attributes and settings that are pairs of a name and a value, of which one half is written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource

_PAIRS = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ("LoadBalancerAttributes", "Key", "Value"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": ("TargetGroupAttributes", "Key", "Value"),
    "AWS::ECS::Cluster": ("ClusterSettings", "Name", "Value"),
}


def half_pairs(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, LoadBalancerAttribute and TargetGroupAttribute; ECS API Reference,
    ClusterSetting. None says what a half of a pair is for."""
    listed, key, value = _PAIRS[resource.type]
    for index, entry in items(resource.get(listed)):
        there = [not isinstance(resource.get(listed, index, name), Absent) for name in (key, value)]
        if isinstance(entry, Mapping) and there[0] != there[1]:
            yield f"entry {index + 1} in {listed} of {resource} has {key if there[0] else value} alone"


REFUSALS: Refusals = dict.fromkeys(_PAIRS, (half_pairs,))
