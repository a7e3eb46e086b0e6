"""Lines of logs, without what is a secret in them: by the same forms as secrets in templates are found by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.text.credentials import HIDDEN, credential, hidden, plain_secret

LONGEST = 1000
"""Characters of a line that are kept."""

_GIVEN = re.compile(
    r"""(?P<name>(?<![\w.-])[\w.-]{0,60}?(?:passw(?:or)?d|passphrase|secret|token|(?:api|secret|access|private)[_-]?key|[_-]pwd))"""
    r"""(?P<mark>["']?\s{0,3}[=:]\s{0,3}["']?)(?P<value>[^\s"',;&}\]]{4,})""",
    re.IGNORECASE,
)
"""A name and its value, as programs write what they were started with: ``DB_PASSWORD=...``, ``"apiKey": "..."``."""


def masked(lines: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Take secrets out of lines; gives the lines and how many of them had one.

    What is hidden is what has the form of a secret, and what stands behind a name that calls it one.
    """
    kept, count = [], 0
    for line in lines:
        clean = _GIVEN.sub(_masked_value, hidden(line[: LONGEST * 4]))[:LONGEST]
        count += clean != line[:LONGEST]
        kept.append(clean)
    return tuple(kept), count


def _masked_value(given: re.Match[str]) -> str:
    value = given["value"]
    if value.startswith("(not") or not (credential(value) or plain_secret(_upper(given["name"]), value)):
        return given[0]
    return f"{given['name']}{given['mark']}({HIDDEN})"


def _upper(name: str) -> str:
    """A name as variables are written, so that ``dbPassword`` and ``db.password`` are seen like ``DB_PASSWORD``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[.-]", "_", name).upper()
