"""Canaries: the simulator without our mending still differs from AWS. One that fails says: drop the mending."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.server import Local
from tests.rehearsal.account import ROOT, Account

STOCK = """
    import asyncio, os, socket, sys
    listener = socket.create_server(("127.0.0.1", 0))
    os.environ.update(GATEWAY_PORT=str(listener.getsockname()[1]), LOG_LEVEL="ERROR", DOCKER_HOST="unix:///dev/null/no")
    os.environ.update(SFTP_ENABLED="0", IOT_MTLS_ENABLED="0", MINISTACK_ACCOUNT_ID="111122223333")
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app
    settings = Config()
    settings.bind = [f"fd://{listener.fileno()}"]
    settings.loglevel = "ERROR"
    async def ended():
        await asyncio.to_thread(sys.stdin.read)
    print(listener.getsockname()[1], flush=True)
    asyncio.run(serve(app, settings, shutdown_trigger=ended))
"""


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """The simulator as it comes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    command = [sys.executable, "-c", textwrap.dedent(STOCK)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    folder = tmp_path_factory.mktemp("stock")
    with subprocess.Popen(command, cwd=folder, env=environment, text=True, **pipes) as process:
        assert process.stdout is not None
        yield Account(Local(f"http://127.0.0.1:{process.stdout.readline().strip()}", process.pid))
        process.kill()


def body(resources: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Resources": resources, **more})


def made(stock: Account, name: str, text: str) -> str:
    stock.cloudformation.create_stack(StackName=name, TemplateBody=text, Capabilities=["CAPABILITY_IAM"])
    return stock.settled(name)


UNKNOWN = {
    "elastic_ip": "AWS::EC2::EIP",
    "nat_gateway": "AWS::EC2::NatGateway",
    "network_acl": "AWS::EC2::NetworkAcl",
    "network_acl_entry": "AWS::EC2::NetworkAclEntry",
    "subnet_network_acl_association": "AWS::EC2::SubnetNetworkAclAssociation",
    "security_group_rules": "AWS::EC2::SecurityGroupIngress",
    "flow_log": "AWS::EC2::FlowLog",
    "resource_policy": "AWS::SecretsManager::ResourcePolicy",
    "rotation_schedule": "AWS::SecretsManager::RotationSchedule",
    "scalable_target": "AWS::ApplicationAutoScaling::ScalableTarget",
    "scaling_policy": "AWS::ApplicationAutoScaling::ScalingPolicy",
    "web_acl_association": "AWS::WAFv2::WebACLAssociation",
}


def test_every_gap_has_a_canary() -> None:
    gaps = {
        name.rpartition(".")[2]
        for name in (ROOT / "generator/rehearsal/mend.py").read_text().partition("GAPS:")[2].split(")")[0].split(",\n")
        if "." in name.strip("( ")
    }
    gaps = {name.strip() for name in gaps if name.strip().isidentifier()}
    text = Path(__file__).read_text()
    assert len(gaps) >= 20
    assert {name for name in gaps if name not in UNKNOWN and f"def test_stock_{name}(" not in text} == set()


@pytest.mark.parametrize("kind", UNKNOWN.values())
def test_stock_types_that_it_refuses(stock: Account, kind: str) -> None:
    with pytest.raises(ClientError, match="Unrecognized resource types"):
        stock.cloudformation.validate_template(TemplateBody=body({"One": {"Type": kind}}))


def test_stock_endpoint_fields(stock: Account) -> None:
    vpc = stock.ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    made = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.logs", "VpcEndpointType": "Interface"}
    stock.ec2.create_vpc_endpoint(**made, PrivateDnsEnabled=True)
    found = stock.ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": ["vpc-0"]}])["VpcEndpoints"]
    assert len(found) == 1
    assert found[0].keys().isdisjoint({"Groups", "PrivateDnsEnabled", "PolicyDocument"})


def test_stock_nat_gateway_addresses(stock: Account) -> None:
    allocation = stock.ec2.allocate_address(Domain="vpc")["AllocationId"]
    stock.ec2.create_nat_gateway(SubnetId="subnet-1", AllocationId=allocation)
    assert not stock.ec2.describe_nat_gateways()["NatGateways"][0].get("NatGatewayAddresses")


def test_stock_secret_is_known_by_its_arn(stock: Account) -> None:
    text = body({"One": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "a", "SecretString": "b"}}})
    assert made(stock, "secret", text) == "CREATE_COMPLETE"
    assert stock.resource("secret", "One") == "a"


@cache
def services() -> set[str]:
    """Those that the simulator has, by its registry: it is slow to say no of one that it has not.

    Asked for one, it reads all of botocore's models to see whether AWS has it, which takes longer than a client waits.
    """
    command = [sys.executable, "-c", "from ministack.app import SERVICE_REGISTRY as names; print(*names)"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_stock_application_autoscaling() -> None:
    assert "autoscaling" in services()
    assert "application-autoscaling" not in services()


def test_stock_no_resolver_rules() -> None:
    assert "route53" in services()
    assert "route53resolver" not in services()


CONTAINER = {"Name": "c", "Image": "nginx:1", "Secrets": [{"Name": "A", "ValueFrom": "arn:aws:ssm:::b"}]}
TASK = {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "f", "ContainerDefinitions": [CONTAINER]}}


