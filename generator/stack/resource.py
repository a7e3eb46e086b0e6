"""One resource of the graph, with its properties resolved when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.logic import Truth, every
from generator.stack.documents import key_in, mark
from generator.stack.instances import Instance
from generator.stack.resolve import Resolver
from generator.stack.spelling import Misspelt
from generator.stack.substitute import names_in
from generator.stack.values import Step, Value
from generator.stack.walk import parts


@dataclass(frozen=True, eq=False)
class Resource:
    """A resource that will exist in one stack, if its condition and those of the stacks around it hold."""

    path: str
    """Logical path through the stacks: ``AuthService/Service``."""
    logical_id: str
    type: str
    at: Instance
    resolver: Resolver
    _known: dict[tuple[str | int, ...], Value] = field(default_factory=dict, init=False, repr=False)
    _all: list[tuple[Value, ...]] = field(default_factory=list, init=False, repr=False)

    @property
    def stack(self) -> str:
        """Address of the stack it is in: ``AuthService``; empty in the root."""
        return self.at.address

    @property
    def file(self) -> str:
        """The template it is written in, relative to the root template's folder."""
        return self.at.document.name

    @property
    def source(self) -> Path:
        """The same file, absolute."""
        return self.at.document.path

    @property
    def root(self) -> str:
        """The root template that leads to it, relative to the (first) root template's folder."""
        return self.at.top.document.name

    @cached_property
    def body(self) -> dict[str, Any]:
        """The resource as it is written: Type, Properties, Metadata, DependsOn, ..."""
        return self.at.resource(self.logical_id) or {}

    @property
    def misspelt(self) -> tuple[Misspelt, ...]:
        """The keys that CloudFormation refuses; those that differ only in case are read as they are meant."""
        return self.at.misspelt(self.logical_id)

    @property
    def exists(self) -> Truth:
        """Whether its condition and those of the nested stacks around it hold."""
        return (
            every(self.resolver.condition(at, name) for at, name in self.conditions) if self.conditions else Truth.YES
        )

    @cached_property
    def conditions(self) -> tuple[tuple[Instance, str], ...]:
        """The conditions that it exists under, each with the stack that declares it."""
        return tuple(self._conditions())

    def _conditions(self) -> Iterator[tuple[Instance, str]]:
        name = self.logical_id
        for at in self.at.chain():
            body = at.resource(name) or {}
            if "Condition" in body:
                yield at, body["Condition"]
            name = at.logical_id

    @property
    def rests_on(self) -> tuple[Step, ...]:
        """The Defaults of parameters that decide whether it exists."""
        defaults = (self.resolver.rests_on(at, name) for at, name in self.conditions if isinstance(name, str))
        return tuple(dict.fromkeys(step for steps in defaults for step in steps))

    def get(self, *steps: str | int) -> Value:
        """The value of a property: ``get("NetworkConfiguration", "AwsvpcConfiguration", "Subnets", 0)``.

        Absent when it is not set. Without steps, all properties as one Mapping. What is asked while something else is
        being resolved may be cut short by that, and is not kept.
        """
        if (known := self._known.get(steps)) is not None:
            return known
        written = self.body.get("Properties")
        value = self.resolver.navigate(self.at, {} if written is None else written, steps)
        if not self.resolver.depth:
            self._known[steps] = value
        return value

    @property
    def all_values(self) -> tuple[Value, ...]:
        """All its properties as one Mapping, and every value inside it; kept, since many look for something in them."""
        properties = self.get()
        if not self._all or self._all[0][0] is not properties:
            self._all[:] = [tuple(parts(properties))]
        return self._all[0]

    def line(self, *steps: str | int) -> tuple[int, int]:
        """Line and column (from 1) of a property, or of as much of the way as is written.

        Without steps, those of the logical id. Sees through Fn::If where its condition is decided.
        """
        place = self.at.document.place_of("Resources", self.logical_id)
        node: Any = self.body
        for step in ("Properties", *steps) if steps else ():
            node = self._chosen(node)
            if isinstance(node, dict) and (key := _key_meant(node, step)) is not None:
                node = node[key]
                place = mark(key) if mark(key)[0] else place
            elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                node = node[step]
                place = mark(node) if mark(node)[0] else place
            else:
                break
        return place

    def _chosen(self, node: Any) -> Any:
        for _ in range(20):
            match node:
                case {"Fn::If": [str(name), yes, no]}:
                    holds = self.resolver.condition(self.at, name)
                    if holds is Truth.UNKNOWN:
                        return node
                    node = yes if holds is Truth.YES else no
                case _:
                    return node
        return node

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The logical ids in its DependsOn, all of the same template."""
        declared = self.body.get("DependsOn")
        names = declared if isinstance(declared, list) else [declared]
        return tuple(str.__str__(name) for name in names if isinstance(name, str))

    @cached_property
    def waits_for(self) -> tuple[str, ...]:
        """The resources of the same template that are complete before this one is begun.

        Those are DependsOn, and every name in Ref, GetAtt and Sub: of both branches of an Fn::If.
        """
        resources = self.at.document.section("Resources")
        names = dict.fromkeys(self.depends_on)
        names.update(dict.fromkeys(_mentioned(self.body.get("Properties"))))
        return tuple(name for name in names if name in resources and name != self.logical_id)

    def __str__(self) -> str:
        return self.path


def _key_meant(node: dict[Any, Any], step: str | int) -> Any:
    """The key that a step means: itself, or what a key that is written in another case is read as."""
    if step in node:
        return key_in(node, step)
    return next((key for key in node if isinstance(key, str) and key.lower() == str(step).lower()), None)


def _mentioned(node: Any) -> Iterator[str]:
    pending, seen = [node], set()
    while pending:
        current = pending.pop()
        if not isinstance(current, (dict, list)) or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, list):
            pending.extend(current)
            continue
        pending.extend(current.values())
        for key, inner in current.items():
            first = inner[0] if isinstance(inner, list) and inner else inner
            if isinstance(first, str) and key in ("Ref", "Fn::GetAtt", "Fn::Sub"):
                yield from names_in(first) if key == "Fn::Sub" else [str.__str__(first).partition(".")[0]]
