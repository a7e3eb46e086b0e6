"""An image that is named by what is no address of a repository."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Reference, Text

REPOSITORY = "AWS::ECR::Repository"


class ImageOfTheStack(Check):
    id = "ECS349"
    lesson = 34
    title = "Image is named by a repository's name or ARN"
    symptom = (
        "CannotPullContainerError: pull access denied for orders, repository does not exist or may require 'docker "
        "login'; or: invalid reference format"
    )
    why = (
        "Ref of a repository in ECR is its name, which stands for an image of Docker Hub, and Arn is no address of an "
        "image at all. The address that images are pulled from is RepositoryUri."
    )
    fix = "Use !Sub ${Repository.RepositoryUri}:tag."
    message = {
        "Ref": (
            "Image of {container} begins with !Ref {repository}, which is the name alone: it is looked for in Docker "
            "Hub, and no task of {task} starts (CannotPullContainerError)"
        ),
        "Arn": (
            "Image of {container} is the ARN of {repository}, which is no reference to an image: no task of {task} "
            "starts (CannotPullContainerError)"
        ),
    }
    change = "Image: !Sub ${{{repository}.RepositoryUri}}:tag"
    base = "nat"
    good = {
        "Repository": "{Type: AWS::ECR::Repository}",
        "Service.DesiredCount": "0",
        "TaskDefinition.ContainerDefinitions.0.Image": "!Sub '${Repository.RepositoryUri}:v1'",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Image": "!Sub '${Repository}:v1'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find images that are, or begin with, the Ref or the Arn of a repository.

        Source: CloudFormation Template Reference, AWS::ECR::Repository, return values; read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                image = container.image
                first = image.parts[0] if isinstance(image, Text) else image
                repository = context.graph.target(first) if isinstance(first, Reference) else None
                if repository is None or repository.type != REPOSITORY or not isinstance(first, Reference):
                    continue
                if first.attribute in ("Ref", "Arn"):
                    yield self.at(
                        container.definition,
                        *container.steps,
                        "Image",
                        tasks=(task.name,),
                        variant=first.attribute,
                        container=container.name,
                        repository=repository.logical_id,
                    )
