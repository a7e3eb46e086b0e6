"""Patterns: for each GetAtt cfn-lint tries the names of all outputs of a nested stack as patterns.

The regex package forgets what it compiled after 500 of them. A root that nests 200 services has more, and compiling
them again took four fifths of the time it is linted in.
"""

from __future__ import annotations

from generator.lint.spared.found import found

_KEPT = 20_000
"""Compiled patterns that are kept, a kilobyte or two each."""


def spare() -> None:
    """Have the regex package of this process keep more of the patterns that it compiled."""
    compiles = vars(found("regex._main"))
    most = compiles.get("_MAXCACHE")
    if isinstance(most, int):
        compiles["_MAXCACHE"] = max(most, _KEPT)
