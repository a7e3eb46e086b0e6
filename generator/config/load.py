"""app.yaml -> one App per environment, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from generator.config import source
from generator.config.app import App, Module
from generator.config.environment import read
from generator.config.layers import chosen, override
from generator.config.layers import environments as environments_of
from generator.config.report import located
from generator.config.tree import Map, Node, merge
from generator.errors import InputError, Problem


@dataclass(frozen=True)
class Loaded:
    """One environment, and the tree it was read from."""

    app: App
    tree: Node

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems with the places of the settings they are about."""
        return [located(problem, self.tree) for problem in problems]


def load(
    path: FilePath,
    modules: Mapping[str, Module],
    environments: Sequence[str] = (),
    settings: Sequence[str] = (),
    name: str = "",
) -> list[Loaded]:
    """Read app.yaml for the given environments, or for all of them.

    ``modules`` are the template modules by section; ``settings`` are ``KEY=VALUE`` texts that replace what the file
    says; ``name`` is what messages call the file. Raises InputError with every problem found.
    """
    tree = source.read(path, name or str(path))
    if not isinstance(tree, Map):
        raise InputError(
            [
                Problem(
                    (), "must be a mapping of settings", accepted="name, region, services, ...", where=str(tree.place)
                )
            ]
        )
    overrides = [override(text) for text in settings]
    base = Map({k: v for k, v in tree.items.items() if k != "environments"}, tree.keys, tree.place)
    named, mistakes = environments_of(tree)
    problems = {str(problem): problem for problem in mistakes}
    loaded: list[Loaded] = []
    for environment in chosen(environments, named):
        merged = merge(base, named[environment])
        for layer in overrides:
            merged = merge(merged, layer)
        assert isinstance(merged, Map)
        app, mistakes = read(environment, merged, modules)
        loaded.append(Loaded(app, merged))
        for problem in mistakes:
            problems.setdefault(str(problem), problem)
    if problems:
        raise InputError(sorted(problems.values(), key=_order))
    return loaded


def _order(problem: Problem) -> tuple[str, int, int, str]:
    source_, *position = problem.where.rsplit(":", 2)
    numbers = [int(part) if part.isdigit() else 0 for part in position] + [0, 0]
    return (source_, numbers[0], numbers[1], str(problem))
