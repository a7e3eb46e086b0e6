"""Answers of AWS become a template that means the same: what AWS has by itself, what is gone, what may not be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.aws.live.ecr import repositories
from generator.aws.live.reading import Reading
from generator.aws.live.resolvers import resolvers
from generator.aws.live.ssm import parameters
from generator.deploy.live import keep
from generator.diagnosis.account import proven_live
from generator.diagnosis.bundle import Row
from generator.live.facts import Facts
from generator.live.template import Live, live
from generator.stack import load
from tests.aws.scripted import Refuse, Reply, Scripted

VPC = {"VpcId": "vpc-0000000a", "CidrBlock": "10.0.0.0/16", "EnableDnsSupport": True, "EnableDnsHostnames": False}
SUBNET = {"SubnetId": "subnet-0000000a", "VpcId": "vpc-0000000a", "CidrBlock": "10.0.0.0/24"}
MAIN = {"RouteTableId": "rtb-0000000a", "VpcId": "vpc-0000000a", "Associations": [{"Main": True}]}
OWN = {"RouteTableId": "rtb-0000000b", "VpcId": "vpc-0000000a", "Associations": [{"SubnetId": "subnet-0000000a"}]}
LOCAL = {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}


def of(**entries: Any) -> Facts:
    names = {name.replace("__", ":"): list(entry) for name, entry in entries.items()}
    return Facts("eu-west-1", "111122223333", entries=names)


def made(facts: Facts, kind: str) -> list[dict[str, Any]]:
    resources = live(facts).template["Resources"].values()
    return [each["Properties"] for each in resources if each["Type"].endswith(f"::{kind}")]


def network(*tables: dict[str, Any], **more: Any) -> Facts:
    entries = {"ec2__DescribeVpcs": [VPC], "ec2__DescribeSubnets": [SUBNET], "ec2__DescribeRouteTables": tables}
    return of(**entries, **more)


def test_a_subnet_without_a_table_of_its_own_has_the_main_one() -> None:
    (main,) = made(network(MAIN), "SubnetRouteTableAssociation")
    (own,) = made(network(MAIN, OWN), "SubnetRouteTableAssociation")
    assert main["RouteTableId"] == {"Ref": "Rtb0000000aRouteTable"}
    assert own["RouteTableId"] == {"Ref": "Rtb0000000bRouteTable"}


def test_routes_that_aws_has_by_itself_and_those_to_nothing_are_none() -> None:
    endpoint = {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "State": "active"}
    gone = {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole"}
    there = {"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "igw-1", "State": "active"}
    (route,) = made(network({**MAIN, "Routes": [LOCAL, endpoint, gone, there]}), "Route")
    assert (route["DestinationCidrBlock"], route["GatewayId"]) == ("192.168.0.0/16", "igw-1")


def test_a_gateway_that_failed_is_none() -> None:
    gateways = [{"NatGatewayId": f"nat-{state}", "SubnetId": "s", "State": state} for state in ("available", "failed")]
    assert len(made(of(ec2__DescribeNatGateways=gateways), "NatGateway")) == 1


def test_an_endpoint_that_waits_is_none() -> None:
    told = {"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.eu-west-1.logs", "VpcEndpointType": "Interface"}
    states = [
        {**told, "VpcEndpointId": f"vpce-{state}", "State": state} for state in ("available", "pendingAcceptance")
    ]
    (endpoint,) = made(of(ec2__DescribeVpcEndpoints=states), "VPCEndpoint")
    assert endpoint["PrivateDnsEnabled"] is False
    assert endpoint["ServiceName"] == {"Fn::Sub": "com.amazonaws.${AWS::Region}.logs"}


def test_a_group_that_lets_nothing_out_does_not_let_out_everything() -> None:
    """A template that says nothing of egress means every packet; AWS's answer that says nothing means none."""
    shut, ajar = {"GroupId": "sg-0000000a", "GroupName": "shut"}, {"GroupId": "sg-0000000b", "GroupName": "ajar"}
    pair = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": "sg-0000000a"}]}
    facts = of(ec2__DescribeSecurityGroups=[shut, {**ajar, "IpPermissionsEgress": [pair]}])
    assert [group["SecurityGroupEgress"][0]["CidrIp"] for group in made(facts, "SecurityGroup")] == ["127.0.0.1/32"] * 2
    (rule,) = made(facts, "SecurityGroupEgress")
    assert rule["DestinationSecurityGroupId"] == {"Ref": "ShutSecurityGroup"}
    assert rule["GroupId"] == {"Ref": "AjarSecurityGroup"}


