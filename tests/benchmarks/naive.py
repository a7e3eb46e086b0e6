"""The benchmark's yardstick: the architecture that the starter's dev environment describes, in bare troposphere.

Straight-line calls, no settings, no checks, no explanations: what somebody would write who needs the templates once.
It makes as many resources of each kind as the generator does for the same number of services.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import troposphere
from troposphere import (
    GetAtt,
    GetAZs,
    Output,
    Parameter,
    Ref,
    Select,
    Sub,
    Tags,
    Template,
    ec2,
    ecs,
    iam,
    kms,
    logs,
    rds,
    secretsmanager,
    servicediscovery,
)
from troposphere import elasticloadbalancingv2 as elb
from troposphere.cloudformation import Stack

STACK = "bench-dev"


def main() -> None:
    """Write every template of an app with some services into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("services", type=int, help="number of services")
    parser.add_argument("folder", type=Path, help="where to write")
    parser.add_argument("--yaml", action="store_true", help="write troposphere's own YAML instead of JSON")
    options = parser.parse_args()
    troposphere.MAX_OUTPUTS = troposphere.MAX_RESOURCES = 10**6  # type: ignore[misc]  # to see how time grows
    names = [f"service-{number:03}" for number in range(options.services)]
    templates = _shared(names) | {name: _service(name) for name in names}
    templates["root"] = _root(templates)
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, template in templates.items():
        suffix, text = ("yaml", template.to_yaml()) if options.yaml else ("json", template.to_json())
        (options.folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")


def _shared(names: list[str]) -> dict[str, Template]:
    return {
        "keys": _keys(),
        "vpc": _vpc(),
        "network": _network(),
        "groups": _groups(names),
        "endpoints": _endpoints(),
        "iam": _iam(names),
        "database": _database(),
        "cluster": _cluster(),
        "load_balancer": _load_balancer(),
    }


def _template(*parameters: str) -> Template:
    t = Template()
    t.set_version("2010-09-09")
    for name in parameters:
        t.add_parameter(Parameter(name, Type="String"))
    return t


def _id(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").title().replace(" ", "")


def _keys() -> Template:
    t = _template()
    account = {"StringEquals": {"aws:SourceAccount": Ref("AWS::AccountId")}}
    groups = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    arns = [Sub(f"{groups}/ecs/{STACK}/*"), Sub(f"{groups}/vpc/{STACK}/*")]
    use = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "DescribeKey"]
    use += ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"AWS": Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")},
            "Action": ["kms:*"],
            "Resource": ["*"],
        },
        {
            "Effect": "Allow",
            "Principal": {"Service": Sub("logs.${AWS::Region}.${AWS::URLSuffix}")},
            "Action": [f"kms:{action}" for action in use],
            "Resource": ["*"],
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arns}},
        },
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": ["*"],
            "Condition": account,
        },
    ]
    t.add_resource(
        kms.Key(
            "DataKey",
            Description=f"Encrypts the data of {STACK}",
            EnableKeyRotation=True,
            PendingWindowInDays=7,
            KeyPolicy={"Version": "2012-10-17", "Statement": statements},
            DeletionPolicy="Delete",
            UpdateReplacePolicy="Delete",
        )
    )
    t.add_resource(kms.Alias("DataKeyAlias", AliasName=f"alias/{STACK}", TargetKeyId=Ref("DataKey")))
    t.add_resource(
        secretsmanager.Secret(
            "DatabaseLogin",
            Description="Login of the database",
            KmsKeyId=Ref("DataKey"),
            GenerateSecretString=secretsmanager.GenerateSecretString(
                PasswordLength=40,
                ExcludePunctuation=True,
                RequireEachIncludedType=True,
                SecretStringTemplate=json.dumps({"username": "dbadmin"}),
                GenerateStringKey="password",
            ),
            DeletionPolicy="Delete",
            UpdateReplacePolicy="Delete",
        )
    )
    t.add_output(Output("DataKeyArn", Value=GetAtt("DataKey", "Arn")))
    t.add_output(Output("DatabaseLoginArn", Value=Ref("DatabaseLogin")))
    return t


