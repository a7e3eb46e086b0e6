"""lint: cfn-lint and our rules over whole stacks."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, failed, say, whole_options
from generator.cli.piped import given
from generator.errors import InputError, Problem

if TYPE_CHECKING:
    from generator.lint.baseline import Compared
    from generator.lint.wholes import Linted

EXAMPLES = """\
  python -m generator lint                                  # what build wrote
  python -m generator lint infra/ --format sarif            # every root template below a folder
  python -m generator lint infra/root.yaml --parameters prod.json
  python -m generator lint infra/ --baseline known.json --write-baseline    # accept what is there; afterwards:
  python -m generator lint infra/ --baseline known.json     # only what is new is shown, and fails
  python -m generator lint --changed infra/network.yaml     # only the roots that nest this file
  python -m generator lint --stacks stacks.yaml             # sibling stacks, wherever they stand
  cat root.yaml | python -m generator lint - --format json  # for programs: docs/programs.md"""


def options(parser: Parser) -> None:
    """Take templates, a format, and what is accepted."""
    whole_options(parser)
    formats = ("text", "json", "sarif", "junit", "github")
    parser.add_argument("--format", choices=formats, default="text", help="for people or for programs (text)")
    what = "findings that are accepted for now: others alone are shown, and fail"
    parser.add_argument("--baseline", metavar="FILE", help=what)
    what = "accept everything that is found now: write it into the file of --baseline"
    parser.add_argument("--write-baseline", action="store_true", help=what)
    what = "leave out a rule, or all whose ids begin so, such as W or ECS05; may be given again"
    parser.add_argument("--ignore", metavar="RULE", action="append", default=[], help=what)
    parser.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    what = "look only at the root templates that are one of these files or nest one, as a hook before a commit does"
    parser.add_argument("--changed", nargs="+", metavar="FILE", action="extend", default=[], help=what)


def run(options: argparse.Namespace) -> int:
    """Find what keeps tasks from starting, in root templates and everything they nest; and what cfn-lint finds."""
    from generator.lint import baseline, default_cache
    from generator.lint.changed import concerned
    from generator.lint.wholes import lint_paths
    from generator.report.waiting import Waiting

    if options.write_baseline and not options.baseline:
        problem = Problem((), "needs the file to write to", hint="add --baseline FILE", where="--write-baseline")
        raise InputError([problem])
    if options.changed:
        options.paths = concerned([Path(path) for path in options.paths or ["."]], list(map(Path, options.changed)))
        if not options.paths:
            return 0
    with given(options) as (paths, parameters, stacks):
        with Waiting() as waiting:
            result = lint_paths(paths, default_cache(), parameters, stacks, waiting.step)
        found = tuple(each for each in result.findings if not each.rule.startswith(tuple(options.ignore)))
        if options.write_baseline:
            count = baseline.write(Path(options.baseline), found)
            say(f"{options.baseline}: {count} findings are accepted from now on")
            return failed(result.crashes, options) if result.crashes else 0
        if options.baseline:
            compared = baseline.compare(Path(options.baseline), found)
            found = compared.new
            if options.format == "text":
                say(_held_against(options.baseline, compared))
        print(_shown(replace(result, findings=found), options.format), end="")
    if result.crashes:
        return failed(result.crashes, options)
    failing = ("error", "warning") if options.strict else ("error",)
    return 1 if any(finding.severity in failing for finding in found) else 0


def _held_against(file: str, compared: Compared) -> str:
    said = f"{compared.known} of the findings are known in {file} and not shown"
    if compared.gone:
        said += f"; {compared.gone} of those in it are no longer there: add --write-baseline to forget them"
    return said


def _shown(result: Linted, form: str) -> str:
    from generator import __version__
    from generator.checks.registry import checks
    from generator.lint import default_cache
    from generator.lint.stock_rules import stock_rules
    from generator.report import findings, junit, sarif
    from generator.report.style import terminal_style

    match form:
        case "json":
            return findings.as_json(result.findings, result.templates)
        case "sarif":
            ours = checks()
            stock = stock_rules({each.rule for each in result.findings} - ours.keys(), default_cache())
            return sarif.sarif(result.findings, ours, __version__, stock)
        case "junit":
            return junit.junit(result.findings, result.templates)
        case "github":
            return findings.github(result.findings)
    return findings.text(result.findings, result.templates, terminal_style(), result.unknown)
