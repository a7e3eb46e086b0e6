"""What the scripts of a deployment have in common: --version, --debug, and how they end when something is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from generator import __version__
from generator.crash import EXIT_CODE, crash, told
from generator.errors import InputError
from generator.report.arguments import Arguments


def script(
    program: str,
    about: str | None,
    add_options: Callable[[argparse.ArgumentParser], object],
    carry_out: Callable[[argparse.Namespace, str], int],
    arguments: Sequence[str] | None,
) -> int:
    """Carry out what the arguments ask of a program, and give the exit code: 2 for mistakes, 70 where we fail."""
    parser = Arguments(prog=program, description=about)
    parser.add_argument("--version", action="version", version=f"ecs-proof {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback when ecs-proof itself fails")
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        return carry_out(options, program)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:
        print(told([crash(error)], program, debug=options.debug), file=sys.stderr)
        return EXIT_CODE
