"""Where Fargate takes LinuxParameters.Tmpfs, a directory that is kept in the task's memory."""

from __future__ import annotations

# Source: "Amazon ECS now supports tmpfs mounts on AWS Fargate and ECS Managed Instances" (2026-01), which speaks of the
# commercial regions; containers-roadmap #736; both read 2026-11. Nothing was found on GovCloud, the sovereign and the
# isolated regions.
_NOT_CONFIRMED = ("us-gov-", "us-iso", "eu-isoe-", "eusc-", "cn-")


def on_fargate(region: str) -> bool:
    """Tell whether a region is documented to take it."""
    return not region.startswith(_NOT_CONFIRMED)
