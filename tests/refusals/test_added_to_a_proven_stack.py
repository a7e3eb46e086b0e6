"""What is added to a stack that is proven and would not be created: start is unknown and names it; yes for the twins.

All of one base are added at once, and each has to be told; then the nearest settings that AWS takes, and none may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.checks.examples import Edits
from generator.refusals.template_faults import template_faults
from generator.stack import load
from tests.refusals.test_settings_of_stores_and_stacks import answer

Case = tuple[Edits, Edits, str]
W = "TaskDefinition.ContainerDefinitions.0"
D, P, C = "Database", "DatabaseParameters.Parameters", "Cache"


def made(kind: str, properties: str) -> str:
    return f"{{Type: 'AWS::{kind}', Properties: {{{properties}}}}}"


def added(kind: str, bad: str, good: str, word: str) -> Case:
    """A resource with properties that are refused, and with others that are taken; its name is made of the word."""
    name = "".join(filter(str.isalnum, f"X{kind}{word}"))
    return {name: made(kind, bad)}, {name: made(kind, good)}, word


def statement(bad: str, good: str, word: str) -> Case:
    document = "PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, %s}]}"
    return added("IAM::ManagedPolicy", document % bad, document % good, word)


def buckets(count: int) -> str:
    return f"[{', '.join(repr(f'arn:aws:s3:::{number:030}') for number in range(count))}]"


def bucket(bad: str, good: str, word: str) -> Case:
    return added("S3::Bucket", bad, good, word)


TABLE = "AttributeDefinitions: [{AttributeName: a, AttributeType: S}], BillingMode: PAY_PER_REQUEST, "
TABLE += "KeySchema: [{AttributeName: a, KeyType: %s}]%s"
INDEX = (
    ", GlobalSecondaryIndexes: [{IndexName: index, KeySchema: [{AttributeName: a, KeyType: HASH}], Projection: {%s}}]"
)
SEARCH = "EngineVersion: %s, ClusterConfig: {InstanceType: t3.small.search, InstanceCount: %s, "
SEARCH += "ZoneAwarenessEnabled: true}%s"
DISK = ", EBSOptions: {EBSEnabled: true, VolumeSize: 10}"
KEY = "KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: !Sub "
KEY += "'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}%s]}"
DENIES = ", {Effect: Deny, Principal: '*', Action: 'kms:%s', Resource: '*'}"
COPY = "PrimaryKeyArn: %s, KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: '111122223333'}, "
COPY += "Action: 'kms:*', Resource: '*'}]}"
HUB = """{Type: AWS::SecretsManager::Secret, Properties: {Name: ecr-pullthroughcache/hub, SecretString:
  '{"username": "web", %s: "a"}'}}"""
BY_LOGIN = (
    "{Type: AWS::ECR::PullThroughCacheRule, Properties: {EcrRepositoryPrefix: hub, CredentialArn: !Ref Login, "
    "UpstreamRegistryUrl: registry-1.docker.io}}"
)
LETS = "SecretId: !Ref Secret, ResourcePolicy: {Statement: [{Effect: Allow, Principal: {AWS: !GetAtt "
LETS += "ExecutionRole.Arn}, Action: 'secretsmanager:GetSecretValue'%s}]}"
KEPT = 'LifecyclePolicy: {LifecyclePolicyText: \'{"rules": [{"rulePriority": %s, "selection": {"tagStatus": '
KEPT_IMAGES = (
    """LifecyclePolicy: {LifecyclePolicyText: '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", """
    """"countType": "imageCountMoreThan", "countNumber": %s}, "action": {"type": "expire"}}]}'}"""
)
KEPT += '"any", "countType": "imageCountMoreThan", "countNumber": 9}, "action": {"type": "expire"}}, '
KEPT += '{"rulePriority": 2, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", '
KEPT += '"countNumber": 1}, "action": {"type": "expire"}}]}\'}'
PEER = "VpcId: !Ref Vpc, PeerVpcId: !Ref Other%s"
OTHER = {"OtherA": made("EC2::VPC", "CidrBlock: 10.0.0.0/24"), "OtherB": made("EC2::VPC", "CidrBlock: 10.9.0.0/24")}

