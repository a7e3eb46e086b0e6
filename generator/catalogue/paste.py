"""Make plain text of what people paste: consoles, CI logs, JSON, mails, at any length."""

from __future__ import annotations

import html
import re

LIMIT = 2_000_000
"""How much of a text is read, in characters: of a longer one its beginning and, twice as much, its end."""

_COLOUR = re.compile(
    r"(?:\x1b|\^\[|␛)\[[0-?]{0,40}[ -/]{0,4}[@-~]"  # ESC [31m, also as some viewers show it
    r"|\x1b\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\)?"  # titles and links
    r"|\[[\d;]{1,20}m"  # [31m, when the viewer swallowed ESC
)
_ESCAPE = re.compile(r"\\(?:[nrt]|u(?P<code>[0-9a-fA-F]{4}))")
_PREFIX = re.compile(
    r"""^(?:
        [ \t]{0,40}
        (?: \[? \d{4}-\d\d-\d\d [T ] \d\d:\d\d:\d\d [.,\d]{0,12} (?:Z|[+-]\d\d:?\d\d)? \]?  # 2026-11-23T10:00:00.000Z
          | \[? \d\d:\d\d:\d\d [.,\d]{0,12} \]?                                             # [10:00:00]
          | \d\d[OE]\+?                                                                     # GitLab: 01O
          | \[ (?:INFO|ERROR|WARN|WARNING|DEBUG|FATAL) \] | \#\#\[\w{1,20}\]                # Maven, GitHub, Azure
          | [\w./-]{1,60} [ \t]{1,40} \|                                                    # docker compose: web-1  |
          | [>|]                                                                            # mails, tables
        ) (?=[ \t]|$)
    ){1,4}""",
    re.MULTILINE | re.VERBOSE,
)


def plain(text: str) -> str:
    """Take away colours, escapes, and what CI and log viewers put before each line."""
    if len(text) > LIMIT:
        text = text[: LIMIT // 3] + "\n" + text[-(LIMIT - LIMIT // 3) :]
    text = text.replace("\0", "")  # UTF-16, as PowerShell writes it, read as bytes
    text = _ESCAPE.sub(_unescaped, _COLOUR.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    return _PREFIX.sub("", text)


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape["code"], 16)) if escape["code"] else "\n"
