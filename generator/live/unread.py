"""What could not be read, as a template can say it: a stack in a place that nobody sees into, which may hold anything.

A list that was refused must not look like one that is empty. So it stands as a nested stack whose template is not at
hand, and which is given everything: the proof takes no absence for certain then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.linking import camel

_GIVEN = (
    "AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::RouteTable", "AWS::EC2::NetworkAcl", "AWS::EC2::SecurityGroup",
    "AWS::EC2::InternetGateway", "AWS::IAM::Role", "AWS::ECS::Cluster", "AWS::KMS::Key", "AWS::EFS::FileSystem",
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ServiceDiscovery::PrivateDnsNamespace", "AWS::ServiceDiscovery::HttpNamespace", "AWS::ECS::TaskDefinition",
    "AWS::ServiceDiscovery::Service", "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::SecretsManager::Secret",
    "AWS::Logs::LogGroup",
)  # fmt: skip
"""What further resources can be added to, or speak about."""
_OF_CLUSTERS = {"ecs:ListContainerInstances", "ecs:DescribeContainerInstances", "ec2:DescribeInstances"}
"""What tells of clusters alone."""
_ALONE = {"iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:GetPolicy",
          "iam:GetPolicyVersion", "secretsmanager:DescribeSecret", "kms:DescribeKey", "kms:GetKeyPolicy",
          "ec2:DescribeVpcAttribute", "ecs:DescribeTaskDefinition", "ec2:DescribeRouteTables",
          "ec2:DescribeNetworkAcls", "ec2:DescribeDhcpOptions", "ecr:DescribeImages",
          "ecr:DescribeRepositories", "ecr:GetRepositoryPolicy", "ssm:DescribeParameters",
          "route53resolver:ListResolverRuleAssociations", "route53resolver:GetResolverRule",
          "iam:GetInstanceProfile"}  # fmt: skip
"""Where it is refused, a property is not known, or what it would have told is not made here."""


def unread(facts: Facts, resources: Mapping[str, Any]) -> dict[str, Any]:
    """Make a place that cannot be seen into for each list that was refused."""
    given = {name: {"Ref": name} for name, resource in resources.items() if resource["Type"] in _GIVEN}
    made: dict[str, Any] = {}
    clusters = {name: ref for name, ref in given.items() if resources[name]["Type"] == "AWS::ECS::Cluster"}
    for action, why in sorted(facts.unread.items()):
        if action not in _ALONE:
            made[f"Unread{camel(action)}"] = {
                "Type": "AWS::CloudFormation::Stack",
                "Metadata": {"live": f"{action}: {why}", "unread": action},
                "Properties": {
                    "TemplateURL": {"Ref": "NotRead"},
                    "Parameters": clusters if action in _OF_CLUSTERS else given,
                },
            }
    return made
