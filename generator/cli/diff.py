"""diff: what changed, in words."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from generator.cli.common import Parser, failed
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
    what = "root template or folder as it was, on disk or as COMMIT:PATH of git (HEAD:output)"
    parser.add_argument("old", nargs="?", metavar="OLD", help=what)
    parser.add_argument("new", nargs="?", metavar="NEW", help="root template or folder as it is (output)")
    what = "for people (text), programs, pull requests"
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help=what)


def run(options: argparse.Namespace) -> int:
    """What changed: resources, restarts, what opens, what tasks lose or gain in the proof, and what it costs."""
    from generator.comparison import Comparison, committed, compare, pairs
    from generator.report import diff_data, diff_markdown, diff_text
    from generator.report.style import terminal_style

    found: list[Comparison] = []
    new = Path(options.new or _DEFAULT)
    if not (options.new or new.exists()):
        hint = f"name templates or folders, or run: {program()} build"
        raise InputError([Problem((), "there is no such folder", hint=hint, where=str(new))])
    commit, _, path = (options.old or f"HEAD:{_DEFAULT}").partition(":")
    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
        project, old = None, Path(options.old or "")
        if path and not (options.old and old.exists()):
            project = Path(name).resolve()
            old = committed(Path(path), commit, project)
        found = [compare(pair, project) for pair in pairs(old, new)]
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
