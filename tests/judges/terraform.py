"""As much of Terraform's language as the judge of prices meets: blocks, and values that are written out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_HEAD = re.compile(r'(?P<kind>\w+)(?P<labels>(?:\s+"[^"]*")*)\s*\{')
_PAIR = re.compile(r'(?P<name>"[^"]*"|[\w-]+)\s*[:=]\s*')
_REFERENCE = re.compile(r"(?P<name>aws_\w+\.[\w-]+)\.\w+")
_HEREDOC = re.compile(r"<<-?(?P<end>\w+)\n.*?^\s*(?P=end)$", re.MULTILINE | re.DOTALL)


class Untold(ValueError):
    """Why a resource cannot be told in other words: a value that only Terraform can compute, say."""


@dataclass
class Block:
    """``kind "label" { name = value, blocks }``; values are as they are written."""

    kind: str
    labels: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def get(self, name: str, each: Mapping[str, Any] | None = None) -> Any:
        """A value, None where it is not set; ``each`` is what ``each.value`` is. Raises Untold."""
        return value(self.values[name], each) if name in self.values else None

    def inner(self, kind: str) -> list[Block]:
        """The blocks of a kind in it."""
        return [block for block in self.blocks if block.kind == kind]


def blocks(text: str) -> list[Block]:
    """The blocks of a file."""
    text = _HEREDOC.sub('"heredoc"', text)
    root = Block("")
    _fill(root, re.sub(r'(?m)(?:^|(?<=[\s}]))(?:#|//)(?=(?:[^"\n]|"[^"\n]*")*$).*$', "", text), 0)
    return root.blocks


def instances(block: Block) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What ``for_each`` makes of a block: ``["key"]`` and its value; itself alone without. Raises Untold."""
    if "count" in block.values:
        yield from ((f"[{number}]", {}) for number in range(int(value(block.values["count"]))))
    elif "for_each" not in block.values:
        yield "", {}
    else:
        for key, told in value(block.values["for_each"]).items():
            yield f'["{key}"]', told


def value(text: str, each: Mapping[str, Any] | None = None) -> Any:
    """Read a value: text, number, true or false, list, mapping, or a reference. Raises Untold."""
    text = text.strip()
    if reference := _REFERENCE.fullmatch(text):
        return {"Ref": logical(reference["name"])}
    if text.startswith("each.value."):
        return (each or {})[text.removeprefix("each.value.")]
    if text.startswith("["):
        return [value(item, each) for item in _split(text[1:-1]) if item.strip()]
    if text.startswith("{"):
        items = [item.strip() for item in _split(text[1:-1]) if item.strip()]
        return {_name(pair): value(item[pair.end() :], each) for item in items for pair in [_pair(item)]}
    try:
        return json.loads(text)
    except ValueError:
        raise Untold("it has a value that only Terraform computes") from None


def logical(name: str) -> str:
    """A logical id of CloudFormation for a name of Terraform."""
    return "".join(word.capitalize() for word in re.split(r"\W|_", name))


def _pair(item: str) -> re.Match[str]:
    if pair := _PAIR.match(item):
        return pair
    raise Untold("it has a value that only Terraform computes")


def _name(pair: re.Match[str]) -> str:
    return pair["name"].strip('"')


def _split(text: str) -> Iterator[str]:
    """The items of a list or mapping: apart by commas, or by ends of lines."""
    depth, start = 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "[{(") - (sign in "]})")
        if depth == 0 and sign in ",\n":
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _fill(block: Block, text: str, at: int) -> int:
    """Fill a block with what stands from a place on; gives the place behind its brace."""
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] == "}":
            return at + 1
        elif head := _HEAD.match(text, at):
            inner = Block(head["kind"], tuple(re.findall(r'"([^"]*)"', head["labels"])))
            at = _fill(inner, text, head.end())
            block.blocks.append(inner)
        elif pair := _PAIR.match(text, at):
            at = _end(text, pair.end())
            block.values[_name(pair)] = text[pair.end() : at]
        else:
            at += 1
    return at


def _end(text: str, at: int) -> int:
    """Where a value ends: at the end of its line, brackets and quotes closed."""
    depth, quoted = 0, False
    while at < len(text):
        sign = text[at]
        if quoted:
            quoted = sign != '"' or text[at - 1] == "\\"
        elif sign == '"':
            quoted = True
        elif sign in "[{(":
            depth += 1
        elif sign in "]})":
            if depth == 0:
                return at
            depth -= 1
        elif sign == "\n" and depth == 0:
            return at
        at += 1
    return at
