"""What CloudFormation says of a change set that it made all the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """One sentence of validation before deployment, or of a hook.

    ``path`` leads to the resource or nested stack that it is about; it is empty for the whole. ``warns`` is False for
    what passed.
    """

    path: str
    what: str
    warns: bool = True
