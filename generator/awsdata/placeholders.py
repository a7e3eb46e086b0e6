"""What stands in examples for something that somebody has, and nobody has."""

from __future__ import annotations

import re

# The account ids and the certificate of AWS's own documentation, seen all over it; general knowledge, 2026-11.
_ACCOUNTS = frozenset(
    {
        "000000000000", "012345678901", "111111111111", "111122223333", "123456789012", "444455556666", "555555555555",
        "777788889999", "999999999999",
    }
)  # fmt: skip
_CERTIFICATE = re.compile(r":(?P<account>[^:]*):(?:server-)?certificate/(?P<id>[^:/]+)$")
_EXAMPLE_ID = re.compile(
    r"(?P<digit>[0-9a-fxX])(?P=digit)*(?:-(?P=digit)+)*|12345678-1234-1234-1234-1234567890(?:12|ab)"
)


def certificate(arn: str) -> bool:
    """Tell whether the ARN of a certificate was copied from an example, so that there is none behind it."""
    found = _CERTIFICATE.search(arn.strip())
    return bool(found and (found["account"] in _ACCOUNTS or _EXAMPLE_ID.fullmatch(found["id"])))
