"""Lesson 8: the load balancer asks a port for health that it does not get to."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.network.requests_stopped import HealthPortClosed

_SYMPTOM = (
    "health checks of {target_group} use it (HealthCheckPort), so every target is unhealthy and ECS replaces the tasks"
)


class HealthPortShut(Check):
    id = "ECS083"
    lesson = 8
    title = "Load balancer cannot reach the port of its health check"
    symptom = (
        "Task failed ELB health checks in (target-group ...); (port ...) is unhealthy in (target-group ...) due to "
        "(reason Request timed out)"
    )
    why = (
        "HealthCheckPort sends the health checks to another port than the requests. The security group of the tasks "
        "has to admit the load balancer on that port as well. A network load balancer asks from its own addresses, "
        "also where targets see those of its clients; for UDP it asks by TCP."
    )
    fix = (
        "Leave HealthCheckPort out, so that health checks use the port of the requests; or admit the load balancer's "
        "security group on that port."
    )
    fault = HealthPortClosed
    message = {
        **_ports.message(_SYMPTOM),
        "addresses": (
            "no security group of {target} admits the addresses of {source}, which has no groups, on {port}: "
            + _SYMPTOM
        ),
    }
    change = {
        **_ports.CHANGE,
        "addresses": (
            "add an ingress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, CidrIp: the CIDR blocks of the "
            "subnets of {source}"
        ),
    }
    remedy = _ports.REMEDY
    base = "balanced"
    bad = {
        "Targets.HealthCheckPort": "'9000'",
    }
