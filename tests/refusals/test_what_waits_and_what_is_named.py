"""What is refused of several resources together, or of a template: the row start is unknown, and yes for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.refusals.twins import is_told_and_its_twin_is_not

TWIN_SUBNET = "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.7.0/24, AvailabilityZone: %s}}"
OWN_ZONE, NEXT_ZONE = "!GetAtt Subnet.AvailabilityZone", "!Select [1, !GetAZs '']"
SERVED = "{Type: AWS::ServiceDiscovery::Service, Properties: {Name: %s, DnsConfig: {NamespaceId: !Ref Namespace, "
SERVED += "DnsRecords: [{Type: A, TTL: 10}]}}}"
FORWARD = "[{Type: forward, TargetGroupArn: !Ref Targets, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref %s}]}}]"
SECOND = (
    "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, TargetType: ip, Protocol: HTTP, "
)
SECOND += "Port: 3000}}"
ADDED = (
    "{Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref BalancerGroup, IpProtocol: '6', FromPort: %s, "
)
ADDED += "ToPort: 80, CidrIp: 10.0.0.0/8}}"
BUCKET, TRAIL = (
    "{Type: AWS::S3::Bucket}",
    "{Type: AWS::CloudTrail::Trail, %sProperties: {IsLogging: true, S3BucketName: ",
)
TRAIL += "!Ref Trails}}"
LETS = "{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Trails, PolicyDocument: {Version: '2012-10-17', "
LETS += "Statement: [{Effect: Allow, Principal: {Service: %s}, Action: 's3:*', Resource: '*'}]}}}"
OF_LOGS = "LogsPolicy.PolicyDocument.Statement.0.Resource"
TOPIC = "{Type: AWS::SNS::Topic%s}"
ANSWERS = "{Protocol: https, Endpoint: 'https://a.example'}"
ASKS = "{Type: 'Custom::Thing', Properties: {ServiceToken: !Ref Asked}}"
API = "{Type: AWS::ApiGateway::RestApi, Properties: {Name: web}}"
DEPLOYED = "{Type: AWS::ApiGateway::Deployment, %sProperties: {RestApiId: !Ref Api}}"
METHOD = "{Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, "
METHOD += "HttpMethod: GET, AuthorizationType: NONE, Integration: {Type: MOCK}}}"
QUEUE = "{Type: AWS::SQS::Queue}"
DETECTOR = "{Type: AWS::GuardDuty::Detector, Properties: {Enable: true}}"
RECORDER = "{Type: AWS::Config::ConfigurationRecorder, Properties: {RoleARN: 'arn:aws:iam::111122223333:role/a'}}"
CHANNEL = "{Type: AWS::Config::DeliveryChannel, Properties: {S3BucketName: logs-of-mine}}"
IMAGE, ROLE = "TaskDefinition.ContainerDefinitions.0.Image", "TaskDefinition.ExecutionRoleArn"
OF_CLUSTER = "[{CapacityProvider: FARGATE, Weight: 1}]"
TAGS = "[{Key: a, Value: '%s'}]"
CASES: dict[str, tuple[str, Edits, Edits, str]] = {
    "endpoint": (
        "isolated",
        {"Twin": TWIN_SUBNET % OWN_ZONE, "LogsEndpoint.SubnetIds": "[!Ref Subnet, !Ref Twin]"},
        {"Subnet.AvailabilityZone": "!Select [0, !GetAZs '']", "Twin": TWIN_SUBNET % NEXT_ZONE,
         "LogsEndpoint.SubnetIds": "[!Ref Subnet, !Ref Twin]"},
        "one zone",
    ),
    "balancer": (
        "balanced",
        {"Balancer.Subnets": "[!Ref Subnet, !Ref Subnet]"},
        {"Balancer.Subnets": "[!Ref SecondSubnet, !Ref Subnet]"},
        "twice",
    ),
    "rule": ("balanced", {"Again": ADDED % 80}, {"Again": ADDED % 79}, "the same rule"),
    "forward": (
        "balanced",
        {"Second": SECOND, "Listener.DefaultActions": FORWARD % "Second"},
        {"Second": SECOND, "Listener.DefaultActions": FORWARD % "Targets"},
        "other groups",
    ),
    "target": (
        "balanced",
        {"Targets.Targets": "[{Id: 192.168.7.7, Port: 3000}]"},
        {"Targets.Targets": "[{Id: 192.168.7.7, Port: 3000, AvailabilityZone: all}]"},
        "outside of its VPC",
    ),
    "trail": (
        "nat",
        {"Trails": BUCKET, "Trail": TRAIL % ""},
        {"Trails": BUCKET, "Lets": LETS % "cloudtrail.amazonaws.com", "Trail": TRAIL % "DependsOn: Lets, "},
        "no policy",
    ),
    "trail of another": (
        "nat",
        {"Trails": BUCKET, "Lets": LETS % "config.amazonaws.com", "Trail": TRAIL % "DependsOn: Lets, "},
        {"Trails": BUCKET, "Lets": LETS % "cloudtrail.amazonaws.com", "Trail": TRAIL % "DependsOn: Lets, "},
        "does not name",
    ),
    "policy": (
        "logged",
        {OF_LOGS: "[!Sub '${Logs.Arn}/AWSLogs/${AWS::AccountId}/*', 'arn:aws:s3:::other-logs/*']"},
        {OF_LOGS: "[!Sub '${Logs.Arn}/AWSLogs/${AWS::AccountId}/*']"},
        "another bucket",
    ),
    "custom": (
        "nat",
        {"Asked": TOPIC % "", "Odd": ASKS},
        {"Asked": TOPIC % f", Properties: {{Subscription: [{ANSWERS}]}}", "Odd": ASKS},
        "nobody is subscribed",
    ),
    "queue": (
        "alarmed",
        {"Queue": QUEUE, "AlarmTopic.Subscription": "[{Protocol: sqs, Endpoint: !Ref Queue}]"},
        {"Queue": QUEUE, "AlarmTopic.Subscription": "[{Protocol: sqs, Endpoint: !GetAtt Queue.Arn}]"},
        "the ARN",
    ),
    "api": (
        "nat",
        {"Api": API, "Deployed": DEPLOYED % ""},
        {"Api": API, "Method": METHOD, "Deployed": DEPLOYED % "DependsOn: Method, "},
        "no methods",
    ),
    "twice": ("nat", {"A": DETECTOR, "B": DETECTOR}, {"A": DETECTOR}, "an account has one"),
    "recorder": ("nat", {"R": RECORDER}, {"R": RECORDER, "C": CHANNEL}, "delivery channel"),
    "path": (
        "nat",
        {ROLE: "!Ref ExecutionRole", "ExecutionRole.Path": "/apps/"},
        {ROLE: "!GetAtt ExecutionRole.Arn", "ExecutionRole.Path": "/apps/"},
        "whose path",
    ),
    "digest": (
        "nat",
        {IMAGE: "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@sha256:abc'"},
        {IMAGE: "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web@sha256:%s'" % ("a" * 64)},
        "digest",
    ),
    "strategy": (
        "nat",
        {"Cluster.DefaultCapacityProviderStrategy": OF_CLUSTER},
        {"Cluster.DefaultCapacityProviderStrategy": OF_CLUSTER, "Cluster.CapacityProviders": "[FARGATE]"},
        "no CapacityProviders",
    ),
    "tag": ("nat", {"Vpc.Tags": TAGS % ("a" * 257)}, {"Vpc.Tags": TAGS % ("a" * 256)}, "257"),
    "beside": (
        "nat",
        {"Topic": "{Type: AWS::SNS::Topic, TopicName: a}"},
        {"Topic": "{Type: AWS::SNS::Topic, Properties: {TopicName: a}}"},
        "beside its Properties",
    ),
    "one name": (
        "nat",
        {"Parameters.Vpc": "{Type: String, Default: a}"},
        {"Parameters.Vpcs": "{Type: String, Default: a}"},
        "parameter and a resource",
    ),
    "list": (
        "nat",
        {"Parameters.A": "{Type: 'List<Number>', Default: '1,two'}"},
        {"Parameters.A": "{Type: 'List<Number>', Default: '1, 2'}"},
        "no list of numbers",
    ),
    "store": (
        "nat",
        {"Parameters.A": "{Type: 'AWS::SSM::Parameter::Value<String>', Default: a b}"},
        {"Parameters.A": "{Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b:2'}"},
        "no name of a parameter",
    ),
    "export": (
        "nat",
        {"Outputs.A": "{Value: a, Export: {Name: !Sub '${Cluster}-a'}}"},
        {"Outputs.A": "{Value: a, Export: {Name: !Sub '${AWS::StackName}-a'}}"},
        "names are known before",
    ),
    "rules": (
        "nat",
        {"Rules.A": "{Assertions: [{Assert: {'Fn::Equals': [!GetAtt Vpc.VpcId, a]}}]}"},
        {"Rules.A": "{Assertions: [{Assert: {'Fn::Equals': [a, a]}}]}"},
        "rules do not take",
    ),
    "encoded": (
        "nat",
        {"Subnet.CidrBlock": "{'Fn::Base64': 10.0.0.0/24}"},
        {"Subnet.CidrBlock": "10.0.0.0/24"},
        "Fn::Base64",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "edits", "twin", "word"), CASES.values(), ids=CASES)
def test_what_is_refused_is_told_and_what_is_nearest_is_proven(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str
) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)


@pytest.mark.parametrize(("suffix", "verdict"), [("amazonaws.com.cn", "unknown"), ("amazonaws.com", "yes")])
def test_a_registry_has_the_domain_of_its_partition(tmp_path: Path, suffix: str, verdict: str) -> None:
    image = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}." + f"{suffix}/web:v1'"
    assert edited(tmp_path, "nat", {IMAGE: image}, region="us-east-1").verdict("start") == verdict


def test_hosts_that_wait_for_the_service_never_come(tmp_path: Path) -> None:
    waiting = {"Service.DependsOn": None, "Hosts.DependsOn": "[DefaultRoute, Service]"}
    result = edited(tmp_path, "hosts", waiting, region="us-east-1")
    assert "that waits for its tasks" in result.because("host")
    assert edited(tmp_path, "hosts", {"Service.DependsOn": None}, region="us-east-1").verdict("host") == "yes"


def test_a_caller_that_comes_first_does_not_learn_of_the_name(tmp_path: Path) -> None:
    first = {"Caller.DependsOn": "[DefaultRoute]", "Service.DependsOn": "[DefaultRoute, Caller]"}
    assert edited(tmp_path, "connected", first).verdict("web:80") == "unknown"
    assert edited(tmp_path, "connected", {}).verdict("web:80") == "yes"


@pytest.mark.parametrize(("name", "verdict"), [("WEB", "unknown"), ("WEB2", "yes")])
def test_a_name_is_one_however_it_is_spelled(tmp_path: Path, name: str, verdict: str) -> None:
    result = edited(tmp_path, "called", {"Second": SERVED % name}, region="us-east-1")
    assert result.verdict("start", "Caller") == verdict
