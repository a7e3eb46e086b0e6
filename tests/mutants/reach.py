"""What an ECS service reaches by references, in either direction, from the plain data of the templates."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from tests.mutants.apps import Output
from tests.mutants.tree import inside, references

Place = tuple[str, str]
"""File and logical id."""


@cache
def links(output: Output) -> dict[Place, set[Place]]:
    """For each resource those that it refers to, through parameters and outputs as well."""
    found: dict[Place, set[Place]] = defaultdict(set)
    for file, template in output.templates.items():
        for name, resource in template["Resources"].items():
            for _, target, attribute in references(resource):
                found[file, name] |= set(_places(output, file, target, attribute))
    for name, file in output.files.items():
        for made in output.templates[file]["Resources"]:
            found[file, made].add(("root.yaml", name))
    return dict(found)


def _places(output: Output, file: str, name: str, attribute: str) -> list[Place]:
    template = output.templates[file]
    if name in template["Resources"]:
        return [(file, name), *_put_out(output, file, name, attribute)]
    if name in template.get("Parameters", {}) and file != "root.yaml":
        stack = next(stack for stack, each in output.files.items() if each == file)
        given = inside(output.templates["root.yaml"], "Resources", stack, "Properties", "Parameters").get(name)
        return [place for _, to, what in references(given) for place in _places(output, "root.yaml", to, what)]
    return []  # a pseudo parameter, or one of the root: what deploys it gives the value


def _put_out(output: Output, file: str, stack: str, attribute: str) -> list[Place]:
    if file != "root.yaml" or not attribute.startswith("Outputs."):
        return []
    child = output.files[stack]
    value = output.templates[child]["Outputs"].get(attribute.removeprefix("Outputs."))
    return [place for _, to, what in references(value) for place in _places(output, child, to, what)]


def neighbours(output: Output, place: Place) -> set[Place]:
    """The resources that a resource refers to, and those that refer to it."""
    every = links(output)
    return every.get(place, set()) | {other for other, targets in every.items() if place in targets}


@cache
def reached(output: Output) -> frozenset[Place]:
    """Every resource that is connected with a service."""
    pending = [
        (file, name)
        for file, template in output.templates.items()
        for name, each in template["Resources"].items()
        if each["Type"] == "AWS::ECS::Service"
    ]
    seen = set(pending)
    while pending:
        new = neighbours(output, pending.pop()) - seen
        seen |= new
        pending += new
    return frozenset(seen)
