"""What is certainly refused is a finding at its property, and the row is no; the nearest thing that is taken, none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

NET = "Service.NetworkConfiguration.AwsvpcConfiguration"
ACL = "{Type: AWS::WAFv2::WebACL, Properties: {Scope: %s, DefaultAction: {Allow: {}}, VisibilityConfig: {}}}"
GUARD = "{Type: AWS::WAFv2::WebACLAssociation, Properties: {ResourceArn: !Ref %s, WebACLArn: !GetAtt Acl.Arn}}"
CACHE = (
    "{Type: AWS::ECR::PullThroughCacheRule, Properties: {EcrRepositoryPrefix: hub, UpstreamRegistryUrl: "
    "registry-1.docker.io, CredentialArn: !Ref Login}}"
)
LOGIN = "{Type: AWS::SecretsManager::Secret, Properties: {Name: %s, GenerateSecretString: {}}}"
RECORD = (
    "{Type: AWS::Route53::RecordSet, Properties: {HostedZoneName: example.com., Name: %s, Type: CNAME, TTL: 60, "
    "ResourceRecords: [!GetAtt Balancer.DNSName]}}"
)
ROUTE = "{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref RouteTable, DestinationCidrBlock: 192.168.0.0/16, %s}}"
GATEWAY = "{Type: AWS::EC2::VPNGateway, Properties: {Type: ipsec.1}}"
TIED = "{Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, VpnGatewayId: !Ref Vpn}}"
SHARED = "{Type: AWS::EC2::VPCEndpointService, Properties: {NetworkLoadBalancerArns: [!Ref Balancer]}}"
FUNCTION = (
    "{Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: a.b, Code: {ZipFile: x}, Role: "
    "!GetAtt FunctionRole.Arn, VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: []}}}"
)
ROLE = (
    "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: "
    "lambda.amazonaws.com}, Action: sts:AssumeRole}]}, ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/"
    "service-role/%s']}}"
)
PROFILE = "HostTemplate.LaunchTemplateData.IamInstanceProfile.Arn"
CASES: list[tuple[str, Edits, Edits, str]] = [
    ("nat", {f"{NET}.SecurityGroups.0": "web"}, {f"{NET}.SecurityGroups.0": "sg-0123456789abcdef0"}, "no id (sg-...)"),
    ("nat", {f"{NET}.Subnets.0": "!GetAtt Subnet.CidrBlock"}, {}, "no id (subnet-...)"),
    ("nat", {f"{NET}.Subnets.0": "!Select [0, !GetAZs '']"}, {}, "no id (subnet-...)"),
    ("nat", {"Service.TaskDefinition": "!Sub '${TaskDefinition}:1'"}, {}, "one more"),
    (
        "nat",
        {"Parameters.Groups": "{Type: CommaDelimitedList}", f"{NET}.SecurityGroups": "[!Ref Groups]"},
        {"Parameters.Groups": "{Type: CommaDelimitedList}", f"{NET}.SecurityGroups": "!Ref Groups"},
        "as an entry of a list",
    ),
    ("balanced", {"Acl": ACL % "CLOUDFRONT", "On": GUARD % "Balancer"},
     {"Acl": ACL % "REGIONAL", "On": GUARD % "Balancer"}, "for CloudFront"),
    ("balanced", {"Acl": ACL % "REGIONAL", "On": GUARD % "Targets"},
     {"Acl": ACL % "REGIONAL", "On": GUARD % "Balancer"}, "does not stand"),
    ("balanced", {"Shared": SHARED}, {"Shared": SHARED, "Balancer.Type": "network"}, "type network is taken"),
    ("balanced", {"Name": RECORD % "example.com."}, {"Name": RECORD % "a.example.com."}, "takes none"),
    ("nat", {"Login": LOGIN % "hub", "Hub": CACHE}, {"Login": LOGIN % "ecr-pullthroughcache/hub", "Hub": CACHE},
     "does not begin with"),
    ("nat", {"Vpn": GATEWAY, "Way": ROUTE % "GatewayId: !Ref Vpn"},
     {"Vpn": GATEWAY, "Tie": TIED, "Way": ROUTE % "GatewayId: !Ref Vpn"}, "attached to no VPC"),
    ("nat", {"Out": "{Type: AWS::EC2::EgressOnlyInternetGateway, Properties: {VpcId: !Ref Vpc}}",
             "Way": ROUTE % "EgressOnlyInternetGatewayId: !Ref Out"}, {}, "which is for IPv6"),
    ("nat", {"FunctionRole": ROLE % "AWSLambdaBasicExecutionRole", "Function": FUNCTION},
     {"FunctionRole": ROLE % "AWSLambdaVPCAccessExecutionRole", "Function": FUNCTION}, "network interfaces"),
    ("hosts", {PROFILE: "!Ref HostProfile"}, {PROFILE: "!GetAtt HostProfile.Arn"}, "which is its name"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "wrong", "right", "word"), CASES)
def test_it_is_found_at_its_property(tmp_path: Path, base: str, wrong: Edits, right: Edits, word: str) -> None:
    told = edited(tmp_path, base, wrong, region="us-east-1")
    said = [finding.message for finding in told.findings if finding.rule == "ECS434"]
    assert any(word in each for each in said), said
    assert any(cell.verdict.value == "no" and cell.need.name == "start" for cell in told.cells)
    assert "ECS434" not in edited(tmp_path, base, right, region="us-east-1").rules


@pytest.mark.parametrize(
    ("default", "place"), [("web", f"{NET}.SecurityGroups.0"), ("10.0.0.0/24", f"{NET}.Subnets.0")]
)
def test_a_default_is_there_to_be_replaced(tmp_path: Path, default: str, place: str) -> None:
    edits = {"Parameters.Given": f"{{Type: String, Default: {default}}}", place: "!Ref Given"}
    assert "ECS434" not in edited(tmp_path, "nat", edits).rules
    edits = {"Parameters.Given": f"{{Type: CommaDelimitedList, Default: {default}}}", place[:-2]: "!Ref Given"}
    assert "ECS434" not in edited(tmp_path, "nat", edits).rules


ALIAS = (
    "{Type: AWS::Route53::RecordSet, Properties: {HostedZoneName: example.com., Name: a.example.com., Type: A, "
    "AliasTarget: {DNSName: !GetAtt Balancer.DNSName, HostedZoneId: %s}}}"
)


@pytest.mark.parametrize(
    ("zone", "verdict"),
    [
        ("Z0123456789ABCDEFGHIJ", "unknown"),
        ("Z215JYRZR1TBD5", "yes"),
        ("!GetAtt Balancer.CanonicalHostedZoneID", "yes"),
    ],
)
def test_an_alias_is_in_a_zone_of_load_balancers(tmp_path: Path, zone: str, verdict: str) -> None:
    assert edited(tmp_path, "balanced", {"Alias": ALIAS % zone}, region="us-east-1").verdict("start") == verdict


DATA = "HostTemplate.LaunchTemplateData"
ENCODED = '!Base64 {"Fn::Sub": "#!/bin/sh\\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\\n"}'


@pytest.mark.parametrize(
    ("place", "wrong", "right"),
    [
        (f"{DATA}.IamInstanceProfile.Arn", "!GetAtt HostRole.Arn", "!GetAtt HostProfile.Arn"),
        (f"{DATA}.UserData", ENCODED.replace("!Base64 {", "{"), ENCODED),
        (f"{DATA}.NetworkInterfaces", "[{DeviceIndex: 0}]", None),
    ],
)
def test_launch_templates_that_start_nothing(tmp_path: Path, place: str, wrong: str, right: str | None) -> None:
    assert "ECS434" in edited(tmp_path, "hosts", {place: wrong}).rules
    assert "ECS434" not in edited(tmp_path, "hosts", {place: right} if right else {}).rules
