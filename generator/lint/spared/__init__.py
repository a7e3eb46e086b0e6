"""What cfn-lint works out again and again though it always comes out the same: worked out once in a process.

None of it depends on the template, so no verdict changes; whatever of this another version of cfn-lint has not, or has
otherwise, stays as it is there. Read in cfn-lint 1.52 and 1.58 and in regex 2026.11, 2026-11.
"""

from __future__ import annotations

from functools import cache


@cache
def spare() -> None:
    """Have the cfn-lint of this process work these out once."""
    from generator.lint.spared import classes, comparisons, copies, patterns

    copies.spare()
    classes.spare()
    comparisons.spare()
    patterns.spare()
