"""Tasks that no service starts: their rows, and the one about what starts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.starters.managed_rule_is_denied import MACHINE
from generator.checks.starters.managed_rule_races import ManagedRuleRaces
from generator.checks.starters.schedule_is_refused import SCHEDULE
from tests.edited import edited

TARGET = "Nightly.Targets.0"
TOLD = f"{TARGET}.EcsParameters"
NETWORK = f"{TOLD}.NetworkConfiguration.AwsVpcConfiguration"
RUN, PASS = (f"NightlyRole.Policies.0.PolicyDocument.Statement.{index}" for index in range(2))
TRUST = "NightlyRole.AssumeRolePolicyDocument.Statement.0"
JOB = "Machine.Definition.States.Job"
OWN = "${AWS::Region}:${AWS::AccountId}"
PIPE = {
    "Nightly": None,
    f"{TRUST}.Principal.Service": "pipes.amazonaws.com",
    "Queue": "{Type: AWS::SQS::Queue}",
    "NightlyRole.Policies.0.PolicyDocument.Statement.2": (
        "{Effect: Allow, Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], "
        "Resource: !GetAtt Queue.Arn}"
    ),
    "Pipe": """
      Type: AWS::Pipes::Pipe
      Properties:
        RoleArn: !GetAtt NightlyRole.Arn
        Source: !GetAtt Queue.Arn
        Target: !GetAtt Cluster.Arn
        TargetParameters:
          EcsTaskParameters:
            TaskDefinitionArn: !Ref TaskDefinition
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
""",
}
UNIVERSAL = {
    **SCHEDULE,
    "Schedule.Target": """
      Arn: arn:aws:scheduler:::aws-sdk:ecs:runTask
      RoleArn: !GetAtt NightlyRole.Arn
      Input: !Sub |
        {"Cluster": "${Cluster}", "TaskDefinition": "${TaskDefinition}", "LaunchType": "FARGATE",
         "NetworkConfiguration": {
           "AwsvpcConfiguration": {"Subnets": ["${Subnet}"], "SecurityGroups": ["${TaskGroup}"]}}}
""",
}
IN_TEXT = {
    **MACHINE,
    "Machine": """
      Type: AWS::StepFunctions::StateMachine
      Properties:
        RoleArn: !GetAtt NightlyRole.Arn
        DefinitionSubstitutions: {Definition: !Ref TaskDefinition, Cluster: !GetAtt Cluster.Arn}
        DefinitionString: !Sub |
          {"StartAt": "All", "States": {"All": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Job",
           "States": {
            "Job": {"Type": "Task", "Resource": "arn:${AWS::Partition}:states:::ecs:runTask.sync", "End": true,
              "Parameters": {"LaunchType": "FARGATE", "Cluster": "${!Cluster}", "TaskDefinition": "${!Definition}",
                "NetworkConfiguration": {"AwsvpcConfiguration": {
                  "Subnets": ["${Subnet}"], "SecurityGroups": ["${TaskGroup}"]}},
                "Overrides": {"ContainerOverrides": [{"Name": "job", "Command.$": "$.command"}]}}}}}}}}
""",
}
TO_EVENTS = "{StringEquals: {'iam:PassedToService': events.amazonaws.com}}"
ON_HOSTS = {
    "TaskDefinition.NetworkMode": "bridge",
    "TaskDefinition.RequiresCompatibilities": "[EC2]",
    f"{TOLD}.LaunchType": "EC2",
    f"{TOLD}.NetworkConfiguration": None,
    "Host": "{Type: AWS::EC2::Instance, Properties: {UserData: !Base64 {'Fn::Sub': 'ECS_CLUSTER=${Cluster}'}}}",
}
TASK_SET = {
    "Nightly": None,
    "Service": """
      Type: AWS::ECS::Service
      Properties: {Cluster: !Ref Cluster, DeploymentController: {Type: EXTERNAL}}
