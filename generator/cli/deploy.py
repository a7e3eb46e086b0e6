"""deploy: output/<env>/ -> running stacks, as ``scripts/deploy.py`` does it, for whoever installed the package."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser
from generator.deploy.options import EXAMPLES as EXAMPLES
from generator.deploy.options import add_options
from generator.hints import program


def options(parser: Parser) -> None:
    """Take what scripts/deploy.py takes."""
    add_options(parser)


def run(options: argparse.Namespace) -> int:
    """output/<env>/ -> stacks in AWS, by nested change sets: shown, confirmed, followed."""
    from generator.deploy.command import carry_out
    from generator.report.streams import unfailing

    with unfailing():
        return carry_out(options, f"{program()} deploy")
