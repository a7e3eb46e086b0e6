"""An image that no registry can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.image_references import may_name_none, names_no_image, runs_together
from generator.finding import Finding
from generator.needs.context import Context


class ImageMalformed(Check):
    id = "ECS255"
    lesson = 25
    title = "Image is no reference to an image"
    symptom = "CannotPullContainerError: invalid reference format: repository name must be lowercase"
    why = (
        "An image is named by a registry's host, a repository in lower case, and one tag of letters, digits, dots, "
        "hyphens and underscores or a digest (@sha256: and 64 hexadecimal digits). No scheme, no spaces."
    )
    fix = "Write it as registry/repository:tag."
    message = {
        "": (
            "Image of {container} is {image}, which is no reference to an image: no task of {task} starts (invalid "
            "reference format)"
        ),
        "joined": (
            "Image of {container} is {image}, which has no slash between the registry and the repository, so that it "
            "names neither: no task of {task} starts (CannotPullContainerError)"
        ),
    }
    change = {
        "": "Image: registry/repository:tag, the repository in lower case, with one tag or one digest",
        "joined": "Image: a slash between the registry's address and the repository's name",
    }
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Image": (
            "!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/Shop/Web:v1"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what can be no reference. A Default is often there to be replaced, and makes the row unknown."""
        for task in context.tasks:
            for container in task.containers:
                malformed = names_no_image(container.image) and not may_name_none(container.image)
                if malformed or runs_together(container.image):
                    steps, variant = (*container.steps, "Image"), "" if malformed else "joined"
                    named = {"container": container.name, "image": container.image}
                    yield self.at(container.definition, *steps, tasks=(task.name,), variant=variant, **named)
