"""Health checks that go to a port of the hosts which no task has."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.hosts.host_port_closed import HostPortClosed
from generator.needs.hosts.host_targets import HealthPortOfNobody as OfNobody


class HealthPortOfNobody(Check):
    id = "ECS087"
    lesson = 8
    title = "Health checks go to a port of the hosts that no task has"
    symptom = "service ... is unhealthy in target-group ... due to (reason Health checks failed)"
    why = (
        "With HostPort 0, or none, each task has a port of its instance that is picked when it starts. A number in "
        "HealthCheckPort is the same port of every instance, where none of them listens; the port of the container is "
        "not seen from outside."
    )
    fix = "Set HealthCheckPort to traffic-port, or leave it out."
    fault = OfNobody
    message = (
        "health checks of {target_group} go to port {port} of the instances of {hosts} (HealthCheckPort), and each "
        "task of {task} has a port there that is picked for it: no target is ever healthy, and ECS replaces the tasks"
    )
    change = "HealthCheckPort: traffic-port"
    base = "hosts"
    good = HostPortClosed.good | {
        "TaskDefinition.ContainerDefinitions.0.PortMappings": "[{ContainerPort: 3000}]",
        "HostGroup.SecurityGroupIngress": (
            "[{IpProtocol: tcp, FromPort: 0, ToPort: 65535, SourceSecurityGroupId: !Ref BalancerGroup}]"
        ),
    }
    bad = {"Targets.HealthCheckPort": "'3000'"}
