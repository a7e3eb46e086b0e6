"""lint: cfn-lint and our rules over whole stacks."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser, failed, whole_options, wholes

EXAMPLES = """\
  python -m generator lint                                  # what build wrote
  python -m generator lint infra/ --format sarif            # every root template below a folder
  python -m generator lint infra/root.yaml --parameters prod.json
  python -m generator lint --stacks stacks.yaml             # sibling stacks, wherever they stand"""


def options(parser: Parser) -> None:
    """Take templates and a format."""
    whole_options(parser)
    formats = ("text", "json", "sarif", "junit", "github")
    parser.add_argument("--format", choices=formats, default="text", help="for people or for programs (text)")


def run(options: argparse.Namespace) -> int:
    """Find what keeps tasks from starting, in root templates and everything they nest; and what cfn-lint finds."""
    from generator import __version__
    from generator.checks.registry import checks
    from generator.lint import default_cache
    from generator.lint.wholes import lint_paths
    from generator.report import findings, junit, sarif
    from generator.report.style import terminal_style
    from generator.report.waiting import Waiting

    paths, parameters, stacks = wholes(options)
    with Waiting() as waiting:
        result = lint_paths(paths, default_cache(), parameters, stacks, waiting.step)
    match options.format:
        case "json":
            made = findings.as_json(result.findings, result.templates)
        case "sarif":
            made = sarif.sarif(result.findings, checks(), __version__)
        case "junit":
            made = junit.junit(result.findings, result.templates)
        case "github":
            made = findings.github(result.findings)
        case _:
            made = findings.text(result.findings, result.templates, terminal_style(), result.unknown)
    print(made, end="")
    if result.crashes:
        return failed(result.crashes, options)
    return 1 if result.count("error") else 0
