"""YAML with CloudFormation's short forms in it, for whoever needs no more of them than their tag and what follows.

What a template means is resolved by ``generator.stack``; this is for templates that are looked at or edited as they are
written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True)
class Tagged:
    """A short form: ``!Ref Vpc`` has the tag ``!Ref`` and the value ``Vpc``."""

    tag: str
    value: Any


def reader(meaning: Callable[[str, Any], Any]) -> Callable[[str], Any]:
    """Make a function that reads YAML and puts ``meaning(tag, value)`` where a short form stands.

    The function raises yaml.YAMLError for a text that is no YAML.
    """

    class Loader(yaml.CSafeLoader):
        pass

    def short_form(loader: Any, suffix: str, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            value = loader.construct_mapping(node, deep=True)
        elif isinstance(node, yaml.SequenceNode):
            value = loader.construct_sequence(node, deep=True)
        else:
            value = node.value
        return meaning(f"!{suffix}", value)

    Loader.add_multi_constructor("!", short_form)
    return lambda text: yaml.load(text, Loader)  # noqa: S506  (a safe loader)
