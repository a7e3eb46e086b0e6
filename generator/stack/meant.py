"""What is evidently meant where templates refer to what is not there, or pass what certainly is of another kind.

CloudFormation refuses such templates, so this decides nothing; but one slip in the wiring would hide whatever else is
wrong behind it. Evident is what has one candidate: a name that differs by a slip, or the one thing of the kind wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.logic import Truth
from generator.stack.corrections import Corrections
from generator.stack.edges import EdgeError, mistaken
from generator.stack.graph import Graph
from generator.stack.instances import TEMPLATE_OF, Instance
from generator.stack.kinds import Want, wanted_by_parameter
from generator.stack.parameters import kind_of
from generator.stack.values import Reference, Value
from generator.text.slips import meant_by

_MOST_SLIPS = 20
"""Somebody who makes more of them means something else."""


def corrections(views: Iterable[tuple[Graph, Sequence[EdgeError]]]) -> Corrections:
    """Find what is evidently meant in graphs of the same templates, from which everything was asked already."""
    outputs: dict[tuple[str, str], str] = {}
    nodes: dict[tuple[str, int], object] = {}
    parameters: dict[tuple[str, str], object] = {}
    slips: dict[str, None] = {}
    for graph, errors in views:
        for (address, name), known in graph.resolver.lost.items():
            if other := meant_by(name, known):
                outputs[address, name] = other
                slips[f"{address}.Outputs.{name}, which there is not, means {other}"] = None
        for error in errors:
            for at, node, other_node, words in _wrong_kinds(graph, error):
                nodes[at.address, id(node)] = other_node
                slips[words] = None
        for child, name, other_node, words in _not_passed(graph):
            parameters[child.address, name] = other_node
            slips[words] = None
    if len(slips) > _MOST_SLIPS:
        return Corrections()
    return Corrections(outputs, nodes, parameters, tuple(slips))


def _wrong_kinds(graph: Graph, error: EdgeError) -> Iterator[tuple[Instance, object, object, str]]:
    """The nodes that an error comes from, and what to read in their place."""
    node: Any = error.resource.at.properties(error.resource.logical_id)
    for step in error.steps:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    if error.want.many and not isinstance(node, list):
        return
    want = Want(error.want.types)
    for item in node if isinstance(node, list) else [node]:
        written = f"{error.resource}: {'.'.join(map(str, error.steps))}"
        at, source, name, written = _passed_first(error.resource.at, item, error.parameter, written)
        if not isinstance(source, dict) or not mistaken(graph, graph.resolver.value(at, source), want):
            continue
        if found := _only_candidate(graph, at, source, name, want):
            yield at, source, found[0], f"{written} means {found[1]}"


def _passed_first(at: Instance, node: object, name: str, written: str) -> tuple[Instance, object, str, str]:
    """Where a value that parameters pass down is written first, and the parameter that it is passed to there.

    The last is the same in words: ``written`` where no parameter passes it.
    """
    while isinstance(node, dict) and at.parent is not None:
        parameter = node.get("Ref")
        passed = at.parent.properties(at.logical_id)
        given = passed.get("Parameters") if isinstance(passed, dict) else None
        if not isinstance(parameter, str) or not isinstance(given, dict) or parameter not in given:
            break
        written = f"{at.address}: Parameters.{parameter}"
        at, node, name = at.parent, given[parameter], parameter
    return at, node, name, written


def _only_candidate(
    graph: Graph, at: Instance, node: dict[str, Any], name: str, want: Want
) -> tuple[object, str] | None:
    """The one thing of a kind that a stack could pass: an output of the name of the parameter, else the only one."""
    outputs = [
        (child, str(output))
        for child in _children(at)
        for output in child.document.section("Outputs")
        if isinstance(output, str) and _is(graph, graph.resolver.output(child, output), want)
    ]
    if len(named := [each for each in outputs if each[1] == name]) == 1:
        return _of_output(*named[0])
    own = [
        resource.logical_id
        for resource in graph.of_type(*want.types)
        if resource.at is at and resource.exists is Truth.YES
    ]
    if len(outputs) + len(own) != 1:
        return None
    return _of_output(*outputs[0]) if outputs else (_of_resource(node, own[0]), own[0])


def _of_output(child: Instance, output: str) -> tuple[object, str]:
    return {"Fn::GetAtt": [child.logical_id, f"Outputs.{output}"]}, f"{child.logical_id}.Outputs.{output}"


def _of_resource(node: dict[str, Any], logical_id: str) -> object:
    """Name another resource in the way that one was named."""
    argument = node.get("Fn::GetAtt")
    attribute = argument.partition(".")[2] if isinstance(argument, str) else ""
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], str):
        attribute = argument[1]
    if not attribute or attribute.startswith("Outputs."):
        return {"Ref": logical_id}
    return {"Fn::GetAtt": [logical_id, attribute]}


def _not_passed(graph: Graph) -> Iterator[tuple[Instance, str, object, str]]:
    """Parameters without a value that another name was passed for, or that one output beside has the name of."""
    for stack in graph.of_type(*TEMPLATE_OF):
        child = stack.at.children.get(stack.logical_id)
        written = stack.at.properties(stack.logical_id)
        given = written.get("Parameters", {}) if isinstance(written, dict) else None
        if not isinstance(child, Instance) or not isinstance(given, dict) or any("::" in str(key) for key in given):
            continue
        declared = child.document.section("Parameters")
        others = [str(key) for key in given if key not in declared]
        for name, body in declared.items():
            if not isinstance(name, str) or name in given or not isinstance(body, dict) or "Default" in body:
                continue
            if other := meant_by(name, others):
                yield child, name, given[other], f"{stack}: Parameters.{other} means {name}"
                continue
            want = wanted_by_parameter(kind_of(body)) or Want(())
            beside = [
                each
                for each in _children(stack.at)
                if each is not child
                and name in each.document.section("Outputs")
                and not mistaken(graph, graph.resolver.output(each, name), want)
            ]
            if len(beside) == 1:
                node, words = _of_output(beside[0], name)
                yield child, name, node, f"{stack}: Parameters.{name}, which is not passed, means {words}"


def _children(at: Instance) -> list[Instance]:
    return [child for child in at.children.values() if isinstance(child, Instance)]


def _is(graph: Graph, value: Value, want: Want) -> bool:
    return isinstance(value, Reference) and graph.target(value, *want.types) is not None
