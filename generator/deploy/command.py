"""The command line of a deployment.

Whatever happens to this process, the deployment goes on in AWS, and running the same command again takes it up.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path

from generator.aws.cloud import caller
from generator.deploy.again import again
from generator.deploy.deletion import delete
from generator.deploy.place import place
from generator.deploy.run import INTERRUPTED, Options, Run
from generator.deploy.stops import STOPS, stopped
from generator.deploy.story import deploy
from generator.errors import InputError, Problem
from generator.output.release import read_release
from generator.report.voice import voice

CODES = """exit codes: 0 done, or nothing to change; 1 refused, declined, or failed and rolled back; 2 wrong usage,
invalid input, or no credentials; 3 the stack is busy; 4 a person has to act (UPDATE_ROLLBACK_FAILED, or deployed and
something old could not be deleted, which is listed);
130 interrupted (a deployment that runs goes on)"""


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    say = voice(options.format)
    command = again("python scripts/deploy.py", sys.argv[1:] if arguments is None else arguments)
    stack = None
    try:
        release = read_release(Path(options.output) / options.env)
        stack = release.stack
        writable(options.inventory)
        with place(release, options, say) as cloud:
            run = Run(release, cloud, caller(cloud), asked(options, command), say)
            return delete(run) if options.delete else deploy(run)
    except STOPS as error:
        return stopped(error, say, stack, command)
    except BrokenPipeError:
        # Nobody reads on. What AWS is doing goes on; Python must not try to say more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy.py", description=__doc__, epilog=CODES)
    parser.add_argument("env", metavar="ENV", help="folder of output/ to deploy: dev, prod, registry")
    parser.add_argument("--output", default="output", metavar="DIR", help="where build wrote (output)")
    parser.add_argument("--bucket", metavar="B", help="for templates (ecs-proof-<account>-<region>, made when missing)")
    parser.add_argument("--region", metavar="R", help="must be the one that the output was built for")
    parser.add_argument("--profile", metavar="P", help="of ~/.aws/config")
    parser.add_argument("--role-arn", metavar="A", help="role that CloudFormation deploys with")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--endpoint-url", metavar="U", help="send every call there instead of to AWS")
    where.add_argument("--local", action="store_true", help="rehearse on a local AWS: no account, no network, no cost")
    parser.add_argument("--plan", action="store_true", help="show what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    help_ = "stateful resource, or stack, that may be replaced or removed (Database/Database); again for more"
    parser.add_argument("--allow", action="append", default=[], metavar="LOGICAL/PATH", help=help_)
    parser.add_argument("--resume", action="store_true", help="follow what is running, whoever began it")
    parser.add_argument("--delete", action="store_true", help="delete the stack; its name has to be typed")
    parser.add_argument("--skip-preflight", action="store_true", help="do not look for images, certificates and names")
    parser.add_argument("--inventory", metavar="FILE", help="write every id and ARN: Markdown, or JSON by its ending")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    return parser.parse_args(arguments)


def asked(options: argparse.Namespace, command: str) -> Options:
    """Keep what the steps want to know."""
    names = [each.name for each in fields(Options) if each.name != "command"]
    return Options(command, **{name: getattr(options, name) for name in names})


def writable(file: str | None) -> None:
    """Find out before anything is deployed that there is no place for the inventory. Raises InputError."""
    place = Path(file or "x")
    if place.is_dir() or not os.access(place if place.exists() else place.parent, os.W_OK):
        raise InputError([Problem((), "cannot be written", hint="name another file for --inventory", where=str(place))])
