"""Ten causes beyond the nine lessons, as mistakes in output/dev; what an app has not yet is added with its fault."""

from __future__ import annotations

from collections.abc import Callable

from tests.deploy.walk.mistakes import Mistake, instead, without

Change = Callable[[str], str]


def adding(resources: str) -> Change:
    """Put resources behind those that a template has."""
    return instead("\nOutputs:\n", f"\n{resources}Outputs:\n")


def both(*changes: Change) -> Change:
    """Do one after the other."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


_ACL = """\
  Acl:
    Type: AWS::EC2::NetworkAcl
    Properties:
      VpcId: !Ref VpcId
  AclIn:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      RuleNumber: 100
      Protocol: 6
      PortRange: {From: 443, To: 3000}
      RuleAction: allow
      CidrBlock: 10.0.0.0/16
  AclOut:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      Egress: true
      RuleNumber: 100
      Protocol: -1
      RuleAction: allow
      CidrBlock: 0.0.0.0/0
  Acl1:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: {SubnetId: !Ref TaskSubnet1, NetworkAclId: !Ref Acl}
  Acl2:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: {SubnetId: !Ref TaskSubnet2, NetworkAclId: !Ref Acl}
"""
_OWN_POLICY = """\
  DatabaseLoginPolicy:
    Type: AWS::SecretsManager::ResourcePolicy
    Properties:
      SecretId: !Ref DatabaseLogin
      ResourcePolicy:
        Version: "2012-10-17"
        Statement:
        - Effect: Deny
          Principal: "*"
          Action: secretsmanager:GetSecretValue
          Resource: "*"
"""
_BOUNDARY = """\
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
        - Effect: Allow
          Action: ["ecr:*", "logs:*", "kms:Decrypt"]
          Resource: "*"
"""
_BOUNDED = "      ManagedPolicyArns:\n      - !Ref AuthServiceExecutionPolicy\n"
_NAT = """\
  NatAddress:
    Type: AWS::EC2::EIP
    Properties: {Domain: vpc}
  NatGateway:
    Type: AWS::EC2::NatGateway
    Properties: {SubnetId: !Ref DataSubnet1, AllocationId: !GetAtt NatAddress.AllocationId}
  TaskDefaultRoute1:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref TaskRouteTable1, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref NatGateway}
  TaskDefaultRoute2:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref TaskRouteTable2, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref NatGateway}
"""
_OUT = """\
  TaskToInternet:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: {GroupId: !Ref TaskGroup, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
"""
_PORT = '        - Name: PORT\n          Value: "3000"\n'
_CACHE = """\
  CacheGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: The cache
      VpcId: !Ref VpcId
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 6379, ToPort: 6379, SourceSecurityGroupId: !Ref TaskGroupId}
  CacheEgress:
    Type: AWS::EC2::SecurityGroupEgress
    Properties:
      GroupId: !Ref TaskGroupId
      DestinationSecurityGroupId: !Ref CacheGroup
      IpProtocol: tcp
      FromPort: 6379
      ToPort: 6379
  CacheSubnets:
    Type: AWS::ElastiCache::SubnetGroup
    Properties: {Description: The cache, SubnetIds: [!Ref TaskSubnet1Id, !Ref TaskSubnet2Id]}
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      ReplicationGroupDescription: Sessions
      Engine: valkey
      CacheNodeType: cache.t4g.micro
      NumCacheClusters: 1
      AutomaticFailoverEnabled: false
      TransitEncryptionEnabled: true
      CacheSubnetGroupName: !Ref CacheSubnets
      SecurityGroupIds: [!Ref CacheGroup]
"""
_FILES = """\
  FilesGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: The file system
      VpcId: !Ref VpcId
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref TaskGroupId}
  FilesEgress:
    Type: AWS::EC2::SecurityGroupEgress
    Properties:
      GroupId: !Ref TaskGroupId
      DestinationSecurityGroupId: !Ref FilesGroup
      IpProtocol: tcp
      FromPort: 2049
      ToPort: 2049
  Files:
    Type: AWS::EFS::FileSystem
    Properties: {Encrypted: true}
  FilesTarget1:
    Type: AWS::EFS::MountTarget
    Properties: {FileSystemId: !Ref Files, SubnetId: !Ref TaskSubnet1Id, SecurityGroups: [!Ref FilesGroup]}
  FilesTarget2:
    Type: AWS::EFS::MountTarget
    Properties: {FileSystemId: !Ref Files, SubnetId: !Ref TaskSubnet2Id, SecurityGroups: [!Ref FilesGroup]}
