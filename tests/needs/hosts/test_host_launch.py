"""Hosts whose instances EC2 does not start, or whose user data keeps the agent from its work."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

DATA = "HostTemplate.LaunchTemplateData"
JOIN = "echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config"
IMAGE = {f"{DATA}.ImageId": "'{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}'"}
DISK = {
    f"{DATA}.BlockDeviceMappings": (
        "[{DeviceName: /dev/xvda, Ebs: {VolumeSize: 30, Encrypted: true, KmsKeyId: !GetAtt DiskKey.Arn}}]"
    )
}
KEY = (
    "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {"
    "AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}%s]}}}"
)
ROLE = ", {Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/%s'}, Action: 'kms:*', Resource: '*'}"
SCALING = ROLE % "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
OTHER_ROLE = ROLE % "deployer"


def told(*lines: str) -> Edits:
    """User data of some lines."""
    text = "\\n".join(lines)
    return {f"{DATA}.UserData": f'{{"Fn::Base64": !Sub "{text}\\n"}}'}


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        (told(JOIN), "is not run"),
        (told("#!/bin/sh", JOIN, "systemctl stop ecs"), "stops the agent"),
        (told("#!/bin/sh", JOIN, "shutdown -h now"), "restarts the instance"),
        (told("#!/bin/sh", JOIN.replace("/etc/ecs/", "/etc/")), "another file"),
        (told("#!/bin/sh", JOIN, "iptables -A OUTPUT -p tcp -j DROP"), "dropped"),
        (
            told("#!/bin/sh", JOIN, "echo ECS_LOGLEVEL=debug > /etc/ecs/ecs.config", "echo A > /etc/ecs/ecs.config"),
            "anew",
        ),
        ({f"{DATA}.InstanceType": "m99.large"}, "m99.large"),
        ({f"{DATA}.InstanceType": None}, "no type of instance"),
        ({f"{DATA}.BlockDeviceMappings": "[{DeviceName: /dev/xvda, Ebs: {VolumeSize: 8}}]"}, "8 GiB"),
        ({"Hosts.LaunchTemplate": "{LaunchTemplateId: !Ref HostTemplate, Version: '7'}"}, "version 7"),
        (told("<powershell>", "Initialize-ECSAgent -Cluster ${Cluster}", "</powershell>"), "script of Windows"),
        ({**told("#!/bin/sh", JOIN), **IMAGE}, "runs no script"),
        ({"DiskKey": KEY % "", **DISK}, "AWSServiceRoleForAutoScaling"),
        ({"DiskKey": KEY % OTHER_ROLE, **DISK}, "AWSServiceRoleForAutoScaling"),
    ],
)
def test_hosts_that_do_not_come(tmp_path: Path, edits: Edits, word: str) -> None:
    result = edited(tmp_path, "hosts", edits)
    assert result.verdict("host") in ("unknown", "no")
    assert word in result.because("host")


def test_user_data_of_windows_may_begin_with_what_is_beside_its_script(tmp_path: Path) -> None:
    script = ("<powershell>", "Initialize-ECSAgent -Cluster ${Cluster}", "</powershell>")
    assert "is not run" in edited(tmp_path, "hosts", told("persist", *script)).because("host")
    assert "is not run" not in edited(tmp_path, "hosts", told("<persist>true</persist>", *script)).because("host")


def test_hosts_are_replaced_where_their_target_group_finds_them_unhealthy(tmp_path: Path) -> None:
    group = "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, VpcId: !Ref Vpc}}"
    edits = {"HostTargets": group, "Hosts.TargetGroupARNs": "[!Ref HostTargets]"}
    told = edited(tmp_path, "hosts", edits, {"Hosts.HealthCheckType": "ELB"})
    assert "are replaced for ever" in told.because("host")
    assert "are replaced for ever" not in edited(tmp_path, "hosts", edits).because("host")


@pytest.mark.parametrize(
    "edits",
    [
        told("#!/bin/sh", JOIN, "systemctl stop ecs", "systemctl enable --now --no-block ecs"),
        told("#!/bin/sh", JOIN.replace(">>", ">"), "yum update -y"),
        {f"{DATA}.InstanceType": "m8i.large"},
        {f"{DATA}.BlockDeviceMappings": "[{DeviceName: /dev/xvda, Ebs: {VolumeSize: 30}}]"},
        {**told("[settings.ecs]", "cluster = '${Cluster}'"), **IMAGE},
        {"DiskKey": KEY % SCALING, **DISK},
        {"DiskKey": KEY % ", {Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*'}", **DISK},
    ],
)
def test_hosts_that_come(tmp_path: Path, edits: Edits) -> None:
    result = edited(tmp_path, "hosts", edits)
    assert result.verdict("host") == "yes", result.because("host")