def _vpc() -> Template:
    t = _template()
    t.add_resource(
        ec2.VPC("Vpc", CidrBlock="10.0.0.0/16", EnableDnsSupport=True, EnableDnsHostnames=True, Tags=Tags(Name=STACK))
    )
    t.add_resource(ec2.InternetGateway("InternetGateway", Tags=Tags(Name=STACK)))
    t.add_output(Output("VpcId", Value=Ref("Vpc")))
    t.add_output(Output("InternetGatewayId", Value=Ref("InternetGateway")))
    return t


def _network() -> Template:
    t = _template("VpcId", "InternetGatewayId")
    t.add_resource(
        ec2.VPCGatewayAttachment(
            "InternetGatewayAttachment", VpcId=Ref("VpcId"), InternetGatewayId=Ref("InternetGatewayId")
        )
    )
    for table in ("PublicRouteTable", "TaskRouteTable1", "TaskRouteTable2", "DataRouteTable"):
        t.add_resource(ec2.RouteTable(table, VpcId=Ref("VpcId"), Tags=Tags(Name=f"{STACK}-{table}")))
        t.add_output(Output(f"{table}Id", Value=Ref(table)))
    t.add_resource(
        ec2.Route(
            "PublicDefaultRoute",
            RouteTableId=Ref("PublicRouteTable"),
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId=Ref("InternetGatewayId"),
            DependsOn="InternetGatewayAttachment",
        )
    )
    for tier, blocks, tables in (
        ("Public", ("10.0.192.0/22", "10.0.196.0/22"), ("PublicRouteTable", "PublicRouteTable")),
        ("Task", ("10.0.0.0/20", "10.0.16.0/20"), ("TaskRouteTable1", "TaskRouteTable2")),
        ("Data", ("10.0.224.0/22", "10.0.228.0/22"), ("DataRouteTable", "DataRouteTable")),
    ):
        for zone in (0, 1):
            name = f"{tier}Subnet{zone + 1}"
            t.add_resource(
                ec2.Subnet(
                    name,
                    VpcId=Ref("VpcId"),
                    CidrBlock=blocks[zone],
                    AvailabilityZone=Select(zone, GetAZs("")),
                    MapPublicIpOnLaunch=False,
                    Tags=Tags(Name=f"{STACK}-{name}"),
                )
            )
            t.add_resource(
                ec2.SubnetRouteTableAssociation(f"{name}Routes", SubnetId=Ref(name), RouteTableId=Ref(tables[zone]))
            )
            t.add_output(Output(f"{name}Id", Value=Ref(name)))
    return t


def _groups(names: list[str]) -> Template:
    t = _template("VpcId")
    for group in (*names, "database", "database-client", "endpoint", "load-balancer", "task"):
        t.add_resource(
            ec2.SecurityGroup(
                f"{_id(group)}Group",
                GroupDescription=f"Group of {group}",
                VpcId=Ref("VpcId"),
                SecurityGroupEgress=[
                    ec2.SecurityGroupRule(IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="127.0.0.1/32")
                ],
            )
        )
        t.add_output(Output(f"{_id(group)}GroupId", Value=Ref(f"{_id(group)}Group")))
    _admit(t, "database-client", "database", 5432)
    _admit(t, "task", "endpoint", 443)
    for before, name in zip(("", *names), names, strict=False):
        _admit(t, "load-balancer", name, 3000)
        if before:
            _admit(t, name, before, 3000)
    t.add_resource(
        ec2.SecurityGroupIngress(
            "InternetToLoadBalancer",
            GroupId=Ref("LoadBalancerGroup"),
            IpProtocol="tcp",
            FromPort=80,
            ToPort=80,
            CidrIp="0.0.0.0/0",
        )
    )
    t.add_resource(
        ec2.SecurityGroupEgress(
            "TaskToS3",
            GroupId=Ref("TaskGroup"),
            IpProtocol="tcp",
            FromPort=443,
            ToPort=443,
            DestinationPrefixListId="pl-63a5400a",
        )
    )
    return t


