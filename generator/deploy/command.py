"""The command line of a deployment.

Whatever happens to this process, the deployment goes on in AWS, and running the same command again takes it up.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.deploy.options import take, typed
from generator.errors import InputError, Problem
from generator.hints import require
from generator.report.streams import unfailing

if TYPE_CHECKING:
    from generator.deploy.run import Options

PROGRAM = "python scripts/deploy.py"
EXTRAS = {"deploy": ("boto3", "rich"), "local": ("boto3", "rich", "ministack")}
"""The modules that each extra of setup.cfg brings."""


@unfailing()
def main(arguments: list[str] | None = None) -> int:
    """Deploy as ``scripts/deploy.py``, and give the exit code."""
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__)
    parser.add_argument("--version", action="version", version=f"ecs-proof {__version__}")
    take(parser)
    options = parser.parse_args(arguments)
    try:
        return carry_out(options, PROGRAM)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def carry_out(options: argparse.Namespace, program: str) -> int:
    """Do what was asked of ``program``, and give the exit code.

    Raises InputError when something is not installed that it needs, which is therefore imported here and not above.
    """
    extra = "local" if options.local else "deploy"
    require("deploy --local" if options.local else "deploy", extra, EXTRAS[extra])
    from generator.aws.calls import CredentialsError, RefusedError, UnreachableError
    from generator.aws.cloud import caller
    from generator.deploy.deletion import delete
    from generator.deploy.place import place
    from generator.deploy.run import FAILED, INTERRUPTED, USAGE, Run
    from generator.deploy.story import deploy
    from generator.output.release import read_release
    from generator.report.voice import voice

    say = voice(options.format)
    command = typed(program, options)
    try:
        release = read_release(Path(options.output) / options.env)
        writable(options.inventory)
        with place(release, options, say) as cloud:
            run = Run(release, cloud, caller(cloud), asked(options, command), say)
            return delete(run) if options.delete else deploy(run)
    except InputError as error:
        say.warn(str(error))
        return USAGE
    except CredentialsError as error:
        say.warn(f"AWS takes no credentials from here: {error}; sign in (aws sso login, AWS_PROFILE), then: {command}")
        return USAGE
    except UnreachableError as error:
        say.warn(f"AWS cannot be reached: {error}; nothing is lost. Try again: {command}")
        return FAILED
    except RefusedError as error:
        say.warn(str(error))
        return FAILED
    except KeyboardInterrupt:
        say.quiet()
        say.warn(f"interrupted; what AWS is doing already goes on. To take it up: {command}")
        return INTERRUPTED


def asked(options: argparse.Namespace, command: str) -> Options:
    """Keep what the steps want to know, and what to type to come back."""
    from generator.deploy.run import Options

    names = [each.name for each in fields(Options) if each.name != "command"]
    return Options(command, **{name: getattr(options, name) for name in names})


def writable(file: str | None) -> None:
    """Find out before anything is deployed that there is no place for the inventory. Raises InputError."""
    place = Path(file or "x")
    if place.is_dir() or not os.access(place if place.exists() else place.parent, os.W_OK):
        raise InputError([Problem((), "cannot be written", hint="name another file for --inventory", where=str(place))])
