"""Events of a YAML parser as a tree, each key and value with its place; what is ambiguous is refused."""

from __future__ import annotations

from yaml import events as ev

from generator.config.scalars import scalar
from generator.config.tree import Map, Node, Place, Scalar, Seq
from generator.errors import InputError, Problem

MAX_DEPTH = 32


class Reader:
    """Builds the tree from parser events without recursion, so that hostile nesting cannot exhaust the stack."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def document(self, stream: object) -> Node:
        """Read one document. Raises InputError with all that is refused of it."""
        stack: list[_Open] = [_Open(Place(self.name, 1, 1), is_mapping=False)]
        documents = 0
        for event in stream:  # type: ignore[attr-defined]
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise refused(str(self._place(event)), "a second document begins", accepted="one document")
            elif isinstance(event, ev.NodeEvent):
                self._read_node(event, stack)
            elif isinstance(event, ev.CollectionEndEvent):
                closed = stack.pop()
                stack[-1].add(closed.close(), self)
        if not stack[0].values:
            raise refused(self.name, "is empty", hint="write at least name, region and services")
        if self.problems:
            raise InputError(self.problems)
        return stack[0].values[0]

    def _read_node(self, event: ev.NodeEvent, stack: list[_Open]) -> None:
        place = self._place(event)
        if isinstance(event, ev.AliasEvent) or event.anchor:
            mark = "*" if isinstance(event, ev.AliasEvent) else "&"
            hint = "write the value out; what environments share goes above `environments`"
            self.report(place, "anchors and aliases are not read", got=f"{mark}{event.anchor}", hint=hint)
        if isinstance(event, ev.AliasEvent):
            stack[-1].add(Scalar(None, place), self)
        elif isinstance(event, ev.ScalarEvent):
            self._refuse_tag(event.tag, place)
            stack[-1].add(scalar(event, place), self)
        elif isinstance(event, ev.CollectionStartEvent):
            self._refuse_tag(event.tag, place)
            if len(stack) > MAX_DEPTH:
                raise refused(str(place), "is nested too deeply", accepted=f"at most {MAX_DEPTH} levels")
            stack.append(_Open(place, isinstance(event, ev.MappingStartEvent)))

    def _refuse_tag(self, tag: str | None, place: Place) -> None:
        if tag:
            self.report(place, "tags are not read", got=tag.replace("tag:yaml.org,2002:", "!!"))

    def _place(self, event: ev.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, 1, 1)

    def report(self, place: Place, what: str, got: str = "", accepted: str = "", hint: str = "") -> None:
        """Refuse something, and read on."""
        self.problems.append(Problem((), what, got, accepted, hint, str(place)))


class _Open:
    """A mapping or list that is still being read."""

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.values: list[Node] = []
        self.keys: dict[str, Place] = {}
        self.items: dict[str, Node] = {}
        self.key: str | None = None

    def add(self, node: Node, reader: Reader) -> None:
        if not self.is_mapping:
            self.values.append(node)
        elif self.key is not None:
            self.items.setdefault(self.key, node)
            self.key = None
        elif not isinstance(node, Scalar) or not node.text.strip():
            got = "nothing" if isinstance(node, Scalar) else "a list or mapping"
            reader.report(node.place, "a key must be a word", got=got)
            self.key = ""
        else:
            self.key = node.text
            if self.key in self.keys:
                first = self.keys[self.key]
                reader.report(node.place, f"the key {self.key} stands here again", hint=f"first at line {first.line}")
            self.keys.setdefault(self.key, node.place)

    def close(self) -> Node:
        if self.is_mapping:
            return Map(self.items, self.keys, self.place)
        return Seq(tuple(self.values), self.place)


def refused(where: str, what: str, got: str = "", accepted: str = "", hint: str = "") -> InputError:
    """A mistake after which nothing more can be read."""
    return InputError([Problem((), what, got, accepted, hint, where)])
