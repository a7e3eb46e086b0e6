"""A Dockerfile that a template names, and that tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.dockerfiles import FORM, dockerfile_entries
from generator.ecs.tasks import DEFINITION
from generator.finding import Finding
from generator.needs.context import Context


class DockerfileUnread(Check):
    id = "WCS003"
    title = "Dockerfile that is named in Metadata cannot be used"
    symptom = (
        "None: a health check with a program that is not in the image is not found, although its Dockerfile is named."
    )
    why = (
        "A task definition may name the Dockerfile of each container, so that its health check is compared with what "
        "the image contains. The path is relative to the template and stays in the same project, and the container "
        "is one of the task definition."
    )
    fix = f"Write {FORM}, with the path as seen from the template."
    message = "the Dockerfile {path} of {resource} {problem}"
    change = "correct {form}"
    base = "nat"
    bad = {
        "TaskDefinition.Metadata": "{ecs-proof: [{container: web, dockerfile: web/Dokerfile}]}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the entries in Metadata of task definitions that lead to no Dockerfile of a container."""
        for definition in context.graph.of_type(DEFINITION):
            for dockerfile in dockerfile_entries(context.graph, definition):
                if dockerfile.problem:
                    yield self.at(definition, path=dockerfile.written, problem=dockerfile.problem, form=FORM)
