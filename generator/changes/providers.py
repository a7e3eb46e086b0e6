"""Capacity providers that a cluster gives up while tasks still run on them, which ECS refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.changes.change import Change
from generator.changes.restarts import SERVICE

_CLUSTERS = ("AWS::ECS::Cluster", "AWS::ECS::ClusterCapacityProviderAssociations")


@dataclass(frozen=True)
class ProviderInUse:
    """A capacity provider that ``cluster`` gives up, and the services whose tasks run on it until they are changed."""

    cluster: Change
    provider: str
    services: tuple[Change, ...]


def providers_in_use(changes: Iterable[Change]) -> list[ProviderInUse]:
    """The capacity providers that clusters give up in the same change set as the services that used them.

    A provider can be disassociated from a cluster only when no task uses it (API reference of
    PutClusterCapacityProviders). CloudFormation changes the cluster before the services that refer to it, and ends with
    "The specified capacity provider is in use and cannot be removed" (github.com/aws/containers-roadmap/issues/631);
    both read 2026-11. A cluster or service of which the change set does not say what it was is passed over.
    """
    listed = list(changes)
    services = [change for change in listed if change.type == SERVICE and change.action != "add" and _has_tasks(change)]
    in_use = []
    for cluster in listed:
        if cluster.type not in _CLUSTERS or cluster.action != "modify":
            continue
        for provider in _given_up(cluster):
            users = [service for service in services if _may_run_in(service, cluster) and provider in _used(service)]
            if users:
                in_use.append(ProviderInUse(cluster, provider, tuple(users)))
    return in_use


def _given_up(cluster: Change) -> list[str]:
    before, after = cluster.before.get("CapacityProviders"), cluster.after.get("CapacityProviders", [])
    if not cluster.after or not isinstance(before, list) or not isinstance(after, list):
        return []
    return [provider for provider in before if isinstance(provider, str) and provider not in after]


def _used(service: Change) -> list[Any]:
    strategy = service.before.get("CapacityProviderStrategy")
    items = strategy if isinstance(strategy, list) else []
    return [item.get("CapacityProvider") for item in items if isinstance(item, Mapping)]


def _has_tasks(service: Change) -> bool:
    """Whether a service may have tasks: all but one of which the template itself wants none."""
    return str(service.before.get("DesiredCount")) != "0"


def _may_run_in(service: Change, cluster: Change) -> bool:
    """Whether a service may be one of the cluster: only two different names are certainly two clusters."""
    named = service.before.get("Cluster")
    own = cluster.before.get("Cluster", cluster.physical_id)
    if not isinstance(named, str) or not isinstance(own, str) or not named or not own:
        return True
    return named.rpartition("/")[2] == own.rpartition("/")[2]