""",
    "Set": """
      Type: AWS::ECS::TaskSet
      Properties:
        Cluster: !Ref Cluster
        Service: !GetAtt Service.Name
        TaskDefinition: !Ref TaskDefinition
        LaunchType: FARGATE
        NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [!Ref PublicSubnet], SecurityGroups: [!Ref TaskGroup]}}
""",
}


def allow(action: str, resource: str, condition: str = "{}") -> str:
    return f"{{Effect: Allow, Action: '{action}', Resource: {resource}, Condition: {condition}}}"


@pytest.mark.parametrize("edits", [{}, SCHEDULE, UNIVERSAL, PIPE, MACHINE, IN_TEXT])
def test_a_task_has_all_rows_whatever_starts_it(tmp_path: Path, edits: dict[str, str | None]) -> None:
    result = edited(tmp_path, "scheduled", edits)
    assert not result.rules
    assert {cell.verdict.value for cell in result.cells} == {"yes"}
    assert {"starter", "start", "logs", "ecr.api", "trust in TaskRoleArn"} <= {cell.need.name for cell in result.cells}


@pytest.mark.parametrize(
    ("edits", "rule"),
    [
        ({f"{TARGET}.RoleArn": None}, "ECS280"),
        ({f"{TARGET}.RoleArn": None, "Nightly.RoleArn": "!GetAtt NightlyRole.Arn"}, "ECS280"),
        ({f"{TRUST}.Principal.Service": "scheduler.amazonaws.com"}, "ECS281"),
        ({f"{TRUST}.Condition": "{ArnLike: {'aws:SourceArn': 'arn:aws:events:*:*:event-bus/*'}}"}, "ECS281"),
        ({RUN: allow("ecs:StartTask", "'*'")}, "ECS282"),
        ({RUN: allow("ecs:RunTask", "!GetAtt Cluster.Arn")}, "ECS282"),
        ({PASS: allow("iam:PassRole", "!GetAtt ExecutionRole.Arn")}, "ECS282"),
        (
            {PASS: allow("iam:PassRole", "'*'", "{StringEquals: {'iam:PassedToService': events.amazonaws.com}}")},
            "ECS282",
        ),
        ({f"{TARGET}.Arn": "!Ref Cluster"}, "ECS284"),
        ({f"{TOLD}.LaunchType": None}, "ECS285"),
        ({NETWORK: "{SecurityGroups: [!Ref TaskGroup]}"}, "ECS285"),
        ({"TaskDefinition.Cpu": None}, "ECS285"),
        ({f"{TOLD}.CapacityProviderStrategy": "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]"}, "ECS285"),
        ({**ON_HOSTS, f"{TOLD}.NetworkConfiguration": "{AwsVpcConfiguration: {Subnets: [!Ref Subnet]}}"}, "ECS285"),
        ({key: value for key, value in ON_HOSTS.items() if key != "Host"}, "ECS285"),
        ({**SCHEDULE, f"{TRUST}.Principal.Service": "events.amazonaws.com"}, "ECS281"),
        ({**SCHEDULE, "Schedule.ScheduleExpression": "cron(0 3 * * * *)"}, "ECS287"),
        ({**PIPE, "NightlyRole.Policies.0.PolicyDocument.Statement.2.Action": "sqs:ReceiveMessage"}, "ECS282"),
        ({**MACHINE, f"{JOB}.Parameters.NetworkConfiguration": None}, "ECS285"),
        ({**MACHINE, f"{JOB}.Parameters.Overrides": "{ContainerOverrides: [{Name: web}]}"}, "ECS286"),
    ],
)
def test_what_is_refused_is_a_no_of_its_row(tmp_path: Path, edits: dict[str, str | None], rule: str) -> None:
    result = edited(tmp_path, "scheduled", edits)
    assert (result.verdict("starter"), rule in result.rules) == ("no", True)


@pytest.mark.parametrize(
    ("resource", "verdict"),
    [
        (f"!Sub 'arn:aws:ecs:{OWN}:task-definition/job:*'", "yes"),
        ("!Sub '${TaskDefinition}'", "yes"),
        (f"!Sub 'arn:aws:ecs:{OWN}:task-definition/job'", "no"),
        (f"!Sub 'arn:aws:ecs:{OWN}:task-definition/other:*'", "no"),
        (f"!Sub 'arn:aws:ecs:{OWN}:task-definition/job:7'", "unknown"),
    ],
)
def test_a_policy_names_the_definition_with_its_revision(tmp_path: Path, resource: str, verdict: str) -> None:
    edits = {"TaskDefinition.Family": "job", RUN: allow("ecs:RunTask", resource)}
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == verdict


def test_the_definition_of_another_task_is_another(tmp_path: Path) -> None:
    other = """
      Type: AWS::ECS::TaskDefinition
      Properties: {ContainerDefinitions: [{Name: web, Image: nginx, Memory: 128}]}
