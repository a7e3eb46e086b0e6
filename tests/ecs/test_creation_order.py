"""What is complete before something else is begun, through nested stacks."""

from __future__ import annotations

from pathlib import Path

from generator.ecs.creation_order import CreationOrder
from tests.nesting import TOPIC, nested, stack
from tests.one_app import Template


def one(**outputs: str) -> Template:
    return {
        "Resources": {"A": TOPIC, "B": TOPIC, "C": {**TOPIC, "DependsOn": "B"}},
        "Outputs": {name: {"Value": {"Ref": value}} for name, value in outputs.items()},
    }


def test_a_stack_is_waited_for_as_a_whole(tmp_path: Path) -> None:
    taking = {"Parameters": {"X": {"Type": "String"}}, "Resources": {"A": TOPIC, "D": TOPIC}}
    root = {
        "Resources": {
            "First": stack("first"),
            "Second": stack("second", {"X": {"Fn::GetAtt": ["First", "Outputs.Out"]}}),
            "Third": stack("second", {"X": "literal"}, after="Second"),
            "Fourth": stack("second", {"X": "literal"}),
        }
    }
    graph = nested(tmp_path, root, first=one(Out="A"), second=taking)
    at = {resource.path: resource for resource in graph.resources}
    order = CreationOrder(graph)
    assert order.precedes(at["First/B"], at["First/C"])
    assert not order.precedes(at["First/A"], at["First/C"])
    assert order.precedes(at["First/C"], at["Second/D"]), "although it only takes A"
    assert order.precedes(at["First/C"], at["Third/A"]), "through the stack between them"
    assert not order.precedes(at["First/C"], at["Fourth/A"])
    assert not order.precedes(at["Second/D"], at["First/A"])
