"""Read YAML strictly: what two people could read in two ways is refused, with its place."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import yaml
from yaml import events as ev

from generator.config.tree import Map, Node, Place, Scalar, Seq
from generator.errors import InputError, Problem
from generator.hints import program

MAX_BYTES = 1_000_000
MAX_DEPTH = 32

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML 1.2 does not admit, section 5.1."""
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_RESOLVER = yaml.resolver.Resolver()
_MEANING = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing",
    "merge": "a merge key",
    "value": "a default key",
}


def read(path: Path, name: str) -> Node:
    """Read a file into a tree; ``name`` is what messages call it.

    Raises InputError when it is missing, not a file, too large, not UTF-8, or not the YAML that ``parse`` takes.
    """
    try:
        if path.is_dir():
            raise _error(name, "is a directory", accepted="a YAML file")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _error(name, "is too large", accepted=f"at most {MAX_BYTES:,} bytes")
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise _error(name, "there is no such file", hint=_elsewhere(path)) from None
    except UnicodeDecodeError as error:
        place = _place_after(name, error.object[: error.start].decode("utf-8"))
        raise _error(place, f"is not UTF-8 text: the byte {error.object[error.start]:#04x} cannot be read") from None
    except (OSError, ValueError) as error:
        raise _error(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return parse(text, name)


def parse(text: str, name: str) -> Node:
    """Parse one YAML document of plain mappings, lists and values.

    Raises InputError for anything else: syntax errors, several documents, aliases and anchors, tags,
    duplicate keys, or nesting deeper than ``MAX_DEPTH``.
    """
    if control := _CONTROL.search(text):
        place = _place_after(name, text[: control.start()])
        raise _error(place, "is not valid YAML: there is a control character", got=f"U+{ord(control[0]):04X}")
    try:
        return _Reader(name).document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = str(Place(name, mark.line + 1, mark.column + 1)) if mark else name
        raise _error(place, f"is not valid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise _error(name, f"is not valid YAML: {' '.join(str(error).split())}") from None


class _Reader:
    """Builds the tree from parser events without recursion, so that hostile nesting cannot exhaust the stack."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def document(self, stream: object) -> Node:
        stack: list[_Open] = [_Open(Place(self.name, 1, 1), is_mapping=False)]
        documents = 0
        for event in stream:  # type: ignore[attr-defined]
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _error(str(self._place(event)), "a second document begins", accepted="one document")
            elif isinstance(event, ev.NodeEvent):
                self._read_node(event, stack)
            elif isinstance(event, ev.CollectionEndEvent):
                closed = stack.pop()
                stack[-1].add(closed.close(), self)
        if not stack[0].values:
            raise _error(self.name, "is empty", hint="write at least name, region and services")
        if self.problems:
            raise InputError(self.problems)
        return stack[0].values[0]

    def _read_node(self, event: ev.NodeEvent, stack: list[_Open]) -> None:
        place = self._place(event)
        if isinstance(event, ev.AliasEvent) or event.anchor:
            mark = "*" if isinstance(event, ev.AliasEvent) else "&"
            hint = "write the value out; what environments share goes above `environments`"
            self._report(place, "anchors and aliases are not read", got=f"{mark}{event.anchor}", hint=hint)
        if isinstance(event, ev.AliasEvent):
            stack[-1].add(Scalar(None, place), self)
        elif isinstance(event, ev.ScalarEvent):
            self._refuse_tag(event.tag, place)
            stack[-1].add(_scalar(event, place), self)
        elif isinstance(event, ev.CollectionStartEvent):
            self._refuse_tag(event.tag, place)
            if len(stack) > MAX_DEPTH:
                raise _error(str(place), "is nested too deeply", accepted=f"at most {MAX_DEPTH} levels")
            stack.append(_Open(place, isinstance(event, ev.MappingStartEvent)))

    def _refuse_tag(self, tag: str | None, place: Place) -> None:
        if tag:
            self._report(place, "tags are not read", got=tag.replace("tag:yaml.org,2002:", "!!"))

    def _place(self, event: ev.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, 1, 1)

    def _report(self, place: Place, what: str, got: str = "", accepted: str = "", hint: str = "") -> None:
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

    def add(self, node: Node, reader: _Reader) -> None:
        if not self.is_mapping:
            self.values.append(node)
        elif self.key is not None:
            self.items.setdefault(self.key, node)
            self.key = None
        elif not isinstance(node, Scalar) or not node.text.strip():
            got = "nothing" if isinstance(node, Scalar) else "a list or mapping"
            reader._report(node.place, "a key must be a word", got=got)
            self.key = ""
        else:
            self.key = node.text
            if self.key in self.keys:
                first = self.keys[self.key]
                reader._report(node.place, f"the key {self.key} stands here again", hint=f"first at line {first.line}")
            self.keys.setdefault(self.key, node.place)

    def close(self) -> Node:
        if self.is_mapping:
            return Map(self.items, self.keys, self.place)
        return Seq(tuple(self.values), self.place)


def _scalar(event: ev.ScalarEvent, place: Place) -> Scalar:
    """Read one value; a plain word that YAML 1.1 would silently turn into something else is doubtful."""
    text: str = event.value
    if not event.implicit[0]:
        return Scalar(text, place, text)
    if text in ("true", "false"):
        return Scalar(text == "true", place, text)
    if text in ("", "null", "~"):
        return Scalar(None, place, text)
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return Scalar(int(text), place, text)
    if _DECIMAL.fullmatch(text) and len(text) < 40:
        return Scalar(float(text), place, text)
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rsplit(":", 1)[-1]
    if kind == "str":
        return Scalar(text, place, text)
    return Scalar(text, place, text, doubt=f"YAML readers take it for {_MEANING.get(kind, kind)}")


def _place_after(name: str, text: str) -> str:
    """The place of what follows this text."""
    lines = text.split("\n")
    return str(Place(name, len(lines), len(lines[-1]) + 1))


def _error(where: str, what: str, got: str = "", accepted: str = "", hint: str = "") -> InputError:
    return InputError([Problem((), what, got, accepted, hint, where)])


def _elsewhere(path: Path) -> str:
    """Where the file is instead, in a folder above; or how to begin."""
    above = [] if path.is_absolute() else path.absolute().parent.parents
    if found := next((folder / path.name for folder in above if (folder / path.name).is_file()), None):
        return f"it is in a folder above, so run this there: cd {shlex.quote(os.path.relpath(found.parent))}"
    return f"name another with --config, or begin with: {program()} init"
