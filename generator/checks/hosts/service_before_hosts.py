"""Lesson 12, for hosts: a service that may be created before the instances that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import WaitFor


class ServiceBeforeHosts(Check):
    id = "WCS270"
    lesson = 27
    title = "Service may be created before its hosts, and its hosts deleted before the service"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements; on "
        "deletion, DELETE_FAILED: the cluster has active container instances, or the service cannot be stopped"
    )
    why = (
        "The service refers to the cluster, and so do the instances, but neither waits for the other. Until there are "
        "hosts, no task is placed; when the stack is deleted, the instances may go first, and tasks that nothing runs "
        "any more keep the service from draining."
    )
    fix = "Add the Auto Scaling group to DependsOn of the service."
    message = (
        "{service} may be created before {hosts}, whose instances run its tasks: until then ECS places none of them, "
        "and on deletion the instances may be gone before the tasks are"
    )
    change = "DependsOn of {resource}: add {name}"
    remedy = WaitFor("{resource}", ("{name}",))
    base = "hosts"
    bad = {
        "Service.DependsOn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services that do not wait for the only hosts that they run on."""
        for task in context.tasks:
            hosts = context.hosts.certain(task)
            if task.service is None or len(hosts) != 1:
                continue
            needed = hosts[0].resource
            if unordered(context, needed, task.service):
                place, name = place_to_wait(context.graph, task.service, needed)
                yield self.at(place, tasks=(task.name,), service=task.service, hosts=needed, name=name)
