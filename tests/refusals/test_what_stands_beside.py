"""What is refused because of what stands beside it: a VPC, a name, a proxy, an instance in the making, a template."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.refusals.twins import is_told_and_its_twin_is_not

DOMAIN = "{Type: AWS::OpenSearchService::Domain, Properties: {EBSOptions: {EBSEnabled: true, VolumeSize: 10}, %s"
DOMAIN += "AccessPolicies: {Statement: [{Effect: Allow, Principal: {AWS: '*'}, Action: 'es:*', Resource: '*', "
DOMAIN += "Condition: {IpAddress: {'aws:SourceIp': [10.0.0.0/8]}}}]}}}"
RULE: Edits = {
    "Fetch": "{Type: AWS::ECR::PullThroughCacheRule, Properties: {EcrRepositoryPrefix: hub, UpstreamRegistryUrl: "
    "registry-1.docker.io, CredentialArn: !Ref Hub}}"
}
LOGIN = '{Type: AWS::SecretsManager::Secret, Properties: {Name: %s, SecretString: \'{"username": "a"}\'}}'
SETS = "{Type: AWS::CloudFormation::StackSet, Properties: {StackSetName: roles, PermissionModel: SELF_MANAGED%s, "
SETS += "TemplateBody: \"Resources: {R: {Type: 'AWS::IAM::Role', Properties: {%s}}}\"}}"
CLUSTER: Edits = {
    "Aurora": "{Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, MasterUsername: app, "
    "ManageMasterUserPassword: true}}",
    "Writer": "{Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-postgresql, DBInstanceClass: db.t4g.medium, "
    "DBClusterIdentifier: !Ref Aurora}}",
}
TARGETS = "{Type: AWS::RDS::DBProxyTargetGroup, %sProperties: {DBProxyName: shop, TargetGroupName: default, "
TARGETS += "DBClusterIdentifiers: [!Ref Aurora]}}"
ATTACHED = "{Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Login, TargetId: %s, "
ATTACHED += "TargetType: AWS::RDS::%s}}"
SECRET: Edits = {"Login": '{Type: AWS::SecretsManager::Secret, Properties: {SecretString: \'{"username": "a"}\'}}'}

NAMED = "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, TargetType: ip, Port: 80, "
NAMED += "Protocol: HTTP, Name: !Sub '%s'}}"

QUEUE: Edits = {"Queue": "{Type: AWS::SQS::Queue}"}
MAY = (
    "{Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
)
MAY += "Action: 'sqs:SendMessage', Resource: %s}]}}}"
ROLE = (
    "{Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/%s'], AssumeRolePolicyDocument: "
)
ROLE += "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "
ROLE += "'sts:AssumeRole'}]}}}"
PORT = "TaskDefinition.ContainerDefinitions.0.PortMappings.0.HostPort"
_EXECUTION = "AmazonECSTaskExecutionRolePolicy"

REFUSED: list[tuple[Edits, Edits, str]] = [
    (
        {"Domain": DOMAIN % "VPCOptions: {SubnetIds: [!Ref Subnet]}, "},
        {"Domain": DOMAIN % ""},
        "Domain is in a VPC",
    ),
    (
        {**RULE, "Hub": LOGIN % "dockerhub"},
        {**RULE, "Hub": LOGIN % "ecr-pullthroughcache/dockerhub"},
        "ecr-pullthroughcache/",
    ),
    ({"Sets": SETS % ("", "")}, {"Sets": SETS % (", Capabilities: [CAPABILITY_IAM]", "")}, "lacks CAPABILITY_IAM"),
    (
        {"Sets": SETS % (", Capabilities: [CAPABILITY_IAM]", "RoleName: r")},
        {"Sets": SETS % (", Capabilities: [CAPABILITY_NAMED_IAM]", "RoleName: r")},
        "lacks CAPABILITY_NAMED_IAM",
    ),
    (
        {**CLUSTER, "Behind": TARGETS % ""},
        {**CLUSTER, "Behind": TARGETS % "DependsOn: Writer, "},
        "does not wait for Writer",
    ),
    (
        {**CLUSTER, **SECRET, "Attached": ATTACHED % ("shop", "DBProxy")},
        {**CLUSTER, **SECRET, "Attached": ATTACHED % ("!Ref Aurora", "DBCluster")},
        "Unsupported target type",
    ),
    (
        {"Group": NAMED % "shop-production-${AWS::AccountId}-blue"},
        {"Group": NAMED % "shop-prod-${AWS::AccountId}-blue"},
        "has 33 characters or more",
    ),
    (
        {**QUEUE, "May": MAY % "!Ref Queue"},
        {**QUEUE, "May": MAY % "!GetAtt Queue.Arn"},
        "its URL, and no ARN",
    ),
    (
        {"Other": ROLE % _EXECUTION},
        {"Other": ROLE % f"service-role/{_EXECUTION}"},
        f"that is service-role/{_EXECUTION}",
    ),
    ({"Service.DesiredCount": "''"}, {"Service.DesiredCount": "'1'"}, "DesiredCount is empty"),
]


@pytest.mark.parametrize(("edits", "twin", "word"), REFUSED, ids=lambda each: None)
def test_what_stands_beside_refuses_it(tmp_path: Path, edits: Edits, twin: Edits, word: str) -> None:
    is_told_and_its_twin_is_not(tmp_path, "nat", edits, twin, word)


LISTENING = (
    "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 8081, Protocol: "
    "HTTP, DefaultActions: [{Type: redirect, RedirectConfig: {StatusCode: HTTP_301, Port: '80', %s}}]}}"
)
SHARDED = (
    "{Type: AWS::ElastiCache::ReplicationGroup, Properties: {ReplicationGroupDescription: x, Engine: redis, "
    "CacheNodeType: cache.t4g.small, CacheParameterGroupName: default.redis7.cluster.on, AutomaticFailoverEnabled: "
    "true, NumNodeGroups: 2, %s}}"
)
DELIVERS = (
    "{Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ServiceNamespace: ecs, ScalableDimension: "
    "'ecs:service:DesiredCount', ResourceId: service/a/b, MinCapacity: 1, MaxCapacity: 2, RoleARN: %s}}"
)


@pytest.mark.parametrize(
    ("base", "edits", "twin", "word"),
    [
        (
            "balanced",
            {"Away": LISTENING % "Path: x"},
            {"Away": LISTENING % "Path: /x"},
            "begins with /",
        ),
        (
            "balanced",
            {"Away": LISTENING % "Path: '#{path}'"},
            {"Away": LISTENING % "Path: '/#{path}'"},
            "begins with /",
        ),
        (
            "nat",
            {"Cache": SHARDED % "NumCacheClusters: 4"},
            {"Cache": SHARDED % "ReplicasPerNodeGroup: 1"},
            "which is for one shard",
        ),
        (
            "nat",
            {"Room": DELIVERS % "!Ref ExecutionRole"},
            {"Room": DELIVERS % "!GetAtt ExecutionRole.Arn"},
            "Ref of ExecutionRole, which is no ARN",
        ),
        (
            "hosts",
            {"TaskDefinition.NetworkMode": "host", PORT: "80"},
            {"TaskDefinition.NetworkMode": "host", PORT: "3000"},
            "host takes no other",
        ),
    ],
)
def test_of_other_bases(tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)
