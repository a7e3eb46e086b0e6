"""completion: a script for the shell."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser
from generator.report.completion import SHELLS

EXAMPLES = """\
  source <(python -m generator completion bash)             # in ~/.bashrc; zsh likewise, in ~/.zshrc
  python -m generator completion fish > ~/.config/fish/completions/ecs-proof.fish"""


def options(parser: Parser) -> None:
    """Take a shell."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that shall complete ecs-proof")


def run(options: argparse.Namespace) -> int:
    """Print the script that makes a shell complete the command ecs-proof: verbs, options and their words."""
    from generator.report.completion import completion

    print(completion(options.whole, options.shell), end="")
    return 0
