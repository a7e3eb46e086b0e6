"""ECS refuses to start a task so."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.run_task import StartRefused


class StartIsRefused(Check):
    id = "ECS285"
    lesson = 28
    title = "ECS refuses to start a task with this network, or this launch type"
    symptom = (
        "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified; or "
        "FailedInvocations, and no task"
    )
    why = (
        "A definition with awsvpc needs subnets each time that it is started, others take none; Fargate takes only "
        "definitions with awsvpc, Cpu and Memory, and only it gives public addresses. What it is started on, the "
        "cluster has to have."
    )
    fix = "Say LaunchType and NetworkConfiguration where the task is started, as the task definition needs them."
    fault = StartRefused
    message = {
        "missing": "{task} starts {definition} without subnets: Network Configuration must be provided when "
        "networkMode 'awsvpc' is specified, and no task starts",
        "unwanted": "{task} gives a network to {definition}, whose NetworkMode is {what}: Network Configuration is not "
        "valid for the given networkMode, and no task starts",
        "address": "{task} asks for a public address with launch type {what}: Assign public IP is not supported for "
        "this launch type, and no task starts",
        "launch": "{task} starts {definition} on Fargate, and it lacks {what}: Task definition does not support "
        "launch_type FARGATE, and no task starts",
        "both": "{task} has LaunchType {what} and a CapacityProviderStrategy: ECS takes only one of them, and no task "
        "starts",
        "nowhere": "{task} has neither LaunchType nor CapacityProviderStrategy, and {what} has no default strategy: "
        "ECS looks for container instances for {definition}, which is for Fargate, and finds none",
        "machines": "{task} starts {definition} with LaunchType EC2, and nothing starts instances for {what}: No "
        "Container Instances were found in your cluster, and no task starts",
        "provider": "{task} starts {definition} on the capacity provider {what}: the strategy cannot contain a "
        "capacity provider that is not associated with the cluster, and no task starts",
    }
    change = {
        "missing": "NetworkConfiguration: AwsvpcConfiguration with the subnets and security groups of the task",
        "unwanted": "leave NetworkConfiguration out; or NetworkMode awsvpc in {definition}",
        "address": "leave AssignPublicIp out; or LaunchType FARGATE",
        "launch": "{definition}: add {what}",
        "both": "leave LaunchType, or CapacityProviderStrategy, out",
        "nowhere": "LaunchType: FARGATE",
        "machines": "an Auto Scaling group whose instances join {what}; or LaunchType FARGATE",
        "provider": "CapacityProviders of the cluster: add it; or LaunchType FARGATE",
    }
    base = "scheduled"
    bad = {"Nightly.Targets.0.EcsParameters.NetworkConfiguration": None}
