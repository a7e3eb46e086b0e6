"""Sections, patterns, code and settings that AWS does not take are told, and the nearest right twin of each is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.refusals.template_faults import template_faults
from generator.stack import load

PARAMETER = "{Type: String, Default: x%s}"
FUNCTION_ROLE = (
    "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, "
    "Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}]}, ManagedPolicyArns: "
    "['arn:aws:iam::aws:policy/service-role/%s']}}"
)
BASIC = FUNCTION_ROLE % "AWSLambdaBasicExecutionRole"
FUNCTION = (
    "{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt FunctionRole.Arn, Handler: %s, Runtime: %s, "
    'Code: {ZipFile: "%s"}%s}}'
)
CUSTOM = "{Type: 'Custom::Seed', Properties: {ServiceToken: !GetAtt Function.Arn%s}}"
ANSWERS = "import cfnresponse\\ndef run(event, context):\\n  cfnresponse.send(event, context, cfnresponse.%s, {})\\n"


def seeded(
    code: str = ANSWERS % "SUCCESS",
    handler: str = "index.run",
    more: str = "",
    of: str = "",
    runtime: str = "python3.13",
) -> Edits:
    """A custom resource and its function."""
    function = FUNCTION % (handler, runtime, code, more)
    return {"Seed": CUSTOM % of, "Function": function, "FunctionRole": BASIC}


def event(pattern: str) -> Edits:
    """The rule of the base, for events instead of a time."""
    return {"Nightly.ScheduleExpression": None, "Nightly.EventPattern": pattern}


SECTIONS: list[tuple[Edits, Edits, str]] = [
    ({"Conditions.C": "!Equals [x]"}, {"Conditions.C": "!Equals [x, y]"}, "Fn::Equals of 1"),
    (
        {"Conditions.C": "!Not [!Equals [a, b], !Equals [a, c]]"},
        {"Conditions.C": "!Not [!Equals [a, b]]"},
        "Fn::Not of 2",
    ),
    ({"Conditions.C": "!Or [!Equals [a, b]]"}, {"Conditions.C": "!Or [!Equals [a, b], !Equals [a, a]]"}, "Fn::Or of 1"),
    ({"Conditions.C": "!Equals [!Ref Cluster, x]"}, {"Conditions.C": "!Equals [!Ref AWS::Region, x]"}, "no parameter"),
    ({"Conditions.C": "'true'"}, {"Conditions.C": "!Equals [a, a]"}, "no function of conditions"),
    (
        {"Conditions.C": "!Not [{Condition: D}]"},
        {"Conditions.C": "!Not [{Condition: D}]", "Conditions.D": "!Equals [a, b]"},
        "no condition here",
    ),
    ({"Mappings.M": "{a: b}"}, {"Mappings.M": "{a: {b: c}}"}, "second level"),
    (
        {"Parameters.P": "{Type: String, NoEcho: 'yes'}"},
        {"Parameters.P": "{Type: String, NoEcho: 'true'}"},
        "neither true nor false",
    ),
    (
        {"TaskDefinition.ContainerDefinitions.0.User": "'1000:app:x'"},
        {"TaskDefinition.ContainerDefinitions.0.User": "'1000:app'"},
        "no user and group",
    ),
    (
        {"TaskDefinition.ContainerDefinitions.0.User": "'2147483648'"},
        {"TaskDefinition.ContainerDefinitions.0.User": "'2147483647'"},
        "no user and group",
    ),
    ({"TaskDefinition.Memory": "'512.5'"}, {"TaskDefinition.Memory": "0.5 GB"}, "a whole number is taken"),
    ({"Mappings.M": "{a: {b: {c: d}}}"}, {"Mappings.M": "{a: {b: [c, d]}}"}, "third level"),
    ({"Mappings.M": "{a: {b: !Ref AWS::Region}}"}, {"Mappings.M": "{a: {b: eu-west-1}}"}, "a function at a.b"),
    (
        {"Parameters.P": "{Type: CommaDelimitedList, Default: [a, b]}"},
        {"Parameters.P": "{Type: CommaDelimitedList, Default: 'a,b'}"},
        "no text or number",
    ),
    (
        {"Parameters.P": PARAMETER % ", AllowedPattern: '[a-z'"},
        {"Parameters.P": PARAMETER % ", AllowedPattern: '[a-z]'"},
        "no regular expression",
    ),
    ({"Parameters.P": PARAMETER % ", Defualt: y"}, {"Parameters.P": PARAMETER % ", NoEcho: true"}, "Defualt"),
    ({"Parameters.my-name": PARAMETER % ""}, {"Parameters.MyName": PARAMETER % ""}, "letters and digits"),
    (
        {"Parameters.P": "{Type: 'AWS::EC2::VPC::Id', Default: my-vpc}"},
        {"Parameters.P": "{Type: 'AWS::EC2::VPC::Id', Default: vpc-0123456789abcdef0}"},
        "ids begin with vpc-",
    ),
    ({"Outputs.O": "{Description: x}"}, {"Outputs.O": "{Value: x}"}, "no Value"),
    (
        {"Outputs.O": "{Condition: Gone, Value: x}"},
        {"Outputs.O": "{Condition: C, Value: x}", "Conditions.C": "!Equals [a, a]"},
        "which is not there",
    ),
    ({"Outputs.O": "{Value: '', Export: {Name: abc}}"}, {"Outputs.O": "{Value: x, Export: {Name: abc}}"}, "is empty"),
    (
        {"Outputs.O": "{Value: !Select [0, !Cidr [10.0.0.0/8, 300, 8]]}"},
        {"Outputs.O": "{Value: !Select [0, !Cidr [10.0.0.0/8, 256, 8]]}"},
        "300 blocks",
    ),
    (
        {"Outputs.O": "{Value: {'Fn::Base64': [a]}}"},
        {"Outputs.O": "{Value: {'Fn::Base64': a}}"},
        "Fn::Base64 of a list",
    ),
    (
        {"Outputs.O": "{Value: {'Fn::Length': [a]}}"},
        {"Outputs.O": "{Value: {'Fn::Join': ['', [a]]}}"},
        "LanguageExtensions",
    ),
    (
        {"Cluster.ClusterName": "{'Fn::ImportValue': !GetAtt Vpc.VpcId}"},
        {"Cluster.ClusterName": "{'Fn::ImportValue': a}"},
        "made here",
    ),
    (
        {"Subnet.AvailabilityZone": "!Select [0, !GetAZs eu-west-1]"},
        {"Subnet.AvailabilityZone": "!Select [0, !GetAZs us-east-1]"},
        "one of eu-west-1",
    ),
    ({"One": "{Type: AWS::Serverless::SimpleTable}"}, {"One": "{Type: AWS::SNS::Topic}"}, "no Transform"),
]
CODE: list[tuple[Edits, Edits, str]] = [
    (seeded(ANSWERS % "FAILED"), seeded(), "nothing but FAILED"),
    (seeded(handler="lambda_function.run"), seeded(), "code in the template is in index"),
    (seeded(handler="index.handler"), seeded(), "has no handler"),
    (seeded((ANSWERS % "SUCCESS").replace("):", ")")), seeded(), "no Python"),
    (
        seeded("import requests\\n" + ANSWERS % "SUCCESS"),
        seeded("import boto3, json\\n" + ANSWERS % "SUCCESS"),
        "requests",
    ),
    (seeded("import json\\ndef run(e, c):\\n  raise Exception(1)\\n"), seeded(), "exception at once"),
    (seeded(runtime="nodejs22.x"), seeded(), "code is of Python"),
    (seeded(more=", ReservedConcurrentExecutions: 0"), seeded(more=", ReservedConcurrentExecutions: 1"), "never runs"),
    (seeded(of=", ServiceTimeout: 5000"), seeded(of=", ServiceTimeout: 3600"), "3600 seconds"),
    (
        {**seeded(), "Seed": "{Type: 'Custom::Seed', Properties: {ServiceToken: !Ref Function}}"},
        seeded(),
        "is the name of",
    ),
    (
        {
            **seeded(),
            "Queue": "{Type: AWS::SQS::Queue}",
            "Reads": "{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Function, "
            "EventSourceArn: !GetAtt Queue.Arn}}",
        },
        {
            **seeded(),
            "FunctionRole": FUNCTION_ROLE % "AWSLambdaSQSQueueExecutionRole",
            "Queue": "{Type: AWS::SQS::Queue}",
            "Reads": "{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Function, "
            "EventSourceArn: !GetAtt Queue.Arn}}",
        },
        "sqs:receivemessage",
    ),
]
EVENTS: list[tuple[Edits, Edits, str]] = [
    (event("{source: [aws.s3x]}"), event("{source: [com.myapp.orders]}"), "aws.s3x"),
    (event("{source: [aws.elb]}"), event("{source: [aws.elasticloadbalancing]}"), "aws.elb"),
    (event("{source: [{prefix: aws.xyz}]}"), event("{source: [{prefix: aws.}]}"), "begin with aws.xyz"),
    (
        event("{source: [aws.ecs], detail-type: [ECS Task State Changed]}"),
        event("{source: [aws.ecs], detail-type: [ECS Task State Change]}"),
        "sends ECS Task State Change",
    ),
    (
        event("{source: [aws.s3], detailType: [Object Created]}"),
        event("{source: [aws.s3], detail-type: [AWS API Call via CloudTrail]}"),
        "detail-type is meant",
    ),
    (event("{source: aws.s3}"), event("{source: [aws.s3]}"), "a list is taken"),
    (event("{source: [aws.s3], region: [eu-west-1]}"), event("{source: [aws.s3], region: [us-east-1]}"), "the region"),
    (event("{detail: {bucket: [{startswith: a}]}}"), event("{detail: {bucket: [{prefix: a}]}}"), "startswith"),
    (
        event("{detail: {size: [{numeric: ['>', ten]}]}}"),
        event("{detail: {size: [{numeric: ['>', 10]}]}}"),
        "numerically",
    ),
    (
        {**event("{source: [aws.s3], detail: {bucket: {name: [!Ref Bucket]}}}"), "Bucket": "{Type: AWS::S3::Bucket}"},
        {
            **event("{source: [aws.s3], detail: {bucket: {name: [!Ref Bucket]}}}"),
            "Bucket": "{Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {EventBridgeConfiguration: "
            "{EventBridgeEnabled: true}}}}",
        },
        "EventBridgeConfiguration",
    ),
    (
        {
            **event("{source: [aws.s3]}"),
            "Bus": "{Type: AWS::Events::EventBus, Properties: {Name: a}}",
            "Nightly.EventBusName": "!Ref Bus",
        },
        {
            **event("{source: [com.myapp]}"),
            "Bus": "{Type: AWS::Events::EventBus, Properties: {Name: a}}",
            "Nightly.EventBusName": "!Ref Bus",
        },
        "default bus",
    ),
    (
        {"Nightly.ScheduleExpression": "cron(60 3 * * ? *)"},
        {"Nightly.ScheduleExpression": "cron(0/15 3 * * ? *)"},
        "60 for",
    ),
    (
        {"Nightly.Targets.0.Input": "'{\"ContainerOverrides\": []}'"},
        {"Nightly.Targets.0.Input": "'{\"containerOverrides\": []}'"},
        "another case",
    ),
    (
        {"Nightly.Targets.0.Input": '\'{"containerOverrides": [{"name": "job", "environment": {"A": "b"}}]}\''},
        {
            "Nightly.Targets.0.Input": '\'{"containerOverrides": [{"name": "job", '
            '"environment": [{"name": "A", "value": "b"}]}]}\''
        },
        "no list of name and value",
    ),
]
PROVIDER = (
    "{Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Hosts%s}}}"
)
STRATEGY = (
    "{Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: "
    "[!Ref Own], DefaultCapacityProviderStrategy: [{CapacityProvider: %s, Weight: 1}, {CapacityProvider: !Ref Own}]}}"
)
DISK = "[{DeviceName: /dev/xvda, Ebs: {VolumeSize: 40, VolumeType: gp3, Iops: %s}}]"
HOSTS: list[tuple[Edits, Edits, str]] = [
    ({"Service.PlatformVersion": "LATEST"}, {}, "Fargate only"),
    (
        {"Service.Cluster": "'arn:aws:ecs:eu-west-1:111122223333:cluster/a'"},
        {"Service.Cluster": "'arn:aws:ecs:us-east-1:111122223333:cluster/a'"},
        "is in eu-west-1",
    ),
    (
        {"Cluster.ClusterSettings": "[{Name: containerInsights, Value: 'true'}]"},
        {"Cluster.ClusterSettings": "[{Name: containerInsights, Value: enhanced}]"},
        "containerInsights",
    ),
    ({"Own": PROVIDER % "", "Second": PROVIDER % ""}, {"Own": PROVIDER % ""}, "one Auto Scaling group"),
    (
        {"Own": PROVIDER % ", ManagedScaling: {MinimumScalingStepSize: 10, MaximumScalingStepSize: 2}"},
        {"Own": PROVIDER % ", ManagedScaling: {MinimumScalingStepSize: 2, MaximumScalingStepSize: 10}"},
        "above its",
    ),
    ({"Own": PROVIDER % "", "Both": STRATEGY % "FARGATE"}, {"Own": PROVIDER % ""}, "one kind is taken"),
    ({"Hosts.Cooldown": "soon"}, {"Hosts.Cooldown": "'60'"}, "number of seconds"),
    ({"Hosts.TerminationPolicies": "[Oldest]"}, {"Hosts.TerminationPolicies": "[OldestInstance]"}, "Oldest, and"),
    (
        {"HostTemplate.LaunchTemplateData.MetadataOptions": "{HttpPutResponseHopLimit: 65}"},
        {"HostTemplate.LaunchTemplateData.MetadataOptions": "{HttpPutResponseHopLimit: 2}"},
        "1 to 64",
    ),
    (
        {"HostTemplate.LaunchTemplateData.BlockDeviceMappings": DISK % 100},
        {"HostTemplate.LaunchTemplateData.BlockDeviceMappings": DISK % 3000},
        "gp3 takes",
    ),
]
SERVED: list[tuple[Edits, Edits, str]] = [
    ({"Targets.Targets": "[{Id: 8.8.8.8}]"}, {"Targets.Targets": "[{Id: 10.0.0.50}]"}, "which is public"),
    (
        {"Balancer.MinimumLoadBalancerCapacity": "{CapacityUnits: 10}"},
        {"Balancer.MinimumLoadBalancerCapacity": "{CapacityUnits: 100}"},
        "100 are the least",
    ),
    (
        {"Listener.ListenerAttributes": "[{Key: tcp.idle_timeout.seconds, Value: '60'}]"},
        {"Listener.ListenerAttributes": "[{Key: routing.http.response.server.enabled, Value: 'true'}]"},
        "tcp.idle_timeout",
    ),
    (
        {"WebRule.Conditions": "[{Field: path-pattern, Values: [/a], PathPatternConfig: {Values: [/a]}}]"},
        {"WebRule.Conditions": "[{Field: path-pattern, PathPatternConfig: {Values: [/a]}}]"},
        "both Values and",
    ),
    (
        {
            "WebRule.Actions": "[{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Targets}], "
            "TargetGroupStickinessConfig: {Enabled: true}}}]"
        },
        {
            "WebRule.Actions": "[{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Targets}], "
            "TargetGroupStickinessConfig: {Enabled: true, DurationSeconds: 60}}}]"
        },
        "no DurationSeconds",
    ),
]
SCHEDULE = (
    "{Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(5 minutes), "
    "FlexibleTimeWindow: {Mode: %s}, "
    "%s Target: {Arn: !GetAtt Cluster.Arn, RoleArn: 'arn:aws:iam::111122223333:role/nightly'}}}"
)
MACHINE = (
    "{Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: 'arn:aws:iam::111122223333:role/m', "
    'DefinitionString: \'{"StartAt": "A", "States": {"A": {"Type": "Pass", %s}}}\'}}'
)
LATER: list[tuple[Edits, Edits, str]] = [
    ({"Later": SCHEDULE % ("FLEXIBLE", "")}, {"Later": SCHEDULE % ("'OFF'", "")}, "MaximumWindowInMinutes"),
    (
        {"Later": SCHEDULE % ("'OFF'", "ScheduleExpressionTimezone: Europe/Berln,")},
        {"Later": SCHEDULE % ("'OFF'", "ScheduleExpressionTimezone: Europe/Berlin,")},
        "Europe/Berln",
    ),
    (
        {"Later": SCHEDULE % ("'OFF'", "StartDate: '2031-01-01T00:00:00Z', EndDate: '2030-01-01T00:00:00Z',")},
        {"Later": SCHEDULE % ("'OFF'", "StartDate: '2030-01-01T00:00:00Z', EndDate: '2031-01-01T00:00:00Z',")},
        "not before its EndDate",
    ),
    ({"Steps": MACHINE % '"Next": "B"'}, {"Steps": MACHINE % '"End": true'}, "followed by B"),
    ({"Steps": MACHINE % '"Comment": "x"'}, {"Steps": MACHINE % '"End": true'}, "neither Next nor End"),
]


@pytest.mark.parametrize(
    ("base", "cases"),
    [
        ("nat", SECTIONS),
        ("nat", CODE),
        ("scheduled", EVENTS),
        ("hosts", HOSTS),
        ("routed", SERVED),
        ("scheduled", LATER),
    ],
    ids=["sections", "code", "events", "hosts", "balancers", "schedules"],
)
def test_what_is_refused_is_told_and_its_twin_is_not(
    tmp_path: Path, base: str, cases: list[tuple[Edits, Edits, str]]
) -> None:
    for wrong, right, word in cases:
        assert any(word in each for each in told(tmp_path, base, wrong)), (word, told(tmp_path, base, wrong))
        assert told(tmp_path, base, right) == [], word


def told(folder: Path, base: str, edits: Edits) -> list[str]:
    """What is refused of a base after some edits."""
    path = folder / "root.yaml"
    path.write_text(template(base, tuple(edits.items())))
    return list(template_faults(load(path, {"AWS::Region": "us-east-1"})))
