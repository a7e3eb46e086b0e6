"""The command line: every verb is a file in generator/cli/."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from generator import __version__
from generator.cli.common import failed, say
from generator.cli.first_steps import first_steps
from generator.errors import InputError
from generator.hints import program
from generator.report.arguments import Arguments
from generator.report.help import Help
from generator.report.streams import unfailing

VERBS = (
    "build",
    "lint",
    "prove",
    "graph",
    "explain",
    "rules",
    "cost",
    "diff",
    "facts",
    "schema",
    "init",
    "deploy",
    "diagnose",
    "completion",
)
"""Every verb, as help lists them."""
TYPED = "python -m generator"
"""How examples name this program; help names it as it was called."""
EXIT_CODES = """\
exit codes: 0 done, or nothing to do; 1 findings, something that fails its proof, or --check found stale files;
2 wrong usage or invalid input (nothing was written); 70 a mistake of ecs-proof itself, told on standard error;
130 interrupted.
Nothing but deploy, diagnose and cost --refresh talks to AWS; nothing but the first two needs credentials."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code."""
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        with unfailing(BrokenPipeError):
            options = _parser(_asked(typed)).parse_args(typed)
            if not hasattr(options, "run"):
                print(first_steps(Path.cwd()), end="", file=sys.stderr)
                return 2
            return _done(options)
    except BrokenPipeError:  # whoever read as much as they wanted need not be told anything
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError):
                stream.close()
        return 1


def _done(options: argparse.Namespace) -> int:
    try:
        code: int = options.run(options)
    except InputError as error:
        say(str(error))
        code = 2
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        say("interrupted; nothing was left half-written")
        code = 130
    except Exception as error:
        from generator.crash import crash

        code = failed([crash(error)], options)
    return code


def _asked(typed: Sequence[str]) -> Sequence[str]:
    """The verb that is asked for, or all of them where that is not plain or one of them tells of the others.

    A verb is imported only where it is asked for: all together take longer than a build that changes nothing.
    """
    named = typed[:1]
    return named if named and named[0] in VERBS and named[0] != "completion" else VERBS


def _parser(asked: Sequence[str] = VERBS) -> Arguments:
    parser = Arguments(
        prog=program(),
        description="Turns app.yaml into nested CloudFormation templates whose ECS tasks can start, and proves it.",
        epilog=EXIT_CODES,
        formatter_class=Help,
    )
    _everywhere(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    for name in asked:
        module = import_module(f"generator.cli.{name}")
        text = str(module.run.__doc__)
        verb = verbs.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"examples:\n{module.EXAMPLES.replace(TYPED, program())}\n\n{EXIT_CODES}",
            formatter_class=Help,
        )
        module.options(verb)
        _everywhere(verb)
        verb.set_defaults(run=module.run, verb=name, whole=parser)
    return parser


def _everywhere(parser: argparse.ArgumentParser) -> None:
    """Take what every verb takes, and the program itself."""
    parser.add_argument("--version", action="version", version=f"ecs-proof {__version__}")
    # Suppressed, for a verb's default would undo what stands in front of the verb.
    what = "show the traceback when ecs-proof itself fails"
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=what)


if __name__ == "__main__":
    sys.exit(main())
