"""Settings that do not fit each other, in one resource or in several: the row start is unknown, and yes for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.refusals.twins import is_told_and_its_twin_is_not

RULE = "{IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 10.0.0.0/8%s}"
ALONE = "{Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref TaskGroup, IpProtocol: tcp, FromPort: %s, "
ALONE += "ToPort: 2, CidrIp: 10.0.0.0/8}}"
MORE = "{Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, CidrBlock: %s}}"
ROUTE = "{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref RouteTable, DestinationCidrBlock: %s, "
ROUTE += "NatGatewayId: !Ref NatGateway}}"
POLICY = "[{PolicyName: x, PolicyDocument: {Version: '2012-10-17', Statement: [%s]}}]"
ALLOW = "{%s Effect: Allow, Action: 's3:GetObject', Resource: '*'%s}"
KEY = "{Type: AWS::KMS::Key, Properties: {KeySpec: %s, KeyUsage: %s, EnableKeyRotation: true, KeyPolicy: {Statement: "
KEY += (
    "[{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}]}}}"
)
PARAMETER = "{Type: AWS::SSM::Parameter, Properties: {Type: String, Name: %s, Value: '%s'%s}}"
RECORD = "{Type: AWS::Route53::RecordSet, Properties: {HostedZoneName: example.com., Name: %s, Type: A, %s}}"
ALARM = "{Type: AWS::CloudWatch::Alarm, Properties: {Namespace: a, MetricName: b, Statistic: Sum, Threshold: 1, "
ALARM += "ComparisonOperator: LessThanThreshold, EvaluationPeriods: 5, %s}}"
REPOSITORY = "{Type: AWS::ECR::Repository, Properties: {LifecyclePolicy: {LifecyclePolicyText: '%s'}}}"
KEPT = '{"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection": {%s"countNumber": 5, '
KEPT += '"tagStatus": "tagged", "countType": "imageCountMoreThan"}}]}'
CUSTOM = "{Type: 'Custom::A', Properties: {ServiceToken: 'arn:aws:%s:us-east-1:111122223333:%s'}}"
ACL = "{Type: AWS::WAFv2::WebACL, Properties: {Scope: REGIONAL, DefaultAction: {Allow: {}}, VisibilityConfig: &v "
ACL += (
    "{SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: x}, Rules: [{Name: a, Priority: 0, %s "
)
ACL += "VisibilityConfig: *v, Statement: {ManagedRuleGroupStatement: {VendorName: AWS, Name: A}}}]}}"
NETWORK = (
    "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, Scheme: internal, %s"
    "Subnets: [!Ref Subnet, !Ref SecondSubnet]}}"
)
FORWARD = "{Type: forward, TargetGroupArn: !Ref NetworkTargets}"
BY_NETWORK = {
    "NetworkTargets": "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, Protocol: TCP, "
    "Port: 3000, TargetType: ip, IpAddressType: ipv6}}",
    "NetworkListener": "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref "
    f"NetworkBalancer, Protocol: TCP, Port: 80, DefaultActions: [{FORWARD}]}}}}",
}
OF_NETWORK = (
    "{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref NetworkListener, Priority: 1, "
    f"Actions: [{FORWARD}], Conditions: [%s]}}}}"
)
BY_FAMILY = "{Field: source-ip, SourceIpConfig: {IpAddressType: ipv6}}"
BY_PATH = "{Field: path-pattern, PathPatternConfig: {Values: [/a]}}"
DUAL = "IpAddressType: dualstack, "
BLOCK = "!Select [%s, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]]"
BY_IPV6 = {
    "Sixth": "{Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true}}",
    "Subnet.Ipv6CidrBlock": BLOCK % 0,
    "Subnet.DependsOn": "Sixth",
    "SecondSubnet.Ipv6CidrBlock": BLOCK % 1,
    "SecondSubnet.DependsOn": "Sixth",
}
FUNCTION = "{Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: builds, S3Key: k}, Handler: a.B, Runtime: %s, "
FUNCTION += "Role: 'arn:aws:iam::111122223333:role/x', Timeout: %s}}"
MANAGED = (
    "CapacityProviderConfig: {LambdaManagedInstancesCapacityProviderConfig: {CapacityProviderArn: "
    "'arn:aws:lambda:us-east-1:111122223333:capacity-provider:x'}}"
)
WEB = "TaskDefinition.ContainerDefinitions.0"
OPTIONS = f"{WEB}.LogConfiguration.Options"
ENTRY, COMMAND, VARIABLES = (f"{WEB}.{name}" for name in ("EntryPoint", "Command", "Environment"))
SHELL = "[sh, -c, %s]"

REFUSED_AND_TAKEN: list[tuple[str, Edits, Edits, str]] = [
    ("nat", {"TaskGroup.SecurityGroupIngress": f"[{RULE % ''}]", "Same": ALONE % 1},
     {"TaskGroup.SecurityGroupIngress": f"[{RULE % ''}]", "Same": ALONE % 2}, "the same rule"),
    ("nat", {"TaskGroup.SecurityGroupIngress": f"[{RULE % ', Description: für die'}]"},
     {"TaskGroup.SecurityGroupIngress": f"[{RULE % ', Description: the tasks (web)'}]"}, "letters of ASCII"),
    ("nat", {"More": MORE % "10.0.64.0/20"}, {"More": MORE % "10.1.0.0/16"}, "overlaps"),
    ("nat", {"More": MORE % "192.168.0.0/16"}, {"More": MORE % "100.64.0.0/16"}, "another private range"),
    ("nat", {"Narrow": ROUTE % "10.0.0.0/28"}, {"Narrow": ROUTE % "10.0.1.0/24"}, "none of its subnets"),
    ("nat", {"ExecutionRole.Policies": POLICY % ", ".join([ALLOW % ("Sid: A,", "")] * 2)},
     {"ExecutionRole.Policies": POLICY % f"{ALLOW % ('Sid: A,', '')}, {ALLOW % ('Sid: B,', '')}"}, "twice"),
    ("nat", {"ExecutionRole.Policies": POLICY % ALLOW % ("Sid: a-b,", "")},
     {"ExecutionRole.Policies": POLICY % ALLOW % ("Sid: ab,", "")}, "letters and digits"),
    ("nat", {"ExecutionRole.Policies": POLICY % ALLOW % ("", ", Condition: {StringEqual: {'aws:SourceVpc': v}}")},
     {"ExecutionRole.Policies":
      POLICY % ALLOW % ("", ", Condition: {'ForAnyValue:StringLikeIfExists': {'aws:SourceVpc': v}}")},
     "condition operator"),
    ("nat", {"ExecutionRole.AssumeRolePolicyDocument.Statement.0.Resource": "'*'"},
     {"ExecutionRole.AssumeRolePolicyDocument.Statement.0.Sid": "Trust"}, "has a Resource"),
    ("nat", {"Key": KEY % ("RSA_2048", "SIGN_VERIFY")}, {"Key": KEY % ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT")}, "RSA"),
    ("nat", {"Size": PARAMETER % ("a/b", "x", "")}, {"Size": PARAMETER % ("/a/b", "x", "")}, "begins with /"),
    ("nat", {"Size": PARAMETER % ("/a", "x" * 4097, "")},
     {"Size": PARAMETER % ("/a", "x" * 4097, ", Tier: Advanced")}, "bytes"),
    ("nat", {"Size": PARAMETER % ("/a", "x", ", AllowedPattern: '^[0-9]+$'")},
     {"Size": PARAMETER % ("/a", "7", ", AllowedPattern: '^[0-9]+$'")}, "AllowedPattern"),
    ("nat", {"Record": RECORD % ("a.example.com", "ResourceRecords: [10.0.0.1]")},
     {"Record": RECORD % ("a.example.com", "TTL: '60', ResourceRecords: [10.0.0.1]")}, "no TTL"),
    ("nat", {"Record": RECORD % ("a.example.org", "TTL: '60', ResourceRecords: [10.0.0.1]")},
     {"Record": RECORD % ("example.com", "TTL: '60', ResourceRecords: [10.0.0.1]")}, "not in the zone"),
    ("nat", {"Alarm": ALARM % "Period: 50"}, {"Alarm": ALARM % "Period: 120"}, "multiple of 60"),
    ("nat", {"Alarm": ALARM % "Period: 60, DatapointsToAlarm: 6"},
     {"Alarm": ALARM % "Period: 60, DatapointsToAlarm: 5"}, "DatapointsToAlarm"),
    ("nat", {"Repository": REPOSITORY % KEPT % ""},
     {"Repository": REPOSITORY % KEPT % '"tagPrefixList": ["v"], '}, "names no tags"),
    ("nat", {"A": CUSTOM % ("sqs", "q")}, {"A": CUSTOM % ("sns", "t")}, "ServiceToken"),
    ("nat", {"Parameters.Size": "{Type: Number, Default: big}"},
     {"Parameters.Size": "{Type: Number, Default: 2}"}, "no number"),
    ("nat", {"Acl": ACL % ""}, {"Acl": ACL % "OverrideAction: {None: {}},"}, "OverrideAction"),
    ("nat", {"Cluster.CapacityProviders": "[FARGATE]", "Cluster.DefaultCapacityProviderStrategy":
             "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]"},
     {"Cluster.CapacityProviders": "[FARGATE, FARGATE_SPOT]", "Cluster.DefaultCapacityProviderStrategy":
      "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]"}, "CapacityProviders lack"),
    ("hosts", {"Service.PlacementStrategies": "[{Type: spread, Field: zone}]"},
     {"Service.PlacementStrategies": "[{Type: spread, Field: 'attribute:ecs.availability-zone'}]"}, "spreads tasks"),
    ("database", {"DatabaseParameters.Family": "postgres16"}, {"DatabaseParameters.Family": "postgres17"}, "family"),
    ("database", {"Database.MaxAllocatedStorage": "20"}, {"Database.MaxAllocatedStorage": "40"}, "not above"),
    ("database", {"Database.EnableCloudwatchLogsExports": "[slowquery]"},
     {"Database.EnableCloudwatchLogsExports": "[postgresql]"}, "does not write"),
    ("database", {"Database.StorageType": "gp3", "Database.Iops": "3000"}, {"Database.StorageType": "gp3"}, "400 GiB"),
    ("database", {"Database.MasterUserPassword": "'{{resolve:secretsmanager:a:SecretString:b}}'"}, {}, "makes one"),
    ("database", {"Database.DBInstanceClass": "db.t2.micro"}, {"Database.DBInstanceClass": "db.t4g.small"}, "run on"),
    ("balanced", {"Targets.TargetGroupAttributes": "[{Key: deregistration_delay.connection_termination.enabled, "
                  "Value: 'true'}]"},
     {"Targets.TargetGroupAttributes": "[{Key: slow_start.duration_seconds, Value: '60'}]"}, "no attribute"),
    ("balanced", {"Balancer.LoadBalancerAttributes": "[{Key: access_logs.s3.enabled, Value: 'true'}]"},
     {"Balancer.LoadBalancerAttributes": "[{Key: access_logs.s3.enabled, Value: 'false'}]"}, "access_logs.s3.bucket"),
    ("routed", {"OtherRule.Priority": "3", "WebRule.Conditions.0.PathPatternConfig.Values": "[web/*]"},
     {"OtherRule.Priority": "3"}, "web/*"),
    ("routed", {"OtherTargets.Port": "80"}, {}, "for a function"),
    ("balanced", {**BY_NETWORK, **BY_IPV6, "NetworkBalancer": NETWORK % DUAL, "NetworkRule": OF_NETWORK % BY_PATH},
     {**BY_NETWORK, **BY_IPV6, "NetworkBalancer": NETWORK % DUAL, "NetworkRule": OF_NETWORK % BY_FAMILY},
     "source-ip alone"),
    ("balanced", {**BY_NETWORK, "NetworkBalancer": NETWORK % "", "NetworkRule": OF_NETWORK % BY_FAMILY},
     {**BY_NETWORK, "NetworkBalancer": NETWORK % ""}, "not dualstack"),
    ("nat", {"Function": FUNCTION % ("java17", 901)}, {"Function": FUNCTION % ("java17.al2023", f"901, {MANAGED}")},
     "900 seconds"),
    # Containers.
    ("nat", {f"{WEB}.LinuxParameters": "{Tmpfs: [{ContainerPath: /usr, Size: 64}]}"},
     {f"{WEB}.LinuxParameters": "{Tmpfs: [{ContainerPath: /tmp, Size: 64}]}"}, "/usr"),
    ("nat", {ENTRY: "[sh, -c]", COMMAND: "[node, server.js]"},
     {ENTRY: "[sh, -c]", COMMAND: "[node server.js]"}, "alone"),
    ("nat", {COMMAND: SHELL % "'node server.js &'"}, {COMMAND: SHELL % "'node server.js & wait'"}, "background"),
    ("nat", {COMMAND: "[sleep, '10']"}, {COMMAND: "[sleep, infinity]"}, "sleeps"),
    ("nat", {VARIABLES: "[{Name: PATH, Value: /opt/app}]"}, {VARIABLES: "[{Name: PATH, Value: '/opt/app:/usr/bin'}]"},
     "without the folders"),
    ("nat", {f"{OPTIONS}.awslogs-stream-prefix": "'web:1'"}, {f"{OPTIONS}.awslogs-stream-prefix": "web/1"}, "no colon"),
    ("nat", {VARIABLES: "[{Name: ORDERS_SERVICE_URL, Value: 'http://localhost:4000'}]"},
     {VARIABLES: "[{Name: WEB_SERVICE_URL, Value: 'http://localhost:3000'}]"}, "localhost:4000"),
    ("nat", {VARIABLES: "[{Name: DATABASE_URL, Value: 'postgres://app@localhost/app'}]"},
     {VARIABLES: "[{Name: CORS_ORIGIN, Value: 'http://localhost:5173'}]"}, "localhost:5432"),
    ("nat", {VARIABLES: "[{Name: REDIS_HOST, Value: localhost}]"},
     {VARIABLES: "[{Name: REDIS_HOST, Value: localhost}]", "TaskDefinition.ContainerDefinitions.1":
      "{Name: cache, Image: 'public.ecr.aws/docker/library/redis:7'}"}, "localhost:6379"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "edits", "twin", "word"), REFUSED_AND_TAKEN, ids=lambda each: None)
def test_what_does_not_fit_is_told_and_its_twin_is_proven(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str
) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)


def test_inline_policies_of_a_role_are_measured_together(tmp_path: Path) -> None:
    buckets = ", ".join(f"'arn:aws:s3:::a-bucket-with-a-long-name-{index:03}'" for index in range(150))
    one = (
        f"{{PolicyName: %s, PolicyDocument: {{Statement: [{{Effect: Allow, Action: 's3:*', Resource: [{buckets}]}}]}}}}"
    )
    long = edited(tmp_path, "nat", {"ExecutionRole.Policies": f"[{one % 'a'}, {one % 'b'}]"})
    assert "10240" in long.because("start")
    short = edited(tmp_path, "nat", {"ExecutionRole.Policies": f"[{one % 'a'}]"})
    assert short.verdict("start") == "yes", short.because("start")


@pytest.mark.parametrize(
    ("blocks", "verdict"), [(("0.0.0.0/1", "128.0.0.0/1"), "unknown"), (("0.0.0.0/1", "10.0.0.0/8"), "yes")]
)
def test_rules_that_together_answer_everybody(tmp_path: Path, blocks: tuple[str, str], verdict: str) -> None:
    rule = (
        "{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: %s, "
        "Conditions: [{Field: source-ip, SourceIpConfig: {Values: [%s]}}], "
        "Actions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: '503'}}]}}"
    )
    edits = {f"Shut{index}": rule % (index + 1, block) for index, block in enumerate(blocks)}
    result = edited(tmp_path, "balanced", edits, region="us-east-1")
    assert result.verdict("start") == verdict, result.because("start")
