"""Values that are left empty: null, which CloudFormation takes nowhere in a template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.logic import Truth
from generator.stack import Graph, macros
from generator.stack.documents import Document

Steps = tuple[str | int, ...]

_SECTIONS = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
_LET_BE = "Metadata"
_MOST = 100_000


def nulls(graph: Graph) -> Iterator[str]:
    """Say where there are any, outside of Metadata; a macro may take them out of what it rewrites.

    Source: what CloudFormation says of a key whose value is left empty, "[/Resources/...] 'null' values are not allowed
    in templates" (cfn-lint #38 and #246), of one in a list (serverless-aws-alias #66), in a document of JSON
    (cloudformation-coverage-roadmap #1378) and in a mapping (geseib/awsnetworkshop #10); read 2026-11.
    """
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    for document in dict.fromkeys(each.at.document for each in resources):
        if not is_read_as_it_is(document):
            continue
        for section in _SECTIONS:
            for name, body in document.section(section).items():
                found = next(empty_places(body), None)
                if found is not None:
                    place = "/".join(map(str, (section, name, *found)))[:120]
                    yield f"{document.name} has nothing at {place}: 'null' values are not allowed in templates"


def is_read_as_it_is(document: Document) -> bool:
    """Whether no macro may take out of a template what is written there."""
    return not macros.rewritten(document) and not macros.may_add(document)


def empty_places(node: Any) -> Iterator[Steps]:
    """The steps to each null below a node, Metadata left aside; the last first."""
    pending: list[tuple[Any, Steps]] = [(node, ())]
    for _ in range(_MOST):
        if not pending:
            return
        current, way = pending.pop()
        if current is None:
            yield way
        elif isinstance(current, dict):
            pending += [(inner, (*way, str(key))) for key, inner in current.items() if key != _LET_BE]
        elif isinstance(current, list):
            pending += [(inner, (*way, index)) for index, inner in enumerate(current)]
