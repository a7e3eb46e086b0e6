"""prove: the matrix of tasks and needs."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.cli.common import Parser, failed, whole_options
from generator.cli.paged import against_option, check_against, paged
from generator.cli.piped import given
from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.crash import Crash
    from generator.report.proofs import Matrix

EXAMPLES = """\
  python -m generator prove                                 # what build wrote
  python -m generator prove infra/root.yaml --format json
  python -m generator prove --format html > proof.html      # with the picture of `graph`
  python -m generator prove --format html --against main:output > proof.html    # and what changed
  python -m generator prove --why AuthService/Service secretsmanager
  python -m generator prove --stacks stacks.yaml            # sibling stacks, wherever they stand
  cat root.yaml | python -m generator prove - --format json # for programs: docs/programs.md"""


def options(parser: Parser) -> None:
    """Take templates and a format."""
    whole_options(parser)
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="how to show it (text)")
    against_option(parser)
    what = "only these rows, with all that the answer rests on; * is any part of a name, quoted"
    parser.add_argument("--why", nargs=2, metavar=("TASK", "NEED"), help=what)


def run(options: argparse.Namespace) -> int:
    """Show for each task what it needs to start, and whether it gets it: proven, failing, or unknown, and why."""
    from generator.lint.wholes import analysed
    from generator.report import proofs, why
    from generator.report.picture.whole import pictured
    from generator.report.proofs import Matrix
    from generator.report.style import terminal_style
    from generator.report.waiting import Waiting

    if options.why and options.format == "html":
        raise InputError([Problem((), "shows rows as text or JSON", hint="leave out --format html", where="--why")])
    check_against(options)
    with given(options) as (paths, parameters, stacks), Waiting() as waiting:
        if options.format == "html":
            drawn = list(pictured(paths, parameters, stacks, waiting.step))
            made = paged(drawn, paths, parameters, options.against, waiting.step)
            waiting.clear()
            matrices = [whole.matrix for whole in drawn]
            print(made, end="")
            return _code(matrices, {crash.key: crash for whole in drawn for crash in whole.crashes}, options)
        analyses = list(analysed(paths, parameters, stacks, waiting.step))
    matrices = [Matrix(root.name, root.region or "", result.cells, result.not_seen) for root, result in analyses]
    if options.why:
        matrices = why.rows(matrices, *options.why)
    if options.format == "json":
        made = proofs.as_json(matrices)
    elif options.why:
        made = why.text(matrices, terminal_style())
    else:
        made = proofs.text(matrices, terminal_style(), _again(options))
    print(made, end="")
    return _code(matrices, {crash.key: crash for _, result in analyses for crash in result.crashes}, options)


def _again(options: argparse.Namespace) -> str:
    """The command that proves the same once more; none, where that was read from standard input."""
    if "-" in options.paths:
        return ""
    named = [
        word for name in ("stacks", "parameters") if (file := getattr(options, name)) for word in (f"--{name}", file)
    ]
    return shlex.join([*program().split(), "prove", *options.paths, *named])


def _code(matrices: Sequence[Matrix], crashes: Mapping[object, Crash], options: argparse.Namespace) -> int:
    from generator.report import proofs

    if crashes:
        return failed(list(crashes.values()), options)
    _, failing, _ = proofs.counts(matrices)
    return 1 if failing or any(matrix.blind for matrix in matrices) else 0
