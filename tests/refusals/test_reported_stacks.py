"""Kinds of stacks that people reported and that AWS refuses: the row start is unknown, and yes for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from generator.checks.starters.job_without_address import JobWithoutAddress
from tests.edited import edited
from tests.refusals.twins import is_told_and_its_twin_is_not

CLUSTER = (
    "{Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, MasterUsername: shop, "
    "ManageMasterUserPassword: true, DBSubnetGroupName: !Ref DatabaseSubnets, VpcSecurityGroupIds: [!Ref DatabaseGroup]"
    "%s}}"
)
WRITER = (
    "{Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-postgresql, DBInstanceClass: %s, DBClusterIdentifier: "
    "!Ref Aurora}}"
)
SCALED = ", ServerlessV2ScalingConfiguration: {MinCapacity: 1, MaxCapacity: 2}"
NAMED = (
    "{Type: AWS::ServiceDiscovery::Service, Properties: {Name: web, NamespaceId: %s, DnsConfig: {DnsRecords: "
    "[{Type: A, TTL: 60}]}}}"
)
SPACE = "{Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: shop.local, Vpc: !Ref Vpc}}"
HTTPS = {
    "Parameters": "{Cert: {Type: String, Default: '%s'}}",
    "Subnet.AvailabilityZone": "eu-west-1a",
    "SecondSubnet.AvailabilityZone": "eu-west-1b",
    "Listener.Port": "443",
    "Listener.Protocol": "HTTPS",
    "Listener.Certificates": "[{CertificateArn: !Ref Cert}]",
    "BalancerGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]",
}
ACM = "arn:aws:acm:%s:111122223333:certificate/12345678-1234-1234-1234-123456789012"
MESH = "{Type: AWS::AppMesh::Mesh, Properties: {MeshName: shop}}"
ENVOY = "{Name: envoy, Image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/%s:v1', Essential: false}"
JOB = JobWithoutAddress.good["Job"]


def https(region: str) -> Edits:
    return {**HTTPS, "Parameters": str(HTTPS["Parameters"]) % (ACM % region)}


CASES: list[tuple[str, Edits, Edits, str]] = [
    ("database", {"Aurora": CLUSTER % "", "Writer": WRITER % "db.serverless"},
     {"Aurora": CLUSTER % SCALED, "Writer": WRITER % "db.serverless"}, "ServerlessV2ScalingConfiguration"),
    ("database", {"Database.PubliclyAccessible": "true", "Vpc.EnableDnsHostnames": "false"},
     {"Database.PubliclyAccessible": "false", "Vpc.EnableDnsHostnames": "false"}, "EnableDnsHostnames"),
    ("nat", {"Space": SPACE, "Named": NAMED % "!GetAtt Space.Arn"}, {"Space": SPACE, "Named": NAMED % "!Ref Space"},
     "is given an ARN"),
    ("nat", {"Mesh": MESH}, {}, "2026-09-30"),
    ("nat", {"Job": str(JOB).replace("ExecutionRoleArn: !GetAtt ExecutionRole.Arn, ", "")}, {"Job": str(JOB)},
     "no ExecutionRoleArn"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "edits", "twin", "word"), CASES, ids=lambda each: None)
def test_what_is_refused_is_told_and_its_twin_is_proven(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str
) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)


def test_a_certificate_by_default_is_one_of_the_region(tmp_path: Path) -> None:
    told = edited(tmp_path, "balanced", https("us-east-1"), region="eu-west-1")
    assert "one of us-east-1 by default" in told.because("start")
    quiet = edited(tmp_path, "balanced", https("eu-west-1"), region="eu-west-1")
    assert "by default" not in quiet.because("start")


@pytest.mark.parametrize(("image", "told"), [("aws-appmesh-envoy", True), ("envoy", False)])
def test_an_envoy_of_app_mesh_gets_no_configuration(tmp_path: Path, image: str, told: bool) -> None:
    result = edited(tmp_path, "nat", {"TaskDefinition.ContainerDefinitions.1": ENVOY % image}, region="us-east-1")
    assert ("App Mesh" in result.because("start")) == told
