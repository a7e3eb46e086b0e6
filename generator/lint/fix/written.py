"""Texts, and lists of texts, of which a part is written anew."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from generator.lint.fix.placed import is_alias
from generator.lint.fix.source import Lost, Source

Place = tuple[str | int, ...]
_JOIN, _SUB = "Join", "Sub"


def ending(place: Place, old: str, new: str, source: Source) -> Source:
    """Let a text end otherwise, which is one text, one of ``Fn::Sub``, or one that ``Fn::Join`` puts together."""
    place = _last(place, source)
    node = source.node(*place)
    if not isinstance(node, yaml.ScalarNode) or is_alias(node) or not node.value.endswith(old):
        raise Lost
    if node.tag not in ("tag:yaml.org,2002:str", f"!{_SUB}") or node.style in ("|", ">"):
        raise Lost
    return source.exchange_all(place, node.value[: len(node.value) - len(old)] + new)


def _last(place: Place, source: Source) -> Place:
    """The place of the text that another one ends in."""
    node = source.node(*place)
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        function = str(node.value[0][0].value)
        return _of_function((*place, function), function.removeprefix("Fn::"), source)
    return _of_function(place, node.tag.removeprefix("!"), source)


def _of_function(place: Place, function: str, source: Source) -> Place:
    node = source.node(*place)
    if isinstance(node, yaml.ScalarNode):
        return place
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
        raise Lost
    if function == _SUB:
        return (*place, 0)
    between, texts = node.value
    if function != _JOIN or between.value != "" or not isinstance(texts, yaml.SequenceNode) or not texts.value:
        raise Lost
    return _last((*place, 1, len(texts.value) - 1), source)


def words(place: Place, old: Sequence[str], new: Sequence[str], source: Source) -> Source:
    """Let a list of texts have others: of those, only what differs in the middle is written."""
    node = source.node(*place)
    if not isinstance(node, yaml.SequenceNode) or is_alias(node):
        raise Lost
    items = node.value
    plain = all(isinstance(each, yaml.ScalarNode) and each.tag[:1] != "!" and not is_alias(each) for each in items)
    if not plain or [each.value for each in items] != list(old):
        raise Lost
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return source.splice(place, start, len(old) - end, new[start : len(new) - end])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many texts two lists begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other)))
