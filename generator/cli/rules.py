"""rules: what is checked."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser

EXAMPLES = """\
  python -m generator rules
  python -m generator rules --format json"""


def options(parser: Parser) -> None:
    """Take a format."""
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to show it (text)")


def run(options: argparse.Namespace) -> int:
    """List the rules, with everything they say about themselves in JSON and Markdown."""
    from generator.checks.registry import checks
    from generator.report import rules_page
    from generator.report.style import of_terminal

    every = checks().values()
    match options.format:
        case "json":
            made = rules_page.as_json(every)
        case "markdown":
            made = rules_page.markdown(every)
        case _:
            made = rules_page.text(every, of_terminal())
    print(made, end="")
    return 0