NETWORKS: list[Case] = [
    added("EC2::VPC", "CidrBlock: 169.254.0.0/16", "CidrBlock: 100.64.0.0/16", "no range for a network"),
    added("EC2::VPCCidrBlock", "VpcId: !Ref Vpc, CidrBlock: 198.19.0.0/16", "VpcId: !Ref Vpc, CidrBlock: 10.3.0.0/16",
          "adds to no VPC"),
    added("EC2::VPCCidrBlock", "VpcId: !Ref OtherB, CidrBlock: 10.6.0.0/16, AmazonProvidedIpv6CidrBlock: true",
          "VpcId: !Ref OtherB, CidrBlock: 10.6.0.0/16", "adds one block"),
    added("EC2::Subnet", "VpcId: !Ref Vpc, CidrBlock: 10.0.7.0/24, AvailabilityZone: us-east-1a, "
          "AvailabilityZoneId: use1-az2",
          "VpcId: !Ref Vpc, CidrBlock: 10.0.7.0/24, AvailabilityZoneId: use1-az2", "of which one is taken"),
    added("EC2::Subnet", "VpcId: !Ref Vpc, CidrBlock: 10.0.8.0/24, AssignIpv6AddressOnCreation: true",
          "VpcId: !Ref Vpc, CidrBlock: 10.0.8.0/24", "has no block of IPv6"),
    added("EC2::Subnet", "VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24, AvailabilityZone: !Select [0, !GetAZs eu-west-1]",
          "VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24, AvailabilityZone: !Select [0, !GetAZs us-east-1]",
          "is one of eu-west-1"),
    ({"More": made("EC2::VPCCidrBlock", "VpcId: !Ref Vpc, CidrBlock: 10.5.0.0/16"),
      "Late": made("EC2::Subnet", "VpcId: !Ref Vpc, CidrBlock: 10.5.0.0/24")},
     {"More": made("EC2::VPCCidrBlock", "VpcId: !Ref Vpc, CidrBlock: 10.5.0.0/16"),
      "Late": "{Type: 'AWS::EC2::Subnet', DependsOn: More, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.5.0.0/24}}"},
     "may be created before it"),
    ({**OTHER, "Peer": made("EC2::VPCPeeringConnection", PEER % "A")},
     {**OTHER, "Peer": made("EC2::VPCPeeringConnection", PEER % "B")}, "whose blocks overlap"),
    added("EC2::NatGateway", "ConnectivityType: private, SubnetId: !Ref PublicSubnet, PrivateIpAddress: 10.0.1.3",
          "ConnectivityType: private, SubnetId: !Ref PublicSubnet, PrivateIpAddress: 10.0.1.4", "which AWS keeps"),
    added("EC2::VPCEndpoint", "VpcId: !Ref OtherB, ServiceName: com.amazonaws.us-east-1.dynamodb, "
          "VpcEndpointType: Gateway, PrivateDnsEnabled: true",
          "VpcId: !Ref OtherB, ServiceName: com.amazonaws.us-east-1.dynamodb, VpcEndpointType: Gateway",
          "takes no PrivateDnsEnabled"),
    added("EC2::DHCPOptions", "NetbiosNameServers: [10.0.0.4, 10.0.0.5, 10.0.0.6, 10.0.0.7, 10.0.0.8]",
          "NetbiosNameServers: [10.0.0.4, 10.0.0.5, 10.0.0.6, 10.0.0.7]", "has 5 servers"),
    added("EC2::PrefixList", "PrefixListName: ours, AddressFamily: IPv4, MaxEntries: 1, "
          "Entries: [{Cidr: 10.0.0.0/16}, {Cidr: 10.1.0.0/16}]",
          "PrefixListName: ours, AddressFamily: IPv4, MaxEntries: 2, "
          "Entries: [{Cidr: 10.0.0.0/16}, {Cidr: 10.1.0.0/16}]", "MaxEntries is 1"),
    added("EC2::FlowLog", "ResourceId: !Ref Vpc, ResourceType: VPC, LogDestinationType: s3, "
          "LogDestination: 'arn:aws:s3:::logs'",
          "ResourceId: !Ref Vpc, ResourceType: VPC, TrafficType: ALL, LogDestinationType: s3, "
          "LogDestination: 'arn:aws:s3:::logs'", "no TrafficType"),
    added("EC2::NetworkInterface", "SubnetId: !Ref PublicSubnet, PrivateIpAddress: 10.0.9.9",
          "SubnetId: !Ref PublicSubnet, PrivateIpAddress: 10.0.1.9", "which is not in"),
    added("Route53::HostedZone", "Name: a.example.com, VPCs: [{VPCId: !Ref Vpc, VPCRegion: eu-west-1}]",
          "Name: a.example.com, VPCs: [{VPCId: !Ref Vpc, VPCRegion: us-east-1}]", "in eu-west-1"),
    added("Route53Resolver::FirewallRuleGroup",
          "FirewallRules: [{Action: BLOCK, Priority: 1, FirewallDomainListId: rslvr-fdl-1}]",
          "FirewallRules: [{Action: BLOCK, BlockResponse: NODATA, Priority: 1, FirewallDomainListId: rslvr-fdl-1}]",
          "no BlockResponse"),
]  # fmt: skip
PERMISSIONS: list[Case] = [
    statement("Action: 's3:*', Resource: []", "Action: 's3:*', Resource: ['*']", "an empty Resource"),
    statement("Action: 's3:*', NotAction: 'ec2:*', Resource: '*'", "NotAction: 'ec2:*', Resource: '*'",
              "Action and NotAction"),
    statement("Action: 's3:*', Resource: 'arn:amazon:s3:::b'", "Action: 's3:*', Resource: 'arn:aws:s3:::b'", "no ARN"),
    statement("Action: 's3:*', Resource: '*', Condition: {IpAddress: {'aws:SourceIp': 10.0.0.0/40}}",
              "Action: 's3:*', Resource: '*', Condition: {IpAddress: {'aws:SourceIp': 10.0.0.0/24}}", "by IpAddress"),
    statement("Action: 's3:*', Resource: '*', Condition: {StringEquals: {SourceVpc: x}}",
              "Action: 's3:*', Resource: '*', Condition: {StringEquals: {'cognito-identity.amazonaws.com:aud': x}}",
              "no prefix"),
    statement(f"Action: 's3:*', Resource: {buckets(140)}", f"Action: 's3:*', Resource: {buckets(90)}", "6144"),
    added("IAM::Policy", "PolicyName: a, PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}",
          "PolicyName: a, Roles: [ops], PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}",
          "names no Roles"),
    added("KMS::Key", KEY % (DENIES % "PutKeyPolicy"), KEY % (DENIES % "ScheduleKeyDeletion"), "locks its writer out"),
    ({"First": made("KMS::Key", KEY % ""), "Copy": made("KMS::ReplicaKey", COPY % "!GetAtt First.Arn")},
     {"Copy": made("KMS::ReplicaKey", COPY % "'arn:aws:kms:eu-west-1:111122223333:key/mrk-1'")}, "the same Region"),
    ({"Denying": made("KMS::Key", KEY % (DENIES % "CreateGrant")),
      "Disk": made("EFS::FileSystem", "Encrypted: true, KmsKeyId: !GetAtt Denying.Arn")},
     {"Denying": made("KMS::Key", KEY % (DENIES % "CreateGrant")),
      "Disk": made("EFS::FileSystem", "Encrypted: true")}, "denies kms:CreateGrant to all"),
    added("SQS::Queue", "KmsMasterKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/a'",
          "KmsMasterKeyId: 'arn:aws:kms:us-east-1:111122223333:key/a'", "in eu-west-1"),
    added("SecretsManager::Secret", "GenerateSecretString: {ExcludeCharacters: '0123456789'}",
          "GenerateSecretString: {ExcludeNumbers: true, ExcludeCharacters: '0123456789'}", "nothing of Numbers"),
    added("SSM::Parameter", "Type: String, Name: /a/b/, Value: a", "Type: String, Name: /a/b, Value: a", "/a/b/"),
    added("ECR::Repository", KEPT_IMAGES % 0, KEPT_IMAGES % 1, "counts 0"),
    added("ECR::Repository", KEPT % 1, KEPT % 3, "any images"),
    ({"Login": HUB % '"password"', "Hub": BY_LOGIN}, {"Login": HUB % '"accessToken"', "Hub": BY_LOGIN},
     "and ECR reads"),
    added("ECR::PullThroughCacheRule", "EcrRepositoryPrefix: hub, UpstreamRegistryUrl: registry-1.docker.io",
          "EcrRepositoryPrefix: hub, UpstreamRegistryUrl: public.ecr.aws", "no CredentialArn"),
]  # fmt: skip
STORES: list[Case] = [
    bucket("BucketName: 192.168.5.4", "BucketName: shop-5.4", "192.168.5.4"),
    bucket("LifecycleConfiguration: {Rules: [{Status: Enabled}]}",
           "LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 9}]}", "does nothing"),
    bucket("LifecycleConfiguration: {Rules: [{Status: Enabled, Transitions: [{StorageClass: STANDARD_IA, "
           "TransitionInDays: 10}]}]}", "LifecycleConfiguration: {Rules: [{Status: Enabled, Transitions: "
           "[{StorageClass: STANDARD_IA, TransitionInDays: 30}]}]}", "30 are the least"),
    added("DynamoDB::Table", TABLE % ("RANGE", ""), TABLE % ("HASH", ""), "HASH first"),
    added("DynamoDB::Table", TABLE % ("HASH", INDEX % "ProjectionType: INCLUDE"),
          TABLE % ("HASH", INDEX % "ProjectionType: ALL"), "no NonKeyAttributes"),
    added("OpenSearchService::Domain", SEARCH % ("OpenSearch_2.19", 2, ""), SEARCH % ("OpenSearch_2.19", 2, DISK),
          "no EBSOptions"),
    added("OpenSearchService::Domain", SEARCH % ("OpenSearch_2.17", 3, DISK), SEARCH % ("OpenSearch_2.17", 4, DISK),
          "has 3 nodes"),
    added("SQS::Queue", "SqsManagedSseEnabled: true, KmsMasterKeyId: alias/a", "KmsMasterKeyId: alias/a",
          "of which one is taken"),
    added("ElastiCache::User", "UserId: a, UserName: a, Engine: redis, AccessString: 'on ~* +@all'",
          "UserId: a, UserName: a, Engine: redis, NoPasswordRequired: true, AccessString: 'on ~* +@all'",
          "no Passwords"),
]  # fmt: skip
DATABASES: list[Case] = [
    ({f"{P}.shared_buffers": "'125000'"}, {f"{P}.shared_buffers": "'{DBInstanceClassMemory/32768}'"}, "976 MiB"),
    ({f"{P}.max_connections": "'5000'"}, {f"{P}.max_connections": "'200'"}, "max_connections"),
    ({f"{P}.work_mem": "64MB"}, {f"{P}.work_mem": "'65536'"}, "without a unit"),
    ({f"{P}.statement_timeout": "'1'"}, {f"{P}.statement_timeout": "'30000'"}, "1 milliseconds"),
    ({f"{D}.MasterUsername": "pg_app"}, {f"{D}.MasterUsername": "pgapp"}, "pg_app"),
    ({f"{D}.DBName": "user"}, {f"{D}.DBName": "users"}, "a word that"),
    ({f"{D}.PreferredBackupWindow": "'03:00-03:20'"}, {f"{D}.PreferredBackupWindow": "'03:00-03:30'"}, "less than 30"),
    ({f"{D}.StorageType": "gp2", f"{D}.Iops": "3000"}, {f"{D}.StorageType": "gp2"}, "does not take"),
    ({f"{D}.OptionGroupName": "'default:postgres-16'"}, {f"{D}.OptionGroupName": "'default:postgres-17'"},
     "postgres-16"),
    ({f"{D}.PerformanceInsightsRetentionPeriod": "7"},
     {f"{D}.PerformanceInsightsRetentionPeriod": "7", f"{D}.EnablePerformanceInsights": "true"}, "no EnablePerf"),
    ({"DatabaseSubnets.SubnetIds": "[!Ref Subnet, !Ref Subnet]"}, {}, "one subnet"),
]  # fmt: skip
CACHES: list[Case] = [
    ({f"{C}.SnapshotRetentionLimit": "36"}, {f"{C}.SnapshotRetentionLimit": "35"}, "0 to 35"),
    ({f"{C}.PreferredMaintenanceWindow": "'sun:03:00-sun:03:30'"},
     {f"{C}.PreferredMaintenanceWindow": "'sun:23:30-sun:00:30'"}, "less than 60"),
]  # fmt: skip
INJECTED: list[Case] = [
    ({"Secret.ReplicaRegions": "[{Region: eu-west-1}, {Region: eu-west-1}]"},
     {"Secret.ReplicaRegions": "[{Region: eu-west-1}, {Region: eu-west-3}]"}, "eu-west-1 twice"),
    ({"Let": made("SecretsManager::ResourcePolicy", LETS % "")},
     {"Let": made("SecretsManager::ResourcePolicy", LETS % ", Resource: '*'")}, "without a Resource"),
]  # fmt: skip
REGISTERED: list[Case] = [
    ({"Service.ServiceRegistries.0.Port": "3000"}, {}, "whose records hold none"),
    ({"Caller.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups": "[!Ref CallerGroup, !Ref CallerGroup]"}, {},
     "twice"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "cases"),
    [("nat", NETWORKS), ("nat", PERMISSIONS), ("nat", STORES), ("database", DATABASES), ("cached", CACHES),
     ("injected", INJECTED)],
    ids=["networks", "permissions", "stores", "databases", "caches", "injected"],
)  # fmt: skip
def test_each_is_told_and_no_twin_is(tmp_path: Path, base: str, cases: list[Case]) -> None:
    assert not answer(tmp_path, base, together(bad for bad, _, _ in cases)).yes
    reasons = list(template_faults(load(tmp_path / "root.yaml", {"AWS::Region": "us-east-1"})))
    assert not [word for _, _, word in cases if not any(word in reason for reason in reasons)], reasons
    quiet = answer(tmp_path, base, together(twin for _, twin, _ in cases))
    assert quiet.yes, quiet.because


@pytest.mark.parametrize("case", REGISTERED, ids=["port", "group"])
def test_what_a_service_names_is_told(tmp_path: Path, case: Case) -> None:
    bad, twin, word = case
    assert word in str(answer(tmp_path, "called", bad).because)
    assert answer(tmp_path, "called", twin).yes


def together(edits: Iterable[Edits]) -> Edits:
    every: dict[str, str | None] = {}
    for each in edits:
        every |= each
    return every
