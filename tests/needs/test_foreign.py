"""What templates in the wild do rightly, and no proof may call wrong; and what they do wrongly nearby."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.stack import load
from tests.findings import about_tasks

STYLE = {"WCS121", "WCS131", "WCS151", "ICS081"}


def rules(folder: Path, text: str, **nested: str) -> set[str]:
    """The rules of the faults of a template, other than those of style."""
    for name, inner in nested.items():
        (folder / f"{name}.yaml").write_text(inner)
    root = folder / "root.yaml"
    root.write_text(text)
    found = {fault.rule for fault in about_tasks(load(root, {"AWS::Region": "us-east-1"}, project=folder))}
    return found - STYLE


def template(**resources: Any) -> str:
    """Write a template; each resource is its type and its properties."""
    made = {
        name: {"Type": kind, "Properties": properties, **({"DependsOn": after[0]} if after else {})}
        for name, (kind, properties, *after) in resources.items()
    }
    parameters = {name: {"Type": "String"} for name in ("Subnet", "Group", "Vpc", "Front")}
    return json.dumps({"Parameters": parameters, "Resources": made})


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def att(name: str, attribute: str = "Arn") -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, attribute]}


def role(*statements: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policies = [{"PolicyName": "own", "PolicyDocument": {"Statement": list(statements)}}]
    return "AWS::IAM::Role", {"AssumeRolePolicyDocument": {"Statement": [trust]}, "Policies": policies}


def definition(launch: str = "FARGATE", **container: Any) -> tuple[str, dict[str, Any]]:
    one = {"Name": "app", "Image": "nginx:1.29", "PortMappings": [{"ContainerPort": 80}], **container}
    properties = {
        "RequiresCompatibilities": [launch],
        "NetworkMode": "awsvpc",
        "Cpu": "256",
        "Memory": "512",
        "ExecutionRoleArn": att("Starter"),
        "ContainerDefinitions": [one],
    }
    return "AWS::ECS::TaskDefinition", properties


def service(launch: str = "FARGATE", subnet: str = "Subnet", **more: Any) -> tuple[str, dict[str, Any]]:
    network = {"AwsvpcConfiguration": {"Subnets": [ref(subnet)], "SecurityGroups": [ref("Group")]}}
    properties = {"LaunchType": launch, "TaskDefinition": ref("Task"), "NetworkConfiguration": network, **more}
    return "AWS::ECS::Service", properties


def logs(group: Any, **options: str) -> dict[str, Any]:
    named = {"awslogs-group": group, "awslogs-region": ref("AWS::Region"), "awslogs-stream-prefix": "app", **options}
    return {"LogDriver": "awslogs", "Options": named}


WRITE = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"]}


def test_the_arn_of_a_group_without_a_name(tmp_path: Path) -> None:
    made = {
        "Logs": ("AWS::Logs::LogGroup", {}),
        "Task": definition(LogConfiguration=logs(ref("Logs"))),
        "Service": service(),
    }
    assert rules(tmp_path, template(Starter=role({**WRITE, "Resource": att("Logs")}), **made)) == set()
    streams = "arn:aws:sqs:us-east-1:*:*"
    assert rules(tmp_path, template(Starter=role({**WRITE, "Resource": streams}), **made)) == {"ECS031"}


def test_a_group_that_ecs_may_create_and_need_not(tmp_path: Path) -> None:
    create = logs("/web", **{"awslogs-create-group": "true"})
    made = {
        "Starter": role({**WRITE, "Resource": "arn:aws:logs:*:*:log-group:/web:*"}),
        "Task": definition(LogConfiguration=create),
        "Service": service(),
    }
    assert rules(tmp_path, template(**made)) == {"ECS021"}
    group = ("AWS::Logs::LogGroup", {"LogGroupName": "/web"})
    assert rules(tmp_path, template(Logs=group, **made)) == set()
    whole = {"Effect": "Allow", "Action": "logs:*", "Resource": "arn:aws:logs:*:*:log-group:/web:*"}
    assert rules(tmp_path, template(**{**made, "Starter": role(whole)})) == set()


@pytest.mark.parametrize(("launch", "expected"), [("EC2", set()), ("FARGATE", {"ECS010", "ECS020", "ECS031"})])
def test_tasks_on_instances_start_through_the_instance(tmp_path: Path, launch: str, expected: set[str]) -> None:
    made = {
        "Net": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Public": ("AWS::EC2::Subnet", {"VpcId": ref("Net"), "CidrBlock": "10.0.0.0/24"}),
        "Logs": ("AWS::Logs::LogGroup", {"LogGroupName": "/web"}),
        "Starter": role({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}),
        "Task": definition(launch, LogConfiguration=logs(ref("Logs"))),
        "Service": service(launch, "Public"),
    }
    assert rules(tmp_path, template(**made)) == expected


def test_a_rule_is_quicker_than_a_role(tmp_path: Path) -> None:
    forward = [{"Type": "forward", "TargetGroupArn": ref("Targets")}]
    made = {
        "Targets": ("AWS::ElasticLoadBalancingV2::TargetGroup", {"TargetType": "ip", "VpcId": ref("Vpc")}),
        "Rule": ("AWS::ElasticLoadBalancingV2::ListenerRule", {"ListenerArn": ref("Front"), "Actions": forward}),
        "Starter": role(),
        "Task": definition(),
        "Service": service(
            LoadBalancers=[{"ContainerName": "app", "ContainerPort": 80, "TargetGroupArn": ref("Targets")}]
        ),
    }
    assert rules(tmp_path, template(**made)) == set()
    kind, properties = made["Task"]
    properties = {**properties, "ExecutionRoleArn": "arn:aws:iam::123456789012:role/starter"}
    assert rules(tmp_path, template(**{**made, "Task": (kind, properties)})) == {"WCS120"}
    listener = {"LoadBalancerArn": ref("Balancer"), "Port": 80, "DefaultActions": forward}
    slow = {
        "Balancer": ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Subnets": [ref("Subnet")]}),
        "Rule": ("AWS::ElasticLoadBalancingV2::Listener", listener),
    }
    assert rules(tmp_path, template(**{**made, **slow})) == {"ECS120"}


def test_a_name_taken_from_the_registry_itself(tmp_path: Path) -> None:
    def app(host: Any) -> str:
        variable = [{"Name": "API", "Value": {"Fn::Join": ["", [host, ".app.local"]]}}]
        discovery = {"Name": "api", "DnsConfig": {"NamespaceId": att("Names", "Id"), "DnsRecords": []}}
        return template(
            Names=("AWS::ServiceDiscovery::PrivateDnsNamespace", {"Name": "app.local", "Vpc": ref("Vpc")}),
            Registry=("AWS::ServiceDiscovery::Service", discovery),
            Starter=role(),
            Task=definition(Environment=variable),
            Service=service(ServiceRegistries=[{"RegistryArn": att("Registry")}]),
        )

    assert rules(tmp_path, app(att("Registry", "Name"))) == set()
    assert rules(tmp_path, app(ref("Front"))) == set()
    assert rules(tmp_path, app("apj")) == {"ECS102"}


def test_a_proxy_that_is_asked_where_it_is_administered(tmp_path: Path) -> None:
    def asks(port: int, **more: Any) -> set[str]:
        check = {"Command": ["CMD-SHELL", f"curl -s http://localhost:{port}/ready || exit 1"]}
        task = definition(Image="example.com/proxy:1", HealthCheck=check, **more)
        return rules(tmp_path, template(Starter=role(), Task=task, Service=service()))

    assert asks(9901) == set()
    assert asks(3001) == {"WCS083"}
    assert asks(3001, PortMappings=[]) == set()


def test_a_package_that_is_not_installed_is_not_another_file(tmp_path: Path) -> None:
    stack = {"TemplateURL": "./node_modules/@modules/net/module.yaml"}
    root = template(Net=("AWS::CloudFormation::Stack", stack))
    (tmp_path / "root.yaml").write_text(root)
    (tmp_path / "module.yaml").write_text(yaml.safe_dump({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}))
    graph = load(tmp_path / "root.yaml", project=tmp_path)
    assert [path.name for path in graph.files] == ["root.yaml"]


def test_a_database_that_no_task_is_near(tmp_path: Path) -> None:
    data = ("AWS::RDS::DBInstance", {"Engine": "mysql", "EngineVersion": "8.0.40"})
    assert rules(tmp_path, template(Data=data)) == set()
    assert rules(tmp_path, template(Data=data, Starter=role(), Task=definition(), Service=service())) == {"WCS090"}
