"""The layers of one environment: what dev relaxes, app.yaml, the environment's own settings, and --set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.config import source
from generator.config.app import Module, Profile
from generator.config.header import NAME, REGISTRY
from generator.config.report import located
from generator.config.tree import Map, Node, Place, Scalar, build, merge
from generator.errors import InputError, Problem, did_you_mean


def environments(tree: Map) -> dict[str, Node]:
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


def chosen(wanted: Sequence[str], named: Mapping[str, Node]) -> list[str]:
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


def override(text: str) -> Node:
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


def profile(tree: Map, environment: str) -> Profile:
    node = tree.items.get("profile")
    if isinstance(node, Scalar) and node.value in ("dev", "prod"):
        return "dev" if node.value == "dev" else "prod"
    return "dev" if environment == "dev" else "prod"


def relaxed(tree: Map, environment: str, modules: Mapping[str, Module]) -> Map:
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
