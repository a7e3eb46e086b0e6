"""graph: who may talk to whom, as a picture."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from generator.cli.common import Parser, failed, whole_options, wholes
from generator.cli.paged import against_option, check_against, paged
from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.report.picture.whole import Whole

EXAMPLES = """\
  python -m generator graph output/prod                          # Mermaid, for Markdown
  python -m generator graph infra/root.yaml --format svg > picture.svg
  python -m generator graph --format html > page.html            # picture, matrix, resources, exposure: one file
  python -m generator graph --format html --against main:output > page.html   # and what changed, and what that costs"""


def options(parser: Parser) -> None:
    """Take templates and a format."""
    whole_options(parser)
    parser.add_argument(
        "--format", choices=("mermaid", "svg", "html"), default="mermaid", help="what to draw (mermaid)"
    )
    against_option(parser)


def run(options: argparse.Namespace) -> int:
    """Draw who may talk to whom on which port: proven ways solid, unknown ones dashed, broken ones red."""
    from generator.report.picture.bundles import bundled
    from generator.report.picture.mermaid import mermaid
    from generator.report.picture.svg import svg
    from generator.report.picture.whole import pictured
    from generator.report.waiting import Waiting

    check_against(options)
    with Waiting() as waiting:
        paths, parameters, stacks = wholes(options)
        drawn = list(pictured(paths, parameters, stacks, waiting.step))
        if options.format == "html":
            made = paged(drawn, paths, parameters, options.against, waiting.step)
    if options.format != "html":
        whole = _only(drawn)
        title = f"Who may talk to whom in {whole.matrix.root}"
        made = (svg if options.format == "svg" else mermaid)(bundled(whole.picture), title)
    print(made, end="")
    if crashes := {crash.key: crash for whole in drawn for crash in whole.crashes}:
        return failed(list(crashes.values()), options)
    return 0


def _only(drawn: list[Whole]) -> Whole:
    """The one root to draw: that with tasks, where there are others without. A picture is of one root."""
    wanted = [whole for whole in drawn if whole.matrix.cells] or drawn
    if len(wanted) > 1:
        names = ", ".join(whole.matrix.root for whole in wanted)
        hint = f"name one, as in: {program()} graph {wanted[0].matrix.root}; --format html takes them all"
        raise InputError([Problem((), f"a picture is of one root template, and these are several: {names}", hint=hint)])
    return wanted[0]
