"""Settings of stores, messages and stacks that are refused: start is unknown and says why, and yes for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.logic import Answer
from generator.needs.matrix import Prover
from generator.stack import load

WEB = "TaskDefinition.ContainerDefinitions.0"
COMMAND, VARIABLES, CHECK = f"{WEB}.Command", f"{WEB}.Environment", f"{WEB}.HealthCheck.Command.1"
PARAMETERS = "DatabaseParameters.Parameters"
RULE = "{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: 7, "
RULE += "Conditions: [%s], Actions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"
HOST = "{Field: host-header, HostHeaderConfig: {Values: [%s.example.com]}}"
FROM = "{Field: source-ip, SourceIpConfig: {Values: [%s]}}"
SECRET = "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {SecretStringTemplate: "
SECRET += '\'{"username": "app"}\', GenerateStringKey: password}%s}}'
TAKES = "!Sub '{{resolve:secretsmanager:${Login}:SecretString:%s}}'"
ATTACHMENT = "{Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Login, "
ATTACHMENT += "TargetId: !Ref Database, TargetType: AWS::RDS::%s}}"
IMAGE = "{Type: AWS::SSM::Parameter, Properties: {Type: String, DataType: 'aws:ec2:image', Value: %s}}"
CACHE = "{Type: AWS::ElastiCache::ParameterGroup, Properties: {CacheParameterGroupFamily: valkey8, Description: x, "
CACHE += "Properties: {maxmemory-policy: %s}}}"
POINT = "{Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Files, PosixUser: {Uid: '%s', Gid: '0'}}}"
TABLE = "{Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: a, AttributeType: S}], "
TABLE += "KeySchema: [{AttributeName: a, KeyType: HASH}]%s}}"
POLICY = "{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket, PolicyDocument: {Statement: [{Effect: Allow, "
POLICY += "Principal: '*', Action: 's3:GetObject', Resource: !Sub '${Bucket.Arn}/*'%s}]}}}"
TELLS = "{Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {QueueConfigurations: [{Event: "
TELLS += "'s3:ObjectCreated:*', Queue: !GetAtt Queue.Arn}]}}}"
LETS = "{Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: [{Effect: Allow, "
LETS += "Principal: {Service: s3.amazonaws.com}, Action: 'sqs:SendMessage', Resource: !GetAtt Queue.Arn}]}}}"
FILTER = "{Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref LogGroup, FilterPattern: '%s', "
FILTER += "DestinationArn: 'arn:aws:lambda:us-east-1:111122223333:function:%s'}}"
ROLE = "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: "
ROLE += "Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}"
FUNCTION = "{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Handler: index.b, Runtime: python3.13, "
FUNCTION += "Code: {ZipFile: %r}}}"
MADE = "{Type: 'Custom::Made', Properties: {ServiceToken: !GetAtt Function.Arn}}"
ANSWERS = "import cfnresponse\ndef b(event, context):\n  cfnresponse.send(event, context, 'SUCCESS', {})\n"
INPUT = '\'{"containerOverrides": [{"name": "job", "command": %s}]}\''
KEY = "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, "
KEY += "Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}, "
KEY += "{Effect: Deny, Principal: {Service: '%s'}, Action: 'kms:Decrypt', Resource: '*'}]}}}"

REFUSED_AND_TAKEN: list[tuple[str, Edits, Edits, str]] = [
    # Databases and caches.
    ("database", {"Database.EngineVersion": "'17.99'"}, {"Database.EngineVersion": "'17'"}, "no version of postgres"),
    ("database", {f"{PARAMETERS}.log_statement": "everything"}, {f"{PARAMETERS}.log_statement": "ddl"}, "everything"),
    ("database", {f"{PARAMETERS}.max_connections": "'2'"}, {f"{PARAMETERS}.max_connections": "'200'"}, "8388607"),
    ("database", {f"{PARAMETERS}.shared_preload_libraries": "pg_stat"},
     {f"{PARAMETERS}.shared_preload_libraries": "'pg_stat_statements, pgaudit'"}, "has pg_stat"),
    ("database", {"Database.CharacterSetName": "UTF8"}, {}, "CharacterSetName"),
    ("database", {"Database.NetworkType": "DUAL"}, {"Database.NetworkType": "IPV4"}, "no block of IPv6"),
    ("database", {"Database.PreferredBackupWindow": "'03:00-04:00'",
                  "Database.PreferredMaintenanceWindow": "'sun:03:30-sun:04:30'"},
     {"Database.PreferredBackupWindow": "'03:00-04:00'",
     "Database.PreferredMaintenanceWindow": "'sun:04:00-sun:05:00'"},
     "lies in"),
    ("database", {"Login": SECRET % "", "Attachment": ATTACHMENT % "DBCluster"},
     {"Login": SECRET % "", "Attachment": ATTACHMENT % "DBInstance"}, "TargetType"),
    ("database", {f"{VARIABLES}.1.Value": "verify"}, {f"{VARIABLES}.1.Value": "require"}, "mode of TLS verify"),
    ("cached", {"Cache.EngineVersion": "'9.9'"}, {"Cache.EngineVersion": "'8.0'"}, "no version of valkey"),
    ("cached", {"Cache.CacheNodeType": "cache.t1.micro"}, {"Cache.CacheNodeType": "cache.r7g.large"}, "cache.t1.micro"),
    ("cached", {"Cache.CacheParameterGroupName": "default.redis7"},
     {"Cache.CacheParameterGroupName": "default.valkey8"}, "the family default.redis7"),
    ("cached", {"Cache.ReplicationGroupId": "a" * 41}, {"Cache.ReplicationGroupId": "a" * 40}, "41 characters"),
    ("cached", {"Cache.ReplicationGroupDescription": "''"}, {}, "is empty"),
    ("cached", {"Group": CACHE % "least"}, {"Group": CACHE % "allkeys-lru"}, "maxmemory-policy"),
    ("files", {"Files.ThroughputMode": "elastic", "Files.PerformanceMode": "maxIO"},
     {"Files.ThroughputMode": "elastic"}, "maxIO"),
    ("files", {"Files.LifecyclePolicies": "[{TransitionToIA: AFTER_30_DAYS, TransitionToArchive: AFTER_90_DAYS}]"},
     {"Files.LifecyclePolicies": "[{TransitionToIA: AFTER_30_DAYS}, {TransitionToArchive: AFTER_90_DAYS}]"}, "one is"),
    ("files", {"Point": POINT % "-1"}, {"Point": POINT % "1000"}, "4294967295"),
    ("nat", {"Login": SECRET % ", ReplicaRegions: [{Region: us-east-1}]"},
     {"Login": SECRET % ", ReplicaRegions: [{Region: eu-west-1}]"}, "where the secret itself is"),
    ("nat", {"Login": SECRET % "", "Cluster.ClusterName": TAKES % "pass"},
     {"Login": SECRET % "", "Cluster.ClusterName": TAKES % "username"}, "the key pass of Login"),
    ("nat", {"Size": IMAGE % "none"}, {"Size": IMAGE % "ami-0123456789abcdef0"}, "id of an image"),
    ("nat", {"Key": KEY % "*"}, {"Key": KEY % "logs.amazonaws.com"}, "no principal"),
    # Balancers and services.
    ("balanced", {"Rule": RULE % f"{HOST % 'a'}, {HOST % 'b'}"},
     {"Rule": RULE % f"{HOST % 'a'}, {FROM % '10.0.0.0/8'}"},
     "2 conditions of the field host-header"),
    ("balanced", {"Rule": RULE % FROM % "127.0.0.1/32"}, {"Rule": RULE % FROM % "10.0.0.0/8"}, "no request comes from"),
    ("balanced", {"Targets.HealthCheckPath": "/health check"}, {"Targets.HealthCheckPath": "/health-check"}, "a space"),
    ("nat", {"Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "[!Ref Subnet, !Ref Subnet]"}, {}, "twice"),
    ("hosts", {"Service.AvailabilityZoneRebalancing": "ENABLED", "Service.PlacementStrategies":
               "[{Type: binpack, Field: memory}]"},
     {"Service.AvailabilityZoneRebalancing": "ENABLED", "Service.PlacementStrategies":
      "[{Type: spread, Field: 'attribute:ecs.availability-zone'}, {Type: binpack, Field: memory}]"}, "rebalanced"),
    ("connected", {"Service.ServiceConnectConfiguration.Services.0.Timeout": "{PerRequestTimeoutSeconds: 1}"},
     {"Service.ServiceConnectConfiguration.Services.0.Timeout": "{PerRequestTimeoutSeconds: 1}",
      f"{WEB}.PortMappings.0.AppProtocol": "http"}, "so is TCP"),
    ("connected", {"Service.ServiceConnectConfiguration.Services.1":
                   "{PortName: http, DiscoveryName: other, ClientAliases: [{Port: 81}]}"}, {},
     "have the PortName http"),
    ("called", {"Namespace.Name": "'app_internal!'"}, {"Namespace.Name": "app_internal"}, "no name in a zone"),
    # Events, messages and logs.
    ("scheduled", {"Nightly.Targets.0.Input": INPUT % '"a b"'}, {"Nightly.Targets.0.Input": INPUT % '["a", "b"]'},
     "job"),
    ("scheduled", {"Nightly.ScheduleExpression": "cron(0 3 30 2 ? *)"},
     {"Nightly.ScheduleExpression": "cron(0 3 29 2 ? *)"}, "no month has"),
    ("alarmed", {"AlarmTopic.Subscription": "[{Protocol: mail, Endpoint: a}]"},
     {"AlarmTopic.Subscription": "[{Protocol: email, Endpoint: a@example.com}]"}, "Protocol mail"),
    ("alarmed", {"TasksMissing.Statistic": None, "TasksMissing.ExtendedStatistic": "P200"},
     {"TasksMissing.Statistic": None, "TasksMissing.ExtendedStatistic": "p99.9"}, "P200"),
    ("nat", {"Table": TABLE % ""}, {"Table": TABLE % ", BillingMode: PAY_PER_REQUEST"}, "neither BillingMode"),
    ("nat", {"Bucket": "{Type: AWS::S3::Bucket}", "Open": POLICY % ""},
     {"Bucket": "{Type: AWS::S3::Bucket}", "Open": POLICY % ", Condition: {StringEquals: {'aws:SourceAccount': '1'}}"},
     "lets everybody in"),
    ("nat", {"Queue": "{Type: AWS::SQS::Queue}", "Bucket": TELLS},
     {"Queue": "{Type: AWS::SQS::Queue}", "Bucket": TELLS, "Lets": LETS}, "no policy that lets it"),
    ("nat", {"A": FILTER % ("[", "a")}, {"A": FILTER % ("[a, b]", "a")}, "does not end with ]"),
    ("nat", {name: FILTER % ("", name) for name in "ABC"}, {name: FILTER % ("", name) for name in "AB"},
     "3 subscription"),
    # Stacks.
    ("nat", {"Parameters.Size": "{Type: Strng}"}, {"Parameters.Size": "{Type: 'AWS::SSM::Parameter::Name'}"}, "Strng"),
    ("nat", {"Parameters.Zone": "{Type: 'AWS::EC2::AvailabilityZone::Name', Default: eu-west-1a}"},
     {"Parameters.Zone": "{Type: 'AWS::EC2::AvailabilityZone::Name', Default: us-east-1a}"}, "no zone of us-east-1"),
    ("nat", {"Parameters.Key": "{Type: 'AWS::EC2::KeyPair::KeyName', Default: ''}"},
     {"Parameters.Key": "{Type: 'AWS::EC2::KeyPair::KeyName', Default: ops}"}, "no key pair"),
    ("nat", {"Mappings": "{Sizes: {'a b': {A: b}}}"}, {"Mappings": "{Sizes: {a-b: {A: b}}}"}, "the key 'a b'"),
    ("nat", {"Outputs": "{A: {Value: a, Export: {Name: shop}}}", "Cluster.ClusterName": "!ImportValue shop"},
     {"Outputs": "{A: {Value: a, Export: {Name: shop}}}", "Cluster.ClusterName": "!ImportValue other"},
     "exports itself"),
    ("nat", {"Role": ROLE, "Made": MADE, "Function": FUNCTION % "def b(event, context):\n  return 1\n"},
     {"Role": ROLE, "Made": "{Type: AWS::SNS::Topic}", "Function": FUNCTION % ANSWERS}, "never answers"),
    ("nat", {"Outputs": "{A: {Value: a, Export: {Name: !GetAtt Cluster.Arn}}}"},
     {"Outputs": "{A: {Value: a, Export: {Name: !Sub '${AWS::StackName}-a:b'}}}"}, "Outputs.A"),
    ("nat", {"Conditions": "{Never: !Equals [a, b]}", "LogGroup.Condition": "Never"},
     {"Conditions": "{Always: !Equals [a, a]}", "LogGroup.Condition": "Always"}, "whose condition is never true"),
    ("scheduled", {"Nightly.ScheduleExpression": "cron(0 3 1 1 ? 2020)"},
     {"Nightly.ScheduleExpression": "cron(0 3 1 1 ? 2199)"}, "that year is over"),
    # Containers.
    ("nat", {CHECK: "wget -q -O /dev/null http://web:3000/ || exit 1"},
     {CHECK: "wget -q -O /dev/null http://127.0.0.1:3000/?from=http://web:3000 || exit 1"}, "asks web"),
    ("nat", {CHECK: "pg_isready -h 10.9.9.9"}, {CHECK: "pg_isready -h localhost"}, "asks 10.9.9.9"),
    ("nat", {VARIABLES: "[{Name: HTTPS_PROXY, Value: 'http://10.9.9.9:3128'}]"},
     {VARIABLES: "[{Name: HTTPS_PROXY, Value: 'http://localhost:3128'}]"}, "through 10.9.9.9:3128"),
    ("nat", {COMMAND: "[npm, run, migrate]"}, {COMMAND: "[sh, -c, 'npm run migrate && node server.js']"}, "which ends"),
]  # fmt: skip
AGENT = "TaskDefinition.ContainerDefinitions.1"
WAITS: Edits = {f"{WEB}.DependsOn": "[{ContainerName: agent, Condition: SUCCESS}]"}
ALPINE: Edits = {f"{WEB}.Image": "public.ecr.aws/docker/library/alpine:3.20", f"{WEB}.HealthCheck": None}


@pytest.mark.parametrize(("base", "edits", "twin", "word"), REFUSED_AND_TAKEN, ids=lambda each: None)
def test_what_is_refused_is_told_and_its_twin_is_proven(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str
) -> None:
    told = answer(tmp_path, base, edits)
    assert told.verdict.value == "unknown"
    assert any(word in str(each) for each in told.because), told.because
    quiet = answer(tmp_path, base, twin)
    assert quiet.yes, quiet.because


@pytest.mark.parametrize(
    ("agent", "word"),
    [("{Name: agent, Image: 'public.ecr.aws/nginx/nginx:1', Essential: false}", "is a server"),
     ("{Name: agent, Image: 'public.ecr.aws/nginx/nginx:1', Essential: false, Command: [sh, -c, 'cp -r /a /b']}", "")],
)  # fmt: skip
def test_a_server_does_not_end(tmp_path: Path, agent: str, word: str) -> None:
    told = answer(tmp_path, "nat", {AGENT: agent, **WAITS})
    assert told.yes == (not word), told.because
    assert word in f"{told.because} {told.causes}"


@pytest.mark.parametrize(("entry", "proven"), [("[bash, -c, 'exec /app']", False), ("[sh, -c, 'exec /app']", True)])
def test_an_entry_point_is_looked_for_in_an_image_on_record(tmp_path: Path, entry: str, proven: bool) -> None:
    assert answer(tmp_path, "nat", {**ALPINE, f"{WEB}.EntryPoint": entry}).yes == proven


@pytest.mark.parametrize(("given", "proven"), [("{Size: a, Other: b}", False), ("{Size: a}", True)])
def test_a_nested_stack_takes_no_other_parameters(tmp_path: Path, given: str, proven: bool) -> None:
    (tmp_path / "inner.yaml").write_text(
        "Parameters: {Size: {Type: String}}\nResources: {Topic: {Type: AWS::SNS::Topic}}\n"
    )
    nested = f"{{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: inner.yaml, Parameters: {given}}}}}"
    assert answer(tmp_path, "nat", {"Inner": nested}).yes == proven


def answer(folder: Path, base: str, edits: Edits) -> Answer:
    """The row start of the first task that is not proven, else of the first."""
    path = folder / "root.yaml"
    path.write_text(template(base, tuple(edits.items())))
    proofs = Prover(load(path, {"AWS::Region": "us-east-1"}, project=folder)).proofs
    answers = [each.answer for each in proofs if each.need.name == "start"]
    return next((each for each in answers if not each.yes), answers[0])
