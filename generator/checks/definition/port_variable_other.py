"""A variable or a command that names another port than the one at which a load balancer asks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._asked import Asked, asked
from generator.ecs.containers.health_checks import ports
from generator.ecs.containers.listening import listening, variables_of
from generator.ecs.environment import variables
from generator.ecs.texts import address, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal

_NUMBERS = (
    "PORT", "SERVER_PORT", "ASPNETCORE_HTTP_PORTS", "FLASK_RUN_PORT", "UVICORN_PORT", "GF_SERVER_HTTP_PORT",
    "KC_HTTP_PORT", "STREAMLIT_SERVER_PORT",
)  # fmt: skip
_URLS = ("ASPNETCORE_URLS",)


class PortVariableOther(Check):
    id = "WCS363"
    lesson = 36
    title = "Program is told another port than the one that a load balancer asks"
    symptom = (
        "Task failed ELB health checks in (target-group ...), though the program says that it listens; requests are "
        "answered with 502 or 504"
    )
    why = (
        "Programs listen where PORT says, by the custom of most frameworks, or where a variable of the framework or "
        "an option of their command says. The container declares another port, and the target group sends requests "
        "and health checks there, where nobody listens. A program that does not read the variable serves all the "
        "same; this is therefore a warning."
    )
    fix = (
        "Give the program the ContainerPort of the service's LoadBalancers, or declare and register the port that it "
        "is told."
    )
    message = (
        "{place} of {container} names port {named}, and {resource} registers its port {port}, where a program that "
        "listens as {place} says does not answer: health checks and requests fail"
    )
    change = "{place}: {port}, or ContainerPort: {named} in PortMappings and LoadBalancers"
    base = "balanced"
    good = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: PORT, Value: '3000'}]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "'3001'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find a port that is no declared one of its container, where nothing else tells the program the other one.

        Sources: The Twelve-Factor App, "Port binding", which frameworks and hosting platforms follow; Spring Boot,
        server.port; ASP.NET Core, ASPNETCORE_URLS and _HTTP_PORTS; Grafana, Keycloak and Streamlit, their settings as
        variables; the servers beside generator/ecs/containers/listening.py; read 2026-11.
        """
        for each in asked(context):
            named = _named(each)
            declared, complete = ports(each.container)
            if named is None or named[1] in declared or each.port not in declared or not complete:
                continue
            place, port = named
            yield self.at(
                each.service,
                *each.target.steps,
                "ContainerPort",
                tasks=(each.task.name,),
                container=each.container.name,
                named=port,
                port=each.port,
                place=place,
                told=tuple(variable.value for variable in variables(each.container) if variable.name == place),
            )


def _named(each: Asked) -> tuple[str, int] | None:
    """What tells the program its port: the command, or a variable where nothing else may."""
    at = listening(each.container)
    if at is not None and at.port is not None and _states_port(each, at.port):
        return "Command", at.port
    if at is not None and each.complete and (own := _of_program(each, at.program)):
        return own
    told = [(name, port) for name, port in _by_variables(each) if port is not None]
    return told[0] if told and not _may_be_told(each, told[0][0]) else None


def _of_program(each: Asked, program: str) -> tuple[str, int] | None:
    """The variable that the server of the command reads for its port, where no option of the command says it."""
    mine = variables_of(program)
    told = [(name, port) for name, port in _by_variables(each) if port is not None and name.startswith(mine)]
    return told[0] if mine and told else None


def _states_port(each: Asked, port: int) -> bool:
    """Whether a command has its port written out, so that it is not a default of the server."""
    words = [each.container.get(key) for key in ("EntryPoint", "Command")]
    return str(port) in "".join(str(word) for word in words)


def _by_variables(each: Asked) -> Iterator[tuple[str, int | None]]:
    for variable in variables(each.container):
        if variable.name in _NUMBERS:
            yield variable.name, number(variable.value)
        elif variable.name in _URLS and variable.text and ";" not in variable.text:
            end = address(variable.text.replace("//+", "//any").replace("//*", "//any"))
            yield variable.name, end.port if end else None


def _may_be_told(each: Asked, named: str) -> bool:
    """Whether another variable, a file of them or the command says the port, or may say it."""
    if any(not isinstance(each.container.get(key), Absent) for key in ("EnvironmentFiles", "Command", "EntryPoint")):
        return True
    if not each.complete:
        return True
    others = [variable.value for variable in variables(each.container) if variable.name != named]
    return any(number(value) == each.port for value in others if isinstance(value, Literal)) or any(
        port == each.port for name, port in _by_variables(each) if name != named
    )
