"""What resources are known by: the property that names them, and attributes that say what a property says."""

from __future__ import annotations

from collections.abc import Mapping

NAME_PROPERTY: Mapping[str, str] = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::EC2::SecurityGroup": "GroupName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::CapacityProvider": "Name",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ECS::Service": "ServiceName",
    "AWS::ECS::TaskDefinition": "Family",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": "PolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
    "AWS::RDS::DBClusterParameterGroup": "DBClusterParameterGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::RDS::DBParameterGroup": "DBParameterGroupName",
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SSM::Parameter": "Name",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::ServiceDiscovery::HttpNamespace": "Name",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "Name",
    "AWS::ServiceDiscovery::PublicDnsNamespace": "Name",
    "AWS::ServiceDiscovery::Service": "Name",
}

SAME_AS_REF = frozenset(
    {
        ("AWS::EC2::InternetGateway", "InternetGatewayId"),
        ("AWS::EC2::NatGateway", "NatGatewayId"),
        ("AWS::EC2::RouteTable", "RouteTableId"),
        ("AWS::EC2::SecurityGroup", "GroupId"),
        ("AWS::EC2::SecurityGroup", "Id"),
        ("AWS::EC2::Subnet", "SubnetId"),
        ("AWS::EC2::VPC", "VpcId"),
        ("AWS::EC2::VPCEndpoint", "Id"),
        ("AWS::ECS::Service", "ServiceArn"),
        ("AWS::ECS::TaskDefinition", "TaskDefinitionArn"),
        ("AWS::ElasticLoadBalancingV2::Listener", "ListenerArn"),
        ("AWS::ElasticLoadBalancingV2::ListenerRule", "RuleArn"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn"),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn"),
        ("AWS::IAM::ManagedPolicy", "PolicyArn"),
        ("AWS::KMS::Key", "KeyId"),
        ("AWS::SNS::Topic", "TopicArn"),
        ("AWS::SQS::Queue", "QueueUrl"),
        ("AWS::SecretsManager::Secret", "Id"),
        ("AWS::ServiceDiscovery::HttpNamespace", "Id"),
        ("AWS::ServiceDiscovery::PrivateDnsNamespace", "Id"),
        ("AWS::ServiceDiscovery::PublicDnsNamespace", "Id"),
        ("AWS::ServiceDiscovery::Service", "Id"),
    }
)
"""Attributes that give the same as ``Ref``; checked in the resource reference of CloudFormation, 2026-11."""

ECHOED: Mapping[tuple[str, str], str] = {
    ("AWS::EC2::SecurityGroup", "VpcId"): "VpcId",
    ("AWS::EC2::Subnet", "AvailabilityZone"): "AvailabilityZone",
    ("AWS::EC2::Subnet", "CidrBlock"): "CidrBlock",
    ("AWS::EC2::Subnet", "VpcId"): "VpcId",
    ("AWS::EC2::VPC", "CidrBlock"): "CidrBlock",
}
"""Attributes that repeat a property, when it is set."""
