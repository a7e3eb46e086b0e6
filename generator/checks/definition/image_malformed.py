"""An image that no registry can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.image_references import (
    digest_is_short,
    may_name_none,
    names_no_image,
    names_no_repository,
    registry_misspelt,
    runs_together,
)
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Value


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
        "misspelt": (
            "Image of {container} is {image}, whose host is that of no registry of ECR (dkr.ecr): no task of {task} "
            "starts (CannotPullContainerError: no such host)"
        ),
        "registry": (
            "Image of {container} is {image}, which is the address of a registry and names no repository: no task of "
            "{task} starts (CannotPullContainerError)"
        ),
        "digest": (
            "Image of {container} is {image}, whose digest is none: no task of {task} starts (invalid reference format)"
        ),
    }
    change = {
        "": "Image: registry/repository:tag, the repository in lower case, with one tag or one digest",
        "joined": "Image: a slash between the registry's address and the repository's name",
        "misspelt": "Image: account.dkr.ecr.region.amazonaws.com/repository:tag",
        "registry": "Image: a slash, the repository's name and a tag after the registry's address",
        "digest": "Image: @sha256: and the 64 hexadecimal digits that the registry shows",
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
                variant = _variant(container.image)
                if variant is not None:
                    steps, named = (*container.steps, "Image"), {"container": container.name, "image": container.image}
                    yield self.at(container.definition, *steps, tasks=(task.name,), variant=variant, **named)


def _variant(image: Value) -> str | None:
    if digest_is_short(image) and not may_name_none(image):
        return "digest"
    if names_no_image(image) and not may_name_none(image):
        return ""
    ways = {"joined": runs_together, "misspelt": registry_misspelt, "registry": names_no_repository}
    return next((name for name, holds in ways.items() if holds(image)), None)
