"""diff: what changed, in words."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.common import AS_IT_WAS, Parser, failed
from generator.errors import InputError, Problem
from generator.hints import program

_DEFAULT = Path("output")
EXAMPLES = """\
  python -m generator diff                                  # output/ of the last commit against today's
  python -m generator diff main:output --format markdown    # against a branch, for a comment on a pull request
  python -m generator diff HEAD:infra/root.yaml infra/root.yaml
  python -m generator diff before/ after/ --format json     # every root template of two folders"""


def options(parser: Parser) -> None:
    """Take what was and what is, and a format."""
    parser.add_argument("old", nargs="?", metavar="OLD", help=f"{AS_IT_WAS} (HEAD:output)")
    parser.add_argument("new", nargs="?", metavar="NEW", help="root template or folder as it is (output)")
    what = "for people (text), programs, pull requests"
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help=what)


def run(options: argparse.Namespace) -> int:
    """What changed: resources, restarts, what opens, what tasks lose or gain in the proof, and what it costs."""
    from generator.comparison import against
    from generator.report import diff_data, diff_markdown, diff_text
    from generator.report.style import terminal_style
    from generator.report.waiting import Waiting

    new = Path(options.new or _DEFAULT)
    if not (options.new or new.exists()):
        hint = f"name templates or folders, or run: {program()} build"
        raise InputError([Problem((), "there is no such folder", hint=hint, where=str(new))])
    with Waiting() as waiting:
        found = [one for _, one in against(options.old or f"HEAD:{_DEFAULT}", new, step=waiting.step)]
    match options.format:
        case "json":
            made = diff_data.as_json(found)
        case "markdown":
            made = diff_markdown.markdown(found)
        case _:
            made = diff_text.text(found, terminal_style())
    print(made, end="")
    if crashes := {crash.key: crash for one in found for crash in one.crashes}:
        return failed(list(crashes.values()), options)
    return 1 if any(one.loses for one in found) else 0
