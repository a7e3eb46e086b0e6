"""An endpoint for Secrets Manager in the small app, whose tasks otherwise go out by a NAT gateway."""

from __future__ import annotations

from tests.one_app import Change, add, both


def secrets_endpoint(policy: object = None) -> Change:
    """Make a change that sends secrets through an endpoint, with a policy if one is given."""
    endpoint = add(
        "Door",
        "AWS::EC2::VPCEndpoint",
        VpcId={"Ref": "Vpc"},
        ServiceName="com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType="Interface",
        PrivateDnsEnabled=True,
        SubnetIds=[{"Ref": "TaskSubnet"}],
        SecurityGroupIds=[{"Ref": "DoorGroup"}],
        **({} if policy is None else {"PolicyDocument": policy}),
    )
    admits = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}
    group = add("DoorGroup", "AWS::EC2::SecurityGroup", VpcId={"Ref": "Vpc"}, SecurityGroupIngress=[admits])
    return both(endpoint, group, lambda t: t["Resources"]["Web"]["DependsOn"].append("Door"))
