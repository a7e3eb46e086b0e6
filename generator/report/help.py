"""Help on the command line, folded to the width of the terminal."""

from __future__ import annotations

import argparse
import re
import textwrap
from itertools import groupby

_EXAMPLE = re.compile(r"(  \S.*?)(?:  +| +(?=# ))(\S.*)")


class Help(argparse.HelpFormatter):
    """Folds what argparse would either print as it is or fill into one paragraph: paragraphs, and lists of examples.

    An example that has no room on its line has its remark on the next.
    """

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines: list[str] = []
        for prose, group in groupby(text.splitlines(), key=lambda line: bool(line) and not line.startswith(" ")):
            if prose:
                lines += textwrap.wrap(" ".join(group), width, break_long_words=False, break_on_hyphens=False)
            else:
                lines += [folded for line in group for folded in _example(line, width)]
        return "\n".join(f"{indent}{line}" if line else line for line in lines)


def _example(line: str, width: int) -> list[str]:
    found = _EXAMPLE.fullmatch(line)
    if len(line) <= width or not found:
        return [line]
    hang = " " * 6
    remark = textwrap.wrap(found[2], width, initial_indent=hang, subsequent_indent=hang, break_on_hyphens=False)
    return [found[1], *remark]