"""
    edits = {"Other": other, RUN: allow("ecs:RunTask", "!Ref Other")}
    assert edited(tmp_path, "scheduled", edits).verdict("starter", "Nightly") == "no"


@pytest.mark.parametrize(
    ("cluster", "verdict"),
    [
        ("!GetAtt Cluster.Arn", "yes"),
        (f"!Sub 'arn:aws:ecs:{OWN}:cluster/${{Cluster}}'", "yes"),
        (f"!Sub 'arn:aws:ecs:{OWN}:cluster/other'", "no"),
    ],
)
def test_a_policy_may_be_for_one_cluster(tmp_path: Path, cluster: str, verdict: str) -> None:
    condition = f"{{ArnEquals: {{'ecs:cluster': {cluster}}}}}"
    edits = {"Cluster.ClusterName": "jobs", RUN: allow("ecs:RunTask", "'*'", condition)}
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == verdict


@pytest.mark.parametrize(
    ("cluster", "verdict"),
    [("!GetAtt Cluster.Arn", "yes"), ("default", "no"), ("jobs-Cluster-1A2B3C", "unknown"), ("*", "yes")],
)
def test_a_cluster_whose_name_is_made_is_not_the_default_one(tmp_path: Path, cluster: str, verdict: str) -> None:
    whole = cluster if cluster.startswith("!") else f"!Sub 'arn:aws:ecs:{OWN}:cluster/{cluster}'"
    edits = {RUN: allow("ecs:RunTask", "'*'", f"{{ArnLike: {{'ecs:cluster': {whole}}}}}")}
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == verdict


@pytest.mark.parametrize(("source", "verdict"), [("schedule-group/default", "yes"), ("schedule/default/*", "no")])
def test_a_schedule_comes_as_its_group(tmp_path: Path, source: str, verdict: str) -> None:
    condition = f"{{ArnLike: {{'aws:SourceArn': !Sub 'arn:aws:scheduler:{OWN}:{source}'}}}}"
    assert edited(tmp_path, "scheduled", SCHEDULE, {f"{TRUST}.Condition": condition}).verdict("starter") == verdict


def test_a_state_machine_may_come_by_its_region(tmp_path: Path) -> None:
    edits = {**MACHINE, f"{TRUST}.Principal.Service": "!Sub 'states.${AWS::Region}.amazonaws.com'"}
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == "yes"


def test_the_role_for_events_that_aws_made_will_do(tmp_path: Path) -> None:
    made = "[arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole]"
    edits = {"NightlyRole.Policies": None, "NightlyRole.ManagedPolicyArns": made}
    tagged = {f"{TOLD}.PropagateTags": "TASK_DEFINITION"}
    result = edited(tmp_path, "scheduled", edits, tagged)
    assert (result.verdict("starter"), result.rules) == ("yes", set())


def test_a_role_from_elsewhere_is_not_known(tmp_path: Path) -> None:
    edits = {f"{TARGET}.RoleArn": "arn:aws:iam::111122223333:role/events"}
    result = edited(tmp_path, "scheduled", edits)
    assert (result.verdict("starter"), result.rules) == ("unknown", set())


def test_a_public_subnet_without_an_address_is_no_way_out(tmp_path: Path) -> None:
    public = {f"{NETWORK}.Subnets.0": "!Ref PublicSubnet"}
    assert edited(tmp_path, "scheduled", public).verdict("ecr.api") == "no"
    with_address = {**public, f"{NETWORK}.AssignPublicIp": "ENABLED"}
    assert edited(tmp_path, "scheduled", with_address).verdict("ecr.api") == "yes"


def test_each_target_of_a_rule_is_a_task(tmp_path: Path) -> None:
    other = """
      Id: other
      Arn: !GetAtt Cluster.Arn
      RoleArn: !GetAtt NightlyRole.Arn
      EcsParameters:
        TaskDefinitionArn: !Ref TaskDefinition
        LaunchType: FARGATE
        NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [!Ref PublicSubnet], SecurityGroups: [!Ref TaskGroup]}}
