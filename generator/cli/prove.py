"""prove: the matrix of tasks and needs."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser, whole_options, wholes


def options(parser: Parser) -> None:
    """Take templates and a format."""
    whole_options(parser)
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="how to show it (text)")


def run(options: argparse.Namespace) -> int:
    """Show for each task what it needs to start, and whether it gets it: proven, failing, or unknown, and why."""
    from generator.lint.wholes import analysed
    from generator.report import proofs, proofs_html
    from generator.report.proofs import Matrix
    from generator.report.style import of_terminal

    paths, parameters, stacks = wholes(options)
    matrices = [
        Matrix(root.name, root.region or "", result.cells) for root, result in analysed(paths, parameters, stacks)
    ]
    match options.format:
        case "json":
            made = proofs.as_json(matrices)
        case "html":
            made = proofs_html.html(matrices)
        case _:
            made = proofs.text(matrices, of_terminal())
    print(made, end="")
    _, failing, _ = proofs.counts(matrices)
    return 1 if failing else 0
