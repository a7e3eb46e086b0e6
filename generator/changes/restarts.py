"""Which services start new tasks because of a change."""

from __future__ import annotations

from collections.abc import Iterable

from generator.changes.change import Change

SERVICE, DEFINITION = "AWS::ECS::Service", "AWS::ECS::TaskDefinition"

# Properties of a service whose change starts no new deployment of it: what is scheduled stays as it is. ECS API
# reference, UpdateService, which names those that do; from general knowledge, 2026-11.
_QUIET = {
    "DesiredCount",
    "DeploymentConfiguration",
    "HealthCheckGracePeriodSeconds",
    "EnableECSManagedTags",
    "PropagateTags",
    "Tags",
    "AvailabilityZoneRebalancing",
}


def restarts(changes: Iterable[Change]) -> list[Change]:
    """Give the services whose running tasks are replaced by new ones."""
    found = []
    for change in changes:
        if change.type != SERVICE or change.action not in ("modify", "replace"):
            continue
        names = {each.path.partition(".")[0] for each in change.differences}
        if change.action == "replace" or not names or names - _QUIET:
            found.append(change)
    return found
