"""A cluster that somebody made by calls, with no template: one service before a database, reached by a balancer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Client = Callable[[str], Any]
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole",
    }],
}  # fmt: skip
MANAGED = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


@dataclass(frozen=True)
class Made:
    """Ids of what was made."""

    vpc: str
    subnets: tuple[str, str]
    tasks: str
    balancer: str
    database: str


def make(client: Client, name: str = "shop", block: str = "10.20") -> Made:
    """Make the cluster, and everything that its service needs."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock=f"{block}.0.0/16")["Vpc"]["VpcId"]
    for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
        ec2.modify_vpc_attribute(VpcId=vpc, **{attribute: {"Value": True}})
    public, private = (
        [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"{block}.{number}.0/24", AvailabilityZone=zone)["Subnet"][
                "SubnetId"
            ]
            for number, zone in ((first, "us-east-1a"), (first + 1, "us-east-1b"))
        ]
        for first in (0, 10)
    )
    _routes(ec2, vpc, public, private)
    groups = {
        each: ec2.create_security_group(GroupName=f"{name}-{each}", Description=each, VpcId=vpc)["GroupId"]
        for each in ("balancer", "tasks", "database")
    }
    _open(ec2, groups["balancer"], 80, IpRanges=[{"CidrIp": "0.0.0.0/0"}])
    _open(ec2, groups["tasks"], 80, UserIdGroupPairs=[{"GroupId": groups["balancer"]}])
    _open(ec2, groups["database"], 5432, UserIdGroupPairs=[{"GroupId": groups["tasks"]}])
    host = _database(client("rds"), name, private, groups["database"])
    target = _balancer(client("elbv2"), name, vpc, public, groups["balancer"])
    _service(client, name, host, target, private, groups["tasks"])
    return Made(vpc, (private[0], private[1]), groups["tasks"], groups["balancer"], groups["database"])


def close(client: Client, made: Made) -> None:
    """Remove the one rule that lets tasks into the database."""
    pair = [{"GroupId": made.tasks}]
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": pair}
    client("ec2").revoke_security_group_ingress(GroupId=made.database, IpPermissions=[rule])


def _open(ec2: Any, group: str, port: int, **peer: Any) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peer}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])


def _routes(ec2: Any, vpc: str, public: list[str], private: list[str]) -> None:
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=public[0], AllocationId=allocation)["NatGateway"]["NatGatewayId"]
    for subnets, way in ((public, {"GatewayId": gateway}), (private, {"NatGatewayId": nat})):
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **way)
        for subnet in subnets:
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)


def _database(rds: Any, name: str, subnets: list[str], group: str) -> str:
    rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=subnets)
    made = rds.create_db_instance(
        DBInstanceIdentifier=f"{name}-db",
        Engine="postgres",
        DBInstanceClass="db.t4g.micro",
        AllocatedStorage=20,
        MasterUsername="shop",
        MasterUserPassword="not-a-secret-1",
        DBSubnetGroupName=name,
        VpcSecurityGroupIds=[group],
    )["DBInstance"]
    told = (
        made.get("Endpoint")
        or rds.describe_db_instances(DBInstanceIdentifier=f"{name}-db")["DBInstances"][0]["Endpoint"]
    )
    return str(told["Address"])


def _balancer(elbv2: Any, name: str, vpc: str, subnets: list[str], group: str) -> str:
    made = elbv2.create_load_balancer(Name=name, Subnets=subnets, SecurityGroups=[group])["LoadBalancers"][0]
    target = elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    arn = str(target["TargetGroups"][0]["TargetGroupArn"])
    action = {"Type": "forward", "TargetGroupArn": arn}
    elbv2.create_listener(LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=[action])
    return arn


def _service(client: Client, name: str, host: str, target: str, subnets: list[str], group: str) -> None:
    iam, ecs = client("iam"), client("ecs")
    role = iam.create_role(RoleName=f"{name}-execution", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    iam.attach_role_policy(RoleName=f"{name}-execution", PolicyArn=MANAGED)
    client("logs").create_log_group(logGroupName=f"/{name}/web")
    logging = {"awslogs-group": f"/{name}/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web"}
    container = {
        "name": "web",
        "image": "public.ecr.aws/nginx/nginx:1.27",
        "portMappings": [{"containerPort": 80}],
        "environment": [{"name": "PGHOST", "value": host}, {"name": "PGPORT", "value": "5432"}],
        "logConfiguration": {"logDriver": "awslogs", "options": logging},
    }
    definition = ecs.register_task_definition(
        family=f"{name}-web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        executionRoleArn=role,
        containerDefinitions=[container],
    )["taskDefinition"]["taskDefinitionArn"]
    ecs.create_cluster(clusterName=name)
    network = {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": [group], "assignPublicIp": "DISABLED"}}
    ecs.create_service(
        cluster=name,
        serviceName="web",
        taskDefinition=definition,
        desiredCount=1,
        launchType="FARGATE",
        networkConfiguration=network,
        loadBalancers=[{"targetGroupArn": target, "containerName": "web", "containerPort": 80}],
    )
