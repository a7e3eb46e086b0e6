"""The resources that a text of the evidence names by their paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.stack import Graph, Resource

_PATH = re.compile(r"[\w:.-]*\w(?:/[\w.-]*\w)*")


def mentioned(graph: Graph, texts: Iterable[str]) -> Iterator[Resource]:
    """Every resource that is named, in the order of the texts, each once."""
    seen: set[str] = set()
    for text in texts:
        for word in _PATH.findall(text):
            found = graph.resource(word) or graph.resource(word.partition(".")[0])
            if found is not None and found.path not in seen:
                seen.add(found.path)
                yield found
