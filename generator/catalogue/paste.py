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
_BOLD = re.compile(r"\*\*")
_FOUND_BY_GREP = re.compile(r"^(?:[\w./-]{1,150}[:-])?\d{1,7}[:-]", re.MULTILINE)
_PREFIX = re.compile(
    r"""^(?:
        [ \t]{0,40}
        (?: \[? \d{4}[-/]\d\d[-/]\d\d [T ] \d\d:\d\d:\d\d [.,\d]{0,12} (?:Z|[+-]\d\d:?\d\d)? \]?  # a date and a time
          | \[? \d{1,2}:\d\d:\d\d [.,\d]{0,12} (?:[ ][AaPp][Mm])? \]?                         # [10:00:00], 4:43:04 pm
          | [A-Z][a-z]{2} [ ]{1,2} \d{1,2} [ ] \d\d:\d\d:\d\d [ ] [\w.-]{1,64} [ ] [\w./-]{1,48} (?:\[\d{1,7}\])? :
          | \[Container\]                                                                   # CodeBuild
          | [\w.-]{1,100} / [\w.-]{1,100} / [0-9a-f]{32}                                    # aws logs tail: the stream
          | \d{13}                                                                          # milliseconds since 1970
          | \d\d[OE]\+?                                                                     # GitLab: 01O
          | \[ (?:INFO|ERROR|WARN|WARNING|DEBUG|FATAL) \] | \#\#\[\w{1,20}\]                # Maven, GitHub, Azure
          | (?! [A-Z_]{4,40} (?:FAILED|COMPLETE|PROGRESS) ) [\w./-]{1,60} [ \t]{1,40} \|    # docker compose: web-1  |
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
    text = _BOLD.sub("", _ESCAPE.sub(_unescaped, _COLOUR.sub("", text)))
    if "&" in text:
        text = html.unescape(text)
    text = _PREFIX.sub("", text)
    lines = len(text.strip().splitlines())
    if lines > 1 and len(_FOUND_BY_GREP.findall(text)) >= lines:
        text = _PREFIX.sub("", _FOUND_BY_GREP.sub("", text))
    return text


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape["code"], 16)) if escape["code"] else "\n"