def test_a_default_acl_that_somebody_changed_holds_for_subnets_without_another() -> None:
    entry = {"RuleNumber": 90, "RuleAction": "deny", "Egress": False, "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
    last = {**entry, "RuleNumber": 32767}
    acl = {"NetworkAclId": "acl-0000000a", "VpcId": "vpc-0000000a", "IsDefault": True, "Entries": [entry, last]}
    facts = network(MAIN, ec2__DescribeNetworkAcls=[acl])
    (association,) = made(facts, "SubnetNetworkAclAssociation")
    assert association["NetworkAclId"] == {"Ref": "Acl0000000aNetworkAcl"}
    assert [each["RuleNumber"] for each in made(facts, "NetworkAclEntry")] == [90]


def test_what_may_not_be_read_is_not_as_if_it_were_not_there() -> None:
    facts = network()
    facts.unread |= dict.fromkeys(
        ["ec2:DescribeRouteTables", "ec2:DescribeNetworkAcls", "ec2:DescribeVpcEndpoints"], "no"
    )
    resources = live(facts).template["Resources"]
    (table,), (acl,) = made(facts, "SubnetRouteTableAssociation"), made(facts, "SubnetNetworkAclAssociation")
    assert table["RouteTableId"] == acl["NetworkAclId"] == {"Ref": "NotRead"}
    place = resources["UnreadEc2DescribeVpcEndpoints"]
    assert place["Type"] == "AWS::CloudFormation::Stack"
    assert {"Ref": "Vpc0000000aVPC"} in place["Properties"]["Parameters"].values()


ARN = "arn:aws:ecs:eu-west-1:111122223333:task-definition/job:7"
DEFINITION = {
    "taskDefinitionArn": ARN,
    "family": "job",
    "revision": 7,
    "status": "ACTIVE",
    "requiresAttributes": [{"name": "x"}],
    "volumes": [{
        "name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}},
    }],
    "containerDefinitions": [{
        "name": "job", "image": "job:1", "cpu": 0, "mountPoints": [], "dockerLabels": {"someLabel": "x"},
        "environment": [{"name": "WHO", "value": "${me} of 111122223333"}],
        "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/gone"}},
        "secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:gone-abc:key::"}],
    }],
}  # fmt: skip
ALONE = {
    "taskArn": "arn:aws:ecs:eu-west-1:111122223333:task/c/0123456789",
    "clusterArn": "arn:aws:ecs:eu-west-1:111122223333:cluster/c",
    "taskDefinitionArn": ARN,
    "group": "family:job",
    "lastStatus": "RUNNING",
    "launchType": "FARGATE",
    "attachments": [{"details": [{"name": "subnetId", "value": "subnet-0000000a"}]}],
}


def test_a_task_definition_is_spelt_as_in_templates() -> None:
    (definition,) = made(of(ecs__DescribeTaskDefinition=[DEFINITION]), "TaskDefinition")
    assert definition.keys() == {"Family", "Volumes", "ContainerDefinitions"}
    (volume,) = definition["Volumes"]
    assert volume["EFSVolumeConfiguration"] == {"FilesystemId": "fs-1", "AuthorizationConfig": {"IAM": "ENABLED"}}
    (container,) = definition["ContainerDefinitions"]
    assert container["DockerLabels"] == {"someLabel": "x"}
    assert "Cpu" not in container
    assert container["Environment"][0]["Value"] == {"Fn::Sub": "${!me} of ${AWS::AccountId}"}