def test_stock_task_definition_as_written(stock: Account) -> None:
    assert made(stock, "task", body({"Task": TASK})) == "CREATE_COMPLETE"
    found = stock.ecs.describe_task_definition(taskDefinition=stock.resource("task", "Task"))["taskDefinition"]
    assert found["containerDefinitions"][0]["secrets"] != [{"name": "A", "valueFrom": "arn:aws:ssm:::b"}]


def test_stock_service_as_written(stock: Account) -> None:
    service = {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": {"Ref": "Task"}, "DesiredCount": "1"}}
    assert made(stock, "count", body({"Task": TASK, "Service": service})) == "ROLLBACK_COMPLETE"


def service_of(stock: Account, name: str) -> dict[str, Any]:
    """A service of one task in a cluster of its own."""
    registered = stock.ecs.register_task_definition(family=name, containerDefinitions=[{"name": "a", "image": "a"}])
    arn = registered["taskDefinition"]["taskDefinitionArn"]
    stock.ecs.create_cluster(clusterName=name)
    made: dict[str, Any] = stock.ecs.create_service(cluster=name, serviceName=name, taskDefinition=arn, desiredCount=1)[
        "service"
    ]
    return made


def test_stock_tasks_wait_for_a_verdict(stock: Account) -> None:
    assert service_of(stock, "verdict")["deployments"][0]["rolloutState"] == "COMPLETED"


def test_stock_reasons_of_the_scheduler(stock: Account) -> None:
    service_of(stock, "reasons")
    stock.ecs.update_service(cluster="reasons", service="reasons", desiredCount=0)
    stopped = stock.ecs.list_tasks(cluster="reasons", desiredStatus="STOPPED")["taskArns"]
    (task,) = stock.ecs.describe_tasks(cluster="reasons", tasks=stopped)["tasks"]
    assert task["stoppedReason"] == "Service scaling down"


def test_stock_tasks_survive_a_restart() -> None:
    from ministack.services import ecs

    assert '["lastStatus"] = "STOPPED"' in inspect.getsource(ecs._restore_state)


def test_stock_target_health() -> None:
    from ministack.services import alb

    assert "<State>healthy</State>" in inspect.getsource(alb._describe_target_health)


def test_stock_tasks_have_addresses(stock: Account) -> None:
    registered = stock.ecs.register_task_definition(
        family="g", networkMode="awsvpc", containerDefinitions=[{"name": "c", "image": "nginx:1"}]
    )
    stock.ecs.create_cluster(clusterName="addresses")
    network = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}
    arn = registered["taskDefinition"]["taskDefinitionArn"]
    run = stock.ecs.run_task(cluster="addresses", taskDefinition=arn, networkConfiguration=network)
    assert run["tasks"][0]["attachments"] == []


def test_stock_deletion_protection(stock: Account) -> None:
    values = {"Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20"}
    values |= {"MasterUsername": "a", "MasterUserPassword": "bbbbbbbbb"}
    database = {"Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete"}
    text = body({"One": {**database, "Properties": {**values, "DeletionProtection": True}}})
    assert made(stock, "protected", text) == "CREATE_COMPLETE"
    assert stock.delete("protected") == "DELETE_COMPLETE"


def test_stock_buckets_with_objects(stock: Account) -> None:
    assert made(stock, "full", body({"One": {"Type": "AWS::S3::Bucket"}})) == "CREATE_COMPLETE"
    stock.s3.put_object(Bucket=stock.resource("full", "One"), Key="a", Body=b"")
    assert stock.delete("full") == "DELETE_COMPLETE"


def test_stock_resources_are_required(stock: Account) -> None:
    stock.cloudformation.create_change_set(
        StackName="empty", ChangeSetName="c", ChangeSetType="CREATE", TemplateBody="{}"
    )


def test_stock_capabilities(stock: Account) -> None:
    role = body({"One": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}})
    stock.cloudformation.create_change_set(
        StackName="capable", ChangeSetName="c", ChangeSetType="CREATE", TemplateBody=role
    )


def test_stock_private_names_of_other_networks(stock: Account) -> None:
    vpcs = [stock.ec2.create_vpc(CidrBlock=f"10.{each}.0.0/16")["Vpc"]["VpcId"] for each in (1, 2)]
    stock.servicediscovery.create_private_dns_namespace(Name="same.local", Vpc=vpcs[0])
    with pytest.raises(ClientError, match="already exists"):
        stock.servicediscovery.create_private_dns_namespace(Name="same.local", Vpc=vpcs[1])


def test_stock_expected_bucket_owner(stock: Account) -> None:
    stock.s3.create_bucket(Bucket="owned")
    assert stock.s3.put_object(Bucket="owned", Key="a", Body=b"", ExpectedBucketOwner="999999999999")


