"""app.yaml -> one App per environment, or every problem in it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any

from pydantic import Field, ValidationError

from generator.config import source
from generator.config.app import App, Module, Profile, Provision
from generator.config.names import logical_id
from generator.config.report import doubts, located, problems_of, unknown
from generator.config.section import Section, Text, matching
from generator.config.tree import Map, Node, Place, Scalar, build, merge, plain
from generator.errors import InputError, Problem, did_you_mean

NAME = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
REGISTRY = "registry"


class Header(Section):
    """The settings of app.yaml that belong to no template."""

    name: Annotated[
        Text, Field(max_length=32), matching(NAME.pattern, "lower-case letters, digits and hyphens, such as my-app")
    ]
    """Name of the application; stacks are called `<name>-<environment>`."""
    region: Annotated[
        Text, matching(r"(?!cn-)[a-z]{2}(-[a-z]+)+-\d", "a region such as us-east-1; China is not covered")
    ]
    """AWS region that everything runs in."""
    profile: Profile = "prod"
    """Which defaults apply: `prod` is safe, `dev` is cheap. `dev` in an environment called dev when absent."""
    tags: Annotated[
        dict[
            Annotated[
                Text, Field(min_length=1, max_length=128), matching(r"(?!aws:).*", "a key without the prefix aws:")
            ],
            Annotated[Text, Field(min_length=1, max_length=256)],
        ],
        Field(max_length=45),
    ] = {}
    """Tags of every stack, and through it of every resource."""


@dataclass(frozen=True)
class Loaded:
    """One environment, and the tree it was read from."""

    app: App
    tree: Node

    def located(self, error: InputError) -> list[Problem]:
        """Give an error's problems with the places of the settings they are about."""
        return [located(problem, self.tree) for problem in error.problems]


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
    overrides = [_override(text) for text in settings]
    base = Map({k: v for k, v in tree.items.items() if k != "environments"}, tree.keys, tree.place)
    named = _environments(tree)
    chosen = _chosen(environments, named)
    problems: dict[tuple[str, str], Problem] = {}
    loaded: list[Loaded] = []
    for environment in chosen:
        merged = merge(base, named[environment])
        for override in overrides:
            merged = merge(merged, override)
        assert isinstance(merged, Map)
        app, found = _Environment(environment, merged, modules).read()
        loaded.append(Loaded(app, merged))
        for problem in found:
            problems.setdefault((str(problem), problem.where), problem)
    if problems:
        raise InputError(sorted(problems.values(), key=_order))
    return loaded


class _Environment:
    """Reads one environment's merged tree, collecting problems instead of stopping at the first."""

    def __init__(self, name: str, tree: Map, modules: Mapping[str, Module]) -> None:
        self.name = name
        self.modules = modules
        self.found: list[Problem] = list(doubts(tree))
        self.tree = _relaxed(tree, name, modules) if _profile(tree, name) == "dev" else tree

    def read(self) -> tuple[App, list[Problem]]:
        header = self._header()
        entries = [
            name
            for module in self.modules.values()
            if module.each and isinstance(node := self.tree.items.get(module.section), Map)
            for name in node.items
        ]
        sections = dict(self._sections())
        provided = self._provided(sections)
        app = App(
            name=header.name if header else "app",
            environment=self.name,
            profile=_profile(self.tree, self.name),
            region=header.region if header else "us-east-1",
            tags=header.tags if header else {},
            sections=sections,
            declared=frozenset(entries) | {name for name, m in self.modules.items() if m.provides},
            provided=provided,
        )
        self._check(app)
        return app, [located(problem, self.tree) for problem in self.found]

    def _header(self) -> Header | None:
        known = set(Header.model_fields)
        for key in self.tree.items:
            if key not in known and key not in self.modules:
                self.found.append(unknown((key,), [*known, *self.modules, "environments"]))
        part = Map({k: v for k, v in self.tree.items.items() if k in known}, self.tree.keys, self.tree.place)
        header = self._validated(Header, part, ())
        return header if isinstance(header, Header) else None

    def _sections(self) -> Iterable[tuple[str, Any]]:
        for section, module in self.modules.items():
            node = self.tree.items.get(section)
            if module.each:
                yield section, self._entries(module, node)
            elif node is None and module.provides:
                continue
            else:
                node = node or Map({}, {}, self.tree.place)
                settings = self._validated(module.settings, node, (section,))
                if settings is not None:
                    yield section, settings

    def _entries(self, module: Module, node: Node | None) -> dict[str, Any]:
        if not isinstance(node, Map) or not node.items:
            what = "is missing" if node is None else "must be a mapping with at least one entry"
            accepted = f"a mapping of a name to the settings of one {module.name}"
            self.found.append(Problem((module.section,), what, accepted=accepted))
            return {}
        entries: dict[str, Any] = {}
        for name in sorted(node.items):
            path = (module.section, name)
            if not (NAME.fullmatch(name) and len(name) <= 40):
                accepted = "lower-case letters, digits and hyphens, at most 40"
                self.found.append(Problem(path, "is not a name", got=name, accepted=accepted))
                continue
            self._check_taken(path, name, node)
            settings = self._validated(module.settings, node.items[name], path)
            if settings is not None:
                entries[name] = settings
        return entries

    def _check_taken(self, path: tuple[str, str], name: str, siblings: Map) -> None:
        taken = {logical_id(m.name): f"the {m.name} stack" for m in self.modules.values()} | {"Root": "the root stack"}
        taken |= {logical_id(other): f"{other}" for other in siblings.items if other != name}
        if owner := taken.get(logical_id(name)):
            what = f"would share its logical id {logical_id(name)} with {owner}"
            self.found.append(Problem(path, what, got=name, hint="choose another name"))

    def _validated(self, settings: type[Section], node: Node, path: tuple[str, ...]) -> Section | None:
        try:
            return settings.model_validate(plain(node))
        except ValidationError as error:
            tree = self.tree
            self.found.extend(problems_of(error, settings, tree, path))
            return None

    def _provided(self, sections: Mapping[str, Any]) -> dict[str, Provision]:
        return {
            section: module.provides(sections[section])
            for section, module in self.modules.items()
            if module.provides and section in sections
        }

    def _check(self, app: App) -> None:
        for section, module in self.modules.items():
            settings = app.sections.get(section)
            if module.check is None or settings is None:
                continue
            for each in settings.values() if module.each else [settings]:
                self.found.extend(module.check(each, app))


