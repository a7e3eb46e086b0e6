"""The page of ``graph`` and ``prove``: what is, and with ``--against`` what was."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import AS_IT_WAS, Parser
from generator.errors import InputError, Problem
from generator.step import Step

if TYPE_CHECKING:
    from generator.report.picture.page import Section
    from generator.report.picture.whole import Whole


def against_option(parser: Parser) -> None:
    """Take what the page compares with."""
    what = f"with --format html: show what changed since, and what it costs; {AS_IT_WAS}, such as HEAD:output"
    parser.add_argument("--against", metavar="OLD", help=what)


def check_against(options: argparse.Namespace) -> None:
    """Raise InputError where there is no page to show a change on, or not one path to compare."""
    if options.against is None:
        return
    hint = ""
    if options.format != "html":
        hint = "add --format html, or take the verb diff"
    elif options.stacks:
        hint = "leave out --stacks: root templates are compared one by one"
    elif options.paths == ["-"] or len(options.paths) > 1:
        hint = "name one root template or folder"
    if hint:
        raise InputError([Problem((), "does not go with what else is asked for", hint=hint, where="--against")])


def paged(
    wholes: list[Whole], paths: Sequence[Path], parameters: Mapping[str, str], against: str | None, step: Step
) -> str:
    """Write the page, with what a month costs and, where it is asked for, what changed."""
    from generator.report.picture.cost_section import cost_sections
    from generator.report.picture.page import page

    more = cost_sections(wholes)
    if against is not None:
        for name, sections in _changes(against, paths[0], parameters, wholes, step).items():
            more[name] = [*sections, *more.get(name, ())]
    return page(wholes, more)


def _changes(
    old: str, new: Path, parameters: Mapping[str, str], wholes: Sequence[Whole], step: Step
) -> dict[str, list[Section]]:
    from generator import comparison
    from generator.report.picture.change_section import change_section, gone_section

    made: dict[str, list[Section]] = {}
    gone = []
    for pair, one in comparison.against(old, new, parameters, step):
        if pair.new is None:
            gone.append(one)
        else:
            made[pair.new.name] = [change_section(one, old)]
    if gone:
        made.setdefault(wholes[-1].matrix.root, []).append(gone_section(gone, old))
    return made
