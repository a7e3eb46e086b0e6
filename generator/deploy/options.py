"""What a deployment is asked for: one definition for ``scripts/deploy.py`` and ``python -m generator deploy``.

Nothing here needs what the extras bring, so that ``--help`` works before they are installed.
"""

from __future__ import annotations

import argparse
import shlex

from generator.report.help import Help

ABOUT = """\
output/<env>/ -> stacks in AWS, by nested change sets: shown, confirmed, followed.

Whatever happens to this process, the deployment goes on in AWS, and running the same command again takes it up."""
EXAMPLES = """\
  %(prog)s dev --local     rehearse on this machine: no account, no network, no cost
  %(prog)s registry        once per account and region: the repositories of images
  %(prog)s dev --plan      what would change, what restarts, what would be lost
  %(prog)s dev             show it, ask, execute, and follow to the end"""
CODES = """\
exit codes: 0 done, or nothing to change; 1 refused, declined, or failed and rolled back; 2 wrong usage,
invalid input, or no credentials; 3 the stack is busy; 4 a person has to act (UPDATE_ROLLBACK_FAILED, or deployed and
something old could not be deleted, which is listed);
70 a mistake of ecs-proof itself, told on standard error; 130 interrupted (a deployment that runs goes on)"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a deployment to a parser, with examples and exit codes below its help."""
    parser.epilog = f"examples:\n{EXAMPLES}\n\n{CODES}"
    parser.formatter_class = Help
    parser.add_argument("env", metavar="ENV", help="folder of output/ to deploy: dev, prod, registry")
    _instead(parser.add_argument_group("instead of deploying"))
    _where(parser.add_argument_group("where"))
    _allowed(parser.add_argument_group("safeguards that are lifted"))
    _told(parser.add_argument_group("what is shown"))


def _instead(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--plan", action="store_true", help="show what would change, and stop")
    group.add_argument("--policy", action="store_true", help="print what has to be allowed for it, as JSON, and stop")
    group.add_argument("--resume", action="store_true", help="follow what is running, whoever began it")
    group.add_argument("--delete", action="store_true", help="delete the stack; its name has to be typed, --yes or not")


def _where(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--output", default="output", metavar="DIR", help="where build wrote (output)")
    group.add_argument("--bucket", metavar="B", help="for templates (ecs-proof-<account>-<region>, made when missing)")
    group.add_argument("--region", metavar="R", help="must be the one that the output was built for")
    group.add_argument("--profile", metavar="P", help="of ~/.aws/config")
    group.add_argument("--role-arn", metavar="A", help="role that CloudFormation deploys with")
    where = group.add_mutually_exclusive_group()
    where.add_argument("--endpoint-url", metavar="U", help="send every call there instead of to AWS")
    where.add_argument("--local", action="store_true", help="rehearse on a local AWS: no account, no network, no cost")


def _allowed(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--yes", action="store_true", help="do not ask")
    help_ = "stateful resource, or stack, that may be replaced or removed (Database/Database); again for more"
    group.add_argument("--allow", action="append", default=[], metavar="LOGICAL/PATH", help=help_)
    help_ = "deploy what the proof says cannot work; with --local what was edited by hand, too"
    group.add_argument("--allow-unproven", action="store_true", help=help_)
    help_ = "deploy although tasks that run lose something they need until new ones have taken over"
    group.add_argument("--allow-interruption", action="store_true", help=help_)
    group.add_argument("--skip-preflight", action="store_true", help="do not look for images, certificates and names")
    group.add_argument("--no-rollback", action="store_true", help="leave what fails as it is, to look at it")


def _told(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--inventory", metavar="FILE", help="write every id and ARN: Markdown, or JSON by its ending")
    help_ = "text for people (the default); json, or markdown for a pull request"
    group.add_argument("--format", choices=("text", "json", "markdown"), default="text", help=help_)


def command_line(program: str, options: argparse.Namespace) -> str:
    """What to type to come back: the program with every option that it was called with, as a shell reads it."""
    parser = argparse.ArgumentParser()
    add_options(parser)
    words = [*program.split(), options.env]
    for name, default in vars(parser.parse_args([options.env])).items():
        value = getattr(options, name)
        if value == default:
            continue
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(flag)
        else:
            for item in value if isinstance(value, list) else [value]:
                words += [flag, item]
    return shlex.join(words)
