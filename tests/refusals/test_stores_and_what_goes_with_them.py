"""Stores, keys, secrets and buckets that are refused for what goes with them, and the nearest that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.refusals.twins import is_told_and_its_twin_is_not

AURORA = (
    "{Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-postgresql, EngineVersion: '16.4', MasterUsername: app, "
    "ManageMasterUserPassword: true, %s}}"
)
SCALED = "ServerlessV2ScalingConfiguration: {MinCapacity: %s, MaxCapacity: %s, SecondsUntilAutoPause: %s}"
MEMBER = "{Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Aurora, %s}}"
CLUSTER = AURORA % "EngineMode: provisioned"
DATABASE = (
    "{Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, EngineVersion: '16.4', DBInstanceClass: db.t4g.micro, "
    "%s}}"
)
FRESH = "AllocatedStorage: '20', MasterUsername: app, ManageMasterUserPassword: true"
GROUP = "{Type: AWS::RDS::DBParameterGroup, Properties: {Description: own, Family: %s, Parameters: {%s: '1'}}}"
KEY = (
    "{Type: AWS::KMS::Key, Properties: {%sKeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: "
    "{AWS: "
    "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}%s]}}}"
)
FOR_S3 = ", {Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: 'kms:GenerateDataKey*', Resource: '*'}"
FILES = "{Type: AWS::EFS::FileSystem, Properties: {Encrypted: true, KmsKeyId: !GetAtt Key.Arn}}"
MADE_UP = "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {%s}}}"
CACHE = (
    "{Type: AWS::ElastiCache::ReplicationGroup, Properties: {ReplicationGroupDescription: own, Engine: redis, "
    "CacheNodeType: cache.t4g.micro, NumCacheClusters: 1, AutomaticFailoverEnabled: false, %s}}"
)
TOKEN = "TransitEncryptionEnabled: true, AuthToken: !Sub '{{resolve:secretsmanager:${Made}:SecretString}}'"
BROKER = (
    "{Type: AWS::AmazonMQ::Broker, Properties: {BrokerName: own, EngineType: RABBITMQ, EngineVersion: '3.13', "
    "HostInstanceType: mq.m5.large, DeploymentMode: SINGLE_INSTANCE, AutoMinorVersionUpgrade: true, "
    "PubliclyAccessible: "
    "false, Users: [{Username: app, Password: !Sub '{{resolve:secretsmanager:${Made}:SecretString}}'}]}}"
)
MEMCACHED = (
    "{Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: memcached, EngineVersion: %s, CacheNodeType: "
    "cache.t3.micro, NumCacheNodes: 1, TransitEncryptionEnabled: true}}"
)
SEARCH = (
    "{Type: AWS::OpenSearchService::Domain, Properties: {EBSOptions: {EBSEnabled: true, VolumeSize: 10}, "
    "EncryptionAtRestOptions: {Enabled: true}, NodeToNodeEncryptionOptions: {Enabled: %s}, DomainEndpointOptions: "
    "{EnforceHTTPS: true}, AdvancedSecurityOptions: {Enabled: true, InternalUserDatabaseEnabled: true, "
    "MasterUserOptions: "
    "{MasterUserName: app, MasterUserPassword: !Sub '{{resolve:secretsmanager:${Made}:SecretString}}'}}}}"
)
SCRAM = {"List": "{Type: AWS::MSK::BatchScramSecret, Properties: {ClusterArn: 'arn:aws:kafka:us-east-1:111122223333:"
         "cluster/own/a', SecretArnList: [!Ref Login]}}", "Key": KEY % ("", "")}  # fmt: skip
SCRAM_LOGIN = "{Type: AWS::SecretsManager::Secret, Properties: {%sKmsKeyId: !GetAtt Key.Arn, SecretString: '{}'}}"
LOGIN = '{Type: AWS::SecretsManager::Secret, Properties: {SecretString: \'{"username": "a", "password": "b"%s}\'}}'
ROTATED = (
    "{Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref Login, HostedRotationLambda: "
    "{RotationType: %s}}}"
)
TRANSFORM: Edits = {"Transform": "AWS::SecretsManager-2024-09-16"}
WHOLE = ', "engine": "postgres", "host": "db"'
PROXY = (
    "{Type: AWS::RDS::DBProxy, Properties: {DBProxyName: own, EngineFamily: POSTGRESQL, RoleArn: "
    "'arn:aws:iam::111122223333:role/proxy', VpcSubnetIds: [!Ref Subnet, !Ref PublicSubnet], Auth: [{AuthScheme: "
    "SECRETS, "
    "SecretArn: !Ref Login}]}}"
)
BUCKET = "{Type: AWS::S3::Bucket, DependsOn: Lets, Properties: {NotificationConfiguration: {QueueConfigurations: "
BUCKET += "[{Event: 's3:ObjectCreated:*', Queue: !GetAtt Queue.Arn}]}}}"
LETS = (
    "{Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Version: '2012-10-17', "
    "Statement: "
    "[{Effect: Allow, Principal: {Service: %s.amazonaws.com}, Action: 'sqs:SendMessage', Resource: !GetAtt "
    "Queue.Arn}]}}}"
)
SEALED = "{Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}"
FIFO = "{Type: AWS::SQS::Queue, Properties: {FifoQueue: %s}}"
HEARD: Edits = {
    "Topic": "{Type: AWS::SNS::Topic}",
    "Heard": "{Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt "
    "Queue.Arn}}",
}
NAMED = "{Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '%s-${AWS::AccountId}'}}"

GROUP_OF = (
    "{Type: AWS::RDS::%s, Properties: {Description: a, Family: aurora-postgresql16, Parameters: {timezone: UTC}}}"
)
INTERNAL = (
    "{Type: AWS::OpenSearchService::Domain, Properties: {EBSOptions: {EBSEnabled: true, VolumeSize: 10}, "
    "EncryptionAtRestOptions: {Enabled: true}, NodeToNodeEncryptionOptions: {Enabled: true}, DomainEndpointOptions: "
    "{EnforceHTTPS: true}, AdvancedSecurityOptions: {Enabled: true, InternalUserDatabaseEnabled: %s, "
    "MasterUserOptions: {MasterUserARN: 'arn:aws:iam::111122223333:role/search'}}}}"
)
CLUSTERED = (
    "{Type: AWS::AmazonMQ::Broker, Properties: {BrokerName: own, EngineType: RABBITMQ, EngineVersion: '3.13', "
    "HostInstanceType: %s, DeploymentMode: CLUSTER_MULTI_AZ, AutoMinorVersionUpgrade: true, PubliclyAccessible: false, "
    "Users: [{Username: app, Password: '{{resolve:secretsmanager:mq:SecretString:password}}'}]}}"
)
TRUSTED = (
    "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
    "Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}"
)
FOR_ROLE = ", {Effect: Allow, Principal: {AWS: %s}, Action: 'kms:Decrypt', Resource: '*'}"

MYSQL = (
    "{Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, EngineVersion: '8.0.39', DBInstanceClass: %s, "
    "AllocatedStorage: '20', MasterUsername: app, ManageMasterUserPassword: true, EnablePerformanceInsights: true}}"
)

Pair = tuple[Edits, Edits, str]


def _of(name: str, form: str, wrong: str, right: str, word: str, more: Edits | None = None) -> Pair:
    beside = more or {}
    return {**beside, name: form % wrong}, {**beside, name: form % right}, word


PAIRS: list[Pair] = [
    _of("Aurora", AURORA, SCALED % ("8", "4", "600"), SCALED % ("0", "4", "600"), "above its MaxCapacity"),
    _of("Aurora", AURORA, SCALED % ("0.3", "4", "600"), SCALED % ("0.5", "4", "600"), "in steps of 0.5"),
    _of("Aurora", AURORA, SCALED % ("0", "4", "60"), SCALED % ("0", "4", "300"), "300 to 86400"),
    _of("Aurora", AURORA, "EngineMode: serverless", "EngineMode: provisioned", "does not have"),
    _of("Writer", MEMBER, "Engine: aurora-mysql, DBInstanceClass: db.r6g.large",
        "Engine: aurora-postgresql, DBInstanceClass: db.r6g.large", "that of its cluster", {"Aurora": CLUSTER}),
    _of("Writer", MEMBER, "Engine: aurora-postgresql, DBInstanceClass: db.t4g.micro",
        "Engine: aurora-postgresql, DBInstanceClass: db.t4g.medium", "does not run on", {"Aurora": CLUSTER}),
    _of("Writer", MEMBER, "Engine: aurora-postgresql, DBInstanceClass: db.r6g.large, MasterUsername: app",
        "Engine: aurora-postgresql, DBInstanceClass: db.r6g.large", "is the cluster's", {"Aurora": CLUSTER}),
    _of("Db", DATABASE, "DBSnapshotIdentifier: own, MasterUsername: a", "DBSnapshotIdentifier: own", "MasterUs"),
    _of("Db", DATABASE, "DBSnapshotIdentifier: own, DBName: shop", "DBSnapshotIdentifier: own", "DBName"),
    ({"Own": GROUP % ("postgres16", "sql_mode")}, {"Own": GROUP % ("mysql8.0", "sql_mode")}, "has no such parameter"),
    ({"Own": GROUP % ("mysql8.0", "work_mem")}, {"Own": GROUP % ("mysql8.0", "general_log")}, "has no such parameter"),
    ({"Key": KEY % ("KeySpec: HMAC_256, KeyUsage: GENERATE_VERIFY_MAC, ", ""), "Files": FILES},
     {"Key": KEY % ("", ""), "Files": FILES}, "is for no encryption"),
    ({"Key": KEY % ("Enabled: false, ", ""), "Files": FILES}, {"Key": KEY % ("Enabled: true, ", ""), "Files": FILES},
     "is disabled"),
    _of("Made", MADE_UP, "PasswordLength: 12, ExcludePunctuation: true", "PasswordLength: 16, ExcludePunctuation: true",
        "16 to 128", {"Cache": CACHE % TOKEN}),
    _of("Made", MADE_UP, "PasswordLength: 32", "ExcludePunctuation: true", "it refuses", {"Cache": CACHE % TOKEN}),
    _of("Made", MADE_UP, "PasswordLength: 32", "ExcludeCharacters: ',:='", "which it refuses", {"Broker": BROKER}),
    _of("Made", MADE_UP, "ExcludePunctuation: true", "PasswordLength: 32", "without symb", {"Search": SEARCH % "true"}),
    _of("Search", SEARCH, "false", "true", "NodeToNode", {"Made": MADE_UP % "PasswordLength: 32"}),
    ({"Key": KEY % ("", ""), "Cache": CACHE % "KmsKeyId: !GetAtt Key.Arn"},
     {"Key": KEY % ("", ""), "Cache": CACHE % "AtRestEncryptionEnabled: true, KmsKeyId: !GetAtt Key.Arn"},
     "AtRestEncryptionEnabled is not"),
    _of("Own", MEMCACHED, "1.5.16", "1.6.22", "1.6.12 is the first"),
    _of("Login", SCRAM_LOGIN, "Name: kafka, ", "Name: AmazonMSK_kafka, ", "AmazonMSK_", SCRAM),
    ({"Login": LOGIN % WHOLE, "Rotated": ROTATED % "PostgreSQLSingleUser"},
     {**TRANSFORM, "Login": LOGIN % WHOLE, "Rotated": ROTATED % "PostgreSQLSingleUser"}, "no Transform"),
    _of("Login", LOGIN, "", WHOLE, "has no engine, host", {**TRANSFORM, "Rotated": ROTATED % "PostgreSQLSingleUser"}),
    _of("Login", LOGIN, WHOLE, f'{WHOLE}, "masterarn": "a"', "no key masterarn",
        {**TRANSFORM, "Rotated": ROTATED % "PostgreSQLMultiUser"}),
    _of("Login", '{Type: AWS::SecretsManager::Secret, Properties: {SecretString: \'{"username": "a"%s}\'}}', "",
        ', "password": "b"', "nobody logs in", {"Proxy": PROXY}),
    _of("Lets", LETS, "sns", "s3", "does not let s3", {"Queue": "{Type: AWS::SQS::Queue}", "Told": BUCKET}),
    ({"Queue": SEALED, "Told": BUCKET, "Lets": LETS % "s3", "Key": KEY % ("", "")},
     {"Queue": SEALED, "Told": BUCKET, "Lets": LETS % "s3", "Key": KEY % ("", FOR_S3)}, "KeyPolicy of Key"),
    _of("Queue", FIFO, "true", "false", "no FIFO topic", HEARD),
    _of("Own", GROUP_OF, "DBParameterGroup", "DBClusterParameterGroup", "which is of the type",
        {"Aurora": AURORA % "DBClusterParameterGroupName: !Ref Own"}),
    _of("Db", DATABASE, FRESH + ", BackupRetentionPeriod: 0", FRESH + ", BackupRetentionPeriod: 1", "no backups",
        {"Copy": "{Type: AWS::RDS::DBInstance, Properties: {SourceDBInstanceIdentifier: !Ref Db, DBInstanceClass: "
         "db.t4g.micro}}"}),
    _of("Db", MYSQL, "db.t4g.small", "db.t4g.medium", "EnablePerformanceInsights"),
    _of("Own", INTERNAL, "true", "false", "MasterUserARN"),
    _of("Own", CLUSTERED, "mq.t3.micro", "mq.m5.large", "no clusters"),
    ({"Role": TRUSTED, "Key": KEY % ("", FOR_ROLE % "!Ref Role")},
     {"Role": TRUSTED, "Key": KEY % ("", FOR_ROLE % "!GetAtt Role.Arn")}, "which is its name"),
    _of("Own", NAMED, "Shop", "shop", "lower-case letters"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "twin", "word"), PAIRS, ids=lambda each: each if isinstance(each, str) else None)
def test_what_goes_with_it_decides(tmp_path: Path, edits: Edits, twin: Edits, word: str) -> None:
    is_told_and_its_twin_is_not(tmp_path, "nat", edits, twin, word)
