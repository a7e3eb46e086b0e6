"""facts: what is held to be true of AWS and of images, and where it is from."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser

EXAMPLES = """\
  python -m generator facts
  python -m generator facts --unverified            # what is from memory, or a judgement
  python -m generator facts --unverified --format json"""


def options(parser: Parser) -> None:
    """Take which of them, and a format."""
    parser.add_argument("--unverified", action="store_true", help="only those that nobody has looked up")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to show it (text)")


def run(options: argparse.Namespace) -> int:
    """List the facts of AWS and of images that verdicts rest on, each with its source, date and confidence."""
    from generator.awsdata.listing import facts, unverified
    from generator.report import facts as report
    from generator.report.style import terminal_style

    listed = list(unverified() if options.unverified else facts())
    print(report.as_json(listed) if options.format == "json" else report.text(listed, terminal_style()), end="")
    return 0
