"""Lesson 10: a Cloud Map record of a type that does not fit what the service registers."""

from __future__ import annotations

from generator.checks.check import Check


class RecordWithoutPort(Check):
    id = "ECS104"
    lesson = 10
    title = "Record of the service's name does not fit what the service registers"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: must specify either containerName and "
        "containerPort, or port, for a service registry with SRV records"
    )
    why = (
        "An A record holds an address, which tasks have in awsvpc mode only. An SRV record holds a port as well, which "
        "ServiceRegistries then has to tell."
    )
    fix = "Use records of type A for tasks in awsvpc mode; or SRV, with the port in ServiceRegistries."
    base = "called"
    bad = {
        "Discovery.DnsConfig.DnsRecords.1": "{Type: SRV, TTL: 10}",
    }
