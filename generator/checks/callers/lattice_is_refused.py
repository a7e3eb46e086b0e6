"""Tasks that ECS cannot register in VPC Lattice."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.lattice import LatticeRefused

GOOD = {
    "LatticeRole": """
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Principal: {Service: ecs.amazonaws.com}, Action: sts:AssumeRole}
          ManagedPolicyArns:
            - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice
""",
    "LatticeTargets": """
        Type: AWS::VpcLattice::TargetGroup
        Properties: {Type: IP, Config: {Port: 3000, Protocol: HTTP, VpcIdentifier: !Ref Vpc}}
""",
    "TaskDefinition.ContainerDefinitions.0.PortMappings": "[{ContainerPort: 3000, Name: http}]",
    "TaskGroup.SecurityGroupIngress": ("[{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 169.254.171.0/24}]"),
    "Service.VpcLatticeConfigurations": (
        "[{PortName: http, RoleArn: !GetAtt LatticeRole.Arn, TargetGroupArn: !GetAtt LatticeTargets.Arn}]"
    ),
}


class LatticeIsRefused(Check):
    id = "ECS334"
    lesson = 33
    title = "ECS cannot register the tasks in VPC Lattice"
    symptom = "CREATE_FAILED: CreateService fails with InvalidParameterException; or no target is ever healthy"
    why = (
        "VpcLatticeConfigurations names a port mapping by its name. Tasks with a network interface of their own are "
        "targets by their address, in the VPC of the target group; others by their instance."
    )
    fix = "Name the port mapping as PortName does; take targets of type IP for awsvpc, in the VPC of the tasks."
    fault = LatticeRefused
    message = {
        "port": (
            "{task} registers the port {name} in VPC Lattice, and no port mapping of {other} has that name: "
            "CreateService fails"
        ),
        "type": (
            "{target_group} takes targets of type {name}, and tasks of {task} are {other}: they are not registered in "
            "VPC Lattice, and CreateService fails"
        ),
        "vpc": "{target_group} is in {name}, and the tasks of {task} are in {other}: no request gets to them",
    }
    change = {
        "port": "PortName: the Name of a port mapping of {other}",
        "type": "Type: {other}",
        "vpc": "VpcIdentifier: {other}",
    }
    base = "nat"
    good = GOOD
    bad = {"LatticeTargets.Properties.Type": "INSTANCE"}
