"""Elasticsearch, by itself or in SonarQube, on Fargate with memory maps that the kernel there does not give it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._images import has, names, published
from generator.ecs.environment import variables
from generator.ecs.tasks import Container, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context

_SONAR = "docker.io/library/sonarqube"
_SEARCH = ("docker.io/library/elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch")
_SPARED = re.compile(r"allow_mmap(fs)?\b|single-node|bootstrap_?checks?_?disable", re.IGNORECASE)


class MemoryMapsTooFew(Check):
    id = "WCS377"
    lesson = 37
    title = "Elasticsearch on Fargate wants more memory maps than there are"
    symptom = (
        "max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144] (exit code 78)"
    )
    why = (
        "Elasticsearch maps its files into memory, and does not start in production where the kernel gives fewer than "
        "262144 maps. Fargate's kernel gives 65530, and no setting of a task changes that."
    )
    fix = (
        "Turn mapping off: node.store.allow_mmap: false, or for SonarQube the argument "
        "-Dsonar.search.javaAdditionalOpts=-Dnode.store.allow_mmap=false."
    )
    message = (
        "{container} of {task} runs {image} on Fargate and is not told to do without memory maps: its Elasticsearch "
        "stops at once (vm.max_map_count [65530] is too low)"
    )
    change = "Command or Environment: node.store.allow_mmap=false, as {image} takes it"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "sonarqube:10.7.0-community",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
        "TaskDefinition.ContainerDefinitions.0.Command": (
            "['-Dsonar.search.javaAdditionalOpts=-Dnode.store.allow_mmap=false']"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Command": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the images on Fargate where no variable, argument or mounted file may say otherwise.

        Sources: Elasticsearch docs, "Bootstrap checks" and index.store (allow_mmap); docker-sonarqube #282 (Fargate),
        #310; read 2026-11.
        """
        for task, container, repository, _ in published(context):
            if repository not in (_SONAR, *_SEARCH) or task.fargate is not Truth.YES:
                continue
            if names(container) is None or has(container, "EntryPoint", "MountPoints", "SystemControls"):
                continue
            told = _told(container)
            if told is not None and not _SPARED.search(told):
                said = {"container": container.name}
                yield self.at(
                    container.definition, *container.steps, "Image", tasks=(task.name,), image=container.image, **said
                )


def _told(container: Container) -> str | None:
    """What variables and arguments say; None when some of it is not written out."""
    texts = [f"{each.name}={each.text}" if each.text is not None else None for each in variables(container)]
    texts += [literal(container.get("Command", index)) for index, _ in items(container.get("Command"))]
    known = [text for text in texts if text is not None]
    return " ".join(known) if len(known) == len(texts) else None
