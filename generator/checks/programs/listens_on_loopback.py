"""A program behind a load balancer that is told to listen on loopback."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._asked import Asked, asked
from generator.ecs.containers.listening import is_loopback, listening
from generator.ecs.texts import address
from generator.finding import Finding
from generator.needs.context import Context

_URLS = ("ASPNETCORE_URLS", "URLS")
_HOSTS = ("FLASK_RUN_HOST", "UVICORN_HOST", "SERVER_ADDRESS")


class ListensOnLoopback(Check):
    id = "ECS370"
    lesson = 37
    title = "Program behind a load balancer listens on loopback only"
    symptom = (
        "Task failed ELB health checks in (target-group ...): Request timed out or connection refused, while the log "
        "says that the program listens, and a health check of the container passes"
    )
    why = (
        "A program that listens on 127.0.0.1 is reached from its own task alone. The load balancer comes from outside "
        "and asks the address of the task, where nobody listens: no target becomes healthy."
    )
    fix = "Have the program listen on 0.0.0.0, which is every address of the task."
    message = (
        "{property} of {container} has it listen on {host}, where only its own task gets to, and {service} registers "
        "its port {port} with a load balancer: no target becomes healthy"
    )
    change = "{property}: 0.0.0.0 instead of {host}"
    base = "balanced"
    good = {"TaskDefinition.ContainerDefinitions.0.Command": "[gunicorn, --bind, '0.0.0.0:3000', 'app:app']"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Command.2": "'127.0.0.1:3000'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find commands and variables of known servers that state a loopback address for the port that is asked.

        Sources: options of the servers, beside generator/ecs/containers/listening.py; ASP.NET Core docs, "Kestrel
        endpoints" (localhost is loopback); Spring Boot, server.address; read 2026-11.
        """
        for each in asked(context):
            found = _by_command(each) or _by_variable(each)
            if found:
                steps, host = found
                where = (*each.container.steps, *steps)
                yield self.at(
                    each.container.definition,
                    *where,
                    tasks=(each.task.name,),
                    property="Command" if steps == ("Command",) else "Environment",
                    host=host,
                    port=each.port,
                    container=each.container.name,
                    service=each.service,
                )


def _by_command(each: Asked) -> tuple[tuple[str | int, ...], str] | None:
    at = listening(each.container)
    if at is None or not at.stated or not at.on_loopback or at.port not in (None, each.port):
        return None
    return ("Command",), at.host


def _by_variable(each: Asked) -> tuple[tuple[str | int, ...], str] | None:
    """By variables that one framework alone reads, and always."""
    for name, variable in each.variables.items():
        text = variable.text or ""
        steps = variable.steps[len(each.container.steps) :]
        if name in _HOSTS and is_loopback(text):
            return steps, text
        if name in _URLS and text.lower().startswith("http"):
            ends = [address(url) for url in text.split(";") if url.strip()]
            if ends and all(end is not None and is_loopback(end.host) for end in ends):
                return steps, text
    return None