"""
_VOLUME = """\
      Volumes:
      - Name: files
        EFSVolumeConfiguration: {FilesystemId: !Ref Files, TransitEncryption: ENABLED}
"""
_MOUNTED = "        StopTimeout: 30\n"
_SIDECAR = """\
      - Name: migrations
        Image: !Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/auth-service:v1.0.2
        Essential: false
        Command: [node, server.js]
        LogConfiguration:
          LogDriver: awslogs
          Options:
            awslogs-group: !Ref LogGroup
            awslogs-region: !Ref AWS::Region
            awslogs-stream-prefix: migrations
"""
_FIRST = "      ContainerDefinitions:\n"

CAUSES = (
    Mistake(
        1,
        "a network ACL of the tasks' subnets lets answers in on ports 443 to 3000 only",
        "network.yaml",
        adding(_ACL),
        "ECS018",
        "Network/Acl",
        "i/o timeout",
        name="Network ACL",
    ),
    Mistake(
        3,
        "the secret has a policy of its own, which denies everybody to read it",
        "keys.yaml",
        adding(_OWN_POLICY),
        "ECS200",
        "Keys/DatabaseLoginPolicy",
        "AccessDenied",
        name="The secret's own policy",
    ),
    Mistake(
        3,
        "the key's policy lets the account administer the key, and nobody decrypt with it",
        "keys.yaml",
        instead("          - kms:*\n", "          - kms:Describe*\n          - kms:Put*\n          - kms:Create*\n"),
        "ECS031",
        "Keys/DataKey",
        "KMS",
        name="The key's policy",
    ),
    Mistake(
        1,
        "tasks go out through a NAT gateway, which stands in a subnet without a way out itself",
        "network.yaml",
        adding(_NAT),
        "ECS016",
        "Network/NatGateway",
        "connection issue between the task and AWS Secrets Manager",
        name="NAT gateway in a private subnet",
        more=(("endpoints.yaml", without("SecretsmanagerEndpoint")), ("groups.yaml", adding(_OUT))),
    ),
    Mistake(
        3,
        "the execution role of auth-service has a boundary without Secrets Manager",
        "iam.yaml",
        both(adding(_BOUNDARY), instead(_BOUNDED, f"      PermissionsBoundary: !Ref Boundary\n{_BOUNDED}")),
        "ECS031",
        "Iam/Boundary",
        "AccessDenied",
        name="Boundary of a role",
    ),
    Mistake(
        26,
        "auth-service has a cache that takes TLS only, and speaks to it without",
        "auth-service.yaml",
        both(
            adding(_CACHE),
            instead(
                _PORT,
                "        - Name: REDIS_URL\n          Value: !Sub redis://${Cache.PrimaryEndPoint.Address}:6379\n"
                + _PORT,
            ),
        ),
        "ECS262",
        "AuthService/TaskDefinition",
        "Socket closed unexpectedly",
        name="A cache over TLS only",
    ),
    Mistake(
        23,
        "auth-service mounts a file system whose mount targets do not admit NFS",
        "auth-service.yaml",
        both(
            adding(_FILES),
            instead(_FIRST, _VOLUME + _FIRST),
            instead(
                "    - ListenerRule\n    Properties",
                "    - ListenerRule\n    - FilesTarget1\n    - FilesTarget2\n    Properties",
            ),
            instead(_MOUNTED, "        MountPoints: [{SourceVolume: files, ContainerPath: /files}]\n" + _MOUNTED),
        ),
        "ECS232",
        "AuthService/FilesGroup",
        "mount",
        name="Mount targets of a file system",
    ),
    Mistake(
        22,
        "auth-service waits for a container to be healthy that has no health check",
        "auth-service.yaml",
        both(
            instead(_FIRST, _FIRST + _SIDECAR),
            instead(_MOUNTED, "        DependsOn: [{ContainerName: migrations, Condition: HEALTHY}]\n" + _MOUNTED),
        ),
        "ECS221",
        "AuthService/TaskDefinition",
        "Task failed to start",
        name="A dependency that is never met",
    ),
    Mistake(
        3,
        "auth-service reads a key of the secret that it does not have",
        "auth-service.yaml",
        lambda text: text.replace(":password::", ":passwort::", 1),
        "ECS034",
        "AuthService/TaskDefinition",
        "did not contain json key",
        name="Key of a secret",
    ),
    Mistake(
        14,
        "the load balancer may not connect to auth-service",
        "groups.yaml",
        without("LoadBalancerToAuthServiceOn3000Egress"),
        "ECS101",
        "Groups/LoadBalancerGroup",
        "ELB health checks",
        name="Group of the load balancer",
    ),
)
