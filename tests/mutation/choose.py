"""Which mutants there are, and a sample of them that a seed decides."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec


@dataclass(frozen=True)
class Mutant:
    """One change of one place."""

    spec: MutationSpec
    line: int
    before: str
    after: str
    statement: range
    """The lines from the start of the innermost statement to the change."""

    @property
    def file(self) -> str:
        """The mutated file, as seen from the project."""
        return self.spec.module_path.as_posix()


def sample(project: Path, part: str, number: int, seed: int, folder: Path) -> list[Mutant]:
    """Choose places, and one change for each: a comparison, which has nine mutants, weighs no more than a number."""
    files = sorted(path.relative_to(project) for path in (project / "generator" / part).rglob("*.py"))
    with use_db(str(folder / f"{part}.sqlite"), WorkDB.Mode.create) as session:
        init(files, session, {})
        specs = [spec for item in session.work_items for spec in item.mutations]
    places: dict[tuple[str, tuple[int, int]], list[MutationSpec]] = {}
    for spec in specs:
        places.setdefault((spec.module_path.as_posix(), tuple(spec.start_pos)), []).append(spec)
    chance = random.Random(f"{part} {seed}")
    order = sorted(places)
    chance.shuffle(order)
    chosen: list[Mutant] = []
    for place in order:
        changes = sorted(places[place], key=lambda spec: (spec.operator_name, spec.occurrence))
        chance.shuffle(changes)
        chosen += next(([each] for each in map(_mutant, changes) if each), [])
        if len(chosen) == number:
            break
    return chosen


def _mutant(spec: MutationSpec) -> Mutant | None:
    """The mutant, or None if nothing runs that differs: an annotation, or what is no Python."""
    source = spec.module_path.read_text(encoding="utf-8")
    tree = _tree(source)
    if any(_holds(each, spec.start_pos) for each in _annotations(tree)):
        return None
    changed = mutate_code(source, get_operator(spec.operator_name)(**spec.operator_args), spec.occurrence)
    try:
        if changed is None or ast.dump(ast.parse(changed)) == ast.dump(tree):
            return None
    except SyntaxError:
        return None
    old, new = source.splitlines(), changed.splitlines()
    pairs = zip(old, [*new, *[""] * len(old)], strict=False)
    line = next(number for number, (one, other) in enumerate(pairs, 1) if one != other)
    after = new[line - 1] if len(new) == len(old) else "(gone)"
    around = [each for each in ast.walk(tree) if isinstance(each, ast.stmt) and _reaches(each, line)]
    start = max((each.lineno for each in around), default=1)
    return Mutant(spec, line, old[line - 1].strip(), after.strip(), range(start, line + 1))


@cache
def _tree(source: str) -> ast.Module:
    return ast.parse(source)


def _annotations(tree: ast.Module) -> list[ast.expr]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(node.returns)
    return [each for each in found if each]


def _holds(node: ast.expr, place: tuple[int, int]) -> bool:
    return (node.lineno, node.col_offset) <= place < (node.end_lineno or 0, node.end_col_offset or 0)


def _reaches(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)
