"""Lines folded at words to the width of a terminal; in a file or a pipe every line stays one, as programs read it."""

from __future__ import annotations

import re

from generator.report.style import Style

_COLOUR = re.compile(r"\033\[[0-9;]*m")
_COMMAND = re.compile(r"\s+(?:aws |python |ecs-proof |git |pip |https?://)|.*\s\$ ")
"""An indented line that is to be copied, and stays whole: it is a command, or one stands behind a prompt."""


_ENDS_IN_COMMAND = re.compile(r"(.*:) ((?:aws|ecs-proof|git|pip|python3?) .*)")


def folded(text: str, style: Style, hang: int = 4) -> str:
    """Fold what is longer than the terminal is wide; what follows is indented by ``hang`` columns."""
    if not style.cut:
        return text
    return "\n".join(part for line in text.split("\n") for part in _parts(line, style.width, hang))


def _parts(line: str, width: int, hang: int) -> list[str]:
    if _seen(line) <= width or _COMMAND.match(line):
        return [line]
    if found := _ENDS_IN_COMMAND.fullmatch(line):
        return [*_parts(found[1], width, hang), " " * hang + found[2]]
    parts, now = [], ""
    for word in re.findall(r"\s*\S+", line):
        if now.strip() and _seen(now + word) > width:
            parts.append(now)
            now = " " * hang + word.lstrip()
        else:
            now += word
    return [*parts, now]


def _seen(text: str) -> int:
    return len(_COLOUR.sub("", text))
