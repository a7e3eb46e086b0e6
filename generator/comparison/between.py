"""Templates of a moment in the middle of an update: some resources in their old form, some in the new, some in both.

CloudFormation creates what replaces a resource while the old one is still there ("Update behaviors of stack resources",
CloudFormation User Guide, from general knowledge, 2026-11). What is in its old form has the old one, what is in its new
form has the new one. So a resource that is in both forms stands there twice, the new one under a name of its own; and
so does whatever leads to it, parameters and outputs of nested stacks too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Flag, auto
from pathlib import Path
from typing import Any

from generator.changes.change import STACK
from generator.comparison.renaming import Names, renamed
from generator.stack import Graph, load
from generator.stack.documents import Document

_SUFFIX = "AsReplaced"


class Form(Flag):
    """Which of a resource is there."""

    NONE = 0
    OLD = auto()
    NEW = auto()
    BOTH = OLD | NEW


Forms = Callable[[str], Form]
"""The form of a resource, by its path."""


class Between:
    """The templates in the middle. ``graph`` is None where they cannot be put together from these."""

    def __init__(
        self, old: Graph, new: Graph, forms: Forms, parameters: Mapping[str, str], project: Path | None = None
    ) -> None:
        self._olds, news = _documents(old), _documents(new)
        self._news = {stack: document for stack, document in news.items() if stack in self._olds}
        self._forms = forms
        self._suffix = _unused(self._olds, news)
        self._names = {stack: Names(self._suffix) for stack in self._news}
        self._name()
        self.graph = self._graph(new.files[0], parameters, project)

    def said(self, text: str) -> str:
        """A sentence about the graph, for somebody who does not know of the second names."""
        words = text.split(self._suffix)
        return " (the new one)".join(words)

    def _name(self) -> None:
        for stack, names in self._names.items():
            names.resources |= {
                name
                for name, body in _section(self._news[stack], "Resources").items()
                if not _nests(body) and self._forms(_path(stack, name)) is Form.BOTH
            }
            around, _, name = stack.rpartition("/")
            if stack and around in self._names:
                self._names[around].children[name] = names
        counted = -1
        while counted != (counted := sum(names.counted() for names in self._names.values())):
            for stack in self._names:
                self._name_what_follows(stack)

    def _name_what_follows(self, stack: str) -> None:
        old, new, names = self._olds[stack], self._news[stack], self._names[stack]
        for section, known in (
            ("Parameters", names.parameters),
            ("Mappings", names.mappings),
            ("Conditions", names.conditions),
            ("Outputs", names.outputs),
        ):
            before, after = _section(old, section), _section(new, section)
            known |= {name for name in before.keys() & after.keys() if renamed(after[name], names) != before[name]}
        for name, inner in names.children.items():
            was, will = (_given(_section(each, "Resources").get(name)) for each in (old, new))
            inner.parameters |= {key for key in was.keys() & will.keys() if renamed(will[key], names) != was[key]}

    def _graph(self, root: Path, parameters: Mapping[str, str], project: Path | None) -> Graph | None:
        made: dict[Path, dict[Any, Any]] = {}
        for stack, document in self._news.items():
            merged = self._merged(stack)
            if made.setdefault(document.path, merged) != merged:
                return None
        top = self._names.get("")
        given = {
            f"{name}{self._suffix}": parameters[name] for name in (top.parameters if top else ()) if name in parameters
        }
        return load(root, {**parameters, **given}, None, project, made.get(root), made)

    def _merged(self, stack: str) -> dict[Any, Any]:
        old, new, names = self._olds[stack], self._news[stack], self._names[stack]
        merged = {**old.template, **new.template}
        for section, known in (
            ("Parameters", names.parameters),
            ("Mappings", names.mappings),
            ("Conditions", names.conditions),
            ("Outputs", names.outputs),
        ):
            after = {names.of(known, name): renamed(body, names) for name, body in _section(new, section).items()}
            if both := {**_section(old, section), **after}:
                merged[section] = both
        before, after = _section(old, "Resources"), _section(new, "Resources")
        merged["Resources"] = dict(self._resources(stack, before, after, names))
        return merged

    def _resources(
        self, stack: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names
    ) -> Iterator[tuple[str, Any]]:
        for name in dict.fromkeys((*before, *after)):
            was, will = before.get(name), after.get(name)
            if _nests(was) or _nests(will):
                # One that goes away is not found from the new templates any more; what takes of it is not as meant.
                if will is not None and _nests(will):
                    yield name, _nesting(was, renamed(_body(will, names), names), names.children.get(name))
                continue
            form = self._forms(_path(stack, name))
            if was is not None and Form.OLD in form:
                yield name, was
            if will is not None and Form.NEW in form:
                yield names.of(names.resources, name), renamed(_body(will, names), names)


def as_meant(made: Graph, meant: Graph, path: str) -> bool:
    """Whether a resource is what it is in one of both sets of templates."""
    wanted, found = meant.resource(path), made.resource(path)
    return wanted is None or (found is not None and found.get() == wanted.get())


def _body(body: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """A resource whose own condition and DependsOn have their new names."""
    made = dict(body)
    if isinstance(made.get("Condition"), str):
        made["Condition"] = names.of(names.conditions, made["Condition"])
    match made.get("DependsOn"):
        case str() as name:
            made["DependsOn"] = names.of(names.resources, name)
        case list() as several:
            made["DependsOn"] = [names.of(names.resources, name) for name in several]
    return made


def _nesting(old: Any, new: dict[str, Any], inner: Names | None) -> dict[str, Any]:
    """A nested stack that is given what either form of it takes."""
    will = {inner.of(inner.parameters, name) if inner else name: value for name, value in _given(new).items()}
    if not (both := {**_given(old), **will}):
        return new
    return {**new, "Properties": {**(new.get("Properties") or {}), "Parameters": both}}


def _given(body: Any) -> Mapping[str, Any]:
    properties = body.get("Properties") if isinstance(body, dict) else None
    given = properties.get("Parameters") if isinstance(properties, dict) else None
    return given if isinstance(given, dict) else {}


def _nests(body: Any) -> bool:
    return isinstance(body, dict) and body.get("Type") == STACK


def _section(document: Document, name: str) -> dict[str, Any]:
    return document.section(name)


def _path(stack: str, name: str) -> str:
    return f"{stack}/{name}" if stack else name


def _documents(graph: Graph) -> dict[str, Document]:
    return {resource.stack: resource.at.document for resource in graph.resources}


def _unused(*sides: Mapping[str, Document]) -> str:
    """A suffix that no name ends with."""
    suffix = _SUFFIX
    while any(suffix in str(document.template) for side in sides for document in side.values()):
        suffix += "Q"
    return suffix
