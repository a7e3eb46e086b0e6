"""Tasks that call a load balancer by its name, and come back to it from an address that it does not admit."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.balancing.public_names import PublicCallStopped


class PublicCallNotTaken(Check):
    id = "ECS194"
    lesson = 19
    title = "Load balancer does not take the calls that tasks make to it by its name"
    symptom = "connect ETIMEDOUT, or Connection timed out, in tasks that call ....elb.amazonaws.com"
    why = (
        "The name of an internet-facing load balancer leads to its public addresses, from inside of its VPC too. A "
        "call of a task leaves through the NAT gateway and arrives with the address of that, so neither the security "
        "group of the tasks nor the range of the VPC lets it in. It needs a listener on its port as well."
    )
    fix = (
        "Admit the elastic address of the NAT gateway in the load balancer's security group; or call the other service "
        "inside the VPC: by Service Connect, a Cloud Map name or an internal load balancer."
    )
    fault = PublicCallStopped
    message = {
        **_ports.message("calls of the tasks time out ({variable})"),
        _ports.TO_INTERNET: _ports.to_internet("calls of the tasks time out ({variable})"),
        "nat": (
            "{source} calls {target} by its public name ({variable}), which leads out through {reason}, and no "
            "security group of {target} admits its address on {port}: the calls time out"
        ),
        "task": (
            "{source} calls {target} by its public name ({variable}), which leads out from the public address of each "
            "task, and no security group of {target} admits that on {port}: the calls time out"
        ),
        "way": (
            "{source} calls {target} by its public name ({variable}), and has no way to public addresses ({reason}): "
            "the calls time out"
        ),
        "listener": "{source} calls {target} on {port} ({variable}), where it has no listener: the calls time out",
    }
    change = {
        **_ports.CHANGE,
        _ports.TO_INTERNET: _ports.CHANGE_TO_INTERNET,
        "nat": "add an ingress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, CidrIp: {address}, /32",
        "task": "call the service inside the VPC, by a Cloud Map name or an internal load balancer",
        "way": "call the service inside the VPC, by a Cloud Map name or an internal load balancer",
        "listener": "add an AWS::ElasticLoadBalancingV2::Listener with Port {port}; or correct {variable}",
    }
    base = "balanced"
    good = {
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "Balancer.Scheme": "internet-facing",
        "Balancer.DependsOn": "PublicRoute",
        "Balancer.Subnets.0": "!Ref PublicSubnet",
        "Balancer.Subnets.1": "!Ref SecondPublicSubnet",
        "PublicSubnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "SecondPublicSubnet": """
            Type: AWS::EC2::Subnet
            Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.4.0/24, AvailabilityZone: !Select [1, !GetAZs '']}
""",
        "SecondPublicSubnetRouteTable": """
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {SubnetId: !Ref SecondPublicSubnet, RouteTableId: !Ref PublicRouteTable}
""",
        "BalancerGroup.SecurityGroupIngress.0.CidrIp": "198.51.100.0/24",
        "BalancerGroup.SecurityGroupIngress.1": (
            "{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Sub '${NatAddress.PublicIp}/32'}"
        ),
        "Caller": """
            Type: AWS::ECS::Service
            DependsOn: DefaultRoute
            Properties:
              Cluster: !Ref Cluster
              LaunchType: FARGATE
              TaskDefinition: !Ref CallerDefinition
              NetworkConfiguration:
                AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
""",
        "CallerDefinition": """
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: 256
              Memory: 512
              ExecutionRoleArn: !GetAtt ExecutionRole.Arn
              ContainerDefinitions:
                - Name: caller
                  Image: !Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/caller:v1
                  Environment: [{Name: WEB_URL, Value: !Sub 'http://${Balancer.DNSName}/'}]
""",
    }
    bad = {
        "BalancerGroup.SecurityGroupIngress.1": None,
    }
