"""Hosts as an end: they mount file systems with their own groups, and a network load balancer keeps its clients."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

BY_GROUP = "{IpProtocol: tcp, FromPort: 2049, ToPort: 2049, SourceSecurityGroupId: !Ref %s}"
VOLUME = "[{Name: files, EFSVolumeConfiguration: {FilesystemId: !Ref Files, TransitEncryption: ENABLED}}]"
MOUNTED = {
    "Files": "{Type: AWS::EFS::FileSystem}",
    "Other": "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref Vpc}}",
    "Target": "{Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: !Ref Subnet, "
    "SecurityGroups: [!Ref FileGroup]}}",
    "TaskDefinition.Volumes": VOLUME,
    "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: files, ContainerPath: /files}]",
    "Service.DependsOn": "[Hosts, Target]",
}
FRONT = {
    "Front": "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, DependsOn: PublicRoute, Properties: {Type: network, "
    "Scheme: internet-facing, Subnets: [!Ref PublicSubnet]}}",
    "Pool": "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, TargetType: instance, "
    "Protocol: TCP, Port: 3000}}",
    "Ear": "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Front, Port: 80, "
    "Protocol: TCP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Pool}]}}",
    "Service.DependsOn": "[Hosts, Ear]",
    "Service.LoadBalancers": "[{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref Pool}]",
}
PORTS = "[{IpProtocol: tcp, FromPort: 32768, ToPort: 65535, CidrIp: %s}]"


@pytest.mark.parametrize(("admitted", "verdict"), [("HostGroup", "yes"), ("Other", "no")])
def test_the_group_of_the_hosts_has_to_be_admitted(tmp_path: Path, admitted: str, verdict: str) -> None:
    rules = f"SecurityGroupIngress: [{BY_GROUP % admitted}]"
    group = f"{{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: x, VpcId: !Ref Vpc, {rules}}}}}"
    result = edited(tmp_path, "hosts", MOUNTED, {"FileGroup": group}, region="us-east-1")
    assert result.verdict("mount files") == verdict, result.because("mount files")


@pytest.mark.parametrize(("source", "verdict"), [("0.0.0.0/0", "yes"), ("10.0.0.0/16", "no")])
def test_clients_come_with_their_own_addresses(tmp_path: Path, source: str, verdict: str) -> None:
    edits = {**FRONT, "HostGroup.SecurityGroupIngress": PORTS % source}
    result = edited(tmp_path, "hosts", edits, region="us-east-1")
    assert result.verdict("load balancer Front") == verdict, result.because("load balancer Front")
