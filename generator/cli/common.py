"""What several verbs take or say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.crash import Crash

Parser = argparse.ArgumentParser
AS_IT_WAS = "root template or folder as it was, on disk or as COMMIT:PATH of git"


SETTINGS = "app.yaml"
"""The settings that are taken where no others are named."""


def config_options(parser: Parser) -> None:
    """Take the settings and the folder of template modules."""
    parser.add_argument("--config", default=SETTINGS, metavar="FILE", help="the app's settings (app.yaml)")
    parser.add_argument("--templates", metavar="DIR", help="template modules (templates/ beside the settings)")


def templates(options: argparse.Namespace) -> Path:
    """The folder of template modules: the one named, the one beside app.yaml, or the starter's."""
    from generator.build.starter import templates

    if options.templates:
        return Path(options.templates)
    beside = Path(options.config).parent / "templates"
    return beside if beside.is_dir() else templates()


def whole_options(parser: Parser) -> None:
    """Take templates, and what decides their parameters."""
    what = "root template, or folder with root templates (output/); - reads standard input"
    parser.add_argument("paths", nargs="*", metavar="PATH", help=what)
    what = (
        "sibling stacks that import each other's exports: {stack name: {template: PATH, parameters: {...}}}; without "
        "PATH, these are what is looked at"
    )
    parser.add_argument("--stacks", metavar="FILE", help=what)
    what = "values of the root's parameters: {Name: value}, or as the AWS CLI takes them"
    parser.add_argument("--parameters", metavar="FILE", help=what)


def wholes(options: argparse.Namespace) -> tuple[list[Path], dict[str, str], Path | None]:
    """Read the paths (output/ when nothing is named), the parameters and the file of sibling stacks."""
    from generator.stack import read_parameters

    paths = [Path(path) for path in options.paths] or ([] if options.stacks else [Path("output")])
    if not (options.paths or options.stacks) and not paths[0].exists():
        hint = f"name a template or folder, or run: {program()} build"
        raise InputError([Problem((), "there is no such folder", hint=hint, where="output")])
    parameters = read_parameters(Path(options.parameters)) if options.parameters else {}
    return paths, parameters, Path(options.stacks) if options.stacks else None


def failed(crashes: Sequence[Crash], options: argparse.Namespace) -> int:
    """Tell, in one line, that our own code failed, and where the details are. Gives the exit code."""
    from generator.crash import EXIT_CODE, told

    say(told(crashes, f"{program()} {getattr(options, 'verb', '')}", debug=getattr(options, "debug", False)))
    return EXIT_CODE


def say(text: str) -> None:
    """Talk to the person; data goes to standard output. A terminal folds it at words."""
    print(_folded(text, sys.stderr), file=sys.stderr)


def show(text: str) -> None:
    """Show lines on standard output, each with its end; a terminal folds them at words."""
    print(_folded(text, sys.stdout), end="")


def _folded(text: str, stream: TextIO) -> str:
    if not stream.isatty():
        return text
    from generator.report.folding import folded
    from generator.report.style import terminal_style

    return folded(text, terminal_style(stream))
