"""Everything that a deployment consists of: each resource with its id and ARN, by stack."""

from __future__ import annotations

from generator.aws.cloud import Caller, Cloud
from generator.aws.stacks import Physical, Stack, resources
from generator.changes.inventory import InventoryItem

# Types whose physical id is not an ARN: how the ARN is made of it. Service Authorization Reference, "Resource types
# defined by ...", from general knowledge, 2026-11.
_ARNS = {
    "AWS::EC2::VPC": "ec2:{region}:{account}:vpc/{id}",
    "AWS::EC2::Subnet": "ec2:{region}:{account}:subnet/{id}",
    "AWS::EC2::RouteTable": "ec2:{region}:{account}:route-table/{id}",
    "AWS::EC2::InternetGateway": "ec2:{region}:{account}:internet-gateway/{id}",
    "AWS::EC2::NatGateway": "ec2:{region}:{account}:natgateway/{id}",
    "AWS::EC2::SecurityGroup": "ec2:{region}:{account}:security-group/{id}",
    "AWS::EC2::VPCEndpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
    "AWS::EC2::FlowLog": "ec2:{region}:{account}:vpc-flow-log/{id}",
    "AWS::IAM::Role": "iam::{account}:role/{id}",
    "AWS::KMS::Key": "kms:{region}:{account}:key/{id}",
    "AWS::KMS::Alias": "kms:{region}:{account}:{id}",
    "AWS::RDS::DBInstance": "rds:{region}:{account}:db:{id}",
    "AWS::RDS::DBSubnetGroup": "rds:{region}:{account}:subgrp:{id}",
    "AWS::RDS::DBParameterGroup": "rds:{region}:{account}:pg:{id}",
    "AWS::ECS::Cluster": "ecs:{region}:{account}:cluster/{id}",
    "AWS::Logs::LogGroup": "logs:{region}:{account}:log-group:{id}",
    "AWS::ECR::Repository": "ecr:{region}:{account}:repository/{id}",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "servicediscovery:{region}:{account}:namespace/{id}",
    "AWS::ServiceDiscovery::Service": "servicediscovery:{region}:{account}:service/{id}",
    "AWS::CloudWatch::Alarm": "cloudwatch:{region}:{account}:alarm:{id}",
    "AWS::S3::Bucket": "s3:::{id}",
}


def inventory(cloud: Cloud, caller: Caller, stack: Stack) -> list[InventoryItem]:
    """Give everything that a stack and its nested stacks hold."""
    return [
        InventoryItem(resource.path, resource.type, resource.id, _arn(cloud, caller, resource), resource.status)
        for resource in resources(cloud, stack.id)
    ]


def _arn(cloud: Cloud, caller: Caller, resource: Physical) -> str:
    if resource.id.startswith("arn:"):
        return resource.id
    pattern = _ARNS.get(resource.type, "") if resource.id else ""
    known = {"region": cloud.region, "account": caller.account, "id": resource.id}
    return f"arn:{cloud.partition}:{pattern.format(**known)}" if pattern else ""
