"""Managed Instances whose own role ECS may not pass to them, because of its name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.clusters import PROVIDER
from generator.ecs.roles import ROLE, Roles
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Resource, shown

_POLICY = "AmazonECSInfrastructureRolePolicyForManagedInstances"
_PREFIXES = ("ecsInstanceRole", "ecsInstanceProfile")
_INSTANCE = ("ManagedInstancesProvider", "InstanceLaunchTemplate", "Ec2InstanceProfileArn")


class ManagedInstancesRole(Check):
    id = "WCS413"
    lesson = 41
    title = "ECS may not pass the role of its Managed Instances, because of its name"
    symptom = "Tasks stay in PROVISIONING; ECS is not authorized to perform iam:PassRole on the role of the instances"
    why = (
        "AmazonECSInfrastructureRolePolicyForManagedInstances lets ECS pass roles that are named ecsInstanceRole* "
        "only, and a role without a RoleName is named after its stack."
    )
    fix = "Name the role of the instances ecsInstanceRole..., or allow the infrastructure role iam:PassRole on it."
    message = (
        "{role}, the role of the instances of {provider}, is named {name}, and {infrastructure} may pass only roles "
        "that are named ecsInstanceRole*: no instance starts"
    )
    change = "RoleName of {role}: ecsInstanceRole-<name>; or iam:PassRole on it for {infrastructure}"
    base = "hosts"
    good = {
        "Managing": (
            "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{"
            "Effect: Allow, Principal: {Service: ecs.amazonaws.com}, Action: 'sts:AssumeRole'}]}, ManagedPolicyArns: "
            "['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances']}}"
        ),
        "Managed": (
            "{Type: AWS::IAM::Role, Properties: {RoleName: ecsInstanceRole-web, AssumeRolePolicyDocument: {Version: "
            "'2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "
            "'sts:AssumeRole'}]}, ManagedPolicyArns: "
            "['arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances']}}"
        ),
        "ManagedProfile": "{Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Managed]}}",
        "Managing2": (
            "{Type: AWS::ECS::CapacityProvider, Properties: {ClusterName: !Ref Cluster, ManagedInstancesProvider: "
            "{InfrastructureRoleArn: !GetAtt Managing.Arn, InstanceLaunchTemplate: {Ec2InstanceProfileArn: !GetAtt "
            "ManagedProfile.Arn, NetworkConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref HostGroup]}}}}}"
        ),
    }
    bad = {"Managed.RoleName": "web-hosts"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find instance roles of another name where AWS's own policy is all that the infrastructure role has.

        Sources: AWS Managed Policy Reference, AmazonECSInfrastructureRolePolicyForManagedInstances; ECS Developer
        Guide, "Amazon ECS Managed Instances instance profile"; both as aws-cdk #35796 quotes them; excerpts, 2026-11.
        """
        graph, roles = context.graph, Roles(context.graph)
        for provider in graph.of_type(PROVIDER):
            managing = graph.target(provider.get("ManagedInstancesProvider", "InfrastructureRoleArn"), ROLE)
            profile = graph.target(provider.get(*_INSTANCE), "AWS::IAM::InstanceProfile")
            role = graph.target(profile.get("Roles", 0), ROLE) if profile else None
            if managing is None or role is None or not _only_by_name(roles, managing):
                continue
            name = role.get("RoleName")
            written = literal(name)
            if isinstance(name, Absent) or (written is not None and not written.startswith(_PREFIXES)):
                words = {"role": role, "provider": provider, "infrastructure": managing}
                yield self.at(role, tasks=(), variant="", name=_named(role), **words)


def _only_by_name(roles: Roles, managing: Resource) -> bool:
    """Whether all that a role may do is in AWS's own policy."""
    policies = roles.policies(managing)
    own = [each for each in policies if each.by_arn and shown(each.document).endswith(_POLICY)]
    return bool(own) and len(own) == len(policies) and not roles.unseen(managing)


def _named(role: Resource) -> str:
    return literal(role.get("RoleName")) or "after its stack"
