"""Turn what is written in a template into values: lazily, each node once, and never round in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.logic import Truth
from generator.stack import macros
from generator.stack.assemble import listing, malformed, mapping, scalar
from generator.stack.children import Asked, Locator, Lost, asset
from generator.stack.conditions import evaluate, rests_on
from generator.stack.corrections import Corrections
from generator.stack.documents import Documents, mark
from generator.stack.evaluator import Export
from generator.stack.exports import Exports
from generator.stack.follow import follow
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque
from generator.stack.intrinsics import FUNCTIONS, is_intrinsic
from generator.stack.parameters import bind
from generator.stack.values import Absent, Step, Unknown, Value
from generator.stack.walk import with_step

MAX_NESTING = 80
"""How deep values may lead into each other; enough for any template, and far from Python's own limit."""
MAX_LEVELS = 5
MAX_STACKS = 2_500  # Resources in one nested operation; User Guide, "Understand CloudFormation quotas", 2026-11.


@dataclass(eq=False)
class Resolver:
    """Resolves values of one set of stacks under one set of assumptions about what is undecided."""

    documents: Documents
    locator: Locator
    roots: list[Instance]
    assumptions: Mapping[str, str | None] = field(default_factory=dict)
    """Identity of an undecided parameter -> its value; None for any other than those in ``compared``."""
    compared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exports: Exports = field(default_factory=Exports)
    undecided: dict[str, tuple[Instance, str]] = field(default_factory=dict)
    """Where the conditions of choices stand: the name that a Choice gives them -> the stack and its own name."""
    corrections: Corrections = field(default_factory=Corrections)
    lost: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Outputs that were asked for and are not there, by the address of the stack, and those that it has."""
    instead: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    """What is taken instead of the Defaults of some parameters, by the address of the stack and the name; None: no
    value."""
    depth: int = 0
    stacks: int = 0

    def under(self, assumptions: Mapping[str, str | None], compared: Mapping[str, frozenset[str]]) -> Resolver:
        """A resolver of the same stacks under assumptions; files that were read are not read again."""
        return self._anew(assumptions, compared, self.corrections, self.instead)

    def corrected(self, corrections: Corrections) -> Resolver:
        """A resolver of the same stacks that reads something else in some places."""
        return self._anew(self.assumptions, self.compared, corrections, self.instead)

    def without_defaults(self, instead: Mapping[tuple[str, str], str | None]) -> Resolver:
        """A resolver of the same stacks that takes something else instead of some Defaults."""
        return self._anew(self.assumptions, self.compared, self.corrections, instead)

    def _anew(
        self,
        assumptions: Mapping[str, str | None],
        compared: Mapping[str, frozenset[str]],
        corrections: Corrections,
        instead: Mapping[tuple[str, str], str | None],
    ) -> Resolver:
        roots = [Instance(at.document, at.address, at.prefix, None, "", at.name, at.given) for at in self.roots]
        return Resolver(
            self.documents, self.locator, roots, assumptions, compared, corrections=corrections, instead=instead
        )

    def value(self, at: Instance, node: object) -> Value:
        """The value of a node of a stack's template."""
        if not isinstance(node, (dict, list)):
            return scalar(node)
        key = id(node)
        if (known := at.nodes.get(key)) is not None:
            return known
        if self.corrections.nodes:
            node = self.corrections.nodes.get((at.address, key), node)
        if refusal := self._enter(at, key):
            return refusal
        try:
            result = self._collection(at, node)
        finally:
            self._leave(at, key)
        at.nodes[key] = result
        return result

    def _collection(self, at: Instance, node: object) -> Value:
        if isinstance(node, list):
            return listing(self.value(at, item) for item in node)
        if not isinstance(node, dict):
            return scalar(node)
        if is_intrinsic(node):
            ((name, argument),) = node.items()
            return FUNCTIONS[name](self, at, argument, mark(node))
        entries = ((str(key), self.value(at, inner)) for key, inner in node.items() if not _names_function(key))
        return mapping(entries, self._rest_of_mapping(at, node))

    def _rest_of_mapping(self, at: Instance, node: dict[Any, Any]) -> Unknown | None:
        """What else a mapping may hold, if a function stands among its keys."""
        name = next((str(key) for key in node if isinstance(key, str) and key.startswith("Fn::")), None)
        if name is None:
            return None
        if name in FUNCTIONS and not macros.generates(name):
            return malformed(f"{name} must be the only key of its mapping")
        line, column = mark(node)
        return Unknown(f"{name} at {at.document.name}:{line}:{column}", f"{name} decides what stands here", "macro")

    def _enter(self, at: Instance, key: object) -> Unknown | None:
        if key in at.busy:
            return malformed(f"a value in {at.document.name} leads back to itself")
        if self.depth >= MAX_NESTING:
            return Unknown("too deep", f"{at.document.name} is nested too deeply to follow", "limit")
        at.busy.add(key)
        self.depth += 1
        return None

    def _leave(self, at: Instance, key: object) -> None:
        at.busy.discard(key)
        self.depth -= 1

    def navigate(self, at: Instance, node: object, steps: tuple[str | int, ...]) -> Value:
        """The value at the end of a way through a node, resolving no more than stands on the way."""
        for index, step in enumerate(steps):
            if not isinstance(node, dict) or is_intrinsic(node) or isinstance(step, int):
                return follow(self.value(at, node), steps[index:])
            if step not in node:
                return self._rest_of_mapping(at, node) or Absent()
            node = node[step]
        return self.value(at, node)

    def parameter(self, at: Instance, name: str) -> Value:
        """The value of a parameter in a stack."""
        if (known := at.parameters.get(name)) is not None:
            return known
        key = ("parameter", name)
        if refusal := self._enter(at, key):
            return refusal
        try:
            at.parameters[name] = bind(self, at, name)
        finally:
            self._leave(at, key)
        return at.parameters[name]

    def holds(self, at: Instance, written: object) -> Truth:
        """Tell whether a condition function that stands in a stack by itself holds, such as the Assert of a rule."""
        return evaluate(self, at, written) if isinstance(written, dict) else Truth.UNKNOWN

    def condition(self, at: Instance, name: object) -> Truth:
        """Tell whether a condition of a stack holds."""
        conditions = at.document.section("Conditions")
        if not isinstance(name, str) or name not in conditions:
            return Truth.UNKNOWN
        if (known := at.conditions.get(name)) is not None:
            return known
        key = ("condition", name)
        if self._enter(at, key):
            return Truth.UNKNOWN
        try:
            at.conditions[name] = evaluate(self, at, conditions[name])
        finally:
            self._leave(at, key)
        return at.conditions[name]

    def rests_on(self, at: Instance, name: str) -> tuple[Step, ...]:
        """The Defaults that a condition of a stack rests on."""
        if name not in at.rests:
            at.rests[name] = ()  # Until it is known: a condition may lead back to itself.
            at.rests[name] = rests_on(self, at, name)
        return at.rests[name]

    def output(self, at: Instance, name: str) -> Value:
        """The value of an output of a stack."""
        outputs = at.document.section("Outputs")
        body = outputs.get(self.corrections.outputs.get((at.address, name), name))
        if not isinstance(body, dict):
            if not macros.may_add(at.document):
                self.lost[at.address, name] = tuple(str(each) for each in outputs)
            kind = "macro" if macros.may_add(at.document) else "malformed"
            return Unknown(f"{at.prefix}Outputs.{name}", f"{at.document.name} has no Output {name}", kind)
        value = self.navigate(at, body, ("Value",))
        if isinstance(value, (Absent, Unknown)) or value.via:
            return value
        return with_step(value, Step(at.document.name, f"Outputs.{name}", *at.document.place_of("Outputs", name)))

    def export(self, name: Value) -> Export | None:
        """The stack and the output that export a name; None when nobody does, or it is open who."""
        return self.exports.find(self, name)

    def child(self, at: Instance, name: str) -> Instance | Opaque:
        """The stack that a resource nests, or the reason why it cannot be seen into."""
        if name not in at.children:
            asked_by = TEMPLATE_OF[(at.resource(name) or {})["Type"]]
            at.children[name] = self._opaque(at, name, asked_by, Lost(f"its {asked_by} leads back to itself"))
            child = self._child(at, name, asked_by)
            at.children[name] = self._opaque(at, name, asked_by, child) if isinstance(child, Lost) else child
        return at.children[name]

    def _opaque(self, at: Instance, name: str, asked_by: str, lost: Lost) -> Opaque:
        place = (at.document.name, *at.document.place_of("Resources", name))
        kind = "missing" if lost.missing else "nested"
        return Opaque(at.prefix + name, at.address, *place, lost.reason, False, kind, asked_by, lost.path, lost.hint)

    def _child(self, at: Instance, name: str, asked_by: str) -> Instance | Lost:
        chain = {stack.document.path for stack in at.chain()}
        if len(list(at.chain())) > MAX_LEVELS:
            return Lost(f"stacks are nested deeper than {MAX_LEVELS} levels")
        if self.stacks >= MAX_STACKS:
            return Lost(f"there are more than {MAX_STACKS:,} stacks")
        properties = at.properties(name)
        written = properties.get(asked_by) if isinstance(properties, dict) else None
        asked = Asked(
            asked_by,
            self.navigate(at, properties, (asked_by,)),
            str.__str__(written) if isinstance(written, str) else "",
            asset(at.resource(name) or {}, asked_by),
        )
        path = self.locator.find(asked, at.document.path, at.top.document.path.parent, chain)
        if isinstance(path, Lost):
            return path
        document = self.documents.read(path)
        if problem := document.problem or macros.rewritten(document):
            return Lost(problem, path=path)
        self.stacks += 1
        address = at.prefix + name
        return Instance(document, address, f"{address}/", at, name)


def _names_function(key: object) -> bool:
    return isinstance(key, str) and key.startswith("Fn::")
