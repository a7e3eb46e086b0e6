"""An image of a repository that is created together with the service, and is empty then."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.secrets.registries import origin
from generator.ecs.texts import number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Graph, Resource

_FILLERS = ("AWS::CloudFormation::CustomResource", "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline")


class ImageNotThereYet(Check):
    id = "WCS348"
    lesson = 34
    title = "Image is to be pulled from a repository that the same stack creates"
    symptom = (
        "CannotPullContainerError: ... orders:v1: not found, while the stack waits for the service to become stable "
        "and is rolled back, together with the repository"
    )
    why = (
        "A repository is empty when it is created. The service in the same stack starts its tasks minutes later, and "
        "the stack is not done before they run: nobody can push the image in between, unless he is quick."
    )
    fix = (
        "Create repositories in a stack of their own, push the image, and create the service then; or create the "
        "service with DesiredCount 0 at first."
    )
    message = (
        "{repository}, from which {container} of {task} is pulled, is created together with the service and is empty "
        "then: the first deployment finds no image (CannotPullContainerError), unless somebody pushes it meanwhile"
    )
    change = "{repository}: in a stack of its own, which is deployed and filled before; or DesiredCount: 0 at first"
    base = "nat"
    good = {
        "Repository": "{Type: AWS::ECR::Repository}",
        "TaskDefinition.ContainerDefinitions.0.Image": "!Sub '${Repository.RepositoryUri}:v1'",
        "Service.DesiredCount": "0",
    }
    bad = {"Service.DesiredCount": "2"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services with tasks at once, where nothing in the templates may fill the repository.

        Sources: aws-cdk #3646 and #14994, among many; ECR User Guide, "Pushing a Docker image to an
        Amazon ECR private repository"; read 2026-11.
        """
        if _filled_here(context.graph):
            return
        for task in context.tasks:
            service = task.service
            count = service.get("DesiredCount") if service else Absent()
            if service is None or ((number(count) or 0) < 1 and not isinstance(count, Absent)):
                continue
            for container in task.containers:
                made = origin(context.graph, container.image).resource
                if made is not None and made.exists is Truth.YES and _is_empty(made):
                    told = {"container": container.name, "repository": made.logical_id}
                    yield self.at(
                        container.definition, *container.steps, "Image", tasks=(task.name,), count=count, **told
                    )


def _is_empty(repository: Resource) -> bool:
    """Whether a repository is certainly a new one; one that is imported, or kept, may have been there before."""
    kept = repository.body.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate")
    return not (kept and not isinstance(repository.get("RepositoryName"), Absent))


def _filled_here(graph: Graph) -> bool:
    """Whether something that is created too may push an image."""
    return bool(graph.of_type(*_FILLERS)) or any(each.type.startswith("Custom::") for each in graph.resources)
