"""prove: the matrix of tasks and needs."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser, failed, whole_options, wholes

EXAMPLES = """\
  python -m generator prove                                 # what build wrote
  python -m generator prove infra/root.yaml --format json
  python -m generator prove --format html > proof.html
  python -m generator prove --why AuthService/Service secretsmanager
  python -m generator prove --stacks stacks.yaml            # sibling stacks, wherever they stand"""


def options(parser: Parser) -> None:
    """Take templates and a format."""
    whole_options(parser)
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="how to show it (text)")
    what = "only these rows, with all that the answer rests on; * is any part of a name, quoted"
    parser.add_argument("--why", nargs=2, metavar=("TASK", "NEED"), help=what)


def run(options: argparse.Namespace) -> int:
    """Show for each task what it needs to start, and whether it gets it: proven, failing, or unknown, and why."""
    from generator.lint.wholes import analysed
    from generator.report import proofs, proofs_html, why
    from generator.report.proofs import Matrix
    from generator.report.style import terminal_style
    from generator.report.waiting import Waiting

    paths, parameters, stacks = wholes(options)
    with Waiting() as waiting:
        analyses = list(analysed(paths, parameters, stacks, waiting.step))
    matrices = [Matrix(root.name, root.region or "", result.cells, result.not_seen) for root, result in analyses]
    if options.why:
        matrices = why.rows(matrices, *options.why)
    match options.format:
        case "json":
            made = proofs.as_json(matrices)
        case "html":
            made = proofs_html.html(matrices)
        case _ if options.why:
            made = why.text(matrices, terminal_style())
        case _:
            made = proofs.text(matrices, terminal_style())
    print(made, end="")
    if crashes := {crash.key: crash for _, result in analyses for crash in result.crashes}:
        return failed(list(crashes.values()), options)
    _, failing, _ = proofs.counts(matrices)
    return 1 if failing or any(matrix.blind for matrix in matrices) else 0
