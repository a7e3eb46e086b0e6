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
    from generator.build.unchanged import Asked, Digests, Done
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
    from generator.build import unchanged
    from generator.cache import default_cache

    asked = _asked(options)
    if (said := unchanged.said(asked, default_cache())) is not None:
        _show(said)
        return 0
    return _build(options, asked)


def _asked(options: argparse.Namespace) -> Asked:
    from generator.build.unchanged import Asked

    words = (options.env, options.set, options.check, options.no_lint, options.output, program())
    return Asked(Path(options.config), templates(options), Path(options.output or _DEFAULT), words)


def _build(options: argparse.Namespace, asked: Asked) -> int:
    from generator import lint
    from generator.build import steps, unchanged
    from generator.cache import default_cache
    from generator.report.waiting import Waiting
    from generator.step import followed

    config, target = asked.config, asked.output
    taken = unchanged.inputs(asked)
    if options.set and target.resolve() == _DEFAULT.resolve():
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
    if options.check:
        if code := _check(options, built, target):
            return code
        said = remarks
    else:
        said = remarks + _write(options, built, proofs, target)
    unchanged.remember(asked, default_cache(), _done(options, asked, built, taken, said))
    return 0


def _remarks(proofs: Sequence[Proven], target: Path) -> str | None:
    """Show what is not proven, and what is proven with a remark. Gives what was shown; None where it must not be."""
    from generator.report.build import unproven

    said = unproven(proofs, target.as_posix())
    _show(said)
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
            _show(f"{problem}\n")
        say(f"cfn-lint refuses what templates/ made: nothing was written to {target}")
        return None
    said = "".join(f"{target}/{finding}\n" for finding in findings)
    _show(said)
    return said


def _done(options: argparse.Namespace, asked: Asked, built: Sequence[Built], taken: Digests | None, said: str) -> Done:
    from generator.build.schema_file import named
    from generator.build.unchanged import Done, digest

    read = {str(asked.config.parent / path): digest(content) for each in built for path, content in each.images.items()}
    written = {
        str(asked.output / each.folder / name): digest(text.encode())
        for each in built
        for name, text in each.texts.items()
    }
    return Done(taken, read, written, None if options.output else named(asked.config), said)


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
    from generator.cache import default_cache

    return None if options.output else stale(Path(options.config), templates(options), default_cache())


def _write(options: argparse.Namespace, built: Sequence[Built], proofs: Sequence[Proven], target: Path) -> str:
    """Write what changed, and show what was done. Gives what would be shown if nothing had changed."""
    from generator.output import folder
    from generator.report.build import summary, undecided

    depends = undecided(proofs, target.as_posix())
    _show(depends)
    gone = _gone(options, built, target)
    unchanged, first = depends, ""
    for environment, proof in zip(built, proofs, strict=True):
        if not first and proof.needs and not (target / environment.folder).exists():
            first = environment.folder
        changed = folder.write(target / environment.folder, environment.texts)
        _show(f"{summary(environment, proof, target, changed)}\n")
        unchanged += f"{summary(environment, proof, target, ())}\n"
    if schema := _stale_schema(options):
        folder.write(schema.path.parent, {schema.path.name: schema.text})
        print(f"{schema.path}: written, for editors")
    folder.remove(gone)
    for path in gone:
        print(f"{path}: removed, it belongs to no environment of {options.config}")
    notes = _notes(built)
    _show(notes)
    if first and not options.output:
        say(f"next: {program()} prove  # what each task needs, and the evidence")
        say(f"      {program()} deploy {first} --local  # a rehearsal without an account")
    return unchanged + notes


def _show(text: str) -> None:
    """Print lines that a terminal folds at words."""
    from generator.report.folding import folded
    from generator.report.style import terminal_style

    print(folded(text, terminal_style()), end="")


def _notes(built: Sequence[Built]) -> str:
    from generator.build.versions import other_versions

    notes = list(dict.fromkeys(f"note: {note}" for environment in built for note in environment.notes))
    if others := ", ".join(other_versions()):
        notes.append(
            f"note: made with {others}: the files may differ from those of others; pip installs what `.[test]` pins"
        )
    return "".join(f"{note}\n" for note in notes)


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
