"""Whether a stack runs as it should, as far as its evidence shows."""

from __future__ import annotations

from generator.diagnosis.bundle import Bundle, Service

_WENT_WELL = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "IMPORT_COMPLETE")
"""Statuses after an operation that did what it was to do (CloudFormation User Guide, "Stack status codes", 2026-11)."""


def went_well(bundle: Bundle) -> bool:
    """Whether the last operation of the stack did what it was to do."""
    return bundle.status in _WENT_WELL


def healthy(bundle: Bundle) -> bool:
    """Whether the last operation went well, every service is steady, and every target that was seen is healthy.

    False as well where something of it could not be read.
    """
    return (
        went_well(bundle)
        and not bundle.gaps
        and all(map(_steady, bundle.services))
        and all(target.state not in ("unhealthy", "unavailable") for target in bundle.targets)
    )


def _steady(service: Service) -> bool:
    primary = [deployment for deployment in service.deployments if deployment.status == "PRIMARY"]
    return service.status == "ACTIVE" and all(
        each.rollout in ("COMPLETED", "") and each.running >= each.desired for each in primary
    )
