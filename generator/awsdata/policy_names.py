"""The names of AWS's own policies."""

from __future__ import annotations

from functools import cache

from generator.awsdata.load import Table, Words

_NAMES = Table("policy_names.yaml", "names", Words)
TABLES = (_NAMES,)


@cache
def policy_names() -> frozenset[str]:
    """What follows ``arn:aws:iam::aws:policy/`` in the ARN of each that there is."""
    return frozenset(_NAMES.entries["aws"].words)
