"""The layers of one environment: what dev relaxes, app.yaml, the environment's own settings, and --set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.config import source
from generator.config.app import Module, Profile
from generator.config.header import NAME, REGISTRY
from generator.config.report import at_key, located
from generator.config.tree import Map, Node, Place, Scalar, build, merge
from generator.errors import InputError, Path, Problem, did_you_mean


def environments(tree: Map) -> tuple[dict[str, Node], list[Problem]]:
    """What each environment lays over the shared settings; without any there is one, called dev.

    An environment that cannot be read is left out, and a problem says why.
    """
    node = tree.items.get("environments")
    if node is None:
        return {"dev": Map({}, {}, tree.place)}, []
    path = ("environments",)
    if not isinstance(node, Map) or not node.items:
        problem = Problem(
            path, "must be a mapping with at least one environment", accepted="such as {dev: {}, prod: {}}"
        )
        raise InputError([located(problem, tree)])
    problems: list[Problem] = []
    named: dict[str, Node] = {}
    for name, over in node.items.items():
        if not NAME.fullmatch(name) or len(name) > 16 or name == REGISTRY:
            accepted = f"at most 16 lower-case letters, digits and hyphens, not {REGISTRY}"
            problems.append(at_key(Problem((*path, name), "is not a name", accepted=accepted), tree))
        elif not (isinstance(over, Map) or (isinstance(over, Scalar) and over.value is None)):
            problem = Problem((*path, name), "must be a mapping of settings", accepted="{} for nothing of its own")
            problems.append(located(problem, tree))
        elif isinstance(over, Map):
            shared = [key for key in ("name", "environments") if key in over.items]
            problems += [
                located(Problem((*path, name, key), "cannot differ between environments"), tree) for key in shared
            ]
            problems += [at_key(problem, tree) for problem in _strangers((*path, name), over, tree)]
            items = {key: value for key, value in over.items.items() if key not in shared}
            named[name] = Map(items, over.keys, over.place)
        else:
            named[name] = Map({}, {}, node.keys[name])
    if not named:
        raise InputError(problems)
    return named, problems


def _strangers(path: Path, over: Map, tree: Map) -> Iterator[Problem]:
    """A problem for what an environment changes or removes, and what is not there: entries by names, and sections.

    A new entry may stand in an environment alone; one without an image that is called almost like another is a slip.
    """
    for section, node in over.items.items():
        shared = tree.items.get(section)
        if _is_null(node) and shared is None and did_you_mean(section, tree.items):
            yield _removes_nothing((*path, section), section, tree.items)
        if section != "services" or not (isinstance(node, Map) and isinstance(shared, Map)):
            continue
        for name, entry in node.items.items():
            if name in shared.items:
                continue
            if _is_null(entry):
                yield _removes_nothing((*path, section, name), name, shared.items)
            elif isinstance(entry, Map) and "image" not in entry.items and (hint := did_you_mean(name, shared.items)):
                yield Problem((*path, section, name), "is none of the services above, and names no image", hint=hint)


def _removes_nothing(path: Path, name: str, known: Iterable[str]) -> Problem:
    return Problem(path, "removes nothing: there is no such thing above", hint=did_you_mean(name, known))


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None and not node.doubt


def chosen(wanted: Sequence[str], named: Mapping[str, Node]) -> list[str]:
    """The environments to read: those that are wanted, or all. Raises InputError for one that app.yaml has not."""
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
    if steps[0] == "environments":
        hint = "leave out environments and the name, which --env takes"
        raise InputError([Problem((), "is about one environment", hint=hint, where=where)])
    try:
        node: Node = source.parse(value, where) if value else Scalar("", Place(where, 0, 0))
    except InputError as error:
        hint = "put quotes around the value if it is text"
        raise InputError(replace(problem, where=where, hint=hint) for problem in error.problems) from None
    place = Place(where, 0, 0)
    if isinstance(node, Scalar):
        node = Scalar(node.value, place, node.text, node.doubt)
    for step in reversed(steps):
        node = Map({step: node}, {step: place}, place)
    return node


def profile(tree: Map, environment: str) -> Profile:
    """Which defaults apply to an environment: those that it names, else those of its own name."""
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
                name: merge(dev, entry, null_removes=False) if isinstance(entry, Map) else entry
                for name, entry in node.items.items()
            }
            items[section] = Map(entries, node.keys, node.place)
        elif isinstance(node, Map):
            merged = merge(dev, node, null_removes=False)
            assert isinstance(merged, Map)
            items[section] = Map(merged.items, merged.keys, node.place)
        elif node is None and not module.each and not module.provides:
            items[section] = dev
            keys[section] = nowhere
    return Map(items, keys, tree.place)
