"""The image of nginx as it comes, where it may not write what it writes first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._images import has, published
from generator.ecs.containers.scratch import tmpfs
from generator.ecs.tasks import Container, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal

_CACHE = "/var/cache/nginx"
_CONFIGURED = "/etc/nginx"


class ServerMayNotWrite(Check):
    id = "ECS373"
    lesson = 37
    title = "nginx may not write to its cache"
    symptom = 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'
    why = (
        "Before it listens, nginx makes directories below /var/cache/nginx and writes its process id to /run. With a "
        "read-only root file system, or as another user than root, it may not, and stops at once."
    )
    fix = (
        "Mount volumes at /var/cache/nginx and /run, and let nginx start as root, which its workers do not stay; or "
        "take an image that is made for it, nginxinc/nginx-unprivileged, which listens on 8080."
    )
    message = (
        "{property} of {container} keeps {image} from writing to /var/cache/nginx, where it makes directories before "
        "it listens: nginx stops at once, and so do the tasks of {task}"
    )
    change = "MountPoints: a volume at /var/cache/nginx, and one at /run; or {property}: leave it out"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "nginx:1.27",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
        "TaskDefinition.ContainerDefinitions.0.PortMappings.0.ContainerPort": "80",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find containers of the official image with its own command, configuration and directories.

        Sources: docker-library/docs, nginx, "Running nginx in read-only mode" and "Running nginx as a non-root user";
        docker-nginx-unprivileged #175, docker-nginx #524; read 2026-11.
        """
        for task, container, repository, _ in published(context):
            if repository != "docker.io/library/nginx" or has(container, "Command", "EntryPoint", "VolumesFrom"):
                continue
            places = _places(container)
            if None in places or any(_is_at(place, known) for place in places for known in (_CACHE, _CONFIGURED)):
                continue
            for key in ("ReadonlyRootFilesystem", "User"):
                if _keeps(container, key):
                    told = {"property": key, "container": container.name}
                    yield self.at(
                        container.definition, *container.steps, key, tasks=(task.name,), image=container.image, **told
                    )


def _places(container: Container) -> list[str | None]:
    mounts = items(container.get("MountPoints"))
    return [literal(container.get("MountPoints", index, "ContainerPath")) for index, _ in mounts] + [
        place.path for place in tmpfs(container)
    ]


def _is_at(place: str | None, known: str) -> bool:
    """Whether one of two directories is in the other."""
    path = (place or "").rstrip("/")
    return f"{known}/".startswith(f"{path}/") or f"{path}/".startswith(f"{known}/")


def _keeps(container: Container, key: str) -> bool:
    value = container.get(key)
    if not isinstance(value, Literal):
        return False
    return value.text.lower() == "true" if key != "User" else value.text.partition(":")[0] not in ("", "0", "root")
