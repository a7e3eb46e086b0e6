"""An image that no registry can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.image_references import may_name_none, names_no_image
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
    message = (
        "Image of {container} is {image}, which is no reference to an image: no task of {task} starts (invalid "
        "reference format)"
    )
    change = "Image: registry/repository:tag, the repository in lower case, with one tag or one digest"
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
                if names_no_image(container.image) and not may_name_none(container.image):
                    steps = (*container.steps, "Image")
                    named, image = container.name, container.image
                    yield self.at(container.definition, *steps, tasks=(task.name,), container=named, image=image)
