"""What a page is made of: the matrix of one root, its facts once more, and the picture of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.scenarios import scenarios
from generator.crash import Crash, Watch
from generator.lint.wholes import analysed
from generator.needs.context import Context
from generator.report.picture.draw import picture
from generator.report.picture.model import Picture
from generator.report.proofs import Matrix
from generator.stack import load
from generator.step import Step, followed, silent

NOTHING = Picture()


@dataclass(frozen=True)
class Whole:
    """One root template: its matrix, its facts in each scenario, and its picture."""

    matrix: Matrix
    contexts: tuple[Context, ...] = ()
    picture: Picture = NOTHING
    crashes: tuple[Crash, ...] = ()


def pictured(
    paths: list[Path], parameters: Mapping[str, str], stacks: Path | None, step: Step = silent
) -> Iterator[Whole]:
    """Analyse and draw every root below the paths. Raises InputError for paths and files that make no sense.

    ``step`` hears how far it is.
    """
    for root, result in analysed(paths, parameters, stacks, followed(step, "draw")):
        matrix = Matrix(root.name, root.region or "", result.cells, result.not_seen)
        watch = Watch()
        settled = root.parameters(dict(parameters))
        contexts = watch.one(lambda: tuple(map(Context, scenarios(load(root.path, settled, stacks)))), ())  # noqa: B023
        drawn = watch.one(lambda: picture(contexts, matrix.cells), NOTHING)  # noqa: B023
        yield Whole(matrix, contexts, drawn, (*result.crashes, *watch.crashes))