def _environments(tree: Map) -> dict[str, Node]:
    """Give what each environment lays over the shared settings; without any there is one, called dev."""
    node = tree.items.get("environments")
    if node is None:
        return {"dev": Map({}, {}, tree.place)}
    path = ("environments",)
    if not isinstance(node, Map) or not node.items:
        problem = Problem(
            path, "must be a mapping with at least one environment", accepted="such as {dev: {}, prod: {}}"
        )
        raise InputError([located(problem, tree)])
    problems = []
    for name, over in node.items.items():
        if not NAME.fullmatch(name) or len(name) > 16 or name == REGISTRY:
            accepted = f"at most 16 lower-case letters, digits and hyphens, not {REGISTRY}"
            problems.append(located(Problem((*path, name), "is not a name", got=name, accepted=accepted), tree))
        elif not (isinstance(over, Map) or (isinstance(over, Scalar) and over.value is None)):
            problems.append(located(Problem((*path, name), "must be a mapping of settings"), tree))
        elif isinstance(over, Map):
            problems += [
                located(Problem((*path, name, key), "cannot differ between environments"), tree)
                for key in ("name", "environments")
                if key in over.items
            ]
    if problems:
        raise InputError(problems)
    return {name: over if isinstance(over, Map) else Map({}, {}, node.keys[name]) for name, over in node.items.items()}


def _chosen(wanted: Sequence[str], named: Mapping[str, Node]) -> list[str]:
    for name in wanted:
        if name not in named:
            problem = Problem(
                (),
                f"app.yaml has no environment {name}",
                accepted=", ".join(sorted(named)),
                hint=did_you_mean(name, named),
                where="--env",
            )
            raise InputError([problem])
    return [name for name in sorted(named) if not wanted or name in wanted]


def _override(text: str) -> Node:
    """Make a tree of one ``--set services.web.image=web:2``."""
    key, equals, value = text.partition("=")
    steps = key.split(".")
    where = f"--set {text}"
    if not equals or not all(steps):
        raise InputError([Problem((), "is not KEY=VALUE", accepted="such as services.web.image=web:2", where=where)])
    node: Node = source.parse(value, where) if value else Scalar("", Place(where, 0, 0))
    place = Place(where, 0, 0)
    if isinstance(node, Scalar):
        node = Scalar(node.value, place, node.text, node.doubt)
    for step in reversed(steps):
        node = Map({step: node}, {step: place}, place)
    return node


def _profile(tree: Map, environment: str) -> Profile:
    node = tree.items.get("profile")
    if isinstance(node, Scalar) and node.value in ("dev", "prod"):
        return "dev" if node.value == "dev" else "prod"
    return "dev" if environment == "dev" else "prod"


def _relaxed(tree: Map, environment: str, modules: Mapping[str, Module]) -> Map:
    """Lay the tree over what each module relaxes in the dev profile."""
    nowhere = Place(f"the dev profile's defaults ({environment})", 0, 0)
    items, keys = dict(tree.items), dict(tree.keys)
    for section, module in modules.items():
        node = items.get(section)
        dev = build(module.dev, nowhere)
        if module.each and isinstance(node, Map):
            entries = {
                name: merge(dev, entry) if isinstance(entry, Map) else entry for name, entry in node.items.items()
            }
            items[section] = Map(entries, node.keys, node.place)
        elif isinstance(node, Map):
            merged = merge(dev, node)
            assert isinstance(merged, Map)
            items[section] = Map(merged.items, merged.keys, node.place)
        elif node is None and not module.each and not module.provides:
            items[section] = dev
            keys[section] = nowhere
    return Map(items, keys, tree.place)


def _order(problem: Problem) -> tuple[str, int, int, str]:
    source_, *position = problem.where.rsplit(":", 2)
    numbers = [int(part) if part.isdigit() else 0 for part in position] + [0, 0]
    return (source_, numbers[0], numbers[1], str(problem))