def _admit(t: Template, source: str, target: str, port: int) -> None:
    name = f"{_id(source)}To{_id(target)}"
    both: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "Description": f"{name} on {port}"}
    here, there = Ref(f"{_id(source)}Group"), Ref(f"{_id(target)}Group")
    t.add_resource(ec2.SecurityGroupEgress(f"{name}Egress", GroupId=here, DestinationSecurityGroupId=there, **both))
    t.add_resource(ec2.SecurityGroupIngress(f"{name}Ingress", GroupId=there, SourceSecurityGroupId=here, **both))


def _endpoints() -> Template:
    t = _template("VpcId", "EndpointGroupId", "TaskSubnet1Id", "TaskRouteTable1Id", "TaskRouteTable2Id")
    everyone = {"Effect": "Allow", "Principal": "*", "Action": ["*"], "Resource": ["*"]}
    own = everyone | {"Condition": {"StringEquals": {"aws:PrincipalAccount": Ref("AWS::AccountId")}}}
    for api in ("ecr.api", "ecr.dkr", "logs", "secretsmanager"):
        t.add_resource(
            ec2.VPCEndpoint(
                f"{_id(api.replace('.', '-'))}Endpoint",
                VpcId=Ref("VpcId"),
                ServiceName=Sub(f"com.amazonaws.${{AWS::Region}}.{api}"),
                VpcEndpointType="Interface",
                PrivateDnsEnabled=True,
                SubnetIds=[Ref("TaskSubnet1Id")],
                SecurityGroupIds=[Ref("EndpointGroupId")],
                PolicyDocument={"Version": "2012-10-17", "Statement": [own]},
            )
        )
    layers = Sub("arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*")
    read = {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": [layers]}
    t.add_resource(
        ec2.VPCEndpoint(
            "S3Endpoint",
            VpcId=Ref("VpcId"),
            ServiceName=Sub("com.amazonaws.${AWS::Region}.s3"),
            VpcEndpointType="Gateway",
            RouteTableIds=[Ref("TaskRouteTable1Id"), Ref("TaskRouteTable2Id")],
            PolicyDocument={"Version": "2012-10-17", "Statement": [read]},
        )
    )
    return t


def _iam(names: list[str]) -> Template:
    t = _template("DataKeyArn", "DatabaseLoginArn")
    source = Sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*")
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": ["sts:AssumeRole"],
        "Condition": {
            "StringEquals": {"aws:SourceAccount": Ref("AWS::AccountId")},
            "ArnLike": {"aws:SourceArn": source},
        },
    }
    for name in names:
        arn = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s"
        pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        write = ["logs:CreateLogStream", "logs:PutLogEvents"]
        log = Sub(arn % ("logs", f"log-group:/ecs/{STACK}/{name}:*"))
        through = {"StringEquals": {"kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com"]}}
        statements = [
            {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": ["*"]},
            {"Effect": "Allow", "Action": pull, "Resource": [Sub(arn % ("ecr", f"repository/{name}"))]},
            {"Effect": "Allow", "Action": write, "Resource": [log]},
            {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": [Ref("DatabaseLoginArn")]},
            {"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": [Ref("DataKeyArn")], "Condition": through},
        ]
        t.add_resource(
            iam.ManagedPolicy(
                f"{_id(name)}ExecutionPolicy",
                Description=f"Lets ECS start tasks of {name}",
                PolicyDocument={"Version": "2012-10-17", "Statement": statements},
            )
        )
        for kind, policies in (("Execution", [Ref(f"{_id(name)}ExecutionPolicy")]), ("Task", [])):
            t.add_resource(
                iam.Role(
                    f"{_id(name)}{kind}Role",
                    Description=f"{kind} role of {name}",
                    AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": [trust]},
                    ManagedPolicyArns=policies,
                )
            )
            t.add_output(Output(f"{_id(name)}{kind}RoleArn", Value=GetAtt(f"{_id(name)}{kind}Role", "Arn")))
    return t


def _database() -> Template:
    t = _template("DataKeyArn", "DataSubnet1Id", "DataSubnet2Id", "DatabaseGroupId", "DatabaseLoginArn")
    t.add_resource(
        rds.DBSubnetGroup(
            "DatabaseSubnets",
            DBSubnetGroupDescription="Data subnets",
            SubnetIds=[Ref("DataSubnet1Id"), Ref("DataSubnet2Id")],
        )
    )
    t.add_resource(
        rds.DBParameterGroup(
            "DatabaseParameters",
            Family="postgres17",
            Description="Parameters of the database",
            Parameters={"rds.force_ssl": "1", "log_connections": "1", "log_disconnections": "1"},
        )
    )
    t.add_resource(
        rds.DBInstance(
            "Database",
            Engine="postgres",
            EngineVersion="17.10",
            DBInstanceClass="db.t4g.micro",
            StorageType="gp3",
            AllocatedStorage="20",
            MaxAllocatedStorage=100,
            StorageEncrypted=True,
            KmsKeyId=Ref("DataKeyArn"),
            DBName="app",
            MasterUsername="dbadmin",
            MasterUserPassword=Sub("{{resolve:secretsmanager:${DatabaseLoginArn}:SecretString:password}}"),
            Port="5432",
            DBSubnetGroupName=Ref("DatabaseSubnets"),
            VPCSecurityGroups=[Ref("DatabaseGroupId")],
            PubliclyAccessible=False,
            MultiAZ=False,
            DBParameterGroupName=Ref("DatabaseParameters"),
            BackupRetentionPeriod=1,
            CopyTagsToSnapshot=True,
            EnableCloudwatchLogsExports=["postgresql", "upgrade"],
            DeletionProtection=False,
            DeletionPolicy="Delete",
        )
    )
    t.add_resource(
        secretsmanager.SecretTargetAttachment(
            "DatabaseLoginAttachment",
            SecretId=Ref("DatabaseLoginArn"),
            TargetId=Ref("Database"),
            TargetType="AWS::RDS::DBInstance",
        )
    )
    t.add_output(Output("DatabaseId", Value=Ref("Database")))
    t.add_output(Output("DatabaseHost", Value=GetAtt("Database", "Endpoint.Address")))
    return t


def _cluster() -> Template:
    t = _template("VpcId")
    t.add_resource(
        ecs.Cluster(
            "Cluster",
            ClusterName=STACK,
            CapacityProviders=["FARGATE", "FARGATE_SPOT"],
            ClusterSettings=[ecs.ClusterSetting(Name="containerInsights", Value="disabled")],
        )
    )
    t.add_resource(servicediscovery.PrivateDnsNamespace("Namespace", Name="bench.local", Vpc=Ref("VpcId")))
    t.add_output(Output("ClusterName", Value=Ref("Cluster")))
    t.add_output(Output("NamespaceId", Value=Ref("Namespace")))
    return t


def _load_balancer() -> Template:
    t = _template("LoadBalancerGroupId", "PublicSubnet1Id", "PublicSubnet2Id")
    t.add_resource(
        elb.LoadBalancer(
            "LoadBalancer",
            Type="application",
            Scheme="internet-facing",
            Subnets=[Ref("PublicSubnet1Id"), Ref("PublicSubnet2Id")],
            SecurityGroups=[Ref("LoadBalancerGroupId")],
            LoadBalancerAttributes=[elb.LoadBalancerAttributes(Key="idle_timeout.timeout_seconds", Value="60")],
        )
    )
    nothing = elb.FixedResponseConfig(StatusCode="404", ContentType="text/plain", MessageBody="No route")
    t.add_resource(
        elb.Listener(
            "Listener",
            LoadBalancerArn=Ref("LoadBalancer"),
            Port=80,
            Protocol="HTTP",
            DefaultActions=[elb.Action(Type="fixed-response", FixedResponseConfig=nothing)],
        )
    )
    t.add_output(Output("ListenerArn", Value=Ref("Listener")))
    return t


def _service(name: str) -> Template:
    number = int(name[-3:])
    execution, task, group = f"{_id(name)}ExecutionRoleArn", f"{_id(name)}TaskRoleArn", f"{_id(name)}GroupId"
    data = ["DataKeyArn", "DatabaseClientGroupId", "DatabaseHost", "DatabaseId", "DatabaseLoginArn"]
    network = ["VpcId", "TaskSubnet1Id", "TaskSubnet2Id", "TaskGroupId", "ListenerArn", "NamespaceId", "ClusterName"]
    t = _template(*data, *network, execution, task, group)
    t.add_resource(
        logs.LogGroup(
            "LogGroup",
            LogGroupName=f"/ecs/{STACK}/{name}",
            RetentionInDays=7,
            KmsKeyId=Ref("DataKeyArn"),
            DeletionPolicy="Delete",
            UpdateReplacePolicy="Delete",
        )
    )
    host = Ref("DatabaseHost")
    variables = {"PORT": "3000", "DB_SSLMODE": "verify-full", "DB_SSLROOTCERT": "/etc/ssl/certs/rds-global-bundle.pem"}
    variables |= {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/ssl/certs/rds-global-bundle.pem"}
    variables |= {"NODE_EXTRA_CA_CERTS": "/etc/ssl/certs/rds-global-bundle.pem", "DB_NAME": "app", "PGDATABASE": "app"}
    variables |= {
        f"{prefix}{key}": value for prefix in ("DB_", "PG") for key, value in (("HOST", host), ("PORT", "5432"))
    }
    if number:
        variables[f"SERVICE_{number - 1:03}_URL"] = f"http://service-{number - 1:03}.bench.local:3000"
    logins = {"USER": "username", "PASSWORD": "password"}
    keys = {f"{prefix}{key}": value for prefix in ("DB_", "PG") for key, value in logins.items()}
    ask = f"require('http').get('http://127.0.0.1:3000/{name}',r=>process.exit(r.statusCode<400?0:1))"
    t.add_resource(
        ecs.TaskDefinition(
            "TaskDefinition",
            Family=f"{STACK}-{name}",
            RequiresCompatibilities=["FARGATE"],
            NetworkMode="awsvpc",
            Cpu="256",
            Memory="512",
            RuntimePlatform=ecs.RuntimePlatform(CpuArchitecture="X86_64", OperatingSystemFamily="LINUX"),
            ExecutionRoleArn=Ref(execution),
            TaskRoleArn=Ref(task),
            ContainerDefinitions=[
                ecs.ContainerDefinition(
                    Name=name,
                    Image=Sub(f"${{AWS::AccountId}}.dkr.ecr.${{AWS::Region}}.${{AWS::URLSuffix}}/{name}:v1"),
                    Essential=True,
                    User="1000:1000",
                    ReadonlyRootFilesystem=True,
                    MountPoints=[ecs.MountPoint(SourceVolume="tmp", ContainerPath="/tmp", ReadOnly=False)],
                    LinuxParameters=ecs.LinuxParameters(
                        InitProcessEnabled=True, Capabilities=ecs.KernelCapabilities(Drop=["ALL"])
                    ),
                    StopTimeout=30,
                    LogConfiguration=ecs.LogConfiguration(
                        LogDriver="awslogs",
                        Options={
                            "awslogs-group": Ref("LogGroup"),
                            "awslogs-region": Ref("AWS::Region"),
                            "awslogs-stream-prefix": name,
                        },
                    ),
                    PortMappings=[ecs.PortMapping(Name="http", ContainerPort=3000, Protocol="tcp")],
                    HealthCheck=ecs.HealthCheck(
                        Command=["CMD", "node", "-e", ask], Interval=30, Timeout=5, Retries=3, StartPeriod=60
                    ),
                    Secrets=[
                        ecs.Secret(Name=variable, ValueFrom=Sub(f"${{DatabaseLoginArn}}:{key}::"))
                        for variable, key in keys.items()
                    ],
                    Environment=[ecs.Environment(Name=variable, Value=value) for variable, value in variables.items()],
                )
            ],
            Volumes=[ecs.Volume(Name="tmp")],
        )
    )
    t.add_resource(
        servicediscovery.Service(
            "Discovery",
            Name=name,
            NamespaceId=Ref("NamespaceId"),
            DnsConfig=servicediscovery.DnsConfig(
                DnsRecords=[servicediscovery.DnsRecord(Type="A", TTL=10)], RoutingPolicy="MULTIVALUE"
            ),
            HealthCheckCustomConfig=servicediscovery.HealthCheckCustomConfig(FailureThreshold=1),
        )
    )
    t.add_resource(
        elb.TargetGroup(
            "TargetGroup",
            VpcId=Ref("VpcId"),
            TargetType="ip",
            Protocol="HTTP",
            Port=3000,
            HealthCheckPath=f"/{name}",
            HealthCheckProtocol="HTTP",
            HealthCheckPort="traffic-port",
            HealthCheckIntervalSeconds=15,
            HealthCheckTimeoutSeconds=5,
            HealthyThresholdCount=2,
            UnhealthyThresholdCount=3,
            Matcher=elb.Matcher(HttpCode="200-399"),
            TargetGroupAttributes=[elb.TargetGroupAttribute(Key="deregistration_delay.timeout_seconds", Value="30")],
        )
    )
    paths = elb.PathPatternConfig(Values=[f"/{name}/*"])
    t.add_resource(
        elb.ListenerRule(
            "ListenerRule",
            ListenerArn=Ref("ListenerArn"),
            Priority=number + 1,
            Conditions=[elb.Condition(Field="path-pattern", PathPatternConfig=paths)],
            Actions=[elb.ListenerRuleAction(Type="forward", TargetGroupArn=Ref("TargetGroup"))],
        )
    )
    t.add_resource(
        ecs.Service(
            "Service",
            ServiceName=name,
            Cluster=Ref("ClusterName"),
            TaskDefinition=Ref("TaskDefinition"),
            CapacityProviderStrategy=[ecs.CapacityProviderStrategyItem(CapacityProvider="FARGATE_SPOT", Weight=1)],
            PlatformVersion="LATEST",
            AvailabilityZoneRebalancing="ENABLED",
            DeploymentConfiguration=ecs.DeploymentConfiguration(
                MinimumHealthyPercent=100,
                MaximumPercent=200,
                DeploymentCircuitBreaker=ecs.DeploymentCircuitBreaker(Enable=True, Rollback=True),
            ),
            NetworkConfiguration=ecs.NetworkConfiguration(
                AwsvpcConfiguration=ecs.AwsvpcConfiguration(
                    AssignPublicIp="DISABLED",
                    Subnets=[Ref("TaskSubnet1Id"), Ref("TaskSubnet2Id")],
                    SecurityGroups=[Ref("TaskGroupId"), Ref(group), Ref("DatabaseClientGroupId")],
                )
            ),
            EnableECSManagedTags=True,
            EnableExecuteCommand=False,
            PropagateTags="SERVICE",
            LoadBalancers=[ecs.LoadBalancer(ContainerName=name, ContainerPort=3000, TargetGroupArn=Ref("TargetGroup"))],
            HealthCheckGracePeriodSeconds=90,
            ServiceRegistries=[ecs.ServiceRegistry(RegistryArn=GetAtt("Discovery", "Arn"))],
            DesiredCount=1,
            Tags=Tags({"uses:database": Ref("DatabaseId")}),
            DependsOn=["ListenerRule"],
        )
    )
    t.add_output(Output("ServiceName", Value=GetAtt("Service", "Name")))
    return t


def _root(templates: dict[str, Template]) -> Template:
    t = _template()
    sources = {output: name for name, each in templates.items() for output in each.outputs}
    for name, each in templates.items():
        waits: dict[str, Any] = {"DependsOn": ["Endpoints"]} if name.startswith("service-") else {}
        t.add_resource(
            Stack(
                _id(name),
                TemplateURL=f"{name}.json",
                Parameters={key: GetAtt(_id(sources[key]), f"Outputs.{key}") for key in each.parameters},
                Tags=Tags(Name=f"{STACK}-{name}"),
                **waits,
            )
        )
    return t


if __name__ == "__main__":
    main()
