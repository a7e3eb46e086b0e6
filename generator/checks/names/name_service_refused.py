"""A Cloud Map service that is refused when it is created."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.names import DISCOVERY
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent

_HTTP = "AWS::ServiceDiscovery::HttpNamespace"
_CHECKS = ("HealthCheckConfig", "HealthCheckCustomConfig")
_FAILS = ": its creation fails with InvalidInput, and {task} has nowhere to register"


class NameServiceRefused(Check):
    id = "ECS108"
    lesson = 10
    title = "Cloud Map refuses the service that tasks register in"
    symptom = "CREATE_FAILED: InvalidInput: DNS configuration cannot be specified for a service in an HTTP namespace"
    why = (
        "A service in an HTTP namespace has no DNS records: it is found by calls of Cloud Map's API only. Each service "
        "has either a health check of Route 53 or a custom one, which ECS reports to, and not both."
    )
    fix = "Use a PrivateDnsNamespace to be found by name, and HealthCheckCustomConfig for services of ECS."
    message = {
        "http": "{resource} has DnsConfig, and its namespace {namespace} is one for HTTP, which has no DNS" + _FAILS,
        "checks": "{resource} has HealthCheckConfig and HealthCheckCustomConfig, of which there is one" + _FAILS,
    }
    change = {
        "http": "{namespace}: an AWS::ServiceDiscovery::PrivateDnsNamespace; or leave DnsConfig out",
        "checks": "HealthCheckConfig: leave it out",
    }
    base = "called"
    bad = {
        "Namespace": "{Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: app.internal}}",
        "CallerTask.ContainerDefinitions.0.Environment": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what services register in, and Cloud Map does not create.

        Source: Cloud Map API Reference, CreateService, DnsConfig, HealthCheckConfig and HealthCheckCustomConfig;
        aws-cdk #2389 (no records in an HTTP namespace); read 2026-11.
        """
        for task in context.tasks:
            service = task.service
            for index, _ in items(service.get("ServiceRegistries")) if service else ():
                assert service is not None
                value = service.get("ServiceRegistries", index, "RegistryArn")
                discovery = context.graph.target(value, DISCOVERY)
                if discovery is None:
                    continue
                named = discovery.get("NamespaceId")
                if isinstance(named, Absent):
                    named = discovery.get("DnsConfig", "NamespaceId")
                namespace = context.graph.target(named, _HTTP)
                given = {key: not isinstance(discovery.get(key), Absent) for key in ("DnsConfig", *_CHECKS)}
                told = {"task": task.name, "namespace": str(namespace)}
                if namespace is not None and given["DnsConfig"]:
                    yield self.at(discovery, "DnsConfig", tasks=(task.name,), variant="http", **told)
                if all(given[key] for key in _CHECKS):
                    yield self.at(discovery, _CHECKS[0], tasks=(task.name,), variant="checks", **told)
