"""schema: what app.yaml may say."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.common import SETTINGS, Parser, config_options, templates
from generator.errors import InputError, Problem
from generator.hints import program

EXAMPLES = """\
  python -m generator schema > app.schema.json              # for your editor; `build` keeps it fresh
  python -m generator schema --format markdown"""


def options(parser: Parser) -> None:
    """Take the template modules and a format."""
    config_options(parser)
    what = "JSON Schema, or a page to read (json)"
    parser.add_argument("--format", choices=("json", "markdown"), default="json", help=what)


def run(options: argparse.Namespace) -> int:
    """JSON Schema of app.yaml, for editors."""
    from generator.build.schema_file import text
    from generator.compose.modules import load
    from generator.config.schema import schema
    from generator.report.configuration import markdown

    if options.config != SETTINGS and not Path(options.config).is_file():
        hint = f"leave --config out, or begin with: {program()} init"
        raise InputError([Problem((), "there is no such file", hint=hint, where=options.config)])
    modules = load(templates(options))
    made = text(templates(options)) if options.format == "json" else markdown(schema(modules), modules)
    print(made, end="")
    return 0
