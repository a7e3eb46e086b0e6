"""Roles that a service tries to assume when a resource is created, and that trust other services."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.refusals.refusal import Refusals
from generator.refusals.trusts import distrusts
from generator.refusals.values_at import values_at
from generator.stack import Graph, Mapping, Resource, Value

_ROLES = {
    "AWS::ApiGateway::Account": ("CloudWatchRoleArn", "apigateway."),
    "AWS::AutoScaling::LifecycleHook": ("RoleARN", "autoscaling."),
    "AWS::Backup::BackupSelection": ("BackupSelection.IamRoleArn", "backup."),
    "AWS::CloudTrail::Trail": ("CloudWatchLogsRoleArn", "cloudtrail."),
    "AWS::CodeBuild::Project": ("ServiceRole", "codebuild."),
    "AWS::CodeDeploy::DeploymentGroup": ("ServiceRoleArn", "codedeploy."),
    "AWS::CodePipeline::Pipeline": ("RoleArn", "codepipeline."),
    "AWS::Config::ConfigurationRecorder": ("RoleARN", "config."),
    "AWS::KinesisFirehose::DeliveryStream": ("*DestinationConfiguration.RoleARN", "firehose."),
    "AWS::Logs::SubscriptionFilter": ("RoleArn", "logs."),
    "AWS::Pipes::Pipe": ("RoleArn", "pipes."),
    "AWS::Scheduler::Schedule": ("Target.RoleArn", "scheduler."),
    "AWS::StepFunctions::StateMachine": ("RoleArn", "states."),
}
"""What each says of a role that it cannot assume, such as "The execution role you provide must allow AWS EventBridge
Scheduler to assume the role", "Neither the global service principal states.amazonaws.com, nor the regional one is
authorized to assume the provided role", "CodeBuild is not authorized to perform: sts:AssumeRole", "CodePipeline is not
authorized to perform AssumeRole on role", "Could not deliver test message to specified Firehose stream". Source: those
messages; from memory, 2026-11."""


def assumed_role(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which role trusts nobody of the kind that is to assume it."""
    way, service = _ROLES[resource.type]
    for named in _roles(resource, way):
        role = Roles(graph).resource(named)
        if role is not None and distrusts(role, service):
            yield f"{role} trusts other services, and {resource} has {service}amazonaws.com assume it ({way})"


def _roles(resource: Resource, way: str) -> Iterator[Value]:
    """The roles at a way, whose first step may be the end of several names."""
    first, *rest = way.split(".")
    properties = resource.get()
    names = [name for name, _ in properties.entries] if isinstance(properties, Mapping) else []
    for name in names:
        if name == first or (first.startswith("*") and name.endswith(first[1:])):
            yield from values_at(properties, [name, *rest])


REFUSALS: Refusals = dict.fromkeys(_ROLES, (assumed_role,))
