"""Hosts that do not get to ECS."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.host_network import HostsWithoutPath as WithoutPath


class HostsWithoutPath(Check):
    id = "ECS274"
    lesson = 27
    title = "Hosts have no way to ECS"
    symptom = "No Container Instances were found in your cluster; the agent times out when it registers"
    why = (
        "The agent registers with ECS and gets its tasks from it over HTTPS: by a NAT gateway, by an internet gateway "
        "if the instance has a public address, or by the endpoints ecs, ecs-agent and ecs-telemetry."
    )
    fix = "Give the hosts' subnets a route to a NAT gateway, or the instances public addresses, or add the endpoints."
    fault = WithoutPath
    message = {
        "address": (
            "the instances of {hosts} in {subnet} get no public address, and its route leads to an internet gateway: "
            "their agent does not get to {apis}, and ECS places no task of {task}"
        ),
        "api": (
            "the instances of {hosts} in {subnet} start the tasks of {task}, and have no way to {apis} ({reason}): "
            "their images are not pulled, or their secrets and logs time out"
        ),
        "way": (
            "the instances of {hosts} in {subnet} have no way to {apis} ({reason}): their agent does not register, and "
            "ECS places no task of {task}"
        ),
    }
    change = {
        "api": "{subnet}: a route to a NAT gateway, or an endpoint of {apis} in its VPC",
        "address": "MapPublicIpOnLaunch: true; or subnets with a route to a NAT gateway",
        "way": "{subnet}: a route to a NAT gateway, or endpoints of ecs, ecs-agent and ecs-telemetry in its VPC",
    }
    base = "hosts"
    bad = {
        "Hosts.VPCZoneIdentifier": "[!Ref PublicSubnet]",
    }
