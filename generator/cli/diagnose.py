"""diagnose: a failed stack, or what was kept of it -> what to change, as ``scripts/diagnose.py`` does it."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser
from generator.deploy.diagnose_options import EXAMPLES as EXAMPLES
from generator.deploy.diagnose_options import add_options
from generator.hints import program


def options(parser: Parser) -> None:
    """Take what scripts/diagnose.py takes."""
    add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Why a deployment failed: what to change, where, and why; from AWS, or from evidence that was kept."""
    from generator.deploy.diagnose_command import told_errors
    from generator.report.streams import unfailing

    with unfailing():
        return told_errors(options, f"{program()} diagnose")
