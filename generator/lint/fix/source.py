"""A template as its author wrote it: edits touch the characters that they are about, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import yaml

from generator.lint.fix.placed import Placed, is_alias
from generator.lint.fix.render import block, entry, in_json, rendered


class Lost(Exception):
    """The place is not there, or not in a shape that can be edited."""


@dataclass(frozen=True)
class Source:
    """The text of a template, YAML or JSON. Each edit gives a new one; Lost is raised where none is possible."""

    text: str

    @cached_property
    def top(self) -> yaml.Node:
        """The tree of the text, with the place of each node."""
        if "\r" in self.text.replace("\r\n", ""):
            raise Lost
        try:
            # PyYAML takes no tab between the tokens of JSON; in its strings there is none. A blank is as long.
            node = yaml.compose(self.text.replace("\t", " ") if self.as_json else self.text, Loader=Placed)
        except (yaml.YAMLError, RecursionError) as error:
            raise Lost from error
        if node is None:
            raise Lost
        return node

    @cached_property
    def as_json(self) -> bool:
        """Whether it is written as JSON."""
        return self.text.lstrip("\ufeff \t\r\n").startswith("{")

    @property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def node(self, *steps: str | int) -> yaml.Node:
        """The node at a place."""
        node: Any = self.top
        for step in steps:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                node = None
            if node is None:
                raise Lost
        found: yaml.Node = node
        return found

    def has(self, *steps: str | int) -> bool:
        """Whether something stands at a place."""
        try:
            self.node(*steps)
        except Lost:
            return False
        return True

    def keys(self, *steps: str | int) -> list[str]:
        """The keys of the mapping at a place; none where there is something else."""
        node = self.node(*steps)
        return [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []

    def names(self, kind: str) -> list[str]:
        """Logical ids of the resources of a type."""
        section = self.node("Resources")
        return [
            str(key.value)
            for key, _ in section.value
            if self.has("Resources", key.value, "Type") and self.node("Resources", key.value, "Type").value == kind
        ]

    def set(self, steps: Sequence[str | int], value: Any) -> Source:
        """Write a value at a place: over what stands there, or as the last entry of its mapping."""
        if not self.has(*steps):
            return self._enter(self.node(*steps[:-1]), str(steps[-1]), value)
        node = self.node(*steps)
        # A mapping or a list over several lines is somebody's work; nothing is written over it.
        if not isinstance(node, yaml.ScalarNode) and node.start_mark.line != node.end_mark.line:
            raise Lost
        start, end = node.start_mark.index, node.end_mark.index
        blank = " " if start == end and self.text[start - 1 : start] in (":", "-") else ""
        return self._put(start, end, blank + rendered(value, self.as_json))

    def exchange(self, steps: Sequence[str | int], old: str, new: str) -> Source:
        """Write a part of a text anew, which stands in it once; what is around it stays."""
        node = self.node(*steps)
        if not isinstance(node, yaml.ScalarNode) or is_alias(node):
            raise Lost
        own = self.text[node.start_mark.index : node.end_mark.index]
        if own.count(old) != 1:
            raise Lost
        return self._put(node.start_mark.index, node.end_mark.index, own.replace(old, new))

    def exchange_all(self, steps: Sequence[str | int], new: str) -> Source:
        """Write a whole text anew, in the quotes that it has; its tag stays."""
        node = self.node(*steps)
        own = self.text[node.start_mark.index : node.end_mark.index]
        tag = own[: len(own) - len(own.lstrip("!"))] and own.split(None, 1)[0] + " "
        quoted = "'" + new.replace("'", "''") + "'"
        text = quoted if own.removeprefix(tag).startswith("'") else json.dumps(new)
        return self._put(node.start_mark.index, node.end_mark.index, tag + text)

    def splice(self, steps: Sequence[str | int], start: int, end: int, texts: Sequence[str]) -> Source:
        """Write texts over those of a list from one to another, or in front of one where these are the same."""
        node = self.node(*steps)
        if not isinstance(node, yaml.SequenceNode) or not texts or start >= len(node.value):
            raise Lost
        flow = node.flow_style
        indent = 0 if flow else self._dash(node)
        between = ("," + self._space(node.value, node)) if flow else f"{self.newline}{' ' * indent}- "
        written = between.join(rendered(each, self.as_json) for each in texts)
        at = node.value[start].start_mark.index
        if start == end:
            return self._put(at, at, written + between)
        last = node.value[end - 1].end_mark.index
        if "#" in "".join(self._between(node.value[start:end])):
            raise Lost
        return self._put(at, last, written)

    def _between(self, nodes: Sequence[yaml.Node]) -> Iterator[str]:
        for one, other in pairwise(nodes):
            yield self.text[one.end_mark.index : other.start_mark.index]

    def add(self, steps: Sequence[str | int], value: Any) -> Source:
        """Append to a list, which is made where there is none; what stands alone becomes the first of it."""
        if not self.has(*steps):
            return self._enter(self.node(*steps[:-1]), str(steps[-1]), [value])
        node = self.node(*steps)
        text = rendered(value, self.as_json)
        if isinstance(node, yaml.ScalarNode):
            own = self.text[node.start_mark.index : node.end_mark.index]
            if not own:
                return self.set(steps, [value])
            # What is plain on a line of its own may read otherwise between brackets; an anchor is needed as it is.
            if "\n" in own or own.startswith("&") or (node.style is None and set(own) & set(",[]{}#")):
                raise Lost
            return self._put(node.start_mark.index, node.end_mark.index, f"[{own}, {text}]")
        if not isinstance(node, yaml.SequenceNode) or is_alias(node):
            raise Lost
        if node.flow_style or not node.value:
            text = self._like_the_last(value, node.value)
            return self._last_in_flow(node, node.value, node.value, text)
        indent = self._dash(node)
        return self._line_after(node, " " * indent + "- " + block(value, indent + 2, self.newline))

    def remove(self, steps: Sequence[str | int]) -> Source:
        """Take a key and its value away, with its line."""
        mapping = self.node(*steps[:-1])
        if not isinstance(mapping, yaml.MappingNode) or is_alias(mapping) or len(mapping.value) < 2:
            raise Lost
        at = next((index for index, (key, _) in enumerate(mapping.value) if key.value == steps[-1]), None)
        if at is None:
            raise Lost
        key, value = mapping.value[at]
        start = key.start_mark.index
        line = self.text.rfind("\n", 0, start) + 1
        if not mapping.flow_style and not self.text[line:start].strip():
            return self._put(line, self._line_end(value), "")
        if at + 1 < len(mapping.value):
            return self._put(start, mapping.value[at + 1][0].start_mark.index, "")
        if not mapping.flow_style:
            raise Lost
        return self._put(mapping.value[at - 1][1].end_mark.index, value.end_mark.index, "")

    def copy_entry(self, name: str, as_name: str, replacing: str, by: str) -> Source:
        """Write a resource once more under another name, with one text in it exchanged."""
        section = self.node("Resources")
        key, value = next(((key, value) for key, value in section.value if key.value == name), (None, None))
        if key is None or value is None or not isinstance(section, yaml.MappingNode) or section.flow_style:
            raise Lost
        own = self.text[key.start_mark.index : self._line_end(value)]
        if own.count(replacing) != 1 or "&" in own:
            raise Lost
        copied = as_name + own[len(name) :].rstrip("\r\n").replace(replacing, by)
        if not own.startswith(name):
            raise Lost
        at = self._line_end(value)
        return self._put(at, at, self._begun(at) + " " * key.start_mark.column + copied + self.newline)

    def enter_resource(self, name: str, body: Mapping[str, Any]) -> Source:
        """Write one more resource, behind all others."""
        section = self.node("Resources")
        if not isinstance(section, yaml.MappingNode) or self.has("Resources", name):
            raise Lost
        if section.flow_style or not section.value:
            return self._enter(section, name, body)
        column: int = section.value[0][0].start_mark.column
        step = 2 if column == 0 else column
        text = entry(body, column + step, self.newline)
        return self._line_after(section, f"{' ' * column}{name}:{self.newline}{' ' * (column + step)}{text}")

    def _enter(self, mapping: yaml.Node, key: str, value: Any) -> Source:
        if not isinstance(mapping, yaml.MappingNode) or is_alias(mapping):
            raise Lost
        keys = [each for each, _ in mapping.value]
        if mapping.flow_style or not keys:
            name = f'"{key}"' if self.as_json else key
            values = [each for _, each in mapping.value]
            return self._last_in_flow(mapping, keys, values, f"{name}: {self._like_the_last(value, values)}")
        indent = keys[0].start_mark.column
        if isinstance(value, list) and any(isinstance(each, dict) and "Ref" not in each for each in value):
            return self._line_after(mapping, " " * indent + entry({key: value}, indent, self.newline))
        return self._line_after(mapping, " " * indent + f"{key}: {rendered(value, False)}")

    def _like_the_last(self, value: Any, others: Sequence[yaml.Node]) -> str:
        """A value between brackets: on one line, or in JSON indented as the last of the others is."""
        if not self.as_json or not others:
            return rendered(value, self.as_json)
        like = self.text[others[-1].start_mark.index : others[-1].end_mark.index]
        return in_json(value, like).replace("\n", self.newline)

    def _last_in_flow(
        self, node: yaml.CollectionNode, starts: Sequence[yaml.Node], ends: Sequence[yaml.Node], text: str
    ) -> Source:
        if self.text[node.end_mark.index - 1 : node.end_mark.index] not in ("}", "]"):
            raise Lost
        if not starts:
            return self._put(node.start_mark.index + 1, node.end_mark.index - 1, text)
        between = self._space(starts, node)
        at = ends[-1].end_mark.index
        return self._put(at, at, "," + between + text)

    def _space(self, starts: Sequence[yaml.Node], node: yaml.CollectionNode) -> str:
        """What stands between the items of a list or mapping in brackets: a blank, or a line with its indent."""
        before = self.text[node.start_mark.index + 1 : starts[0].start_mark.index]
        return before if "\n" in before and not before.strip() else " "

    def _line_after(self, node: yaml.Node, line: str) -> Source:
        at = self._line_end(node)
        return self._put(at, at, self._begun(at) + line + self.newline)

    def _dash(self, node: yaml.SequenceNode) -> int:
        """The column of the dashes of a list; its mark is that of its anchor, where it has one."""
        first: int = node.value[0].start_mark.index
        line = self.text.rfind("\n", 0, first) + 1
        before = self.text[line:first]
        if before.strip(" ") != "-":
            # In a list of lists, or in a mapping of its own line, the mark says it.
            if self.text[node.start_mark.index] != "-":
                raise Lost
            column: int = node.start_mark.column
            return column
        return before.index("-")

    def _begun(self, at: int) -> str:
        return "" if self.text[:at].endswith("\n") else self.newline

    def _line_end(self, node: Any) -> int:
        """The end of the last line of a node, a remark behind it included."""
        while not (isinstance(node, yaml.ScalarNode) or node.flow_style or is_alias(node)) and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end: int = node.end_mark.index
        if end and self.text[end - 1] == "\n":  # A text in a block of its own, which ends with its last line.
            while self.text[:end].endswith(("\n\n", "\n\r\n")):
                end = self.text.rfind("\n", 0, end - 1) + 1
            return end
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1

    def _put(self, start: int, end: int, text: str) -> Source:
        return Source(self.text[:start] + text + self.text[end:])
