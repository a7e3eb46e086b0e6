"""The output of build: where it goes, what of it is stale, and what is written and said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import say, show
from generator.hints import program

if TYPE_CHECKING:
    from generator.build.proof import Proven
    from generator.build.steps import Built
    from generator.build.target import Target
    from generator.build.unchanged import Asked

DEFAULT = Path("output")


def target_of(options: argparse.Namespace, asked: Asked, built: Sequence[Built]) -> Target:
    """Look at where this build goes; one into another folder leaves the schema of app.yaml alone."""
    from generator.build import schema_file, target
    from generator.cache import default_cache

    gone = () if options.env else target.abandoned(asked.output, built)
    schema = None if options.output else schema_file.stale(asked.config, asked.templates, default_cache())
    return target.Target(asked.output, asked.config, gone, schema)


def check(target: Target, built: Sequence[Built]) -> int:
    """Show what is stale, and give the exit code: 1 if anything is."""
    stale = target.diff(built)
    for lines in stale.values():
        print(*lines, sep="\n")
    if stale:
        say(f"{' and '.join(stale)} {'are' if len(stale) > 1 else 'is'} stale; run: {program()} build")
    return 1 if stale else 0


def write(target: Target, built: Sequence[Built], proofs: Sequence[Proven]) -> str:
    """Write what changed, and show what was done. Gives what would be shown if nothing had changed."""
    from generator.output import folder
    from generator.report.build import notes, summary, undecided

    depends = undecided(proofs, target.output.as_posix())
    show(depends)
    unchanged, first = depends, ""
    for environment, proof in zip(built, proofs, strict=True):
        if not first and proof.needs and not (target.output / environment.folder).exists():
            first = environment.folder
        changed = folder.write(target.output / environment.folder, environment.texts)
        show(f"{summary(environment, proof, target.output, changed)}\n")
        unchanged += f"{summary(environment, proof, target.output, ())}\n"
    if schema := target.schema:
        folder.write(schema.path.parent, {schema.path.name: schema.text})
        print(f"{schema.path}: written, for editors")
    folder.remove(target.abandoned)
    for path in target.abandoned:
        print(f"{path}: removed, it belongs to no environment of {target.config}")
    noted = notes(built)
    show(noted)
    if first and target.output == DEFAULT and sys.stderr.isatty():
        say(f"next: {program()} prove  # what each task needs, and the evidence")
        say(f"      {program()} deploy {first} --local  # a rehearsal without an account")
    return unchanged + noted
