"""Commands, images, databases, routers and sessions, each as people got it wrong, and as it is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.database.password_breaks_url import PasswordBreaksUrl
from generator.checks.examples import Edits
from generator.checks.files.directory_of_somebody_else import DirectoryOfSomebodyElse
from generator.checks.logs.log_router_is_missing import ROUTER, LogRouterIsMissing
from generator.checks.secrets.password_refused import PasswordRefused
from tests.edited import edited

FIRST = "TaskDefinition.ContainerDefinitions.0"
CHECK, OPTIONS = f"{FIRST}.HealthCheck.Command", f"{FIRST}.LogConfiguration.Options"
SECOND = "TaskDefinition.ContainerDefinitions.1"
ROUTED = LogRouterIsMissing.good
VOLUMES = {"TaskDefinition.Volumes": "[{Name: a}, {Name: b}]"}
MOUNTS = f"{FIRST}.MountPoints"
IMAGE = "Image: 'public.ecr.aws/docker/library/redis:7.4'"
HOSTED = {
    "Service.LaunchType": "EC2",
    "TaskDefinition.RequiresCompatibilities": "[EC2]",
    "TaskDefinition.Cpu": None,
    "TaskDefinition.Memory": None,
}
FILE = {
    f"{FIRST}.EnvironmentFiles": "[{Type: s3, Value: !Sub '${Files.Arn}/web.env'}]",
    "Files": "{Type: AWS::S3::Bucket}",
}
TWO_MOUNTS = "[{SourceVolume: a, ContainerPath: /a}, {SourceVolume: b, ContainerPath: /b}]"
ARM = "{CpuArchitecture: ARM64}"
BY_HTTPS = ", HealthCheckProtocol: HTTPS, Matcher: {HttpCode: '200'}"
OLD_ADDRESS = "!Sub 'https://${AWS::AccountId}.dkr.ecr.eu-central-1.amazonaws.com/web:v1'"
PUSH = "{Type: 'Custom::Push', Properties: {ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:x'}}"
KEPT = {"Database.DBSnapshotIdentifier": "kept"}
NOTHING = "!Ref AWS::NoValue"
POSTGRES = "!Sub 'postgres://${Database.Endpoint.Address}:5432/app'"
JDBC = "!Sub 'jdbc:postgresql://${Database.Endpoint.Address}:5432/app'"
DAEMON = {**HOSTED, f"{FIRST}.Memory": "256", "Service.SchedulingStrategy": "DAEMON", "Service.DesiredCount": None}
NETWORK_TARGETS = (
    "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, Protocol: %s, Port: 80, "
    "TargetType: ip%s}}"
)
URL = f"{FIRST}.Environment"
NAMED = {
    "ExecutionRole.RoleName": "start",
    "ExecutionRole.Path": "/ecs/",
    "TaskDefinition.ExecutionRoleArn": "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecs/start'",
}


def rules(folder: Path, base: str, *edits: Edits) -> set[str]:
    return edited(folder, base, *edits, region="eu-central-1").rules


@pytest.mark.parametrize(
    ("rule", "base", "good", "bad"),
    [
        ("ECS089", "nat", {CHECK: "[CMD, wget, '-q', 'http://127.0.0.1:3000/']"},
         {CHECK: "[CMD, wget, '-q', 'http://127.0.0.1:3000/', '||', exit, '1']"}),
        ("ECS089", "nat", {CHECK: "[CMD-SHELL, 'wget -q http://127.0.0.1:3000/']"},
         {CHECK: "[CMD-SHELL, wget, '-q', 'http://127.0.0.1:3000/']"}),
        ("ECS229", "nat", ROUTED, {f"{SECOND}.FirelensConfiguration.Type": "fluentd"}),
        ("ECS229", "nat", ROUTED, {f"{SECOND}.FirelensConfiguration.Type": "fluent-bit"}),
        ("ECS229", "nat", ROUTED, {"TaskDefinition.ContainerDefinitions.2": ROUTER.replace("router", "other")}),
        ("ECS229", "nat", {**ROUTED, f"{SECOND}.FirelensConfiguration.Options": "{enable-ecs-log-metadata: 'true'}"},
         {f"{SECOND}.FirelensConfiguration.Options": (
             "{config-file-type: s3, config-file-value: 'arn:aws:s3:::web/extra.conf'}")}),
        ("ECS228", "nat", {**VOLUMES, MOUNTS: TWO_MOUNTS},
         {f"{MOUNTS}.1.ContainerPath": "/a/"}),
        ("ECS228", "nat", {SECOND: f"{{Name: side, {IMAGE}, Essential: false}}",
                           f"{FIRST}.VolumesFrom": "[{SourceContainer: side}]"},
         {f"{FIRST}.VolumesFrom.0.SourceContainer": "sidecar"}),
        ("ECS228", "nat", {**HOSTED, f"{FIRST}.MemoryReservation": "128"}, {f"{FIRST}.MemoryReservation": NOTHING}),
        ("ECS228", "nat", FILE, {f"{FIRST}.EnvironmentFiles.0.Value": "!Sub '${Files.Arn}/web.txt'"}),
        ("ECS349", "nat", {"Repository": "{Type: AWS::ECR::Repository}"}, {f"{FIRST}.Image": "!GetAtt Repository.Arn"}),
        ("ECS255", "nat", {}, {f"{FIRST}.Image": OLD_ADDRESS}),
        ("WCS347", "nat", {f"{FIRST}.EntryPoint": "[sh, -c]", f"{FIRST}.Command": "[npm start]"},
         {f"{FIRST}.EntryPoint": NOTHING}),
        ("ECS139", "nat", DAEMON, {"Service.DesiredCount": "2"}),
        ("ECS139", "nat", DAEMON, {"Service.DeploymentConfiguration": "{MaximumPercent: 200}"}),
        ("ECS139", "nat", DAEMON, {"Service.PlacementStrategies": "[{Type: random}]"}),
        ("ECS257", "nat", {"Service.PlatformVersion": "1.4.0", "TaskDefinition.RuntimePlatform": ARM},
         {"Service.PlatformVersion": "1.3.0"}),
        ("ECS149", "balanced", {"More": NETWORK_TARGETS % ("TCP", (
            ", TargetGroupAttributes: [{Key: stickiness.type, Value: source_ip}]"))},
         {"More.TargetGroupAttributes.0.Value": "lb_cookie"}),
        ("ECS088", "balanced", {"More": NETWORK_TARGETS % ("TLS", BY_HTTPS)},
         {"More.HealthCheckProtocol": "TCP"}),
        ("ECS248", "nat", {}, {"NatGateway.AllocationId": "203.0.113.7"}),
        ("ECS039", "nat", NAMED, {"TaskDefinition.ExecutionRoleArn": (
            "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/start'")}),
        ("ECS094", "database", {"Database.MasterUsername": "app_1"}, {"Database.MasterUsername": "app-1"}),
        ("ECS094", "database", {"Database.DBName": "app_1"}, {"Database.DBName": "app-1"}),
        ("ECS094", "database", {**PasswordRefused.good, "Login.GenerateSecretString.PasswordLength": "8"},
         {"Login.GenerateSecretString.PasswordLength": "7"}),
        ("ECS094", "database", {"Database.StorageType": "gp3", "Database.AllocatedStorage": "20"},
         {"Database.AllocatedStorage": "5"}),
        ("WCS345", "database", {URL: f"[{{Name: DATABASE_URL, Value: {POSTGRES}}}]"},
         {"Database.DBName": None}),
        ("ECS344", "database", {URL: f"[{{Name: JDBC, Value: {JDBC}}}]"},
         {f"{URL}.0.Value": "!Sub 'jdbc:mysql://${Database.Endpoint.Address}:5432/app'"}),
        ("ECS211", "database", {f"{URL}.1": "{Name: PGPORT, Value: '5432'}"}, {f"{URL}.1.Value": "'3306'"}),
        ("WCS346", "database", {**PasswordBreaksUrl.good, "Login.GenerateSecretString.ExcludePunctuation": None,
                                "Login.GenerateSecretString.ExcludeCharacters": "'#/?%@[]'"},
         {"Login.GenerateSecretString.ExcludeCharacters": "'/@'"}),
        ("WCS344", "files", {**DirectoryOfSomebodyElse.good, "Point.RootDirectory": (
            "{Path: /data, CreationInfo: {OwnerUid: '0', OwnerGid: '1000', Permissions: '775'}}")},
         {"Point.RootDirectory.CreationInfo.Permissions": "'755'"}),
        ("WCS169", "sessions", {f"{FIRST}.ReadonlyRootFilesystem": "true", "Service.EnableExecuteCommand": "false"},
         {"Service.EnableExecuteCommand": "true"}),
        ("ECS113", "sessions", {"Cluster.Configuration": "{ExecuteCommandConfiguration: {Logging: DEFAULT}}"},
         {"Cluster.Configuration.ExecuteCommandConfiguration.Logging": "OVERRIDE"}),
        ("ECS320", "connected", {}, {f"{FIRST}.PortMappings.0.Protocol": "udp"}),
    ],
)  # fmt: skip
def test_what_people_got_wrong_and_its_twin(tmp_path: Path, rule: str, base: str, good: Edits, bad: Edits) -> None:
    assert rule not in rules(tmp_path, base, good)
    assert rule in rules(tmp_path, base, good, bad)


@pytest.mark.parametrize(
    ("rule", "base", "edits"),
    [
        ("ECS089", "nat", {CHECK: "[CMD-SHELL, '$PROBE', 'http://127.0.0.1:3000/']"}),
        ("ECS089", "nat", {CHECK: "[CMD, /bin/check]"}),
        ("ECS229", "nat", {**ROUTED, OPTIONS: "{log-driver-buffer-limit: '2097152'}"}),
        ("ECS347", "nat", {f"{FIRST}.EntryPoint": "['/opt/my program/run']"}),
        ("WCS347", "nat", {f"{FIRST}.Command": "[npm, run start]"}),
        ("WCS348", "nat", {"Repository": "{Type: AWS::ECR::Repository}", "Push": PUSH,
            f"{FIRST}.Image": "!Sub '${Repository.RepositoryUri}:v1'"}),
        ("WCS345", "database", {f"{URL}.1": "{Name: PGDATABASE, Value: postgres}"}),
        ("WCS345", "database", {f"{URL}.1": "{Name: PGDATABASE, Value: shop}", **KEPT}),
        ("ECS094", "database", {"Database.MasterUsername": "postgres"}),
        ("ECS139", "nat", {"Service.SchedulingStrategy": "REPLICA"}),
        ("WCS169", "sessions", {f"{FIRST}.ReadonlyRootFilesystem": "true", "TaskDefinition.Volumes": "[{Name: a}]",
                                MOUNTS: "[{SourceVolume: a, ContainerPath: /var/lib/amazon}]"}),
    ],
)  # fmt: skip
def test_what_is_right_or_not_known_is_left_alone(tmp_path: Path, rule: str, base: str, edits: Edits) -> None:
    assert rule not in rules(tmp_path, base, edits)


def test_a_daemon_is_nothing_unknown(tmp_path: Path) -> None:
    base = edited(tmp_path, "nat", {key: value for key, value in DAEMON.items() if "Scheduling" not in key})
    assert edited(tmp_path, "nat", DAEMON).because("start") == base.because("start")


def test_credentials_that_are_no_json_are_not_known_to_log_in(tmp_path: Path) -> None:
    login = {
        f"{FIRST}.RepositoryCredentials": "{CredentialsParameter: !Ref Login}",
        f"{FIRST}.Image": "docker.io/acme/web:v1",
        "Login": "{Type: AWS::SecretsManager::Secret, Properties: {SecretString: 'robot:password'}}",
        "ExecutionRole.Policies": (
            "[{PolicyName: login, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: "
            "'secretsmanager:GetSecretValue', Resource: !Ref Login}]}}]"
        ),
    }
    assert "no JSON" in edited(tmp_path, "nat", login).because("RepositoryCredentials of web")
