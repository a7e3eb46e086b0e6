"""Hosts of the EC2 launch type: they join the cluster, may register, get to ECS, and have room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.needs.of_containers import said

DATA = "HostTemplate.LaunchTemplateData"
CONTAINER = "TaskDefinition.ContainerDefinitions.0"
PORT = {f"{CONTAINER}.PortMappings.0.HostPort": "80"}
OPEN = {"Parameters.Open": "{Type: String}", "Parameters.Number": "{Type: Number}"}
PROVIDER = {
    "Provider": (
        "{Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Hosts, "
        "ManagedScaling: {Status: ENABLED}}}}"
    ),
    "Association": (
        "{Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: "
        "[!Ref Provider], DefaultCapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}]}}"
    ),
    "Service.LaunchType": None,
    "Service.DependsOn": "[Association]",
}
BY_STRATEGY = PROVIDER | {"Service.CapacityProviderStrategy": "[{CapacityProvider: !Ref Provider, Weight: 1}]"}


def host(folder: Path, *edits: dict[str, str | None]) -> tuple[str, set[str]]:
    return said(folder, "host", OPEN, *edits, base="hosts")


def user_data(text: str, function: str = "Fn::Sub") -> dict[str, str | None]:
    text = text if text.startswith(("#", "<", "[", "settings")) else f"#!/bin/sh\n{text}"
    inner = f"{{Fn::Sub: {json.dumps(text)}}}" if function else json.dumps(text)
    return {f"{DATA}.UserData": f"{{Fn::Base64: {inner}}}"}


def test_hosts_that_join_are_hosts(tmp_path: Path) -> None:
    assert host(tmp_path) == ("yes", set())


@pytest.mark.parametrize("need", ["ecr.api", "logs", "start"])
def test_a_task_on_hosts_starts_by_their_network(tmp_path: Path, need: str) -> None:
    assert said(tmp_path, need, base="hosts") == ("yes", set())


def test_what_starts_a_task_is_lost_with_the_way_of_its_hosts(tmp_path: Path) -> None:
    assert said(tmp_path, "logs", {"DefaultRoute.NatGatewayId": "nat-0123"}, base="hosts")[0] == "yes"
    edit: dict[str, str | None] = {"Hosts.VPCZoneIdentifier": "[!Ref PublicSubnet]"}
    assert said(tmp_path, "logs", edit, base="hosts") == ("no", {"ECS274"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config", ("yes", set())),
        ("cat <<E > /etc/ecs/ecs.config\nECS_CLUSTER=${Cluster}\nE", ("yes", set())),
        ('echo "ECS_CLUSTER=${Cluster}" >> /etc/ecs/ecs.config', ("yes", set())),
        ("NAME=${Cluster}\necho ECS_CLUSTER=$NAME >> /etc/ecs/ecs.config", ("yes", set())),
        ('[settings.ecs]\ncluster = "${Cluster}"', ("yes", set())),
        ("<powershell>\nInitialize-ECSAgent -Cluster '${Cluster}'\n</powershell>", ("no", {"ECS435"})),  # of Linux
        ("echo ECS_CLUSTER=web >> /etc/ecs/ecs.config", ("no", {"ECS271"})),
        ("echo ECS_ENABLE_CONTAINER_METADATA=true >> /etc/ecs/ecs.config", ("no", {"ECS271"})),
        ("# ECS_CLUSTER=${Cluster}\nyum update -y", ("no", {"ECS271"})),
        ('[settings.ecs]\ncluster = "web"', ("no", {"ECS271"})),
        ("echo ECS_CLUSTER=$(hostname) >> /etc/ecs/ecs.config", ("unknown", set())),
        ("/opt/aws/bin/cfn-init -s x", ("unknown", set())),
        ("echo ECS_CLUSTER=${Open} >> /etc/ecs/ecs.config", ("unknown", set())),
    ],
)
def test_the_cluster_of_user_data(tmp_path: Path, text: str, expected: tuple[str, set[str]]) -> None:
    assert host(tmp_path, user_data(text)) == expected


def test_a_name_without_sub_is_no_name(tmp_path: Path) -> None:
    assert host(tmp_path, user_data("echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config", "")) == ("no", {"ECS271"})


@pytest.mark.parametrize(
    ("named", "told", "expected"),
    [(None, None, "yes"), (None, "web", "unknown"), ("shop", "shop", "yes"), ("shop", "web", "unknown")],
)
def test_a_cluster_that_is_made_elsewhere(tmp_path: Path, named: str | None, told: str | None, expected: str) -> None:
    edit: dict[str, str | None] = {"Cluster": None, "Service.Cluster": named, f"{DATA}.UserData": None}
    data = user_data(f"echo ECS_CLUSTER={told} >> /etc/ecs/ecs.config") if told else {}
    assert host(tmp_path, edit, data)[0] == expected


def test_a_cluster_is_named_by_its_own_name(tmp_path: Path) -> None:
    named = {"Cluster.Properties": "{ClusterName: web}"}
    assert host(tmp_path, named, user_data("echo ECS_CLUSTER=web >> /etc/ecs/ecs.config")) == ("yes", set())
    assert host(tmp_path, named, user_data("echo ECS_CLUSTER=wob >> /etc/ecs/ecs.config")) == ("no", {"ECS271"})


@pytest.mark.parametrize(
    ("image", "more", "expected"),
    [
        ("/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id", "", ("yes", set())),
        ("/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id", "", ("no", {"ECS435"})),  # it runs no script
        ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "", ("no", {"ECS272"})),
        (
            "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
            "yum install ecs-init",
            ("unknown", set()),
        ),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id", "", ("no", {"ECS275"})),
        ("/company/image", "", ("unknown", set())),
    ],
)
@pytest.mark.parametrize("way", ["{{resolve:ssm:%s}}", "parameter"])
def test_images(tmp_path: Path, image: str, more: str, expected: tuple[str, set[str]], way: str) -> None:
    data = user_data(f"echo ECS_CLUSTER=${{Cluster}} >> /etc/ecs/ecs.config\n{more}")
    if way == "parameter":
        kind = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"
        named = {"Parameters.Image": f"{{Type: {kind}, Default: {image}}}", f"{DATA}.ImageId": "!Ref Image"}
    else:
        named = {f"{DATA}.ImageId": f"'{way % image}'"}
    assert host(tmp_path, named, data) == expected


ALLOWED = "[ecs:DiscoverPollEndpoint, ecs:RegisterContainerInstance, ecs:Poll, 'ecs:Submit*', 'logs:*']"
STATEMENT = "{Effect: Allow, Action: %s, Resource: %s}"
POLICY = "[{PolicyName: own, PolicyDocument: {Version: '2012-10-17', Statement: " + STATEMENT + "}}]"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({f"{DATA}.IamInstanceProfile": None}, ("no", {"ECS273"})),
        ({f"{DATA}.IamInstanceProfile": "{Name: !Ref HostProfile}"}, ("yes", set())),
        ({f"{DATA}.IamInstanceProfile": "{Name: company}"}, ("unknown", set())),
        (
            {"HostRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs-tasks.amazonaws.com"},
            ("no", {"ECS273"}),
        ),
        ({"HostRole.ManagedPolicyArns": None}, ("no", {"ECS273"})),
        ({"HostRole.ManagedPolicyArns": None, "HostRole.Policies": POLICY % (ALLOWED, "'*'")}, ("yes", set())),
        ({"HostRole.ManagedPolicyArns": "[!Ref Open]"}, ("unknown", set())),
    ],
)
def test_the_role_of_hosts(tmp_path: Path, edit: dict[str, str | None], expected: tuple[str, set[str]]) -> None:
    assert host(tmp_path, edit) == expected


CDK = [
    ("[ecs:DeregisterContainerInstance, ecs:RegisterContainerInstance, 'ecs:Submit*']", "!GetAtt Cluster.Arn", ""),
    ("[ecs:Poll, ecs:StartTelemetrySession]", "'*'", ", Condition: {ArnEquals: {'ecs:cluster': !GetAtt Cluster.Arn}}"),
    ("[ecs:DiscoverPollEndpoint, logs:CreateLogStream, logs:PutLogEvents]", "'*'", ""),
]


@pytest.mark.parametrize(("without", "expected"), [(None, "yes"), (0, "no"), (1, "no"), (2, "no")])
def test_a_policy_that_names_the_cluster(tmp_path: Path, without: int | None, expected: str) -> None:
    statements = ", ".join(
        f"{{Effect: Allow, Action: {action}, Resource: {resource}{more}}}"
        for index, (action, resource, more) in enumerate(CDK)
        if index != without
    )
    document = f"{{Version: '2012-10-17', Statement: [{statements}]}}"
    policy: dict[str, str | None] = {
        "HostRole.ManagedPolicyArns": None,
        "HostPolicy": (
            "{Type: AWS::IAM::Policy, Properties: {PolicyName: own, Roles: [!Ref HostRole], PolicyDocument: "
            f"{document}}}}}"
        ),
    }
    assert host(tmp_path, policy)[0] == expected


NAMED = {"Cluster.Properties": "{ClusterName: web}"}


@pytest.mark.parametrize("named", [{}, NAMED | user_data("echo ECS_CLUSTER=web >> /etc/ecs/ecs.config")])
def test_what_is_not_looked_at_of_hosts(tmp_path: Path, named: dict[str, str | None]) -> None:
    assert host(tmp_path, named)[0] == "yes"
    assert host(tmp_path, named, {"Hosts.PlacementGroup": "close"})[0] == "unknown"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{HttpEndpoint: disabled}", ("no", {"ECS273"})),
        ("{HttpEndpoint: !Ref Open}", ("unknown", set())),
        ("{HttpEndpoint: enabled}", ("yes", set())),
        ("{HttpTokens: required, HttpPutResponseHopLimit: 1}", ("yes", set())),
    ],
)
def test_hosts_get_their_credentials_from_the_metadata(
    tmp_path: Path, options: str, expected: tuple[str, set[str]]
) -> None:
    assert host(tmp_path, {f"{DATA}.MetadataOptions": options}) == expected


def by_cfn_init(metadata: str, resource: str = "Hosts") -> dict[str, str | None]:
    script = f"#!/bin/bash\n/opt/aws/bin/cfn-init -v \\\n --stack ${{AWS::StackName}} --resource {resource}\n"
    return {"Hosts.Metadata": f"{{AWS::CloudFormation::Init: {{config: {metadata}}}}}"} | user_data(script)


@pytest.mark.parametrize(
    ("metadata", "resource", "expected"),
    [
        ("{files: {/etc/ecs/ecs.config: {content: !Sub 'ECS_CLUSTER=${Cluster}'}}}", "Hosts", ("yes", set())),
        ("{commands: {a: {command: !Sub 'echo ECS_CLUSTER=${Cluster} >> e'}}}", "Hosts", ("yes", set())),
        ("{packages: {yum: {curl: []}}}", "Hosts", ("no", {"ECS271"})),
        ("{commands: {a: {command: aws s3 cp s3://b/ecs.config /etc/ecs/}}}", "Hosts", ("unknown", set())),
        ("{files: {/etc/ecs/ecs.config: {content: !Sub 'ECS_CLUSTER=${Cluster}'}}}", "Cluster", ("unknown", set())),
    ],
)
def test_the_cluster_may_stand_in_what_cfn_init_reads(
    tmp_path: Path, metadata: str, resource: str, expected: tuple[str, set[str]]
) -> None:
    assert host(tmp_path, by_cfn_init(metadata, resource)) == expected


def test_a_hook_for_hosts_that_go_is_no_matter(tmp_path: Path) -> None:
    named = "AutoScalingGroupName: !Ref Hosts, LifecycleTransition: %s"
    hook = f"{{Type: AWS::AutoScaling::LifecycleHook, Properties: {{{named}}}}}"
    assert host(tmp_path, {"Hook": hook % "'autoscaling:EC2_INSTANCE_TERMINATING'"})[0] == "yes"
    assert host(tmp_path, {"Hook": hook % "'autoscaling:EC2_INSTANCE_LAUNCHING'"})[0] == "unknown"


NO_LOGS = {"HostRole.ManagedPolicyArns": None, "HostRole.Policies": POLICY % ("['ecs:*', 'ecr:*']", "'*'")}
OVERRIDE = "ECS_CLUSTER=${Cluster}\nECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true"


def test_the_role_of_hosts_writes_the_logs(tmp_path: Path) -> None:
    assert said(tmp_path, "log of web", NO_LOGS, base="hosts") == ("no", {"ECS273"})
    assert said(tmp_path, "log of web", NO_LOGS, user_data(OVERRIDE), base="hosts") == ("yes", set())


def test_the_role_of_hosts_pulls_where_there_is_no_other(tmp_path: Path) -> None:
    bare: dict[str, str | None] = {"TaskDefinition.ExecutionRoleArn": None}
    assert said(tmp_path, "image of web", bare, base="hosts") == ("yes", set())
    unknown: dict[str, str | None] = {f"{DATA}.IamInstanceProfile": "{Name: company}"}
    assert said(tmp_path, "image of web", bare, unknown, base="hosts") == ("unknown", set())


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"Hosts.VPCZoneIdentifier": "[!Ref PublicSubnet]"}, ("no", {"ECS274"})),
        (
            {"Hosts.VPCZoneIdentifier": "[!Ref PublicSubnet]", "PublicSubnet.MapPublicIpOnLaunch": "true"},
            ("yes", set()),
        ),
        ({"DefaultRoute": None, "Hosts.DependsOn": None}, ("no", {"ECS274"})),
        ({"HostGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]"}, None),
        ({"Hosts.VPCZoneIdentifier": "!Ref Open"}, ("unknown", set())),
    ],
)
def test_the_way_of_hosts(tmp_path: Path, edit: dict[str, str | None], expected: tuple[str, set[str]] | None) -> None:
    found = host(tmp_path, edit)
    if expected is None:
        assert found[0] == "no"
        assert found[1]
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"Hosts.MinSize": "'0'"}, ("no", {"ECS270"})),
        ({"Hosts.MinSize": "'0'", "Hosts.DesiredCapacity": "'2'"}, ("yes", set())),
        ({"Hosts.MinSize": "'0'", "Service.DesiredCount": "0"}, ("unknown", set())),
        ({"Hosts.MinSize": "!Ref Number"}, ("unknown", set())),
        ({"Hosts.MinSize": "'0'", "Hosts.MaxSize": "'0'"}, ("no", {"ECS270"})),
        ({"Hosts": None, "Service.DependsOn": None}, ("no", {"ECS270"})),
    ],
)
def test_how_many_hosts_there_are(tmp_path: Path, edit: dict[str, str | None], expected: tuple[str, set[str]]) -> None:
    assert host(tmp_path, edit) == expected


@pytest.mark.parametrize("way", [PROVIDER, BY_STRATEGY])
@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, ("yes", set())),
        ({"Hosts.MinSize": "'0'"}, ("yes", set())),
        (
            {"Hosts.MinSize": "'0'", "Provider.AutoScalingGroupProvider.ManagedScaling.Status": "DISABLED"},
            ("no", {"ECS270"}),
        ),
        ({"Provider.AutoScalingGroupProvider.AutoScalingGroupArn": "!Ref Open"}, ("unknown", set())),
        (user_data("echo ECS_CLUSTER=web >> /etc/ecs/ecs.config"), ("no", {"ECS271"})),
        ({f"{DATA}.UserData": None}, ("no", {"ECS271"})),
    ],
)
def test_capacity_providers(
    tmp_path: Path, way: dict[str, str | None], edit: dict[str, str | None], expected: tuple[str, set[str]]
) -> None:
    assert host(tmp_path, way, edit) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({f"{CONTAINER}.Memory": "5000"}, "no"),
        ({f"{CONTAINER}.Memory": "5000", f"{CONTAINER}.MemoryReservation": "256"}, "yes"),
        ({f"{CONTAINER}.Cpu": "4096"}, "no"),
        ({f"{CONTAINER}.Memory": "3000", "Service.DesiredCount": "3"}, "no"),
        ({"TaskDefinition.RuntimePlatform": "{CpuArchitecture: ARM64}"}, "no"),
        ({"TaskDefinition.RuntimePlatform": "{CpuArchitecture: X86_64}"}, "yes"),
        ({f"{CONTAINER}.ResourceRequirements": "[{Type: GPU, Value: '1'}]"}, "no"),
        ({f"{DATA}.InstanceType": "t4g.medium"}, "no"),
        ({f"{DATA}.InstanceType": "!Ref Open", f"{CONTAINER}.Memory": "5000"}, "yes"),
        (
            {
                "TaskDefinition.NetworkMode": "awsvpc",
                f"{CONTAINER}.PortMappings.0.HostPort": None,
                "Service.DesiredCount": "5",
                "Service.NetworkConfiguration": "{AwsvpcConfiguration: {Subnets: [!Ref Subnet]}}",
            },
            "no",
        ),
        (PORT | {"Service.DesiredCount": "3", "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 50}"}, "no"),
    ],
)
def test_room(tmp_path: Path, edit: dict[str, str | None], expected: str) -> None:
    assert host(tmp_path, edit) == (expected, {"ECS275"} if expected == "no" else set())


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({}, ("no", {"ECS276"})),
        ({"Service.DesiredCount": "1"}, ("yes", set())),
        ({"Hosts.MinSize": "'3'", "Hosts.MaxSize": "'3'"}, ("yes", set())),
        ({"Service.DeploymentConfiguration": "{MinimumHealthyPercent: 50}"}, ("yes", set())),
        ({"Service.DesiredCount": "!Ref Number"}, ("yes", set())),
        ({f"{CONTAINER}.PortMappings.0.HostPort": "0"}, ("yes", set())),
    ],
)
def test_fixed_ports(tmp_path: Path, edit: dict[str, str | None], expected: tuple[str, set[str]]) -> None:
    assert host(tmp_path, PORT, edit) == expected


@pytest.mark.parametrize(("name", "expected"), [(None, "no"), ("web", "unknown"), ("!Ref Open", "unknown")])
def test_hosts_of_another_stack_may_join_a_cluster_by_its_name(tmp_path: Path, name: str | None, expected: str) -> None:
    alone = {"Hosts": None, "HostTemplate": None, "HostProfile": None, "HostRole": None, "Service.DependsOn": None}
    named = {"Cluster.ClusterName": name} if name else {}
    assert host(tmp_path, alone, named)[0] == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("systemctl start ecs", "no"),
        ("sudo systemctl restart ecs.service", "no"),
        ("systemctl enable --now --no-block ecs.service", "yes"),
        ("systemctl enable --now ecs", "no"),
        ("systemctl --no-block start ecs", "yes"),
        ("systemctl start ecs &", "yes"),
        ("start ecs", "yes"),
        ("# systemctl start ecs", "yes"),
    ],
)
def test_user_data_does_not_wait_for_the_agent_that_waits_for_it(tmp_path: Path, command: str, expected: str) -> None:
    told = user_data(f"echo ECS_CLUSTER=${{Cluster}} >> /etc/ecs/ecs.config\n{command}\n")
    assert host(tmp_path, told)[0] == expected


@pytest.mark.parametrize(
    ("memory", "expected"), [("3800", "yes"), ("4000", "unknown"), ("4096", "unknown"), ("4200", "no")]
)
def test_an_instance_keeps_some_of_its_memory(tmp_path: Path, memory: str, expected: str) -> None:
    edits = {f"{CONTAINER}.Memory": memory, f"{DATA}.InstanceType": "t3.medium"}
    assert host(tmp_path, edits)[0] == expected
