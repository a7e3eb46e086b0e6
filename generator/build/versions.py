"""The versions that output/ of this release is made and judged with. Others work as well, and may write other bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

MADE_WITH = {"troposphere": "4.11.1", "awacs": "2.6.1", "PyYAML": "6.0.4", "cfn-lint": "1.58.0"}
"""The same as the extra ``test`` of setup.cfg pins; a test compares them."""


def other_versions(installed: Callable[[str], str] = version) -> Iterator[str]:
    """Name each library that is installed in another version, with both."""
    for name, made_with in MADE_WITH.items():
        if (there := installed(name)) != made_with:
            yield f"{name} {there} instead of {made_with}"