ROOT_TEMPLATE = """
Parameters: {Value: {Type: String, Default: "1"}}
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://s3.us-east-1.amazonaws.com/templates/child.json
      Parameters: {Value: !Ref Value}
"""
ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Statement": [{"Effect": "Allow", "Principal": {"Service": "a.b"}, "Action": "sts:AssumeRole"}]
        }
    },
}
PARAMETER = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": {"Ref": "Value"}}}
CHILD = body(
    {"Role": ROLE, "One": PARAMETER},
    Parameters={"Value": {"Type": "String"}},
    Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Role", "Arn"]}}},
)


@pytest.fixture(scope="module")
def root(stock: Account) -> str:
    stock.s3.create_bucket(Bucket="templates")
    stock.s3.put_object(Bucket="templates", Key="child.json", Body=CHILD.encode())
    assert made(stock, "root", ROOT_TEMPLATE) == "CREATE_COMPLETE"
    return "root"


def test_stock_parent_and_root(stock: Account, root: str) -> None:
    assert "ParentId" not in stock.stack(stock.child(root, "Child"))


def test_stock_change_sets_of_nested_stacks(stock: Account, root: str) -> None:
    made = stock.cloudformation.create_change_set(
        StackName=root,
        ChangeSetName="nested",
        TemplateBody=ROOT_TEMPLATE,
        IncludeNestedStacks=True,
        Parameters=[{"ParameterKey": "Value", "ParameterValue": "2"}],
    )
    plan = stock.cloudformation.describe_change_set(ChangeSetName=made["Id"])
    assert "ChangeSetId" not in plan["Changes"][0]["ResourceChange"]


def test_stock_bucket_in_host_name(stock: Account, root: str) -> None:
    url = "https://templates.s3.us-east-1.amazonaws.com/child.json"
    with pytest.raises(ClientError, match="TemplateURL"):
        stock.cloudformation.validate_template(TemplateURL=url)


def test_stock_unknown_parameters(stock: Account, root: str) -> None:
    given = [{"ParameterKey": "Wrong", "ParameterValue": "2"}]
    plan = {"StackName": root, "ChangeSetName": "wrong", "TemplateBody": ROOT_TEMPLATE, "Parameters": given}
    assert stock.cloudformation.create_change_set(**plan)["Id"]


def test_stock_replaced_properties(stock: Account) -> None:
    assert made(stock, "replaced", body({"Task": TASK})) == "CREATE_COMPLETE"
    text = body({"Task": TASK}).replace('"f"', '"h"')
    plan = stock.cloudformation.create_change_set(StackName="replaced", ChangeSetName="c", TemplateBody=text)
    found = stock.cloudformation.describe_change_set(ChangeSetName=plan["Id"])["Changes"][0]["ResourceChange"]
    assert found["Replacement"] == "Conditional"


def test_stock_only_updatable_stacks(stock: Account) -> None:
    # The stack of the test above that rolled back may only be deleted.
    service = {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": "x", "DesiredCount": "1"}}
    assert made(stock, "rolled", body({"Service": service})) == "ROLLBACK_COMPLETE"
    plan = {"StackName": "rolled", "ChangeSetName": "c", "TemplateBody": body({"Task": TASK})}
    assert stock.cloudformation.create_change_set(**plan)["Id"]


def test_stock_operations(stock: Account, root: str) -> None:
    given = [{"ParameterKey": "Value", "ParameterValue": "3"}]
    request = {"StackName": root, "TemplateBody": ROOT_TEMPLATE, "Parameters": given}
    stock.cloudformation.update_stack(**request, Capabilities=["CAPABILITY_IAM"])
    assert stock.settled(root) == "UPDATE_ROLLBACK_FAILED"


BRANCHED = {"Never": {"Fn::Equals": ["a", "b"]}}
TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "one"}}


def test_stock_resources_whose_condition_fails(stock: Account) -> None:
    text = body({"Topic": TOPIC, "Absent": {**TOPIC, "Condition": "Never"}}, Conditions=BRANCHED)
    named = {"StackName": "branched", "ChangeSetName": "c"}
    stock.cloudformation.create_change_set(**named, TemplateBody=text, ChangeSetType="CREATE")
    listed = stock.cloudformation.describe_change_set(**named)["Changes"]
    assert len(listed) == 2


def test_stock_name_of_an_executed_set(stock: Account) -> None:
    named = {"StackName": "again", "ChangeSetName": "c"}
    stock.cloudformation.create_change_set(**named, TemplateBody=body({"Topic": TOPIC}), ChangeSetType="CREATE")
    stock.cloudformation.execute_change_set(**named)
    assert stock.settled("again") == "CREATE_COMPLETE"
    with pytest.raises(ClientError, match="already exists"):
        stock.cloudformation.create_change_set(**named, TemplateBody=body({"Topic": TOPIC, "Other": TOPIC}))
