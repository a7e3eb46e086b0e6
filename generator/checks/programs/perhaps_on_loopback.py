"""A program behind a load balancer that listens on loopback unless something outside of the template says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._asked import Asked, asked
from generator.ecs.containers.listening import is_loopback, listening, variables_of
from generator.finding import Finding
from generator.needs.context import Context

_BY_CUSTOM = ("HOST", "HOSTNAME", "BIND_ADDRESS", "BIND_HOST", "LISTEN_ADDRESS", "LISTEN_HOST")


class PerhapsOnLoopback(Check):
    id = "WCS370"
    lesson = 37
    title = "Program behind a load balancer is not told to listen on more than loopback"
    symptom = (
        "Task failed ELB health checks in (target-group ...): Request timed out or connection refused, while the log "
        "says: Running on http://127.0.0.1"
    )
    why = (
        "Servers for development, and some others, listen on 127.0.0.1 unless they are told otherwise, and many "
        "programs listen on what HOST or HOSTNAME names. On loopback, only the task itself gets to them, and the load "
        "balancer does not. The image may say otherwise by a variable or a file of its own."
    )
    fix = "Tell the program to listen on 0.0.0.0: by the server's option, or by the variable that it reads."
    message = {
        "default": "{program} of {container} is not told where to listen, which then is {host}, in its own task alone, "
        "and {service} registers its port {port} with a load balancer: no target becomes healthy",
        "variable": "{program} of {container} is {host}, and {service} registers its port {port} with a load balancer: "
        "if the program listens where {program} says, nobody outside of the task gets there, and no target becomes "
        "healthy",
    }
    change = {
        "default": "Command: add {option}",
        "variable": "{program}: 0.0.0.0",
    }
    base = "balanced"
    good = {"TaskDefinition.ContainerDefinitions.0.Command": "[uvicorn, 'main:app', --port, '3000', --host, 0.0.0.0]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Command": "[uvicorn, 'main:app', --port, '3000']"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find defaults of servers, and variables that are read by custom; silent where the command names a host.

        Sources: those beside generator/ecs/containers/listening.py; Next.js, output standalone (HOSTNAME); read
        2026-11.
        """
        for each in asked(context):
            at = listening(each.container)
            told = {"container": each.container.name, "service": each.service, "port": each.port}
            tasks = (each.task.name,)
            if at is not None and at.on_loopback and not at.stated and at.port in (None, each.port):
                if not _told_elsewhere(each, at.program):
                    program = {"program": at.program, "host": at.host, "option": _OPTIONS[at.program]}
                    where = (*each.container.steps, "Command")
                    yield self.at(each.container.definition, *where, tasks=tasks, variant="default", **told, **program)
            elif at is None or not at.stated:
                for name in _BY_CUSTOM:
                    variable = each.variables.get(name)
                    if variable is not None and is_loopback(variable.text or ""):
                        named = {"program": name, "host": variable.text, "option": ""}
                        where = variable.steps
                        yield self.at(
                            each.container.definition, *where, tasks=tasks, variant="variable", **told, **named
                        )


_OPTIONS = {
    "manage.py runserver": "0.0.0.0: in front of the port",
    "daphne": "-b 0.0.0.0",
    "uvicorn": "--host 0.0.0.0",
    "flask run": "--host 0.0.0.0",
    "fastapi dev": "--host 0.0.0.0",
    "artisan serve": "--host 0.0.0.0",
}


def _told_elsewhere(each: Asked, program: str) -> bool:
    """Whether a variable may say where the program listens."""
    prefixes = variables_of(program)
    return bool(prefixes) and (not each.complete or any(name.startswith(prefixes) for name in each.variables))
