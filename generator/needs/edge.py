"""Where the models of needs end: what could turn a yes into a no, and is not looked at.

``generator.awsdata.edge`` places every type of resource and every property; this finds those that can block, and the
tasks that they touch. Such a row is not known, and says because of what.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.awsdata.edge import Kind, Placement, placement
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, unknown
from generator.needs.row import Need
from generator.stack import Absent, Choice, Graph, Listing, Literal, Reference, Resource, Unknown, Value, parts
from generator.stack import Mapping as Properties

Rows = Iterable[tuple[Need, Answer]]

_ID = re.compile(r"^arn:|^(?:vpc|subnet|sg|rtb|acl|nat|igw|vpce|fs|eni)-[0-9a-f]+$|/")
"""Texts that name one thing wherever they stand: ARNs, ids of EC2 and EFS, names with a path."""


@dataclass(frozen=True)
class Blocker:
    """A resource, or one property of one, that can turn answers of some kinds to no and that no need looks at."""

    resource: Resource
    setting: str
    """The property; empty for the whole resource."""
    kinds: tuple[str, ...]
    known: Placement

    @property
    def works_on_others(self) -> bool:
        """Whether it touches what it leads to, and not only who leads to it."""
        return not (self.setting or self.known.only_users)

    def __str__(self) -> str:
        if self.setting:
            return f"{self.setting} of {self.resource} is not looked at: {self.known.reason(self.kinds)}"
        return f"{self.resource} ({self.resource.type}) is not looked at: {self.known.why}"


class Edge:
    """What is not modelled in one graph, and whom it touches."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def limit(self, task: Task, kinds: tuple[Kind, ...], rows: Rows) -> Iterator[tuple[Need, Answer]]:
        """Take back the yes of each row that something of these kinds touches, which is not looked at."""
        for need, answer in rows:
            if answer.verdict is Truth.YES and (doubts := self.doubts(task, kinds, need.foreign)):
                answer = unknown(*doubts)
            yield need, answer

    def doubts(self, task: Task, kinds: Iterable[Kind], foreign: Container[str] = ()) -> tuple[str, ...]:
        """What touches a task, can turn an answer of some kind to no, and is not looked at; in words.

        ``foreign`` are the paths of resources that have nothing to do with the answer.
        """
        wanted = set(kinds)
        return tuple(
            str(blocker)
            for blocker in self._of(task)
            if wanted.intersection(blocker.kinds) and blocker.resource.path not in foreign
        )

    def around(self, resource: Resource, kinds: Iterable[Kind]) -> tuple[str, ...]:
        """What a resource leads to, or is added to, can turn an answer of some kind to no, and is not looked at."""
        wanted, own = set(kinds), self._own(frozenset((resource.path, *self._leads_to(resource.path))))
        touching = (each for each in self.blockers if wanted.intersection(each.kinds) and each.resource.path in own)
        return tuple(map(str, touching))

    def customs(self, tasks: Iterable[Task]) -> tuple[Resource, ...]:
        """The custom resources, and those of types that are not AWS's, that are given something that tasks lead to.

        What they do with it is written in code that is not here.
        """
        customs = [one for one in self.graph.resources if _is_custom(one.type) and one.exists is not Truth.NO]
        anchors = frozenset(path for task in tasks for path in self._anchors(task)) if customs else frozenset()
        return tuple(custom for custom in customs if self._leads_to(custom.path) & anchors)

    def _of(self, task: Task) -> tuple[Blocker, ...]:
        blockers = self._touching.get(task)
        if blockers is None:
            blockers = self._touching[task] = tuple(self._touch(task))
        return blockers

    @cached_property
    def _touching(self) -> dict[Task, tuple[Blocker, ...]]:
        return {}

    def _touch(self, task: Task) -> Iterator[Blocker]:
        if not self.blockers:
            return
        anchors = self._anchors(task)
        own = self._own(anchors)
        for blocker in self.blockers:
            if (
                blocker.known.everywhere
                or blocker.resource.path in own
                or (blocker.works_on_others and self._works_on(blocker.resource, anchors))
            ):
                yield blocker

    @cached_property
    def blockers(self) -> tuple[Blocker, ...]:
        """Everything in the graph that can block and is not modelled."""
        blockers: list[Blocker] = []
        for resource in self.graph.resources:
            known = placement(resource.type)
            if known is None or known.placed == "harmless" or resource.exists is Truth.NO:
                continue
            if known.placed == "can block":
                blockers.append(Blocker(resource, "", tuple(known.kinds), known))
                continue
            blockers += _properties(resource, known)
        return tuple(blockers)

    def _own(self, anchors: frozenset[str]) -> set[str]:
        """What a task leads to, and what others add to that: routes to its tables, policies to its roles."""
        own, pending = set(anchors), set(anchors)
        while pending:
            adders = {adder for path in pending for adder in self._added_by.get(path, ())}
            pending = {path for adder in adders for path in (adder, *self._leads_to(adder))} - own
            own |= pending
        return own

    def _anchors(self, task: Task) -> frozenset[str]:
        """What a task leads to, by one reference after the other."""
        starts = [resource.path for resource in (task.place, task.definition) if resource]
        return frozenset(path for start in starts for path in (start, *self._leads_to(start)))

    def _leads_to(self, path: str) -> set[str]:
        known = self._closures.get(path)
        if known is None:
            known, pending = set[str](), [path]
            while pending:
                for mentioned in self._mentions.get(pending.pop(), ()):
                    if mentioned not in known:
                        known.add(mentioned)
                        pending.append(mentioned)
            self._closures[path] = known
        return known

    @cached_property
    def _closures(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def _mentions(self) -> Mapping[str, frozenset[str]]:
        return {
            resource.path: frozenset(part.resource for part in resource.all_values if isinstance(part, Reference))
            for resource in self.graph.resources
            if resource.type != "AWS::CloudFormation::Stack"
        }

    @cached_property
    def _added_by(self) -> Mapping[str, frozenset[str]]:
        """By what is added to, what adds."""
        adders: dict[str, set[str]] = {}
        for resource in self.graph.resources:
            known = placement(resource.type)
            for name in known.adds_to if known else ():
                for value in _values(resource.get(), name.split(".")):
                    for path in _named(value):
                        adders.setdefault(path, set()).add(resource.path)
        return {path: frozenset(others) for path, others in adders.items()}

    def _works_on(self, resource: Resource, anchors: frozenset[str]) -> bool:
        """Whether a resource refers to something that a task leads to; or may, when it names nothing of this graph."""
        known = placement(resource.type)
        ways = known.adds_to if known else ()
        places = [value for way in ways for value in _values(resource.get(), way.split("."))] or [resource.get()]
        values = [part for place in places for part in parts(place)]
        if mentioned := {value.resource for value in values if isinstance(value, Reference)}:
            return bool(mentioned & anchors)
        if any(isinstance(value, Unknown | Choice) for value in values):
            return True
        return any(isinstance(value, Literal) and value.text in self._words(anchors) for value in values)

    def _words(self, anchors: frozenset[str]) -> frozenset[str]:
        """The ids and names that a task leads to and that are written out: such as ``vpc-0abc``."""
        known = self._written.get(anchors)
        if known is None:
            resources = (self.graph.resource(path) for path in anchors)
            values = (part for resource in resources if resource for part in resource.all_values)
            words = (value.text for value in values if isinstance(value, Literal))
            known = self._written[anchors] = frozenset(word for word in words if _ID.search(word))
        return known

    @cached_property
    def _written(self) -> dict[frozenset[str], frozenset[str]]:
        return {}


def _is_custom(kind: str) -> bool:
    if kind.endswith("::MODULE"):
        return False  # It is resources of AWS, in a template that is not here.
    return not kind.startswith("AWS::") or kind == "AWS::CloudFormation::CustomResource"


def _named(value: Value) -> Iterator[str]:
    return (part.resource for part in parts(value) if isinstance(part, Reference))


def _properties(resource: Resource, known: Placement) -> Iterator[Blocker]:
    for name, kinds in known.blocking().items():
        spared = {word.lower() for word in known.unless.get(name, ())}
        if any(_blocks(value, spared) for value in _values(resource.get(), name.split("."))):
            yield Blocker(resource, name, kinds, known)


def _blocks(value: Value, spared: Container[str]) -> bool:
    """Whether a property that is looked for is set, and to something that does anything."""
    if isinstance(value, Listing):
        return any(_blocks(item, spared) for item in value.items)
    if isinstance(value, Absent):
        return False
    return not (isinstance(value, Literal) and value.text.lower() in spared)


def _values(value: Value, steps: list[str]) -> Iterator[Value]:
    """The values at the end of a way through mappings; lists and open conditions on it are gone through."""
    match value:
        case Listing(items) if steps:
            for item in items:
                yield from _values(item, steps)
        case Choice(_, yes, no):
            yield from _values(yes, steps)
            yield from _values(no, steps)
        case Properties() if steps:
            yield from _values(value.get(steps[0]), steps[1:])
        case _ if not steps:
            yield value
