"""What stands in examples for something that somebody has, and nobody has."""

from __future__ import annotations

import re
from functools import cache

from generator.awsdata.load import Table, Words

_ACCOUNTS = Table("placeholders.yaml", "accounts", Words)
_PATTERNS = Table("placeholders.yaml", "patterns", Words)
TABLES = (_ACCOUNTS, _PATTERNS)

_CERTIFICATE = re.compile(r":(?P<account>[^:]*):(?:server-)?certificate/(?P<id>[^:/]+)$")


@cache
def _certificate_ids() -> re.Pattern[str]:
    return re.compile("|".join(_PATTERNS.entries["certificate_ids"].words))


def to_be_replaced(text: str) -> bool:
    """Tell whether a text is no value, but says that somebody or something has to put one there."""
    return any(re.search(pattern, text) for pattern in _PATTERNS.entries["to_be_replaced"].words)


def certificate(arn: str) -> bool:
    """Tell whether the ARN of a certificate was copied from an example, so that there is none behind it."""
    match = _CERTIFICATE.search(arn.strip())
    if match is None:
        return False
    copied = match["account"] in _ACCOUNTS.entries["documentation"].words
    return copied or _certificate_ids().fullmatch(match["id"]) is not None
