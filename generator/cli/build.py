"""build: app.yaml -> output/."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, config_options, failed, say, templates
from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.build.proof import Proven
    from generator.build.schema_file import SchemaFile
    from generator.build.steps import Built
    from generator.lint import Finding

_DEFAULT = Path("output")
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
    from generator import lint
    from generator.build import steps
    from generator.lint import default_cache
    from generator.report.waiting import Waiting
    from generator.step import followed

    config, target = Path(options.config), Path(options.output or _DEFAULT)
    if options.set and target.resolve() == _DEFAULT.resolve():
        _refuse_unreviewed(options)
    linted = () if options.no_lint else ("cfn-lint",)
    waiting = Waiting()
    with waiting:
        chosen = options.env or (), options.set or ()
        built = steps.build(config, templates(options), *chosen, step=followed(waiting.step, "prove", *linted))
        proofs = steps.prove(built, default_cache(), followed(waiting.step, *linted))
    if not _proven(proofs, target):
        crashes = {crash.key: crash for proof in proofs for crash in proof.crashes}
        return failed(list(crashes.values()), options) if crashes else 1
    if not options.no_lint:
        with waiting:
            findings = steps.lint(
                built, default_cache(), followed(waiting.step, "compare" if options.check else "write")
            )
        if not _clean(built, findings, target):
            return failed(crashed, options) if (crashed := lint.crashes(findings)) else 1
    return _check(options, built, target) if options.check else _write(options, built, proofs, target)


def _proven(proofs: Sequence[Proven], target: Path) -> bool:
    """Show what is not proven, and what is proven with a remark."""
    from generator.report.build import unproven

    print(unproven(proofs, target.as_posix()), end="")
    if all(proof.holds for proof in proofs):
        return True
    say(f"not proven to start: nothing was written to {target}")
    return False


def _clean(built: Sequence[Built], findings: Sequence[Finding], target: Path) -> bool:
    from generator.build import steps

    errors = [finding for finding in findings if finding.severity == "error"]
    for problem in steps.refused(built, errors):
        print(problem)
    for finding in findings if not errors else ():
        print(f"{target}/{finding}")
    if errors:
        say(f"cfn-lint refuses what templates/ made: nothing was written to {target}")
        return False
    return True


def _gone(options: argparse.Namespace, built: Sequence[Built], target: Path) -> list[Path]:
    from generator.output import folder

    if options.env:
        return []
    return folder.abandoned(target, [environment.folder for environment in built], built[0].composition.app.name)


def _check(options: argparse.Namespace, built: Sequence[Built], target: Path) -> int:
    from generator.output import folder

    lines = [
        line
        for environment in built
        for line in folder.diff(target / environment.folder, environment.texts, f"{target}/{environment.folder}")
    ]
    lines += [f"{path}: belongs to no environment of {options.config}" for path in _gone(options, built, target)]
    stale = []
    if lines:
        stale.append(str(target))
    if schema := _stale_schema(options):
        lines += folder.diff(schema.path.parent, {schema.path.name: schema.text}, schema.path.parent.as_posix())
        stale.append(schema.path.as_posix())
    for line in lines:
        print(line)
    if lines:
        say(f"{' and '.join(stale)} {'are' if len(stale) > 1 else 'is'} stale; run: {program()} build")
    return 1 if lines else 0


def _stale_schema(options: argparse.Namespace) -> SchemaFile | None:
    """The schema that app.yaml names, if it is to be written; a build into another folder leaves it alone."""
    from generator.build.schema_file import stale
    from generator.lint import default_cache

    return None if options.output else stale(Path(options.config), templates(options), default_cache())


def _write(options: argparse.Namespace, built: Sequence[Built], proofs: Sequence[Proven], target: Path) -> int:
    from generator.build.versions import other_versions
    from generator.output import folder
    from generator.report.build import undecided

    print(undecided(proofs, target.as_posix()), end="")
    gone = _gone(options, built, target)
    for environment, proof in zip(built, proofs, strict=True):
        changed = folder.write(target / environment.folder, environment.texts)
        resources = sum(len(body["Resources"]) for body in environment.composition.bodies.values())
        open_ = f"{len(proof.outside)} unknown, " if proof.outside else ""
        proven = f"{proof.needs - len(proof.outside)} needs of tasks proven, {open_}" if proof.needs else ""
        written = len(environment.texts.keys() & set(changed))
        removed = f", {len(changed) - written} removed" if len(changed) > written else ""
        folder_name = f"{target}/{environment.folder}"
        state = f"{written} of {len(environment.texts)} files written{removed}" if changed else "unchanged"
        print(f"{folder_name}: {len(environment.texts) - 1} templates, {resources} resources, {proven}{state}")
    if schema := _stale_schema(options):
        folder.write(schema.path.parent, {schema.path.name: schema.text})
        print(f"{schema.path}: written, for editors")
    folder.remove(gone)
    for path in gone:
        print(f"{path}: removed, it belongs to no environment of {options.config}")
    for note in dict.fromkeys(f"note: {note}" for environment in built for note in environment.notes):
        print(note)
    if others := ", ".join(other_versions()):
        print(f"note: made with {others}: the files may differ from those of others; pip installs what `.[test]` pins")
    return 0


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
