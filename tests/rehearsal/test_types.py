"""Resource types that the simulator lacks, each created, changed and deleted, as its own service shows it."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.rehearsal.account import Account

STATEMENT = {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:DeleteSecret", "Resource": "*"}
ASSOCIATION = {"ResourceArn": {"Ref": "Balancer"}, "WebACLArn": {"Fn::GetAtt": ["Acl", "Arn"]}}
RESOURCES: dict[str, Any] = {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
    "Address": {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}},
    "Gateway": {
        "Type": "AWS::EC2::NatGateway",
        "Properties": {
            "SubnetId": {"Ref": "Subnet"},
            "AllocationId": {"Fn::GetAtt": ["Address", "AllocationId"]},
            "Tags": [{"Key": "Name", "Value": "before"}],
        },
    },
    "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": "a"}},
    "Policy": {
        "Type": "AWS::SecretsManager::ResourcePolicy",
        "Properties": {"SecretId": {"Ref": "Secret"}, "ResourcePolicy": {"Statement": [STATEMENT]}},
    },
    "Rotation": {
        "Type": "AWS::SecretsManager::RotationSchedule",
        "Properties": {
            "SecretId": {"Ref": "Secret"},
            "RotationLambdaARN": "arn:aws:lambda:us-east-1:111122223333:function:rotate",
            "RotationRules": {"AutomaticallyAfterDays": 30},
        },
    },
    "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Subnets": [{"Ref": "Subnet"}]}},
    "Acl": {
        "Type": "AWS::WAFv2::WebACL",
        "Properties": {
            "Scope": "REGIONAL",
            "DefaultAction": {"Allow": {}},
            "VisibilityConfig": {
                "CloudWatchMetricsEnabled": False,
                "SampledRequestsEnabled": False,
                "MetricName": "m",
            },
        },
    },
    "Association": {"Type": "AWS::WAFv2::WebACLAssociation", "Properties": ASSOCIATION},
}


def template(resources: dict[str, Any]) -> str:
    return json.dumps({"Resources": resources})


def test_life(account: Account) -> None:
    account.cloudformation.create_stack(StackName="types", TemplateBody=template(RESOURCES))
    assert account.settled("types") == "CREATE_COMPLETE"
    ids = {path: each["PhysicalResourceId"] for path, each in account.tree("types")}
    address = account.ec2.describe_addresses()["Addresses"][0]
    assert address["PublicIp"] == ids["Address"]
    gateway = account.ec2.describe_nat_gateways(NatGatewayIds=[ids["Gateway"]])["NatGateways"][0]
    assert (gateway["SubnetId"], gateway["State"]) == (ids["Subnet"], "available")
    assert [each["AllocationId"] for each in gateway["NatGatewayAddresses"]] == [address["AllocationId"]]
    secret = account.secretsmanager.describe_secret(SecretId=ids["Secret"])
    assert (secret["RotationEnabled"], secret["RotationRules"]) == (True, {"AutomaticallyAfterDays": 30})
    assert "Deny" in account.secretsmanager.get_resource_policy(SecretId=ids["Secret"])["ResourcePolicy"]
    assert account.wafv2.get_web_acl_for_resource(ResourceArn=ids["Balancer"])["WebACL"]["Name"]

    resources = copy.deepcopy(RESOURCES)
    resources["Rotation"]["Properties"]["RotationRules"] = {"AutomaticallyAfterDays": 7}
    resources["Policy"]["Properties"]["ResourcePolicy"]["Statement"] = [STATEMENT | {"Sid": "Changed"}]
    resources["Gateway"]["Properties"]["Tags"] = [{"Key": "Name", "Value": "after"}]
    del resources["Association"]
    account.cloudformation.update_stack(StackName="types", TemplateBody=template(resources))
    assert account.settled("types") == "UPDATE_COMPLETE"
    after = {path: each["PhysicalResourceId"] for path, each in account.tree("types")}
    assert after == {name: each for name, each in ids.items() if name != "Association"}
    gateway = account.ec2.describe_nat_gateways(NatGatewayIds=[ids["Gateway"]])["NatGateways"][0]
    assert gateway["Tags"][0]["Value"] == "after"
    assert account.secretsmanager.describe_secret(SecretId=ids["Secret"])["RotationRules"] == {
        "AutomaticallyAfterDays": 7
    }
    assert "Changed" in account.secretsmanager.get_resource_policy(SecretId=ids["Secret"])["ResourcePolicy"]
    acl = account.wafv2.list_web_acls(Scope="REGIONAL")["WebACLs"][0]["ARN"]
    assert account.wafv2.list_resources_for_web_acl(WebACLArn=acl)["ResourceArns"] == []

    assert account.delete("types") == "DELETE_COMPLETE"
    assert account.ec2.describe_addresses()["Addresses"] == []
    gateway = account.ec2.describe_nat_gateways(NatGatewayIds=[ids["Gateway"]])["NatGateways"][0]
    assert gateway["State"] == "deleted"
    assert account.secretsmanager.list_secrets()["SecretList"] == []


def test_a_network_acl_has_its_entries_and_takes_the_place_of_the_other(account: Account) -> None:
    acl = {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "Vpc"}}}
    entry = {"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": 100, "Protocol": 6, "RuleAction": "allow"}
    ports = {"CidrBlock": "10.0.0.0/16", "PortRange": {"From": 443, "To": 3000}}
    place = {"SubnetId": {"Ref": "Subnet"}, "NetworkAclId": {"Ref": "Acl"}}
    resources = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
        "Acl": acl,
        "Entry": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": entry | ports},
        "Place": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties": place},
    }
    account.cloudformation.create_stack(StackName="acls", TemplateBody=template(resources))
    assert account.settled("acls") == "CREATE_COMPLETE"
    ids = {path: each["PhysicalResourceId"] for path, each in account.tree("acls")}
    (told,) = account.ec2.describe_network_acls(NetworkAclIds=[ids["Acl"]])["NetworkAcls"]
    assert sorted(each["RuleNumber"] for each in told["Entries"]) == [100, 32767, 32767]
    assert [each["PortRange"] for each in told["Entries"] if "PortRange" in each] == [{"From": 443, "To": 3000}]
    assert [each["SubnetId"] for each in told["Associations"]] == [ids["Subnet"]]

    resources["Entry"] = {"Type": "AWS::EC2::NetworkAclEntry", "Properties": entry | ports | {"RuleNumber": 90}}
    account.cloudformation.update_stack(StackName="acls", TemplateBody=template(resources))
    assert account.settled("acls") == "UPDATE_COMPLETE"
    (told,) = account.ec2.describe_network_acls(NetworkAclIds=[ids["Acl"]])["NetworkAcls"]
    assert sorted(each["RuleNumber"] for each in told["Entries"]) == [90, 32767, 32767]
