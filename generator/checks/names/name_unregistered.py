"""Lesson 10: a private name that is called and that nobody registers."""

from __future__ import annotations

from generator.checks.check import Check


class NameUnregistered(Check):
    id = "ECS102"
    lesson = 10
    title = "Service calls a private name that nobody registers"
    symptom = "getaddrinfo ENOTFOUND web.app.internal; could not resolve host"
    why = (
        "A name in a private namespace exists when an AWS::ServiceDiscovery::Service has it and an ECS service "
        "lists that in its ServiceRegistries. The name of the ECS service or of the container plays no part."
    )
    fix = "Call the name as it is registered, or let the service that is meant register under the name."
    base = "called"
    bad = {
        "CallerTask.ContainerDefinitions.0.Environment.0.Value": "http://website.app.internal:3000",
    }
