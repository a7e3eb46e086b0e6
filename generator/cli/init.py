"""init: something to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.common import Parser
from generator.hints import program

EXAMPLES = """\
  python -m generator init my-app"""


def options(parser: Parser) -> None:
    """Take a folder."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to write (here)")


def run(options: argparse.Namespace) -> int:
    """Write a starter app.yaml and templates/ into a folder."""
    from generator.build.starter import copy

    for path in copy(Path(options.folder)):
        print(path)
    print(f"next: cd {options.folder} && {program()} build")
    return 0
