"""Outputs that refer to what is never there, or are exported under one name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.logic import Truth
from generator.refusals.template.references import broken
from generator.stack import Graph, Literal, Reference, Value, parts

_LONGEST = 1024
"""Characters of a description. Source: CloudFormation User Guide, "Outputs"; not looked up, 2026-11."""


def outputs(graph: Graph) -> Iterator[str]:
    """Say what is wrong with outputs, and which two exports have one name in one region."""
    exported: dict[tuple[str, Value], str] = {}
    for at in dict.fromkeys(each.at for each in graph.resources if each.exists is not Truth.NO):
        for name, written in at.document.section("Outputs").items():
            if not isinstance(written, dict):
                continue
            if "Condition" in written and graph.resolver.condition(at, written["Condition"]) is not Truth.YES:
                continue
            where = f"Outputs.{name} of {at.document.name}"
            value = graph.resolver.value(at, written.get("Value"))
            yield from broken(graph, where, parts(value))
            for part in parts(value):
                target = graph.resource(part.resource) if isinstance(part, Reference) else None
                if target is not None and target.exists is Truth.NO:
                    yield f"{where} takes a value of {target}, whose condition is never true"
            told = written.get("Description")
            if isinstance(told, str) and len(told) > _LONGEST:
                yield f"the Description of {where} has {len(told)} characters, and {_LONGEST} are taken"
            export = written.get("Export")
            if isinstance(export, dict):
                value = graph.resolver.value(at, export.get("Name"))
                first = exported.setdefault((at.top.address, value), where)
                if first != where and isinstance(value, Literal):
                    yield f"{where} is exported as {value}, as {first} is"
