"""What nested stacks mean, read from finished templates alone: who refers to whom, and what is created after what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

ROOT = "root.yaml"


class Mention(NamedTuple):
    """A ``Ref``, ``Fn::GetAtt`` or ``Fn::Sub`` of a name; the attribute is empty for the first."""

    name: str
    attribute: str = ""


class Place(NamedTuple):
    """A resource: its template's file and its logical id."""

    file: str
    name: str


def mentions(data: Any) -> Iterator[Mention]:
    """Every mention inside plain template data, pseudo parameters left out."""
    if isinstance(data, list):
        for item in data:
            yield from mentions(item)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if len(data) == 1 and key == "Ref":
                yield from [] if value.startswith("AWS::") else [Mention(value)]
            elif len(data) == 1 and key == "Fn::GetAtt":
                name, attribute = value.split(".", 1) if isinstance(value, str) else value
                yield Mention(name, attribute)
            elif len(data) == 1 and key == "Fn::Sub":
                text, own = value if isinstance(value, list) else (value, {})
                for word in re.findall(r"\$\{([^!}]+)\}", text):
                    name, _, attribute = word.partition(".")
                    if name not in own and not name.startswith("AWS::"):
                        yield Mention(name, attribute)
                yield from mentions(own)
            else:
                yield from mentions(value)


class Whole:
    """A root template and those it nests."""

    def __init__(self, bodies: Mapping[str, Mapping[str, Any]]) -> None:
        self.bodies = bodies
        root = bodies[ROOT]["Resources"]
        self.nested: dict[str, str] = {
            name: resource["Properties"]["TemplateURL"]
            for name, resource in root.items()
            if resource["Type"] == "AWS::CloudFormation::Stack"
        }
        """Logical id of each nested stack -> its file."""

    def parameters(self, stack: str) -> Mapping[str, Any]:
        """What the root passes to a nested stack."""
        given: Mapping[str, Any] = self.bodies[ROOT]["Resources"][stack]["Properties"].get("Parameters", {})
        return given

    def resource(self, place: Place) -> Mapping[str, Any]:
        """A resource with its Type, Properties and so on."""
        found: Mapping[str, Any] = self.bodies[place.file]["Resources"][place.name]
        return found

    def all(self, kind: str) -> list[Place]:
        """The places of all resources of a type."""
        return [
            Place(file, name)
            for file, body in self.bodies.items()
            for name, resource in body["Resources"].items()
            if resource["Type"] == kind
        ]

    def resolve(self, file: str, value: Any) -> Place | None:
        """Follow a single mention through Parameters and Outputs to the resource it means."""
        found = list(mentions(value))
        if len(found) != 1:
            return None
        name, attribute = found[0]
        if name in self.bodies[file]["Resources"]:
            if attribute.startswith("Outputs."):
                child = self.nested[name]
                return self.resolve(child, self.bodies[child]["Outputs"][attribute.removeprefix("Outputs.")]["Value"])
            return Place(file, name)
        stack = next(stack for stack, nested in self.nested.items() if nested == file)
        return self.resolve(ROOT, self.parameters(stack)[name])

    @cached_property
    def graph(self) -> dict[Place, set[Place]]:
        """What each resource waits for.

        A nested stack begins when all its parent passes or names in DependsOn is complete, and is complete when all its
        resources are: two nodes, so that whoever takes one Output waits for the whole stack.
        """
        graph: dict[Place, set[Place]] = {}
        files = {file: stack for stack, file in self.nested.items()}
        for file, body in self.bodies.items():
            for name, resource in body["Resources"].items():
                named = resource.get("DependsOn", [])
                names = {mention.name for mention in mentions(resource.get("Properties", {}))}
                names |= {named} if isinstance(named, str) else set(named)
                waits = {Place(file, each) for each in names & body["Resources"].keys()}
                if name in self.nested and file == ROOT:
                    graph[_beginning(name)] = waits
                    inside = {Place(self.nested[name], each) for each in self.bodies[self.nested[name]]["Resources"]}
                    graph[Place(file, name)] = {_beginning(name), *inside}
                else:
                    graph[Place(file, name)] = waits | ({_beginning(files[file])} if file in files else set())
        return graph

    def before(self, place: Place) -> set[Place]:
        """Everything that is complete before a resource is created."""
        found: set[Place] = set()
        pending = [place]
        while pending:
            for each in self.graph[pending.pop()] - found:
                found.add(each)
                pending.append(each)
        return found


def _beginning(stack: str) -> Place:
    return Place(ROOT, f"beginning of {stack}")
