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

from generator.deploy.options import ABOUT, add_options, command_line
from generator.deploy.script import script
from generator.errors import InputError, Problem
from generator.hints import require
from generator.report.streams import unfailing
from generator.report.waiting import Waiting

if TYPE_CHECKING:
    from generator.deploy.run import Options

PROGRAM = "python scripts/deploy.py"
EXTRAS = {"deploy": ("boto3", "rich"), "local": ("boto3", "rich", "ministack")}
"""The modules that each extra of setup.cfg brings."""


@unfailing()
def main(arguments: list[str] | None = None) -> int:
    """Deploy as ``scripts/deploy.py``, and give the exit code."""
    return script(PROGRAM, ABOUT, add_options, carry_out, arguments)


def carry_out(options: argparse.Namespace, program: str) -> int:
    """Do what was asked of ``program``, and give the exit code.

    Raises InputError when something is not installed that it needs, which is therefore imported here and not above.
    """
    extra = "local" if options.local else "deploy"
    require("deploy --local" if options.local else "deploy", extra, EXTRAS[extra])
    with Waiting() as waiting:
        if not options.policy:
            waiting.step(f"read {options.output}/{options.env}", 0, 1, "prove", "plan")
        return _carried_out(options, program, waiting)


def _carried_out(options: argparse.Namespace, program: str, waiting: Waiting) -> int:
    from generator.aws.cloud import caller
    from generator.deploy.deletion import delete
    from generator.deploy.place import place
    from generator.deploy.run import Run, Standing
    from generator.deploy.stops import STOPS, stopped
    from generator.deploy.story import deploy
    from generator.output.release import read_release
    from generator.report.voice import voice

    if options.policy:
        from generator.deploy.permissions import permissions_json, types_not_known

        asked = read_release(Path(options.output) / options.env)
        print(permissions_json(asked, options.bucket, options.role_arn))
        for type_ in types_not_known(asked):
            print(f"note: what CloudFormation calls for {type_} is not known here: add it by hand", file=sys.stderr)
        return 0
    waiting.clear()
    say = voice(options.format)
    command, stack, standing = command_line(program, options), None, Standing()
    try:
        release = read_release(Path(options.output) / options.env, edited=options.local and options.allow_unproven)
        stack = release.stack
        for name in release.edited:
            say.warn(
                f"{release.folder / name} was edited: it is not what build wrote, and no account takes it like this"
            )
        writable(options.inventory)
        with place(release, options, say) as cloud:
            run = Run(release, cloud, caller(cloud, say.warn), run_options(options, command), say, standing)
            return delete(run) if options.delete else deploy(run)
    except STOPS as error:
        return stopped(error, say, stack, command, standing)
    finally:
        say.quiet()


def run_options(options: argparse.Namespace, command: str) -> Options:
    """The options that the steps of a deployment read, with the command that takes it up again."""
    from generator.deploy.run import Options

    names = [option.name for option in fields(Options) if option.name != "command"]
    return Options(command, **{name: getattr(options, name) for name in names})


def writable(file: str | None) -> None:
    """Find out before anything is deployed that there is no place for the inventory. Raises InputError."""
    place = Path(file or "x")
    if place.is_dir() or not os.access(place if place.exists() else place.parent, os.W_OK):
        raise InputError([Problem((), "cannot be written", hint="name another file for --inventory", where=str(place))])
