"""A Dockerfile that a template names, and that tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.dockerfiles import FORM, named
from generator.ecs.tasks import DEFINITION
from generator.needs.cause import Worded
from generator.stack import Graph


class DockerfileUnread(Check):
    id = "WCS003"
    title = "Dockerfile that is named in Metadata tells nothing"
    symptom = "A health check by a program that the image lacks is not found, although its Dockerfile is named."
    why = (
        "A task definition may name the Dockerfile of each container, so that its health check is held against what "
        "the image has. The path is relative to the template, in the same project, and the container one of the "
        "task definition's."
    )
    fix = f"Write {FORM}, with the path as seen from the template."
    base = "nat"
    bad = {
        "TaskDefinition.Metadata": "{ecs-proof: [{container: web, dockerfile: web/Dokerfile}]}",
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for definition in graph.of_type(DEFINITION):
            for each in named(graph, definition):
                if each.problem:
                    what = f"the Dockerfile {each.written} of {definition} {each.problem}"
                    yield Worded("WCS003", definition, (), what, f"correct {FORM}")
