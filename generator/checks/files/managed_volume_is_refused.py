"""A volume on EBS that ECS cannot make for a service."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.managed_volumes import ManagedVolumeRefused

_FAILS = ": CreateService fails with InvalidParameterException"


class ManagedVolumeIsRefused(Check):
    id = "ECS239"
    lesson = 23
    title = "ECS refuses a volume on EBS as the service and its task definition write it"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: volume configurations must match a volume of "
        "the task definition that is configured at launch"
    )
    why = (
        "The task definition only names such a volume, with ConfiguredAtLaunch. The service says by the same name what "
        "it is: one volume for each task, made with a size or from a snapshot."
    )
    fix = "Give the volume one name in Volumes, with ConfiguredAtLaunch: true, and in VolumeConfigurations."
    fault = ManagedVolumeRefused
    message = {
        "none": "{task} configures the volume {volume}, and {definition} has none of that name" + _FAILS,
        "launch": (
            "{task} configures the volume {volume}, and {definition} does not say ConfiguredAtLaunch of it" + _FAILS
        ),
        "size": "the volume {volume} of {task} has neither SizeInGiB nor SnapshotId" + _FAILS,
        "many": "{task} configures more than one volume, and ECS makes one for each task" + _FAILS,
        "untold": "{definition} has the volume {volume} configured at launch, and {task} does not say how" + _FAILS,
    }
    change = {
        "none": "Name: that of a volume of {definition}",
        "launch": "ConfiguredAtLaunch: true",
        "size": "SizeInGiB: how large it is",
        "many": "VolumeConfigurations: one entry",
        "untold": "VolumeConfigurations: an entry with Name {volume}",
    }
    base = "nat"
    good = {
        "VolumeRole": """
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Principal: {Service: ecs.amazonaws.com}, Action: sts:AssumeRole}
              ManagedPolicyArns:
                - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes
""",
        "TaskDefinition.Volumes": "[{Name: files, ConfiguredAtLaunch: true}]",
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: files, ContainerPath: /files}]",
        "Service.VolumeConfigurations": (
            "[{Name: files, ManagedEBSVolume: {RoleArn: !GetAtt VolumeRole.Arn, SizeInGiB: 20, VolumeType: gp3}}]"
        ),
    }
    bad = {"TaskDefinition.Volumes.0.ConfiguredAtLaunch": None}
