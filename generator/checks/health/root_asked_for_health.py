"""A target group that asks / for health, where the container asks its own port for another path."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.target_groups import health_port, protocol_version
from generator.ecs.containers.health_checks import health_check
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent

_HTTP = ("HTTP", "HTTPS")


class RootAskedForHealth(Check):
    id = "WCS364"
    lesson = 36
    title = "Target group asks / for health, and the container another path"
    symptom = "Task failed ELB health checks in (target-group ...): Health checks failed with these codes: [404]"
    why = (
        "Without HealthCheckPath, load balancing asks /. The health check of the container asks for a path of its own, "
        "and a program that has such a path often has nothing at /, and answers 404. A program that serves / as well "
        "is healthy; this is therefore a warning."
    )
    fix = "Set HealthCheckPath to the path that the health check of the container asks for."
    message = (
        "{resource} has no HealthCheckPath and asks /, and the health check of {container} asks the same port for "
        "{path}: unless / is answered as well, no target becomes healthy, and ECS replaces the tasks"
    )
    change = "HealthCheckPath: {path}"
    remedy = Write("HealthCheckPath", "{path}")
    base = "balanced"
    good = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": (
            "wget -q -O /dev/null http://127.0.0.1:3000/health || exit 1"
        ),
    }
    bad = {"Targets.HealthCheckPath": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find groups that certainly ask / of a port by HTTP, and are content with its success alone.

        Source: Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath ("The default is /", and
        another for gRPC), Matcher; read 2026-11.
        """
        for task in context.tasks:
            for target in context.balancers.targets(task):
                group, port = target.group, number(target.port)
                if group is None or port is None or not isinstance(group.get("HealthCheckPath"), Absent):
                    continue
                own, of_checks = (group.get(key) for key in ("Protocol", "HealthCheckProtocol"))
                asks_by = own if isinstance(of_checks, Absent) else of_checks
                of_http = literal(own) in _HTTP and literal(asks_by) in _HTTP
                plain = protocol_version(group) in ("HTTP1", "HTTP2")
                codes = group.get("Matcher", "HttpCode")
                content = not isinstance(codes, Absent) and literal(codes) not in ("200", "200-299", "200-399")
                if not of_http or not plain or content:
                    continue
                for container in task.containers:
                    check = health_check(container) if container.get("Name") == target.container else None
                    urls = check.local_urls if check is not None and not check.off else ()
                    asked = {path for _, at, path in urls if at == health_port(group, port)}
                    if len(asked) == 1 and (path := asked.pop()).strip("/"):
                        names = {"container": container.name, "path": path}
                        yield self.at(group, "HealthCheckPath", tasks=(task.name,), **names)