def test_a_task_that_the_console_started_is_proven_like_a_service() -> None:
    facts = network(MAIN, ecs__DescribeTaskDefinition=[DEFINITION], ecs__DescribeTasks=[ALONE])
    (service,) = made(facts, "Service")
    assert service["TaskDefinition"] == {"Ref": "Job7TaskDefinition"}
    network_ = service["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network_["Subnets"] == [{"Ref": "Subnet0000000aSubnet"}]
    assert network_["SecurityGroups"] == [{"Ref": "NotRead"}]  # its interface was not told


def test_a_task_whose_interface_is_not_told_has_subnets_that_are_not_known() -> None:
    told = {**ALONE, "attachments": []}
    facts = of(ecs__DescribeTaskDefinition=[{**DEFINITION, "networkMode": "awsvpc"}], ecs__DescribeTasks=[told])
    (service,) = made(facts, "Service")
    assert service["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"] == [{"Ref": "NotRead"}]


def test_a_target_is_spelt_as_each_of_the_two_services_has_it() -> None:
    parameters = {"TaskDefinitionArn": ARN, "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["s"]}}}
    rule = {"Arn": "arn:aws:events:eu-west-1:111122223333:rule/r", "Name": "r"}
    schedule = {"Arn": "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/s", "Name": "s"}
    target = {"Id": "1", "Arn": "a", "EcsParameters": parameters}
    facts = of(
        events__ListRules=[{**rule, "Targets": [target]}], scheduler__GetSchedule=[{**schedule, "Target": target}]
    )
    (one,), (other,) = made(facts, "Rule"), made(facts, "Schedule")
    assert "AwsVpcConfiguration" in one["Targets"][0]["EcsParameters"]["NetworkConfiguration"]
    assert "AwsvpcConfiguration" in other["Target"]["EcsParameters"]["NetworkConfiguration"]


def test_what_is_named_and_not_there_is_said_where_it_is_named() -> None:
    facts = of(ecs__DescribeTaskDefinition=[DEFINITION])
    secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:gone-abc"
    facts.absent |= {"/gone": "a log group", secret: "a secret"}
    told = {(logical, each.id, each.path) for logical, each in live(facts).missing}
    place = "ContainerDefinitions.0."
    assert told == {
        ("Job7TaskDefinition", "/gone", f"{place}LogConfiguration.Options.awslogs-group"),
        ("Job7TaskDefinition", secret, f"{place}Secrets.0.ValueFrom"),
    }


def test_a_secret_without_a_current_version_has_no_value() -> None:
    told = {"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-1", "Name": "a"}
    empty, full = {**told, "VersionIdsToStages": {}}, {**told, "VersionIdsToStages": {"v": ["AWSCURRENT"]}}
    assert "SecretString" not in made(of(secretsmanager__DescribeSecret=[empty]), "Secret")[0]
    assert made(of(secretsmanager__DescribeSecret=[full]), "Secret")[0]["SecretString"] == {"Ref": "NotRead"}


def test_two_of_one_name_are_told_apart_and_stay_so_in_any_order() -> None:
    groups = [{"GroupId": f"sg-0000000{letter}", "GroupName": "same"} for letter in "ab"]
    one, other = (of(ec2__DescribeSecurityGroups=some) for some in (groups, groups[::-1]))
    assert live(one).template == live(other).template
    assert len(live(one).template["Resources"]) == 2


def test_the_template_is_one_that_the_graph_reads(tmp_path: Path) -> None:
    facts = network(MAIN, ecs__DescribeTaskDefinition=[DEFINITION], ecs__DescribeTasks=[ALONE])
    seen: Live = live(facts)
    file = tmp_path / "account.json"
    file.write_text(json.dumps(seen.template))
    assert {each.path for each in load(file).resources} == set(seen.template["Resources"])


def test_every_page_is_read_and_a_refusal_names_the_action() -> None:
    pages: list[Reply] = [
        {"DBInstances": [{"DBInstanceIdentifier": "a"}], "Marker": "more"},
        {"DBInstances": [{"DBInstanceIdentifier": "b"}]},
    ]
    denied = Refuse("AccessDenied", "User is not authorized to perform: elasticloadbalancing:DescribeRules")
    reading = Reading(Scripted({"DescribeDBInstances": pages, "DescribeRules": denied}).cloud(), Facts())
    found = reading.all("rds", "describe_db_instances", "DBInstances")
    assert [each["DBInstanceIdentifier"] for each in found] == ["a", "b"]
    assert reading.all("elbv2", "describe_rules", "Rules", ListenerArn="x") == []
    assert "elasticloadbalancing:DescribeRules" in reading.facts.unread
    assert reading.refused("elbv2", "describe_rules")


def test_a_marker_that_is_only_repeated_ends_the_pages() -> None:
    answers = {"DescribeMountTargets": {"Marker": "m", "MountTargets": []}}
    scripted = Scripted(answers)  # type: ignore[arg-type]
    assert (
        Reading(scripted.cloud(), Facts()).all("efs", "describe_mount_targets", "MountTargets", FileSystemId="fs-1")
        == []
    )
    assert len(scripted.calls) == 2


def test_a_call_that_is_throttled_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    busy = Refuse("RequestLimitExceeded", "Request limit exceeded.", 503)
    scripted = Scripted({"DescribeSecurityGroups": [busy, busy, {"SecurityGroups": [{"GroupId": "sg-1"}]}]})
    reading = Reading(scripted.cloud(), Facts())
    assert [each["GroupId"] for each in reading.all("ec2", "describe_security_groups", "SecurityGroups")] == ["sg-1"]
    assert len(scripted.calls) == 3
    assert len(pauses) == 2
    assert not reading.facts.unread


def test_a_call_that_stays_throttled_is_unread_and_no_permission_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    scripted = Scripted({"DescribeSecurityGroups": Refuse("Throttling", "Rate exceeded", 400)})
    reading = Reading(scripted.cloud(), Facts())
    assert reading.all("ec2", "describe_security_groups", "SecurityGroups") == []
    assert reading.refused("ec2", "describe_security_groups")
    assert not reading.asking.gaps["ec2:DescribeSecurityGroups"].denied


def test_name_servers_and_resolver_rules_go_with_their_vpc() -> None:
    servers = [{"Key": "domain-name-servers", "Values": [{"Value": "10.0.0.9"}]}]
    rule = {"Id": "rslvr-rr-1", "DomainName": "example.internal.", "RuleType": "FORWARD"}
    facts = of(
        ec2__DescribeVpcs=[{**VPC, "DhcpOptionsId": "dopt-0000000a"}],
        ec2__DescribeDhcpOptions=[{"DhcpOptionsId": "dopt-0000000a", "DhcpConfigurations": servers}],
        route53resolver__GetResolverRule=[rule],
        route53resolver__ListResolverRuleAssociations=[
            {"Id": f"rslvr-rrassoc-{state}", "ResolverRuleId": "rslvr-rr-1", "VPCId": VPC["VpcId"], "Status": state}
            for state in ("COMPLETE", "FAILED")
        ],
    )
    (options,), (with_options,) = made(facts, "DHCPOptions"), made(facts, "VPCDHCPOptionsAssociation")
    assert options == {"DomainNameServers": ["10.0.0.9"]}
    assert with_options["VpcId"] == {"Ref": "Vpc0000000aVPC"}
    (sent,), (with_rule,) = made(facts, "ResolverRule"), made(facts, "ResolverRuleAssociation")
    assert sent == {"DomainName": "example.internal", "RuleType": "FORWARD"}
    assert with_rule["ResolverRuleId"].keys() == {"Ref"}


def test_rules_that_every_vpc_has_are_left_out() -> None:
    own = {"Id": "rslvr-autodefined-assoc-vpc-1-internet-resolver", "VPCId": "vpc-0000000a"}
    own["ResolverRuleId"] = "rslvr-autodefined-rr-internet-resolver"
    scripted = Scripted({"ListResolverRuleAssociations": {"ResolverRuleAssociations": [own]}})
    reading = Reading(scripted.cloud(), of(ec2__DescribeVpcs=[VPC]))
    resolvers(reading)
    assert not reading.facts.of("route53resolver:ListResolverRuleAssociations")


def test_images_and_parameters_that_are_not_there_are_absent() -> None:
    registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com"
    there = {"repositoryName": "web", "repositoryArn": "arn:aws:ecr:us-east-1:111122223333:repository/web"}
    gone = Refuse("ImageNotFoundException", "The image does not exist")
    scripted = Scripted(
        {
            "DescribeRepositories": {"repositories": [there]},
            "GetRepositoryPolicy": {"policyText": "{}"},
            "DescribeImages": lambda asked: (
                {"imageDetails": [{}]} if asked["imageIds"] == [{"imageTag": "1"}] else gone
            ),
            "DescribeParameters": {"Parameters": []},
        }
    )
    reading = Reading(scripted.cloud(), Facts("us-east-1", "111122223333"))
    repositories(reading, [f"{registry}/web:1", f"{registry}/web:2", "nginx:1"])
    parameters(reading, ["/shop/key"])
    assert reading.facts.absent == {f"{registry}/web:2": "an image", "/shop/key": "a parameter"}


CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/c"


def on_hosts(**more: Any) -> Facts:
    """A service of the launch type EC2, in a cluster with one container instance."""
    role = {"RoleName": "host", "Arn": "arn:aws:iam::111122223333:role/host"}
    profile = {"InstanceProfileName": "host", "Arn": "arn:aws:iam::111122223333:instance-profile/host", "Roles": [role]}
    host = {"ec2InstanceId": "i-0123456789abcdef0", "clusterArn": CLUSTER, "agentConnected": True, "status": "ACTIVE"}
    instance = {"InstanceId": "i-0123456789abcdef0", "InstanceType": "t3.medium", "SubnetId": "subnet-0000000a"}
    service = {"serviceArn": f"{CLUSTER}/s", "serviceName": "s", "clusterArn": CLUSTER, "launchType": "EC2"}
    return network(
        MAIN,
        ecs__DescribeTaskDefinition=[{**DEFINITION, "networkMode": "bridge"}],
        ecs__DescribeClusters=[{"clusterArn": CLUSTER, "clusterName": "c"}],
        ecs__DescribeServices=[{**service, "taskDefinition": ARN, "desiredCount": 1}],
        ecs__DescribeContainerInstances=[{**host, **more}],
        ec2__DescribeInstances=[{**instance, "IamInstanceProfile": {"Arn": profile["Arn"]}}],
        iam__GetInstanceProfile=[profile],
        iam__GetRole=[role],
    )


def host_row(facts: Facts, folder: Path) -> Row:
    seen, file = live(facts), folder / "account.json"
    keep(file, seen)
    (row,) = [row for row in proven_live(file, seen).rows if row.need == "host"]
    return row


def test_instances_that_joined_are_the_hosts_of_a_cluster(tmp_path: Path) -> None:
    facts = on_hosts()
    (instance,), (profile,) = made(facts, "Instance"), made(facts, "InstanceProfile")
    assert instance["IamInstanceProfile"] == {"Ref": "HostInstanceProfile"}
    assert profile["Roles"] == [{"Ref": "HostRole"}]
    assert "has no hosts" not in str(host_row(facts, tmp_path).because)
    assert not live(facts).missing


def test_instances_whose_agent_is_not_connected_are_none_and_a_cause(tmp_path: Path) -> None:
    facts = on_hosts(agentConnected=False)
    assert not made(facts, "Instance")
    assert host_row(facts, tmp_path).verdict == "no"
    ((logical, one),) = [each for each in live(facts).missing if each[1].kind == "an agent"]
    assert logical == "CCluster"
    assert "i-0123456789abcdef0 (agent not connected)" in one.what


def test_instances_that_may_not_be_read_leave_hosts_unknown_and_groups_as_they_are(tmp_path: Path) -> None:
    facts = on_hosts()
    facts.entries.pop("ecs:DescribeContainerInstances")
    facts.entries.pop("ec2:DescribeInstances")
    facts.unread["ecs:ListContainerInstances"] = "You are not authorized"
    row = host_row(facts, tmp_path)
    assert row.verdict == "unknown"
    assert "ecs:ListContainerInstances" in "; ".join(row.because)
    given = live(facts).template["Resources"]["UnreadEcsListContainerInstances"]["Properties"]["Parameters"]
    assert set(given) == {"CCluster"}
