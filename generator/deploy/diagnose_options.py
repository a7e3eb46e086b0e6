"""What a diagnosis is asked for: one definition for ``scripts/diagnose.py`` and ``python -m generator diagnose``."""

from __future__ import annotations

import argparse

from generator.report.help import Help

EXAMPLES = """\
  %(prog)s dev                                 the stack of output/dev, and the proof of its templates
  %(prog)s my-stack --region eu-west-1         any stack, without templates at hand
  %(prog)s dev --write evidence.json --redact  for somebody who may not read the account
  %(prog)s --live --cluster shop              what runs in a cluster that no template made
  %(prog)s dev --live --write live.json       does the account still do what output/dev says?
  %(prog)s --bundle evidence.json              what was written before: offline
  %(prog)s dev --message "CannotPullContainerError: ..."   a message alone, with the proof of output/dev: offline"""
CODES = """\
exit codes: 0 a cause is named; 1 none is, as of a healthy stack; 2 wrong usage, invalid input, or no credentials;
70 a mistake of ecs-proof itself, told on standard error; 130 interrupted"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a diagnosis to a parser, with examples and exit codes below its help."""
    parser.epilog = f"examples:\n{EXAMPLES}\n\n{CODES}"
    parser.formatter_class = Help
    parser.add_argument("stack", nargs="?", metavar="STACK|ENV", help="a stack, or a folder of output/: dev, prod")
    parser.add_argument("--output", default="output", metavar="DIR", help="where build wrote (output)")
    parser.add_argument("--service", metavar="S", help="only this service of ECS; with --cluster, without a stack")
    parser.add_argument("--cluster", metavar="C", help="where the service runs")
    parser.add_argument("--live", action="store_true", help="prove what runs in the account now; changes nothing")
    parser.add_argument("--vpc", metavar="ID", help="with --live: every service in this VPC")
    parser.add_argument("--policy", action="store_true", help="print the least IAM policy for --live, and stop")
    parser.add_argument(
        "--write", metavar="FILE", help="keep the evidence, for --bundle; with --live, a template for prove"
    )
    parser.add_argument("--redact", action="store_true", help="take account ids, addresses and names out of it")
    parser.add_argument("--bundle", metavar="FILE", help="read evidence that was written before: offline")
    parser.add_argument("--message", metavar="TEXT", help="a message alone; - reads standard input: offline")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the evidence, and stop")
    parser.add_argument("--region", metavar="R", help="of the stack; that of the output, or of the profile")
    parser.add_argument("--profile", metavar="P", help="of ~/.aws/config")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--endpoint-url", metavar="U", help="send every call there instead of to AWS")
    where.add_argument("--local", action="store_true", help="look at the local AWS of a rehearsal")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
