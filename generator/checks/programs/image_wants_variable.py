"""An image of a database that does not start without a variable."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._images import has, names, published
from generator.finding import Finding
from generator.needs.context import Context

_WANTED = {
    "docker.io/library/postgres": ("POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD"),
    "docker.io/library/mysql": (
        "MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD",
    ),
    "docker.io/library/mariadb": (
        "MARIADB_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_FILE", "MARIADB_ROOT_PASSWORD_HASH",
        "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "MARIADB_RANDOM_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD",
        "MYSQL_ROOT_PASSWORD_FILE", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD",
    ),
}  # fmt: skip


class ImageWantsVariable(Check):
    id = "ECS371"
    lesson = 37
    title = "Image of a database is given no password to start with"
    symptom = "Error: Database is uninitialized and superuser password is not specified. (exit code 1)"
    why = (
        "The images of PostgreSQL, MySQL and MariaDB make a database when they find none, and stop at once when nobody "
        "says which password its administrator gets."
    )
    fix = "Give the password as a secret under the name that the image reads."
    message = (
        "{container} of {task} runs {image}, which stops at once without {wanted}: it is given no variable that says "
        "what password the administrator of the new database has"
    )
    change = "Secrets: add {wanted}"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "postgres:17.2",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: POSTGRES_HOST_AUTH_METHOD, Value: trust}]",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find such containers without data: what is mounted, or another command, may make it unneeded.

        Sources: docker-library/docs, postgres, mysql and mariadb, "Environment Variables"; docker-library/postgres,
        docker-entrypoint.sh (docker_verify_minimum_env); read 2026-11.
        """
        for task, container, repository, _ in published(context):
            given = names(container)
            wanted = _WANTED.get(repository)
            made = has(container, "Command", "EntryPoint", "MountPoints", "VolumesFrom")
            if wanted and given is not None and not made and not given.intersection(wanted):
                told = {"container": container.name, "wanted": wanted[0]}
                where = (*container.steps, "Image")
                yield self.at(container.definition, *where, tasks=(task.name,), image=container.image, **told)
