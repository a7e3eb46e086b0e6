"""Say why a deployment failed: what to change, where, and why.

Read-only: nothing in the account is changed.
"""

from __future__ import annotations

import argparse
import shlex
import sys

from generator.deploy.diagnose import EXTRAS, carry_out
from generator.deploy.diagnose_options import add_options
from generator.deploy.script import script
from generator.hints import require
from generator.report.streams import unfailing

PROGRAM = "python scripts/diagnose.py"


@unfailing()
def main(arguments: list[str] | None = None) -> int:
    """Diagnose as ``scripts/diagnose.py``, and give the exit code."""
    try:
        return script(PROGRAM, __doc__, add_options, told_errors, arguments)
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 130


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
