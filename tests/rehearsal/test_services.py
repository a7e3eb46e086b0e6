"""What the stacks hold can be seen through each service's own API, with the properties that matter."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.rehearsal.account import Account


@pytest.fixture(scope="module")
def prod(account: Account) -> dict[str, str]:
    """Physical ids of a stack of output/prod, by path."""
    assert account.deploy("prod", account.upload("prod"), "CREATE") == "CREATE_COMPLETE"
    return {path: each["PhysicalResourceId"] for path, each in account.tree("prod")}


def test_network(account: Account, prod: dict[str, str]) -> None:
    vpc = prod["Vpc/Vpc"]
    assert account.ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
    filters = [{"Name": "vpc-id", "Values": [vpc]}]
    assert len(account.ec2.describe_subnets(Filters=filters)["Subnets"]) == 6
    tables = account.ec2.describe_route_tables(Filters=filters)["RouteTables"]
    public = [table for table in tables if any(r.get("GatewayId", "").startswith("igw-") for r in table["Routes"])]
    assert [len(table["Associations"]) for table in public] == [2]


def test_endpoints_show_groups_names_and_policy(account: Account, prod: dict[str, str]) -> None:
    filters = [{"Name": "vpc-id", "Values": [prod["Vpc/Vpc"]]}]
    endpoints = account.ec2.describe_vpc_endpoints(Filters=filters)["VpcEndpoints"]
    by_service = {each["ServiceName"].split(".", 3)[-1]: each for each in endpoints}
    assert by_service.keys() >= {"ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"}
    api = by_service["ecr.api"]
    assert [group["GroupId"] for group in api["Groups"]] == [prod["Groups/EndpointGroup"]]
    assert api["PrivateDnsEnabled"] is True
    assert api["DnsEntries"]
    assert json.loads(api["PolicyDocument"])["Statement"][0]["Condition"]
    assert by_service["s3"]["VpcEndpointType"] == "Gateway"
    assert account.ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": ["vpc-0"]}])["VpcEndpoints"] == []


def test_groups_have_their_rules(account: Account, prod: dict[str, str]) -> None:
    ids = [prod["Groups/DatabaseGroup"], prod["Groups/DatabaseClientGroup"]]
    groups = account.ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"]
    database, client = sorted(groups, key=lambda group: ids.index(group["GroupId"]))
    admitted = [rule for rule in database["IpPermissions"] if rule["FromPort"] == 5432]
    assert [pair["GroupId"] for pair in admitted[0]["UserIdGroupPairs"]] == [client["GroupId"]]
    leaves = [rule for rule in client["IpPermissionsEgress"] if rule["FromPort"] == 5432]
    assert [pair["GroupId"] for pair in leaves[0]["UserIdGroupPairs"]] == [database["GroupId"]]


def test_flow_log(account: Account, prod: dict[str, str]) -> None:
    log = account.ec2.describe_flow_logs(FlowLogIds=[prod["FlowLog/FlowLog"]])["FlowLogs"][0]
    assert (log["ResourceId"], log["TrafficType"]) == (prod["Vpc/Vpc"], "ALL")


def test_roles_have_their_policies(account: Account, prod: dict[str, str]) -> None:
    attached = account.iam.list_attached_role_policies(RoleName=prod["Iam/AuthServiceExecutionRole"])
    assert [each["PolicyArn"] for each in attached["AttachedPolicies"]] == [prod["Iam/AuthServiceExecutionPolicy"]]


def test_the_login_is_complete_and_the_database_has_it(account: Account, prod: dict[str, str]) -> None:
    assert prod["Keys/DatabaseLogin"].startswith("arn:aws:secretsmanager:")
    value = json.loads(account.secretsmanager.get_secret_value(SecretId=prod["Keys/DatabaseLogin"])["SecretString"])
    database = account.rds.describe_db_instances(DBInstanceIdentifier=prod["Database/Database"])["DBInstances"][0]
    assert value["host"] == database["Endpoint"]["Address"]
    assert (value["username"], len(value["password"])) == ("dbadmin", 40)
    assert (database["MasterUsername"], database["MultiAZ"], database["DeletionProtection"]) == ("dbadmin", True, True)
    assert database["DBParameterGroups"][0]["DBParameterGroupName"] == prod["Database/DatabaseParameters"]
    pages = account.rds.get_paginator("describe_db_parameters")
    pages = pages.paginate(DBParameterGroupName=prod["Database/DatabaseParameters"])
    values = {each["ParameterName"]: each.get("ParameterValue") for page in pages for each in page["Parameters"]}
    assert values["rds.force_ssl"] == "1"


def test_task_definition_is_as_written(account: Account, prod: dict[str, str]) -> None:
    arn = prod["AuthService/TaskDefinition"]
    definition: dict[str, Any] = account.ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
    container = definition["containerDefinitions"][0]
    assert definition["runtimePlatform"] == {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}
    assert (definition["cpu"], definition["networkMode"]) == ("256", "awsvpc")
    assert container["secrets"][0]["name"] == "DB_PASSWORD"
    assert container["secrets"][0]["valueFrom"].startswith(prod["Keys/DatabaseLogin"])
    assert container["healthCheck"]["command"][1] == "node"
    assert container["logConfiguration"]["options"]["awslogs-group"] == prod["AuthService/LogGroup"]
    assert container["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}
    assert container["image"] == "111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.2"


def test_service_is_as_written_and_scaled(account: Account, prod: dict[str, str]) -> None:
    found = account.ecs.describe_services(cluster=prod["Cluster/Cluster"], services=["auth-service"])["services"][0]
    assert found["healthCheckGracePeriodSeconds"] == 90
    assert found["serviceRegistries"][0]["registryArn"].endswith(prod["AuthService/Discovery"])
    assert found["deploymentConfiguration"]["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert (found["desiredCount"], found["runningCount"]) == (2, 2)
    targets = account.autoscaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    mine = next(each for each in targets if each["ResourceId"].endswith("/auth-service"))
    assert (mine["MinCapacity"], mine["MaxCapacity"]) == (2, 6)
    policies = account.autoscaling.describe_scaling_policies(ServiceNamespace="ecs", ResourceId=mine["ResourceId"])
    assert policies["ScalingPolicies"][0]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 60


def test_load_balancer(account: Account, prod: dict[str, str]) -> None:
    listener = account.elbv2.describe_listeners(ListenerArns=[prod["LoadBalancer/Listener"]])["Listeners"][0]
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["Certificates"][0]["CertificateArn"].startswith("arn:aws:acm:")
    group = account.elbv2.describe_target_groups(TargetGroupArns=[prod["AuthService/TargetGroup"]])["TargetGroups"][0]
    assert (group["HealthCheckPath"], group["Matcher"]["HttpCode"]) == ("/auth/health", "200-399")
    health = account.elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])
    assert len(health["TargetHealthDescriptions"]) == 2
    rules = account.elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    assert {rule["Priority"] for rule in rules} >= {"40488", "47390"}
    bucket = prod["LoadBalancer/AccessLogBucket"]
    assert account.s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert account.s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]


def test_names_logs_keys_and_alarms(account: Account, prod: dict[str, str]) -> None:
    namespace = account.servicediscovery.get_namespace(Id=prod["Cluster/Namespace"])["Namespace"]
    assert namespace["Name"] == "task-management.local"
    groups = account.logs.describe_log_groups(logGroupNamePrefix="/ecs/task-management-prod/")["logGroups"]
    assert {group["retentionInDays"] for group in groups} == {365}
    assert account.kms.get_key_rotation_status(KeyId=prod["Keys/DataKey"])["KeyRotationEnabled"]
    alarms = account.cloudwatch.describe_alarms()["MetricAlarms"]
    assert {alarm["AlarmActions"][0] for alarm in alarms} == {prod["Alarms/AlarmTopic"]}


def test_another_environment_stands_beside(account: Account, prod: dict[str, str]) -> None:
    assert account.deploy("dev", account.upload("dev"), "CREATE") == "CREATE_COMPLETE"
    names = [each["Name"] for each in account.servicediscovery.list_namespaces()["Namespaces"]]
    assert names == ["task-management.local"] * 2
    assert account.delete("dev") == "DELETE_COMPLETE"


def test_what_is_protected_or_kept_outlives_its_stack(account: Account, prod: dict[str, str]) -> None:
    stack = account.stack("prod")["StackId"]
    assert account.delete("prod") == "DELETE_FAILED"
    assert account.stack(stack)["StackStatusReason"].endswith("failed to delete: [Database, LoadBalancer]. ")
    account.rds.modify_db_instance(DBInstanceIdentifier=prod["Database/Database"], DeletionProtection=False)
    account.elbv2.modify_load_balancer_attributes(
        LoadBalancerArn=prod["LoadBalancer/LoadBalancer"],
        Attributes=[{"Key": "deletion_protection.enabled", "Value": "false"}],
    )
    assert account.delete(stack) == "DELETE_COMPLETE"
    snapshots = account.rds.describe_db_snapshots()["DBSnapshots"]
    assert [each["DBInstanceIdentifier"] for each in snapshots] == [prod["Database/Database"]]
    assert account.s3.head_bucket(Bucket=prod["LoadBalancer/AccessLogBucket"])
    groups = account.logs.describe_log_groups(logGroupNamePrefix="/ecs/task-management-prod/")["logGroups"]
    assert len(groups) == 2


def test_repositories(account: Account) -> None:
    assert account.deploy("registry", account.upload("registry"), "CREATE") == "CREATE_COMPLETE"
    repositories = account.ecr.describe_repositories()["repositories"]
    assert {each["imageTagMutability"] for each in repositories} == {"IMMUTABLE"}
    assert "rules" in account.ecr.get_lifecycle_policy(repositoryName="auth-service")["lifecyclePolicyText"]
    assert account.delete("registry") == "DELETE_COMPLETE"
    assert len(account.ecr.describe_repositories()["repositories"]) == 2  # kept: RetainExceptOnCreate
