"""A task definition, a service or a log group that is refused: the row of the start says no, and the rule says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import Edited, edited

TASK, FIRST, SERVICE = "TaskDefinition", "TaskDefinition.ContainerDefinitions.0", "Service"
NETWORK = "Service.NetworkConfiguration.AwsvpcConfiguration"
OPTIONS = f"{FIRST}.LogConfiguration.Options"
REDIS = "Image: 'public.ecr.aws/docker/library/redis:7.4'"
SPOT = {"Service.LaunchType": None, "Cluster.Properties": "{CapacityProviders: [FARGATE, FARGATE_SPOT]}"}


def found(folder: Path, *edits: dict[str, str | None]) -> Edited:
    return edited(folder, "nat", *edits, region="eu-central-1")


@pytest.mark.parametrize(
    ("rule", "place", "value"),
    [
        ("ECS250", f"{TASK}.Family", "web shop"),
        ("ECS250", f"{FIRST}.Name", "web.shop"),
        ("ECS250", f"{FIRST}.PortMappings.0.ContainerPort", "70000"),
        ("ECS250", f"{FIRST}.PortMappings.0.AppProtocol", "tcp"),
        ("ECS250", f"{FIRST}.PortMappings.0.Name", "Web"),
        ("ECS250", f"{FIRST}.WorkingDirectory", "app"),
        ("ECS250", f"{FIRST}.Ulimits", "[{Name: nofiles, SoftLimit: 1, HardLimit: 1}]"),
        ("ECS250", f"{TASK}.NetworkMode", "awsvpcs"),
        ("ECS250", f"{TASK}.RuntimePlatform", "{CpuArchitecture: AMD64}"),
        ("ECS250", f"{SERVICE}.LaunchType", "fargate"),
        ("ECS250", f"{SERVICE}.AvailabilityZoneRebalancing", "ON"),
        ("ECS250", f"{SERVICE}.PlatformVersion", "'2.0'"),
        ("ECS250", f"{SERVICE}.ServiceName", "web/shop"),
        ("ECS250", "Cluster.Properties", "{ClusterName: 'a b'}"),
        ("ECS250", "LogGroup.RetentionInDays", "31"),
        ("ECS250", "LogGroup.LogGroupName", "aws/web"),
        ("ECS251", f"{TASK}.NetworkMode", "bridge"),
        ("ECS251", f"{TASK}.NetworkMode", None),
        ("ECS251", f"{TASK}.RequiresCompatibilities", "[EC2]"),
        ("ECS251", f"{TASK}.PidMode", "host"),
        ("ECS251", f"{TASK}.IpcMode", "task"),
        ("ECS251", f"{TASK}.EphemeralStorage", "{SizeInGiB: 20}"),
        ("ECS251", f"{TASK}.EphemeralStorage", "{SizeInGiB: 201}"),
        ("ECS251", f"{TASK}.PlacementConstraints", "[{Type: memberOf, Expression: x}]"),
        ("ECS251", f"{TASK}.Volumes", "[{Name: data, Host: {SourcePath: /data}}]"),
        ("ECS251", f"{TASK}.Volumes", "[{Name: data, DockerVolumeConfiguration: {Scope: task}}]"),
        ("ECS251", f"{FIRST}.Privileged", "true"),
        ("ECS251", f"{FIRST}.Links", "[web]"),
        ("ECS251", f"{FIRST}.DnsServers", "[10.0.0.2]"),
        ("ECS251", f"{FIRST}.ResourceRequirements", "[{Type: GPU, Value: '1'}]"),
        ("ECS251", f"{FIRST}.LinuxParameters", "{Devices: [{HostPath: /dev/fuse}]}"),
        ("ECS251", f"{FIRST}.LinuxParameters", "{SharedMemorySize: 64}"),
        ("ECS251", f"{FIRST}.LinuxParameters", "{Capabilities: {Add: [NET_ADMIN]}}"),
        ("ECS251", f"{FIRST}.LogConfiguration", "{LogDriver: json-file}"),
        ("ECS251", f"{FIRST}.StopTimeout", "121"),
        ("ECS251", f"{FIRST}.StartTimeout", "1"),
        ("ECS251", f"{SERVICE}.SchedulingStrategy", "DAEMON"),
        ("ECS251", f"{SERVICE}.PlacementStrategies", "[{Type: spread, Field: host}]"),
        ("ECS252", f"{TASK}.Cpu", "300"),
        ("ECS252", f"{TASK}.Cpu", "small"),
        ("ECS252", f"{TASK}.Cpu", None),
        ("ECS252", f"{TASK}.Memory", None),
        ("ECS252", f"{TASK}.Memory", "4096"),
        ("ECS252", f"{TASK}.Memory", "1000"),
        ("ECS253", f"{TASK}.ContainerDefinitions.1", f"{{Name: web, {REDIS}, Essential: false}}"),
        ("ECS253", f"{FIRST}.PortMappings", "[{ContainerPort: 3000}, {ContainerPort: 3000}]"),
        ("ECS253", f"{FIRST}.PortMappings", "[{ContainerPort: 3000, Name: a}, {ContainerPort: 3001, Name: a}]"),
        ("ECS254", f"{FIRST}.Essential", "false"),
        ("ECS254", f"{FIRST}.Environment", f"[{{Name: A, Value: {'x' * 65537}}}]"),
        ("ECS255", f"{FIRST}.Image", "Shop/Web:v1"),
        ("ECS255", f"{FIRST}.Image", "web:v1:v2"),
        ("ECS255", f"{FIRST}.Image", "'web :v1'"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.drk.ecr.${AWS::Region}.amazonaws.com/web:v1'"),
        ("ECS255", f"{FIRST}.Image", "111122223333.dkr.ecr.eu-west-1.amazonaws.com"),
        ("ECS255", f"{FIRST}.Image", "web@sha256:abc"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@sha256:abc'"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::Region}.dkr.ecr.${AWS::AccountId}.amazonaws.com/web:v1'"),
        ("ECS255", f"{FIRST}.Image", "eu-west-1.dkr.ecr.111122223333.amazonaws.com/web:v1"),
        ("ECS255", f"{FIRST}.Image", "!Sub '111122223333.dkr.ecr.${AWS::AccountId}.amazonaws.com/web:v1'"),
        ("ECS255", f"{FIRST}.Image", "registry.example.com/web@v1"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@latest'"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:-v1'"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:v1.0+5'"),
        ("ECS255", f"{FIRST}.Image", "https://registry.example.com/web:v1"),
        ("ECS255", f"{FIRST}.Image", "!Sub '${AWS::AccountId}.dkr.ecr.eu-central-1.amazonaws.com/web:v1:v2'"),
        ("ECS256", f"{SERVICE}.NetworkConfiguration", None),
        ("ECS256", f"{NETWORK}.Subnets", f"[{', '.join(['!Ref Subnet'] * 17)}]"),
        ("ECS024", f"{OPTIONS}.awslogs-groups", "web"),
        ("ECS113", f"{OPTIONS}.awslogs-group", None),
        ("ECS113", f"{FIRST}.LogConfiguration.Options", None),
        ("ECS113", f"{FIRST}.Image", None),
        ("ECS113", f"{FIRST}.Name", None),
    ],
)
def test_the_task_does_not_start(tmp_path: Path, rule: str, place: str, value: str | None) -> None:
    result = found(tmp_path, {place: value})
    assert rule in result.rules
    assert result.verdict("start") == "no"


@pytest.mark.parametrize(
    ("rule", "edits"),
    [
        ("ECS252", {f"{FIRST}.Memory": "128", f"{FIRST}.MemoryReservation": "256"}),
        ("ECS256", {"Service.CapacityProviderStrategy": "[{CapacityProvider: FARGATE, Weight: 1}]",
                    "Cluster.Properties": "{CapacityProviders: [FARGATE]}"}),
        ("ECS256", {**SPOT, "Service.CapacityProviderStrategy": "[{CapacityProvider: FARGATE, Weight: 0}]"}),
        ("ECS256", {**SPOT, "Service.CapacityProviderStrategy": (
            "[{CapacityProvider: FARGATE, Weight: 1, Base: 1}, {CapacityProvider: FARGATE_SPOT, Weight: 1, Base: 1}]"
        )}),
        ("ECS256", {"Service.AvailabilityZoneRebalancing": "ENABLED",
                    "Service.DeploymentConfiguration": "{MaximumPercent: 100, MinimumHealthyPercent: 0}"}),
        ("ECS257", {"Service.PlatformVersion": "1.3.0",
                    f"{FIRST}.LinuxParameters": "{Capabilities: {Add: [SYS_PTRACE]}}"}),
    ],
)  # fmt: skip
def test_settings_that_do_not_go_together(tmp_path: Path, rule: str, edits: dict[str, str | None]) -> None:
    result = found(tmp_path, edits)
    assert (result.verdict("start"), rule in result.rules) == ("no", True)


@pytest.mark.parametrize(
    "edits",
    [
        {f"{TASK}.Family": "web_shop-1"},
        {f"{TASK}.EphemeralStorage": "{SizeInGiB: 21}"},
        {f"{TASK}.Cpu": ".25 vCPU", f"{TASK}.Memory": "1 GB"},
        {f"{TASK}.RequiresCompatibilities": "[EC2, FARGATE]"},
        {f"{FIRST}.StopTimeout": "120"},
        {f"{FIRST}.Privileged": "false"},
        {f"{FIRST}.DnsServers": "[]"},
        {f"{FIRST}.Image": "registry.example.com:5000/team/web:v1"},
        {f"{FIRST}.Image": "docker.io/library/redis@sha256:" + "0" * 64},
        {f"{FIRST}.Image": "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@${Digest}'",
         "Parameters.Digest": "{Type: String}"},
        {f"{FIRST}.Image": "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@sha256:${Digest}'",
         "Parameters.Digest": "{Type: String}"},
        {f"{FIRST}.Image": "!Sub '${AWS::AccountId}.dkr-ecr.${AWS::Region}.on.aws/web:v1'"},
        {f"{FIRST}.Image": "!Sub '${Account}.dkr.ecr.${Region}.amazonaws.com/web:v1'",
         "Parameters.Account": "{Type: String}", "Parameters.Region": "{Type: String}"},
        {f"{FIRST}.Ulimits": "[{Name: nofile, SoftLimit: 1024, HardLimit: 65536}]"},
        {f"{FIRST}.PortMappings": "[{ContainerPort: 53, Protocol: udp}, {ContainerPort: 53, Protocol: tcp}]"},
        {f"{FIRST}.PortMappings.0.Name": "web-http", f"{FIRST}.PortMappings.0.AppProtocol": "http2"},
        {f"{TASK}.ContainerDefinitions.1": f"{{Name: side, {REDIS}, Essential: false}}"},
        {"LogGroup.RetentionInDays": "!Ref Days", "Parameters.Days": "{Type: Number, Default: 3653}"},
        {"LogGroup.RetentionInDays": "!Ref Days", "Parameters.Days": "{Type: Number}"},
        {f"{TASK}.Cpu": "!Ref Units", "Parameters.Units": "{Type: String}"},
        {f"{SERVICE}.ServiceName": "!Sub '${AWS::StackName}-web'"},
        {"Service.AvailabilityZoneRebalancing": "ENABLED", "Service.DeploymentConfiguration": "{MaximumPercent: 200}"},
        {"Service.PlatformVersion": "1.4.0", f"{TASK}.EphemeralStorage": "{SizeInGiB: 40}"},
        {**SPOT, "Service.CapacityProviderStrategy": (
            "[{CapacityProvider: FARGATE, Weight: 1, Base: 1}, {CapacityProvider: FARGATE_SPOT, Weight: 0}]"
        )},
    ],
)  # fmt: skip
def test_what_is_accepted_is_no_error(tmp_path: Path, edits: dict[str, str | None]) -> None:
    result = found(tmp_path, edits)
    assert not {rule for rule in result.rules if rule.startswith("E")}
    assert result.verdict("start") != "no"


@pytest.mark.parametrize("image", ["CONTAINER-IMAGE-PLACEHOLDER", "<account>.dkr.ecr.eu-central-1.amazonaws.com/web"])
def test_what_is_yet_to_be_replaced_is_not_known(tmp_path: Path, image: str) -> None:
    result = found(tmp_path, {f"{FIRST}.Image": f"'{image}'"})
    assert "ECS255" not in result.rules
    assert result.verdict("start") == "unknown"


def test_on_instances_hosts_may_be_used(tmp_path: Path) -> None:
    result = found(
        tmp_path,
        {
            "Service.LaunchType": "EC2",
            f"{TASK}.RequiresCompatibilities": "[EC2]",
            f"{TASK}.Cpu": "300",
            f"{FIRST}.Privileged": "true",
            f"{FIRST}.StopTimeout": "600",
        },
    )
    assert result.rules == {"ECS270"}, "there are no instances, and nothing else is wrong"


def test_a_container_that_a_condition_chooses_has_what_it_needs(tmp_path: Path) -> None:
    side = f"!If [Beside, {{Name: side, {REDIS}, Essential: false}}, !Ref AWS::NoValue]"
    result = found(tmp_path, {"Conditions.Beside": "!Equals [a, a]", f"{TASK}.ContainerDefinitions.1": side})
    assert result.rules == set()
