"""A load balancer that speaks TLS with a port that the container itself asks by plain HTTP, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import Target
from generator.ecs.balancing.target_groups import health_port
from generator.ecs.containers.health_checks import HealthCheck, health_check, health_matters
from generator.ecs.tasks import Task
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Resource

_REFUSALS = re.compile(r"(^|[,-])4\d\d")
_ALWAYS_WELL = re.compile(r"\bexit 0\b|\btrue\b")


class PlainPortAskedByTls(Check):
    id = "ECS362"
    lesson = 36
    title = "Target group and container ask one port by different protocols"
    symptom = (
        "Task failed ELB health checks in (target-group ...): Health checks failed with these codes: [502] or [400]; "
        "or requests are answered with 502 Bad Gateway, and tasks are healthy"
    )
    why = (
        "A port of a container speaks TLS or plain HTTP. The health check of the container asks the port by one, and "
        "ECS replaces tasks that do not answer it; so what the load balancer sends by the other is never answered."
    )
    fix = "Give the target group the protocol that the container speaks, which the container's own health check tells."
    message = (
        "{property} of {resource} is {protocol}, and the health check of {container} asks the same port {port} by "
        "{scheme}: one of the two fails, so {failing}"
    )
    change = "{property}: {other}, as the health check of {container} has it"
    remedy = Write("{property}", "{other}")
    base = "balanced"
    bad = {"Targets.HealthCheckProtocol": "HTTPS"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find ports that both certainly ask.

        A port that serves both is no server's ordinary state: what comes to the wrong one is answered with 400, or
        with the end of the connection. Source: nginx, ngx_http_ssl_module, code 497; Go, net/http, "Client sent an
        HTTP request to an HTTPS server"; Elastic Load Balancing API Reference, CreateTargetGroup; read 2026-11.
        """
        for task in context.tasks:
            for target in context.balancers.targets(task):
                group, check = target.group, _check(task, target)
                if group is not None and check is not None:
                    yield from self._compared(task, target, group, check)

    def _compared(self, task: Task, target: Target, group: Resource, check: HealthCheck) -> Iterator[Finding]:
        port = number(target.port)
        asked = health_port(group, port) if port is not None else None
        own, of_checks = (literal(group.get(key)) for key in ("Protocol", "HealthCheckProtocol"))
        if isinstance(group.get("HealthCheckProtocol"), Absent) and own == "HTTP":
            of_checks = "HTTP"
        stopped = "no target becomes healthy, and ECS replaces the tasks"
        for key, protocol, at, failing in (
            ("HealthCheckProtocol", of_checks, asked, stopped),
            ("Protocol", own, port, "no request is answered"),
        ):
            schemes = {scheme for scheme, each, _ in check.local_urls if each == at}
            if len(schemes) != 1 or isinstance(group.get(key), Absent):
                continue
            (scheme,) = schemes
            if protocol not in ("HTTP", "HTTPS") or protocol.lower() == scheme or _takes_refusals(group, protocol):
                continue
            yield self.at(
                group,
                key,
                tasks=(task.name,),
                property=key,
                protocol=protocol,
                container=check.container.name,
                port=at,
                scheme=scheme.upper(),
                failing=failing,
                other=scheme.upper(),
            )


def _check(task: Task, target: Target) -> HealthCheck | None:
    """The health check of the container behind a target group, if tasks end when it fails."""
    for container in task.containers:
        if container.get("Name") == target.container and health_matters(task, container):
            check = health_check(container)
            written = check.words if check is not None and not check.off else None
            if written and all(isinstance(word, str) for word in written):
                return None if _ALWAYS_WELL.search(" ".join(map(str, written))) else check
    return None


def _takes_refusals(group: Resource, protocol: str) -> bool:
    """Whether a health check by plain HTTP may be content with the 400 that a server of TLS answers."""
    codes = group.get("Matcher", "HttpCode")
    return protocol == "HTTP" and not isinstance(codes, Absent) and bool(_REFUSALS.search(literal(codes) or "400"))