"""
    result = edited(tmp_path, "scheduled", {"Nightly.Targets.1": other})
    assert [result.verdict("logs", f"Nightly ({target})") for target in ("job", "other")] == ["yes", "no"]


def test_what_the_input_of_a_state_decides_is_not_known(tmp_path: Path) -> None:
    network = "{AwsvpcConfiguration: {Subnets.$: $.subnets}}"
    result = edited(tmp_path, "scheduled", MACHINE, {f"{JOB}.Parameters.NetworkConfiguration": network})
    assert (result.verdict("logs"), result.verdict("starter"), result.rules) == ("unknown", "yes", set())


def test_a_state_that_does_not_wait_needs_no_rule(tmp_path: Path) -> None:
    kept = {place: value for place, value in MACHINE.items() if ".Statement." not in place or "Principal" in place}
    result = edited(tmp_path, "scheduled", kept, {f"{JOB}.Resource": "arn:aws:states:::ecs:runTask"})
    assert (result.verdict("starter"), result.rules) == ("yes", set())


def test_a_policy_that_is_waited_for_is_in_time(tmp_path: Path) -> None:
    without = {place: value for place, value in ManagedRuleRaces.good.items() if place != "Machine.DependsOn"}
    assert "WCS282" not in edited(tmp_path, "scheduled", ManagedRuleRaces.good).rules
    assert "WCS282" in edited(tmp_path, "scheduled", without).rules


def test_a_task_set_has_the_network_of_its_tasks(tmp_path: Path) -> None:
    result = edited(tmp_path, "scheduled", TASK_SET)
    assert {cell.task for cell in result.cells} == {"Set"}
    assert result.verdict("ecr.api") == "no"


EXPRESS = {
    "Nightly": None,
    f"{TRUST}.Principal.Service": "ecs.amazonaws.com",
    "Express": """
      Type: AWS::ECS::ExpressGatewayService
      DependsOn: DefaultRoute
      Properties:
        InfrastructureRoleArn: !GetAtt NightlyRole.Arn
        ExecutionRoleArn: !GetAtt ExecutionRole.Arn
        NetworkConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
        PrimaryContainer: {Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/app:v1'}
""",
}
WITHOUT_NAT = {"NatGateway": None, "NatAddress": None, "DefaultRoute": None, "Express.DependsOn": None}


@pytest.mark.parametrize(
    ("edits", "need", "verdict", "rules"),
    [
        ({}, "ecr.api", "yes", set()),
        ({}, "load balancer", "unknown", set()),
        ({f"{TRUST}.Principal.Service": "events.amazonaws.com"}, "starter", "no", {"ECS281"}),
        (WITHOUT_NAT, "ecr.api", "no", {"ECS010", "ECS020"}),
        (WITHOUT_NAT, "logs", "no", {"ECS010", "ECS020"}),
        ({"Express.NetworkConfiguration": None}, "ecr.api", "unknown", set()),
        ({"Express.DependsOn": None}, "ecr.api", "yes", {"WCS121"}),
        ({"ExecutionRole.ManagedPolicyArns": None}, "image of PrimaryContainer", "no", {"ECS031"}),
    ],
)
def test_an_express_service_has_the_rows_of_what_it_says(
    tmp_path: Path, edits: dict[str, str | None], need: str, verdict: str, rules: set[str]
) -> None:
    result = edited(tmp_path, "scheduled", EXPRESS, edits)
    assert (result.verdict(need, "Express"), result.rules) == (verdict, rules)


def test_an_express_service_may_name_a_definition(tmp_path: Path) -> None:
    named = {"Express.PrimaryContainer": None, "Express.TaskDefinitionArn": "!Ref TaskDefinition"}
    result = edited(tmp_path, "scheduled", EXPRESS, named)
    assert (result.verdict("log of job", "Express"), result.verdict("load balancer")) == ("yes", "unknown")


QUEUE = {
    "Queue": "{Type: AWS::SQS::Queue}",
    f"{TARGET}.Input": """!Sub |
      {"containerOverrides": [{"name": "job", "environment": [{"name": "QUEUE_URL", "value": "${Queue}"}]}]}
""",
}


def test_what_overrides_tell_is_called(tmp_path: Path) -> None:
    assert "WCS312" in edited(tmp_path, "scheduled", QUEUE).rules
    allowed = "[{PolicyName: q, PolicyDocument: {Version: '2012-10-17', Statement: [" + (
        allow("sqs:SendMessage", "!GetAtt Queue.Arn") + "]}}]"
    )
    result = edited(tmp_path, "scheduled", QUEUE, {"TaskRole.Policies": allowed})
    assert (result.verdict("api sqs"), result.rules) == ("yes", set())


def test_a_role_of_overrides_is_the_role(tmp_path: Path) -> None:
    other = {f"{TARGET}.Input": '!Sub \'{"taskRoleArn": "${NightlyRole.Arn}"}\''}
    assert edited(tmp_path, "scheduled", other).rules == {"ECS033", "ECS282"}


def test_on_hosts_the_network_is_theirs(tmp_path: Path) -> None:
    result = edited(tmp_path, "scheduled", ON_HOSTS)
    assert (result.verdict("starter"), result.rules) == ("yes", set())


def test_a_rule_that_is_off_says_so(tmp_path: Path) -> None:
    assert "DISABLED" in edited(tmp_path, "scheduled", {"Nightly.State": "DISABLED"}).because("starter")


@pytest.mark.parametrize(
    ("edits", "verdict"),
    [
        ({f"{TARGET}.Arn": "arn:aws:ecs:us-east-1:111122223333:cluster/shared"}, "yes"),
        ({f"{TARGET}.Arn": "arn:aws:ecs:us-east-1:111122223333:cluster/shared", f"{TOLD}.LaunchType": None}, "unknown"),
        (
            {
                f"{TOLD}.LaunchType": None,
                "Cluster.CapacityProviders": "[FARGATE]",
                "Cluster.DefaultCapacityProviderStrategy": "[{CapacityProvider: FARGATE, Weight: 1}]",
            },
            "yes",
        ),
    ],
)
def test_a_task_for_fargate_is_told_that_it_starts_there(tmp_path: Path, edits: dict[str, str], verdict: str) -> None:
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == verdict


@pytest.mark.parametrize(
    ("key", "verdict"), [("Tags", "yes"), ("tags", "unknown"), ("enableEcsManagedTags", "unknown")]
)
def test_a_state_names_things_as_step_functions_does(tmp_path: Path, key: str, verdict: str) -> None:
    edits = {**MACHINE, f"{JOB}.Parameters.{key}": "[]"}
    assert edited(tmp_path, "scheduled", edits).verdict("starter") == verdict
