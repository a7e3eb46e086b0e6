"""In which order ECS starts a task, and at which step each need of the matrix is asked for.

Fargate assumes the roles, fetches the registry's token and the secrets, the environment files, then the images, mounts
volumes, opens the logs and starts the containers; checks of health begin after that (ECS developer guide, "Amazon ECS
task lifecycle" and "Stopped tasks error messages", read 2026-11).
"""

from __future__ import annotations

from enum import IntEnum

from generator.awsdata.ecr import ecr_image
from generator.rehearsal.physics.facts import Facts


class Stage(IntEnum):
    """A step at which a task can end."""

    ROLE = 0
    TOKEN = 1
    SECRET = 2
    FILE = 3
    MANIFEST = 4
    LAYER = 5
    VOLUME = 6
    LOG = 7
    START = 8
    PROGRAM = 9
    HEALTH = 10
    TARGET = 11
    NONE = 12
    """Nothing that the task itself notices."""


_APIS = {
    "ecr.api": Stage.TOKEN,
    "ecr.dkr": Stage.MANIFEST,
    "secretsmanager": Stage.SECRET,
    "ssm": Stage.SECRET,
    "logs": Stage.LOG,
    "start": Stage.START,
    "ca-bundle": Stage.PROGRAM,
}
_KINDS = {
    "trust in ": Stage.ROLE,
    "image of ": Stage.MANIFEST,
    "log of ": Stage.LOG,
    "mount ": Stage.VOLUME,
    "health check of ": Stage.HEALTH,
    "load balancer ": Stage.TARGET,
    "calls to ": Stage.NONE,
    "database ": Stage.PROGRAM,
    "store ": Stage.PROGRAM,
}


def stage(need: str, because: str, facts: Facts) -> Stage:
    """At which step a need is asked for that is not met. ``because`` tells which of its calls is refused."""
    if need == "s3":
        return Stage.FILE if any(each.get("environmentFiles") for each in facts.containers) else Stage.LAYER
    if need in _APIS:
        return _APIS[need]
    if need in dict(facts.secrets()):
        return Stage.SECRET
    for begin, found in _KINDS.items():
        if need.startswith(begin):
            return Stage.TOKEN if "ecr:GetAuthorizationToken" in because else found
    if need in ("starter", "task definition", "all other needs"):
        return Stage.NONE
    name, _, container = need.rpartition(" of ")
    if name and container in {each["name"] for each in facts.containers}:
        return Stage.PROGRAM if name.startswith("/") else Stage.FILE
    return Stage.MANIFEST if _registry(need, facts) else Stage.PROGRAM


def _registry(need: str, facts: Facts) -> bool:
    """Whether a need is the name of a registry that an image comes from."""
    images = [str(each["image"]) for each in facts.containers]
    own = any(ecr_image(image) for image in images)
    return need in {image.partition("/")[0] for image in images} or (
        not own and need.endswith(("docker.io", "docker.com"))
    )
