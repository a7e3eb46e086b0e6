"""Say why a deployment failed: what to change, where, and why.

Read-only: nothing in the account is changed.
"""

from __future__ import annotations

import argparse
import shlex
import sys

from generator import __version__
from generator.crash import EXIT_CODE, crash, told
from generator.deploy.diagnose import EXTRAS, carry_out
from generator.deploy.diagnose_options import add_options
from generator.errors import InputError
from generator.hints import require
from generator.report.arguments import Arguments
from generator.report.streams import unfailing

PROGRAM = "python scripts/diagnose.py"


@unfailing()
def main(arguments: list[str] | None = None) -> int:
    """Diagnose as ``scripts/diagnose.py``, and give the exit code."""
    parser = Arguments(prog=PROGRAM, description=__doc__)
    parser.add_argument("--version", action="version", version=f"ecs-proof {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback when ecs-proof itself fails")
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        return told_errors(options, PROGRAM)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 130
    except Exception as error:
        print(told([crash(error)], PROGRAM, debug=options.debug), file=sys.stderr)
        return EXIT_CODE


def told_errors(options: argparse.Namespace, program: str) -> int:
    """Diagnose; what AWS refuses is told in a sentence. ``program`` is what was typed. Raises InputError."""
    if options.schema or options.policy or options.bundle or options.message:
        return carry_out(options)  # offline: no client of AWS is needed
    extra = "local" if options.local else "deploy"
    require("diagnose", extra, EXTRAS[extra])
    from generator.aws.calls import AwsError, CredentialsError

    try:
        return carry_out(options)
    except CredentialsError as error:
        print(
            f"AWS accepted no credentials: {error}; sign in (aws sso login, AWS_PROFILE), then try again"
            f"{_rehearsed(options, program)}",
            file=sys.stderr,
        )
        return 2
    except AwsError as error:
        print(f"{error}{_rehearsed(options, program)}", file=sys.stderr)
        return 1


def _rehearsed(options: argparse.Namespace, program: str) -> str:
    """Where AWS has no answer and a rehearsal was here: how to look at that."""
    from generator.deploy.place import STATE

    if options.local or options.endpoint_url or not (options.stack and STATE.is_dir()):
        return ""
    return f"\nfor the rehearsal that {STATE}/ keeps: {program} {shlex.quote(options.stack)} --local"
