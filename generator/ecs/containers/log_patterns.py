"""Where a log message begins, as the awslogs driver reads it: a pattern, or a format of dates that becomes one.

Source: moby, daemon/logger/awslogs (parseMultilineOptions: each conversion is replaced by a pattern, one that the
driver does not know by nothing, and what results is compiled as a regular expression of Go), which Fargate's
shim-loggers-for-containerd imports; read 2026-11.
"""

from __future__ import annotations

import re

_ALPHABETIC, _TWO = "(?:A|B)", "(?:0[1-9]|[1-9][0-9])"
_CONVERSIONS = {
    **dict.fromkeys("aAbBZ", _ALPHABETIC),
    **dict.fromkeys("dHIm", _TWO),
    **dict.fromkeys("MS", "[0-5][0-9]"),
    **dict.fromkeys("jL", r"\d{3}"),
    "w": "[0-6]", "Y": r"\d{4}", "y": r"\d{2}", "f": r"\d{6}", "p": "[AP]M", "z": r"[+-]\d{4}",
}  # fmt: skip
"""Of the same make as those of the driver: what matters is which brackets and parentheses they bring."""
_CONVERSION = re.compile(r"%(.)", re.DOTALL)
_ONLY_GO = re.compile(r"\\[pPCQEz]|\\x\{|\[\[:|\(\?[a-zA-Z^-]*[U^]|(?<!^)\(\?[imsx-]+\)")
"""What Go takes and Python does not: nothing is said of these."""
_NOT_GO = re.compile(r"\(\?<?[=!]|\(\?>|\(\?\(|\\[1-9]|\(\?P=")
"""Looking around and back, which regular expressions of Go do not have."""
_PAIRS = re.compile(r"\\\\")


def of_format(written: str) -> str:
    """The pattern that a format of dates becomes."""
    return _CONVERSION.sub(lambda found: _CONVERSIONS.get(found[1], ""), written)


def refused(pattern: str) -> str:
    """Why the driver does not take a pattern; empty where it does, or where it is not known."""
    if _ONLY_GO.search(pattern):
        return ""
    beyond = _NOT_GO.search(_PAIRS.sub("", pattern))
    if beyond:
        return f"{beyond[0]} is none of Go's regular expressions"
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
