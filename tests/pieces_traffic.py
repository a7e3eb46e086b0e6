"""More pieces of little templates: a load balancer before the tasks, and a private name that others call them by."""

from __future__ import annotations

from tests.pieces import NAT, ROLE, SERVICE, TASK, VPC, template

SECOND_SUBNET = """\
  SecondSubnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}
  SecondSubnetRouteTable:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref SecondSubnet, RouteTableId: !Ref RouteTable}
"""

TARGETS = """\
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref Vpc
      TargetType: ip
      Protocol: HTTP
      Port: 3000
      HealthCheckPath: /health
"""

LISTENER = """\
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 80
      Protocol: HTTP
      DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
"""

BALANCER = """\
  BalancerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Admits the company to the load balancer
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: application
      Scheme: internal
      Subnets: [!Ref Subnet, !Ref SecondSubnet]
      SecurityGroups: [!Ref BalancerGroup]
"""

_SHUT_GROUP = "    Properties: {GroupDescription: Marks the tasks, VpcId: !Ref Vpc}\n"


def admitting(group: str, service: str = SERVICE) -> str:
    """Let the tasks of a service admit a security group on their port."""
    opened = f"""\
    Properties:
      GroupDescription: Marks the tasks
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: !Ref {group}}}
"""
    return service.replace(_SHUT_GROUP, opened)


def configured(settings: str, service: str = SERVICE) -> str:
    """Give a service more properties."""
    return service.replace("      NetworkConfiguration:\n", f"{settings}      NetworkConfiguration:\n")


BALANCED_SERVICE = configured(
    "      LoadBalancers: [{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref Targets}]\n",
    admitting("BalancerGroup"),
)

BALANCED = template(VPC, SECOND_SUBNET, NAT, BALANCER, LISTENER, TARGETS, ROLE, TASK, BALANCED_SERVICE)
"""Everything is right; clients come through a load balancer."""

NAMED_SERVICE = """\
  Namespace:
    Type: AWS::ServiceDiscovery::PrivateDnsNamespace
    Properties: {Name: app.internal, Vpc: !Ref Vpc}
  Discovery:
    Type: AWS::ServiceDiscovery::Service
    Properties:
      Name: web
      DnsConfig: {NamespaceId: !Ref Namespace, DnsRecords: [{Type: A, TTL: 10}]}
""" + configured("      ServiceRegistries: [{RegistryArn: !GetAtt Discovery.Arn}]\n", admitting("CallerGroup"))

CALLER = (
    TASK[TASK.index("  TaskDefinition:") :]
    .replace("TaskDefinition:", "CallerTask:", 1)
    .replace("Name: web", "Name: caller")
    .replace("/web:v1", "/caller:v1")
    .replace("prefix: web", "prefix: caller")
    .replace(
        "          LogConfiguration:",
        "          Environment: [{Name: WEB_URL, Value: http://web.app.internal:3000}]\n          LogConfiguration:",
    )
    + """\
  CallerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: Marks the callers, VpcId: !Ref Vpc}
"""
    + SERVICE[SERVICE.index("  Service:") :]
    .replace("  Service:", "  Caller:", 1)
    .replace("!Ref TaskDefinition", "!Ref CallerTask")
    .replace("!Ref TaskGroup", "!Ref CallerGroup")
)

CALLED = template(VPC, NAT, ROLE, TASK, NAMED_SERVICE, CALLER)
"""Everything is right; one service calls another by its private name."""

_ATTRIBUTES = """\
      Scheme: internal
      LoadBalancerAttributes:
        - {Key: access_logs.s3.enabled, Value: "true"}
        - {Key: access_logs.s3.bucket, Value: !Ref Logs}
"""
_BUCKET = """\
  Logs:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: logdelivery.elasticloadbalancing.amazonaws.com}
            Action: s3:PutObject
            Resource: !Sub ${Logs.Arn}/AWSLogs/${AWS::AccountId}/*
"""
_BALANCER_TYPE = "    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n"

LOGGED = (
    BALANCED.replace("      Scheme: internal\n", _ATTRIBUTES).replace(
        _BALANCER_TYPE, f"{_BALANCER_TYPE}    DependsOn: LogsPolicy\n"
    )
    + _BUCKET
)
"""Everything is right; the load balancer keeps an access log."""
