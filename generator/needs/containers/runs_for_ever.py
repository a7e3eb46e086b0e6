"""Containers that serve where their end is waited for, or that end where they should serve, or have no program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.dependencies import dependencies
from generator.ecs.containers.starts import brought_later
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.images.knowledge import image
from generator.images.verdict import missing
from generator.logic import Answer, Truth, no, unknown
from generator.needs.never_starts import NeverStarts
from generator.stack import Absent, by_default

_SERVERS = re.compile(
    r"(.*/)?(nginx|nginx-unprivileged|httpd|caddy|traefik|haproxy|envoy|redis|valkey|postgres|mysql|mariadb|mongo|rabbitmq"
    r"|memcached|(aws-)?xray-daemon|aws-xray-daemon|aws-otel-collector|cloudwatch-agent|fluent-bit|aws-for-fluent-bit"
    r"|prometheus|grafana)(:[\w.-]+)?(@sha256:[0-9a-f]+)?"
)
_PUBLIC = re.compile(
    r"(docker\.io/|public\.ecr\.aws/(docker/library|nginx|aws-observability|xray|cloudwatch-agent|bitnami)/)?(library/)?[^/]+$"
    r"|(docker\.io/)?(grafana|prom|amazon|fluent|envoyproxy|nginxinc|bitnami)/[^/]+$"
)
"""Whose names say whose image it is: a server's own, and not one that somebody made of it."""
_NO_ENTRY = re.compile(
    r"(docker\.io/)?(library/|public\.ecr\.aws/docker/library/)?(alpine|busybox|debian|ubuntu|amazonlinux|python|ruby|golang)"
    r"(:|@|$)|public\.ecr\.aws/amazonlinux/amazonlinux(:|@|$)"
)
"""Images without an ENTRYPOINT, so that the first word of Command is the program. Source: the Dockerfile of each; from
memory, 2026-11."""
_MIGRATES = re.compile(
    r"((npm|yarn|pnpm)( run)?|bun run|npx|bundle exec|poetry run|uv run|python3?|node|php|bin/rails|rails|rake"
    r"|dotnet ef)? ?"
    r"(\S*manage\.py migrate( --no-?input)?|(db:)?migrate|db:(migrate|setup|seed)|prisma migrate deploy"
    r"|alembic upgrade heads?|flyway migrate|knex migrate:latest|sequelize(-cli)? db:migrate|artisan migrate( --force)?"
    r"|typeorm migration:run|database update)"
)

_ONE_COMMAND = re.compile(
    r"((docker\.io/)?amazon/aws-cli|public\.ecr\.aws/aws-cli/aws-cli|(docker\.io/)?(flyway/flyway|migrate/migrate"
    r"|hashicorp/terraform|hello-world)|public\.ecr\.aws/docker/library/hello-world)(:[\w.-]+)?(@sha256:[0-9a-f]+)?"
)
"""Images whose entry point is a tool that does one thing and ends, whatever it is told. Source: the ENTRYPOINT of each
one's Dockerfile; from memory, 2026-11. ``aws logs tail --follow`` goes on."""


def runs_for_ever(task: Task) -> Iterator[Answer]:
    """Say which wait has no end, which program is not there, and which container of a service ends by nature.

    Sources: ECS API Reference, ContainerDependency (SUCCESS and COMPLETE wait for a container to end); read 2026-11.
    The CMD of each image's Dockerfile, which is a server; not looked up. What images hold is in ``awsdata/images``.
    """
    for entry in dependencies(task):
        awaited = entry.awaited
        if awaited is None or entry.condition not in ("SUCCESS", "COMPLETE"):
            continue
        as_it_is = all(isinstance(awaited.get(key), Absent) for key in ("EntryPoint", "Command"))
        written = literal(awaited.image)
        if as_it_is and written is not None and _SERVERS.fullmatch(written):
            said = f"{entry.container.name} waits until {entry.name} ends, and {written[:60]} is a server"
            steps, instead = (*entry.container.steps, "DependsOn"), "DependsOn: Condition START or HEALTHY"
            public = _PUBLIC.match(written)
            fault = NeverStarts(entry.container.definition, steps, (task.name,), said, instead)
            yield no(fault) if public else unknown(said)
    for container in task.containers:
        yield from _lacks(task, container)
        words = [literal(each) for _, each in items(container.get("Command"))]
        if task.service is None or None in words or not isinstance(container.get("EntryPoint"), Absent):
            continue
        told = " ".join(each for each in words if each)
        essential = (literal(container.get("Essential")) or "true").lower() == "true"
        written = literal(container.image) or ""
        if essential and _ONE_COMMAND.fullmatch(written) and "--follow" not in words:
            yield unknown(f"{container.name} runs {written[:60]}, a tool that ends, and its task ends with it")
        if essential and _MIGRATES.fullmatch(re.sub(r"^(/bin/)?(ba)?sh -l?c ", "", told).strip()):
            yield unknown(f"{container.name} is told to run {told[:60]}, which ends, and its task with it")


def _lacks(task: Task, container: Container) -> Iterator[Answer]:
    """The program of an EntryPoint, or of a Command that is one, that a known image does not have."""
    entry, command = ([literal(v) for _, v in items(container.get(key))] for key in ("EntryPoint", "Command"))
    written, words = literal(container.image), [*entry, *command]
    if written is None or None in words or not words or not (entry or _NO_ENTRY.match(written)):
        return
    facts = image(written)
    verdict = missing(["CMD", *(each for each in words if each is not None)], facts)
    mounts = any(not isinstance(container.get(key), Absent) for key in ("MountPoints", "VolumesFrom"))
    starts_with_it = verdict.program == words[0] and not mounts
    if verdict.verdict is Truth.NO and (starts_with_it or not brought_later(container, facts, verdict.program)):
        said = f"{container.name} runs {verdict.program}, which {written[:80]} does not have"
        key = "EntryPoint" if entry else "Command"
        instead = f"{key}: a program that the image has, as sh is in most; or an image that has {verdict.program}"
        own = verdict.program == words[0] and not by_default(container.image)
        fault = NeverStarts(container.definition, (*container.steps, key), (task.name,), said, instead)
        yield no(fault) if own else unknown(said)
