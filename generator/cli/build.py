"""build: app.yaml -> output/."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, config_options, failed, say, show, templates
from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.build.proof import Proven
    from generator.build.steps import Built
    from generator.build.unchanged import Asked
    from generator.lint import Finding
from generator.cli.build_output import DEFAULT, check, target_of, write

EXAMPLES = """\
  python -m generator build                                 # every environment, into output/<env>/
  python -m generator build --check                         # in CI: is output/ what app.yaml says?
  python -m generator build --env dev --output /tmp/try --set services.web.image=web:2"""


def options(parser: Parser) -> None:
    """Take settings, environments, and where to write."""
    config_options(parser)
    parser.add_argument("--env", nargs="+", metavar="NAME", action="extend", help="environments to build (all)")
    parser.add_argument("--output", metavar="DIR", help="where to write (output/)")
    what = "replace a setting for this run, such as services.web.image=web:2"
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", help=what)
    what = "write nothing; show what is stale, exit 1 if anything is"
    parser.add_argument("--check", action="store_true", help=what)
    what = "do not run cfn-lint; what is built is proven all the same"
    parser.add_argument("--no-lint", action="store_true", help=what)


def run(options: argparse.Namespace) -> int:
    """app.yaml -> output/<env>/: nested CloudFormation templates, proven to start before they are written."""
    from generator.build import unchanged
    from generator.cache import default_cache

    asked = _asked(options)
    if (said := unchanged.said(asked, default_cache())) is not None:
        show(said)
        return 0
    return _build(options, asked)


def _asked(options: argparse.Namespace) -> Asked:
    from generator.build.unchanged import Asked

    words = (options.env, options.set, options.check, options.no_lint, options.output, program())
    return Asked(Path(options.config), templates(options), Path(options.output or DEFAULT), words)


def _build(options: argparse.Namespace, asked: Asked) -> int:
    from generator import lint
    from generator.build import schema_file, steps, unchanged
    from generator.cache import default_cache
    from generator.report.waiting import Waiting
    from generator.step import followed

    config, target = asked.config, asked.output
    taken = unchanged.inputs(asked)
    if options.set and target.resolve() == DEFAULT.resolve():
        _refuse_unreviewed(options)
    linted = () if options.no_lint else ("cfn-lint",)
    waiting = Waiting()
    with waiting:
        chosen = options.env or (), options.set or ()
        built = steps.build(config, asked.templates, *chosen, step=followed(waiting.step, "prove", *linted))
        proofs = steps.prove(built, default_cache(), followed(waiting.step, *linted))
    remarks = _remarks(proofs, target)
    if remarks is None:
        crashes = {crash.key: crash for proof in proofs for crash in proof.crashes}
        return failed(list(crashes.values()), options) if crashes else 1
    if not options.no_lint:
        with waiting:
            findings = steps.lint(
                built, default_cache(), followed(waiting.step, "compare" if options.check else "write")
            )
        warnings = _warnings(built, findings, target)
        if warnings is None:
            return failed(crashed, options) if (crashed := lint.crashes(findings)) else 1
        remarks += warnings
    lies = target_of(options, asked, built)
    if options.check:
        if code := check(lies, built):
            return code
        said = remarks
    else:
        said = remarks + write(lies, built, proofs)
    schema = None if options.output else schema_file.named(config)
    unchanged.remember(asked, default_cache(), unchanged.Done(taken, built, schema, said))
    return 0


def _remarks(proofs: Sequence[Proven], target: Path) -> str | None:
    """Show what is not proven, and what is proven with a remark. Gives what was shown; None where it must not be."""
    from generator.report.build import unproven

    said = unproven(proofs, target.as_posix())
    show(said)
    if all(proof.holds for proof in proofs):
        return said
    say(f"not proven to start: nothing was written to {target}")
    return None


def _warnings(built: Sequence[Built], findings: Sequence[Finding], target: Path) -> str | None:
    """Show what cfn-lint says. Gives what was shown; None where it refuses something."""
    from generator.build import steps

    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        for problem in steps.refused(built, errors):
            show(f"{problem}\n")
        say(f"cfn-lint refuses what templates/ made: nothing was written to {target}")
        return None
    said = "".join(f"{target}/{finding}\n" for finding in findings)
    show(said)
    return said


def _refuse_unreviewed(options: argparse.Namespace) -> None:
    """Refuse --set into the reviewed output, unless app.yaml says the same."""
    from generator.build import steps

    config, folder, wanted = Path(options.config), templates(options), options.env or ()
    said = steps.build(config, folder, wanted)
    asked = steps.build(config, folder, wanted, options.set)
    if [whole.texts for whole in said] != [whole.texts for whole in asked]:
        hint = "change app.yaml, or choose another folder with --output"
        what = "would put a value into output/ that app.yaml does not say"
        raise InputError([Problem((), what, hint=hint, where=f"--set {options.set[0]}")])
