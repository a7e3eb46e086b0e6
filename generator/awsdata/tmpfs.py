"""Where Fargate takes LinuxParameters.Tmpfs, a directory that is kept in the task's memory."""

from __future__ import annotations

from generator.awsdata.load import Table, Words

_REGIONS = Table("tmpfs.yaml", "regions", Words)
TABLES = (_REGIONS,)


def on_fargate(region: str) -> bool:
    """Tell whether a region is documented to take it."""
    return not region.startswith(_REGIONS.entries["not_confirmed"].words)
