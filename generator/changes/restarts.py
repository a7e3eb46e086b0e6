"""Which services start new tasks because of a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.changes.change import Change, Difference

SERVICE, DEFINITION = "AWS::ECS::Service", "AWS::ECS::TaskDefinition"

# Properties of a service whose change starts no new deployment of it: what is scheduled stays as it is. ECS API
# reference, UpdateService, which says so of each (read 2026-11 in botocore 1.43.106). CapacityProviderStrategy is left
# out, of which it says so too: whether CloudFormation forces a deployment there is not known.
_WITHOUT_DEPLOYMENT = {
    "DesiredCount",
    "DeploymentConfiguration",
    "HealthCheckGracePeriodSeconds",
    "EnableECSManagedTags",
    "EnableExecuteCommand",
    "PlacementConstraints",
    "PlacementStrategies",
    "PropagateTags",
    "Tags",
    "AvailabilityZoneRebalancing",
}


def restarts(changes: Iterable[Change]) -> list[Change]:
    """The services whose running tasks are replaced by new ones.

    A service that takes a value of another stack is in every change set that touches that stack, for the value might
    differ, and mostly does not. It restarts when something is certainly replaced that such a value can come from: a
    database, say, whose address stands in the task definition.
    """
    listed = list(changes)
    return [change for change in listed if _restarts(change, listed)]


def _restarts(service: Change, changes: Sequence[Change]) -> bool:
    if service.type != SERVICE or service.action not in ("modify", "replace"):
        return False
    if service.action == "replace" and not service.possible:
        return True
    deploying = [
        difference for difference in service.differences if difference.path.partition(".")[0] not in _WITHOUT_DEPLOYMENT
    ]
    if not deploying:
        return not service.differences
    return any(_certain(difference, service, changes) for difference in deploying) or any(
        _gives_a_new_value(change, service) for change in changes
    )


def _certain(difference: Difference, service: Change, changes: Sequence[Change]) -> bool:
    """Tell whether a property certainly changes; the task definition does when the one beside it certainly does."""
    if not difference.certain or difference.path != "TaskDefinition" or difference.after is not None:
        return difference.certain
    beside = [change for change in changes if change.type == DEFINITION and change.path[:-1] == service.path[:-1]]
    return not beside or not all(change.possible for change in beside)


def _gives_a_new_value(change: Change, service: Change) -> bool:
    """Tell whether a change certainly gives a value that is not known yet to a service."""
    if change.action != "replace" or change.possible:
        return False
    # A task definition is taken by the service beside it, and nobody else.
    return change.type != DEFINITION or change.path[:-1] == service.path[:-1]
