"""YAML as a tree of nodes that stand where the author wrote them, aliases too."""

from __future__ import annotations

from copy import copy

import yaml


class Placed(yaml.SafeLoader):
    """Composes nodes as PyYAML does, but the node of an alias has the alias' own place.

    PyYAML gives the anchor's node for it, whose marks are elsewhere in the text: what is written behind it, or over
    it, would land there.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; a copy of the anchor's, at its own place, for an alias."""
        event = self.peek_event() if self.check_event(yaml.AliasEvent) else None  # type: ignore[no-untyped-call]
        node = super().compose_node(parent, index)
        if event is None or node is None:
            return node
        own = copy(node)
        own.start_mark, own.end_mark = event.start_mark, event.end_mark
        vars(own)["alias"] = True
        return own


def is_alias(node: yaml.Node) -> bool:
    """Whether a node stands for one that is written elsewhere, and perhaps stands in more places."""
    return "alias" in vars(node)
