"""The command by which a person removes one resource that CloudFormation let go of.

None of them destroys what cannot be had back: databases leave a snapshot, keys and secrets wait, and what is not empty
refuses. Names and options are those of the AWS CLI (command reference, read 2026-11).
"""

from __future__ import annotations

from shlex import quote

# By type; ``{above}`` is the cluster of a service.
COMMANDS = {
    "AWS::CloudFormation::Stack": "cloudformation delete-stack --stack-name {id}",
    "AWS::CloudWatch::Alarm": "cloudwatch delete-alarms --alarm-names {id}",
    "AWS::EC2::InternetGateway": "ec2 delete-internet-gateway --internet-gateway-id {id}",
    "AWS::EC2::NatGateway": "ec2 delete-nat-gateway --nat-gateway-id {id}",
    "AWS::EC2::RouteTable": "ec2 delete-route-table --route-table-id {id}",
    "AWS::EC2::SecurityGroup": "ec2 delete-security-group --group-id {id}",
    "AWS::EC2::Subnet": "ec2 delete-subnet --subnet-id {id}",
    "AWS::EC2::VPC": "ec2 delete-vpc --vpc-id {id}",
    "AWS::EC2::VPCEndpoint": "ec2 delete-vpc-endpoints --vpc-endpoint-ids {id}",
    "AWS::ECR::Repository": "ecr delete-repository --repository-name {id}",
    "AWS::ECS::Cluster": "ecs delete-cluster --cluster {id}",
    "AWS::ECS::Service": "ecs delete-service --force --cluster {above} --service {id}",
    "AWS::ECS::TaskDefinition": "ecs deregister-task-definition --task-definition {id}",
    "AWS::ElastiCache::ReplicationGroup": (
        "elasticache delete-replication-group --replication-group-id {id} --final-snapshot-identifier {id}-final"
    ),
    "AWS::ElasticLoadBalancingV2::Listener": "elbv2 delete-listener --listener-arn {id}",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "elbv2 delete-rule --rule-arn {id}",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "elbv2 delete-load-balancer --load-balancer-arn {id}",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "elbv2 delete-target-group --target-group-arn {id}",
    "AWS::IAM::ManagedPolicy": "iam delete-policy --policy-arn {id}",
    "AWS::IAM::Role": "iam delete-role --role-name {id}",
    "AWS::KMS::Alias": "kms delete-alias --alias-name {id}",
    "AWS::KMS::Key": "kms schedule-key-deletion --pending-window-in-days 30 --key-id {id}",
    "AWS::Logs::LogGroup": "logs delete-log-group --log-group-name {id}",
    "AWS::RDS::DBInstance": (
        "rds delete-db-instance --db-instance-identifier {id} --final-db-snapshot-identifier {id}-final"
    ),
    "AWS::RDS::DBParameterGroup": "rds delete-db-parameter-group --db-parameter-group-name {id}",
    "AWS::RDS::DBSubnetGroup": "rds delete-db-subnet-group --db-subnet-group-name {id}",
    "AWS::S3::Bucket": "s3 rb s3://{id}",
    "AWS::SecretsManager::Secret": "secretsmanager delete-secret --secret-id {id}",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "servicediscovery delete-namespace --id {id}",
    "AWS::ServiceDiscovery::Service": "servicediscovery delete-service --id {id}",
    "AWS::SQS::Queue": "sqs delete-queue --queue-url {id}",
    "AWS::SSM::Parameter": "ssm delete-parameter --name {id}",
}
# Cloud Control takes the primary identifier of a type, which mostly is the physical id (Cloud Control API User Guide,
# "Identifying resources", read 2026-11).
_ANY = "cloudcontrol delete-resource --type-name {type} --identifier {id}"


def removal(type_: str, id_: str, region: str) -> str | None:
    """Give the command that removes a resource of a type by its physical id; None for what no command can remove."""
    if not id_ or type_.startswith("Custom::") or type_ == "AWS::CloudFormation::CustomResource":
        return None
    # The ARN of a service ends in the names of its cluster and of itself.
    above = id_.split("/")[-2] if id_.count("/") > 1 else "default"
    command = COMMANDS.get(type_, _ANY).format(type=type_, id=quote(id_), above=quote(above))
    return f"aws {command} --region {region}"
