"""One Fargate service: its logs, task definition, name, rule on the load balancer, scaling and alarms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt, Output, Ref, Sub, Tags, Template, applicationautoscaling, cloudwatch, ecs, logs
from troposphere import elasticloadbalancingv2 as elb
from troposphere import servicediscovery as discovery

import awacs.ecr
import awacs.kms
import awacs.logs
import awacs.s3
import awacs.secretsmanager
import awacs.ssm
import awacs.ssmmessages
from awacs.aws import Action, Allow, Condition, Principal, Statement, StringEquals
from generator.config import (
    App,
    Call,
    Flow,
    GeneratedSecret,
    Group,
    Needs,
    Problem,
    Role,
    SecretValue,
    architecture,
    logical_id,
    variable,
    why,
)
from generator.config.apis import endpoint_of
from generator.config.image import Image, parse
from generator.config.route import priority
from generator.config.service import Secret, Service as Settings
from generator.errors import did_you_mean

EACH = "services"
AFTER = ("endpoints",)
"""Tasks pull their image, secrets and log configuration through the endpoints when they start (lessons 1 and 2)."""

DEV: dict[str, object] = {"scale": {"min": 1}, "log_retention_days": 7, "spot": True}

_ARN = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s"


def _name(settings: Settings, app: App) -> str:
    return next(name for name, service in app.services.items() if service is settings)


def check(settings: Settings, app: App) -> Iterator[Problem]:
    """Refuse what a service names and nothing provides, and what its network cannot reach."""
    name = _name(settings, app)
    at = ("services", name)
    network = app.sections.get("network")
    isolated = network is not None and network.egress == "endpoints"
    for index, callee in enumerate(settings.calls):
        peer = app.services.get(callee)
        if callee not in app.declared or callee in app.provided:
            known = sorted(set(app.services) - {name})
            hint = did_you_mean(callee, known)
            yield Problem((*at, "calls", index), "is no service of this app", accepted=", ".join(known), hint=hint)
        elif callee == name:
            yield Problem((*at, "calls", index), "is the service itself")
        elif peer is not None and peer.port is None:
            yield Problem((*at, "calls", index), "has no port that could be called", hint=f"set `port` of {callee}")
    for index, store in enumerate(settings.uses):
        if store not in app.declared or store in app.services:
            known = sorted(app.provided)
            yield Problem((*at, "uses", index), "is no store", accepted=", ".join(known), hint=did_you_mean(store, known))
        elif store not in app.provided and store not in app.sections:
            yield Problem((*at, "uses", index), "is not set up", hint=f"add a section `{store}: {{}}`")
    image = parse(settings.image)
    if isolated and not image.own and (image.ecr is None or image.ecr[1] != app.region):
        what = f"cannot be pulled from {image.host}: isolated subnets reach the ECR of {app.region} only"
        hint = "copy the image into ECR, or set network.egress to nat or hybrid"
        yield Problem((*at, "image"), what, hint=hint)
    for number, permission in enumerate(settings.permissions):
        for action in permission.actions:
            if isolated and endpoint_of(action) is None:
                what = f"{action}: no VPC endpoint is known for it, and isolated subnets have no other way out"
                yield Problem((*at, "permissions", number), what, hint="set network.egress to nat or hybrid")
    if settings.spot and app.profile == "prod" and settings.scale.min < 2:
        yield Problem((*at, "spot"), "would leave no task running when Spot takes one back", hint="set scale.min to 2")
    taken = [v for store in settings.uses if store in app.provided for v in _provided_names(app, store)]
    for variable_name in sorted({*settings.environment, *settings.secrets} & set(taken)):
        section = "environment" if variable_name in settings.environment else "secrets"
        yield Problem((*at, section, variable_name), "is already provided by what the service uses")


def _provided_names(app: App, store: str) -> list[str]:
    return [*app.provided[store].environment, *app.provided[store].secrets]


# --- What the service asks of other stacks ---


def needs(settings: Settings, app: App) -> Needs:
    """Derive calls, flows, roles and secrets from what the service declares."""
    name = _name(settings, app)
    groups = [
        Group("task", "Carried by every task: the way out to AWS", "services"),
        Group(name, f"Tasks of {name}: admits who may call it", name),
    ]
    secrets = _secret_values(settings, app, name)
    most = settings.scale.most
    return Needs(
        calls=tuple(_calls(settings, name, secrets)),
        groups=tuple(groups),
        flows=tuple(_flows(settings, app, name)),
        roles=(_execution_role(settings, app, name, secrets), _task_role(settings, app, name)),
        secrets=tuple(
            GeneratedSecret(_secret_name(name, key), f"{key} of {name}", length=secret.generate)
            for key, secret in sorted(settings.secrets.items())
            if secret.generate
        ),
        addresses=max(most, most * settings.deployment.maximum_percent // 100),
    )


def _calls(settings: Settings, name: str, secrets: dict[str, SecretValue]) -> Iterator[Call]:
    image = parse(settings.image)
    if image.own or image.ecr:
        yield Call("ecr.api", name, "Tasks ask ECR for a token to pull their image", 1)
        yield Call("ecr.dkr", name, "Tasks ask ECR for their image", 1)
        layers = Statement(
            Effect=Allow,
            Principal=Principal("*"),
            Action=[awacs.s3.GetObject],
            Resource=[Sub("arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*")],
        )
        yield Call("s3", name, "ECR keeps image layers in S3", 6, (layers,))
    yield Call("logs", name, "Tasks send their output to CloudWatch Logs", 2)
    if any(_service_of(secret) == "secretsmanager" for secret in secrets.values()):
        yield Call("secretsmanager", name, "Tasks read secrets when they start", 1)
    if any(_service_of(secret) == "ssm" for secret in secrets.values()):
        yield Call("ssm", name, "Tasks read parameters when they start", 1)
    if settings.exec:
        yield Call("ssmmessages", name, "ECS Exec opens shells through Session Manager", 1)
    for permission in settings.permissions:
        for api in sorted({api for action in permission.actions if (api := endpoint_of(action))}):
            actions = [_action(action) for action in permission.actions if endpoint_of(action) == api]
            allow = Statement(Effect=Allow, Principal=Principal("*"), Action=actions, Resource=list(permission.resources))
            yield Call(api, name, "The service's code calls it", None, (allow,))


def _flows(settings: Settings, app: App, name: str) -> Iterator[Flow]:
    image = parse(settings.image)
    buckets = any(endpoint_of(a) == "s3" for p in settings.permissions for a in p.actions)
    if image.own or image.ecr or buckets:
        yield Flow("task", "s3", 443, "Tasks fetch image layers from S3 through the gateway endpoint", 6)
    if any(endpoint_of(a) == "dynamodb" for p in settings.permissions for a in p.actions):
        yield Flow("task", "dynamodb", 443, "Tasks call DynamoDB through the gateway endpoint", 6)
    if app.sections["network"].egress != "endpoints":
        yield Flow("task", "0.0.0.0/0", 443, "Tasks reach AWS and the internet over HTTPS", 1)
    if settings.route and settings.port:
        yield Flow("load-balancer", name, settings.port, f"The load balancer sends requests to {name}", 10)
    for callee in settings.calls:
        port = app.services[callee].port
        yield Flow(name, callee, port, f"{name} calls {callee}", 10)


def _execution_role(settings: Settings, app: App, name: str, secrets: dict[str, SecretValue]) -> Role:
    """Let ECS pull this image, write this log and read these secrets: what starting the task takes, no more."""
    image = parse(settings.image)
    statements = []
    if image.own or image.ecr:
        statements.append(Statement(Effect=Allow, Action=[awacs.ecr.GetAuthorizationToken], Resource=["*"]))
        pull = [awacs.ecr.BatchCheckLayerAvailability, awacs.ecr.BatchGetImage, awacs.ecr.GetDownloadUrlForLayer]
        statements.append(Statement(Effect=Allow, Action=pull, Resource=[_repository_arn(image)]))
    log = Sub(_ARN % ("logs", f"log-group:{_log_group(app, name)}:*"))
    write = [awacs.logs.CreateLogStream, awacs.logs.PutLogEvents]
    statements.append(Statement(Effect=Allow, Action=write, Resource=[log]))
    read = {"secretsmanager": awacs.secretsmanager.GetSecretValue, "ssm": awacs.ssm.GetParameters}
    for service, action in read.items():
        arns = [secret.arn for secret in secrets.values() if _service_of(secret) == service]
        if arns:
            statements.append(Statement(Effect=Allow, Action=[action], Resource=_once(arns)))
    statements += _decryption(settings, app, secrets)
    reason = f"Lets ECS start tasks of {name}: pull the image, read secrets, open the log"
    return Role(f"{logical_id(name)}Execution", "ecs-tasks.amazonaws.com", reason, tuple(statements), _any_task(), 3)


def _decryption(settings: Settings, app: App, secrets: dict[str, SecretValue]) -> Iterator[Statement]:
    own = any(isinstance(secret.arn, Ref) for secret in secrets.values())
    keys: list[Any] = [Ref("DataKeyArn")] if own else []
    keys += sorted({secret.kms_key_arn for secret in settings.secrets.values() if secret.kms_key_arn})
    if keys:
        through = sorted({f"{_service_of(secret)}.{app.region}.amazonaws.com" for secret in secrets.values()})
        yield Statement(
            Effect=Allow,
            Action=[awacs.kms.Decrypt],
            Resource=keys,
            Condition=Condition(StringEquals("kms:ViaService", through)),
        )


def _task_role(settings: Settings, app: App, name: str) -> Role:
    """Let the service's own code do what app.yaml permits."""
    statements = [
        Statement(Effect=Allow, Action=[_action(a) for a in permission.actions], Resource=list(permission.resources))
        for permission in settings.permissions
    ]
    if settings.exec:
        session = awacs.ssmmessages
        channels = [session.CreateControlChannel, session.CreateDataChannel]
        channels += [session.OpenControlChannel, session.OpenDataChannel]
        statements.append(Statement(Effect=Allow, Action=channels, Resource=["*"]))
    reason = f"What the code of {name} may do in AWS"
    return Role(f"{logical_id(name)}Task", "ecs-tasks.amazonaws.com", reason, tuple(statements), _any_task(), 3)


def _any_task() -> Sub:
    return Sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*")


def _action(text: str) -> Action:
    return Action(*text.split(":", 1))


def _repository_arn(image: Image) -> Sub:
    if image.ecr:
        account, region = image.ecr
        return Sub(f"arn:${{AWS::Partition}}:ecr:{region}:{account}:repository/{image.repository}")
    return Sub(_ARN % ("ecr", f"repository/{image.repository}"))


def _once(arns: list[Any]) -> list[Any]:
    return list({arn if isinstance(arn, str) else arn.to_json(): arn for arn in arns}.values())


# --- Secrets ---


def _secret_values(settings: Settings, app: App, name: str) -> dict[str, SecretValue]:
    values = {
        key: value for store in sorted(settings.uses) for key, value in app.provided[store].secrets.items()
    }
    values |= {key: _secret_value(secret, key, name) for key, secret in settings.secrets.items()}
    return dict(sorted(values.items()))


def _secret_value(secret: Secret, key: str, name: str) -> SecretValue:
    if secret.generate:
        return SecretValue(Ref(f"{_secret_name(name, key)}Arn"))
    if secret.parameter:
        return SecretValue(Sub(_ARN % ("ssm", f"parameter/{secret.parameter.lstrip('/')}")))
    return SecretValue(secret.arn, secret.key or "")


def _secret_name(name: str, key: str) -> str:
    return logical_id(name) + logical_id(key.lower()) + "Value"


def _service_of(secret: SecretValue) -> str:
    text = secret.arn if isinstance(secret.arn, str) else secret.arn.to_json()
    return "ssm" if ":ssm:" in text else "secretsmanager"


def _value_from(secret: SecretValue) -> Any:
    if not secret.key:
        return secret.arn
    arn = f"${{{secret.arn.data['Ref']}}}" if isinstance(secret.arn, Ref) else secret.arn
    text = f"{arn}:{secret.key}::"
    return Sub(text) if isinstance(secret.arn, Ref) else text


# --- The stack ---


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the service after everything its tasks need to start."""
    name = _name(settings, app)
    t = Template()
    t.set_description(f"Service {name}")
    t.set_metadata(architecture(_shape(settings, name)))
    t.add_resource(
        logs.LogGroup(
            "LogGroup",
            LogGroupName=_log_group(app, name),
            RetentionInDays=settings.log_retention_days,
            KmsKeyId=Ref("DataKeyArn"),
            DeletionPolicy="Delete" if app.profile == "dev" else "Retain",
            UpdateReplacePolicy="Delete" if app.profile == "dev" else "Retain",
            Metadata=why("Receives the tasks' output; exists before them, because ECS does not make it", lesson=2),
        )
    )
    t.add_resource(_task_definition(settings, app, name))
    if settings.port:
        t.add_resource(_discovery(name))
    if settings.route:
        t.add_resource(_target_group(settings))
        t.add_resource(_listener_rule(settings, name))
    t.add_resource(_service(settings, app, name))
    if settings.scale.automatic:
        _add_scaling(t, settings)
    if app.sections["alarms"].enabled:
        _add_alarms(t, settings, app, name)
    t.add_output(Output("ServiceName", Value=GetAtt("Service", "Name")))
    return t


def _task_definition(settings: Settings, app: App, name: str) -> ecs.TaskDefinition:
    prefix = logical_id(name)
    return ecs.TaskDefinition(
        "TaskDefinition",
        Family=f"{app.stack}-{name}",
        RequiresCompatibilities=["FARGATE"],
        NetworkMode="awsvpc",
        Cpu=str(settings.cpu),
        Memory=str(settings.memory_mib),
        RuntimePlatform=ecs.RuntimePlatform(
            CpuArchitecture=settings.architecture, OperatingSystemFamily="LINUX"
        ),
        ExecutionRoleArn=Ref(f"{prefix}ExecutionRoleArn"),
        TaskRoleArn=Ref(f"{prefix}TaskRoleArn"),
        ContainerDefinitions=[_container(settings, app, name)],
        Volumes=[ecs.Volume(Name="tmp")],
        Metadata=why(f"How a task of {name} runs", "Runs as an ordinary user on a read-only file system", lesson=8)
        if settings.read_only_root_filesystem and settings.user != "root"
        else why(f"How a task of {name} runs", lesson=8),
    )


def _container(settings: Settings, app: App, name: str) -> ecs.ContainerDefinition:
    optional: dict[str, Any] = {}
    if settings.port:
        optional["PortMappings"] = [ecs.PortMapping(Name="http", ContainerPort=settings.port, Protocol="tcp")]
    if settings.command:
        optional["Command"] = list(settings.command)
    if probe := _probe(settings):
        optional["HealthCheck"] = probe
    secrets = _secret_values(settings, app, name)
    if secrets:
        optional["Secrets"] = [ecs.Secret(Name=key, ValueFrom=_value_from(value)) for key, value in secrets.items()]
    environment = _environment(settings, app)
    if environment:
        optional["Environment"] = [ecs.Environment(Name=key, Value=environment[key]) for key in sorted(environment)]
    linux: dict[str, Any] = {"InitProcessEnabled": True}
    if settings.user != "root" and not settings.user.startswith("0"):
        linux["Capabilities"] = ecs.KernelCapabilities(Drop=["ALL"])
    return ecs.ContainerDefinition(
        Name=name,
        Image=_image(settings),
        Essential=True,
        User="0:0" if settings.user == "root" else settings.user,
        ReadonlyRootFilesystem=settings.read_only_root_filesystem,
        MountPoints=[ecs.MountPoint(SourceVolume="tmp", ContainerPath="/tmp", ReadOnly=False)],
        LinuxParameters=ecs.LinuxParameters(**linux),
        StopTimeout=settings.stop_timeout_seconds,
        LogConfiguration=ecs.LogConfiguration(
            LogDriver="awslogs",
            Options={
                "awslogs-group": Ref("LogGroup"),
                "awslogs-region": Ref("AWS::Region"),
                "awslogs-stream-prefix": name,
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        ),
        **optional,
    )


def _image(settings: Settings) -> Any:
    image = parse(settings.image)
    if image.own:
        host = "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}"
        return Sub(f"{host}/{image.repository}{image.version}")
    return settings.image


def _environment(settings: Settings, app: App) -> dict[str, str]:
    """Unite what stores and called services provide with the service's own variables."""
    variables = {"PORT": str(settings.port)} if settings.port else {}
    for store in sorted(settings.uses):
        variables |= app.provided[store].environment
    for callee in settings.calls:
        port = app.services[callee].port
        variables[f"{variable(callee)}_URL"] = f"http://{callee}.{app.namespace}:{port}"
    return variables | settings.environment


def _probe(settings: Settings) -> ecs.HealthCheck | None:
    """Make the container's health check: a program of the image asks the task itself, without a shell (lesson 8)."""
    health = settings.health
    url = f"http://127.0.0.1:{settings.port}{health.path}"
    limit = max(1, health.timeout_seconds - 1)
    node = (
        f"require('http').get('{url}',{{timeout:{limit * 1000}}},r=>process.exit(r.statusCode<400?0:1))"
        ".on('timeout',()=>process.exit(1)).on('error',()=>process.exit(1))"
    )
    commands = {
        "node": ["CMD", "node", "-e", node],
        "python": ["CMD", "python3", "-c", f"import urllib.request as r;r.urlopen('{url}',timeout={limit})"],
        "wget": ["CMD", "wget", "-q", "-T", str(limit), "-O", "/dev/null", url],
        "curl": ["CMD", "curl", "-fsS", "-m", str(limit), "-o", "/dev/null", url],
    }
    if health.probe == ["none"]:
        return None
    return ecs.HealthCheck(
        Command=commands.get(health.probe[0], list(health.probe)),
        Interval=health.interval_seconds,
        Timeout=health.timeout_seconds,
        Retries=health.retries,
        StartPeriod=health.start_period_seconds,
    )


def _discovery(name: str) -> discovery.Service:
    return discovery.Service(
        "Discovery",
        Name=name,
        NamespaceId=Ref("NamespaceId"),
        DnsConfig=discovery.DnsConfig(
            DnsRecords=[discovery.DnsRecord(Type="A", TTL=10)], RoutingPolicy="MULTIVALUE"
        ),
        HealthCheckCustomConfig=discovery.HealthCheckCustomConfig(FailureThreshold=1),
        Metadata=why("Gives the tasks a name inside the VPC", lesson=10),
    )


def _target_group(settings: Settings) -> elb.TargetGroup:
    return elb.TargetGroup(
        "TargetGroup",
        VpcId=Ref("VpcId"),
        TargetType="ip",
        Protocol="HTTP",
        Port=settings.port,
        HealthCheckPath=settings.health.path,
        HealthCheckProtocol="HTTP",
        HealthCheckPort="traffic-port",
        HealthCheckIntervalSeconds=15,
        HealthCheckTimeoutSeconds=5,
        HealthyThresholdCount=2,
        UnhealthyThresholdCount=3,
        Matcher=elb.Matcher(HttpCode="200-399"),
        TargetGroupAttributes=[elb.TargetGroupAttribute(Key="deregistration_delay.timeout_seconds", Value="30")],
        Metadata=why("The tasks by address; the load balancer asks each for its health", lesson=8),
    )


def _listener_rule(settings: Settings, name: str) -> elb.ListenerRule:
    route = settings.route
    assert route is not None
    conditions = [
        elb.Condition(Field="path-pattern", PathPatternConfig=elb.PathPatternConfig(Values=sorted(route.path)))
    ]
    if route.host:
        conditions.append(elb.Condition(Field="host-header", HostHeaderConfig=elb.HostHeaderConfig(Values=[route.host])))
    return elb.ListenerRule(
        "ListenerRule",
        ListenerArn=Ref("ListenerArn"),
        Priority=priority(name, route),
        Conditions=conditions,
        Actions=[elb.ListenerRuleAction(Type="forward", TargetGroupArn=Ref("TargetGroup"))],
        Metadata=why("Sends the service its requests", "Exists before the service: ECS refuses a target group without one"),
    )


def _service(settings: Settings, app: App, name: str) -> ecs.Service:
    network = app.sections["network"]
    groups = ["TaskGroupId", f"{logical_id(name)}GroupId"]
    groups += [f"{logical_id(app.provided[store].group)}GroupId" for store in sorted(settings.uses)]
    optional: dict[str, Any] = {}
    if settings.route:
        target = ecs.LoadBalancer(ContainerName=name, ContainerPort=settings.port, TargetGroupArn=Ref("TargetGroup"))
        optional["LoadBalancers"] = [target]
        optional["HealthCheckGracePeriodSeconds"] = settings.health.grace_period_seconds
        optional["DependsOn"] = ["ListenerRule"]
    if settings.port:
        optional["ServiceRegistries"] = [ecs.ServiceRegistry(RegistryArn=GetAtt("Discovery", "Arn"))]
    if not settings.scale.automatic:
        optional["DesiredCount"] = settings.scale.min
    if settings.uses:
        optional["Tags"] = Tags({f"uses:{store}": Ref(app.provided[store].ready) for store in sorted(settings.uses)})
    return ecs.Service(
        "Service",
        ServiceName=name,
        Cluster=Ref("ClusterName"),
        TaskDefinition=Ref("TaskDefinition"),
        CapacityProviderStrategy=[
            ecs.CapacityProviderStrategyItem(
                CapacityProvider="FARGATE_SPOT" if settings.spot else "FARGATE", Weight=1
            )
        ],
        PlatformVersion="LATEST",
        AvailabilityZoneRebalancing="ENABLED" if settings.deployment.maximum_percent > 100 else "DISABLED",
        DeploymentConfiguration=ecs.DeploymentConfiguration(
            MinimumHealthyPercent=settings.deployment.minimum_healthy_percent,
            MaximumPercent=settings.deployment.maximum_percent,
            DeploymentCircuitBreaker=ecs.DeploymentCircuitBreaker(Enable=True, Rollback=True),
        ),
        NetworkConfiguration=ecs.NetworkConfiguration(
            AwsvpcConfiguration=ecs.AwsvpcConfiguration(
                AssignPublicIp="ENABLED" if network.egress == "public" else "DISABLED",
                Subnets=[Ref(f"TaskSubnet{zone}Id") for zone in range(1, len(network.availability_zones) + 1)],
                SecurityGroups=[Ref(group) for group in groups],
            )
        ),
        EnableECSManagedTags=True,
        EnableExecuteCommand=settings.exec,
        PropagateTags="SERVICE",
        Metadata=why(
            f"Keeps the tasks of {name} running",
            "Carries the task group, which endpoints admit, and a client group for each store it uses",
            lesson=5,
        ),
        **optional,
    )


def _add_scaling(t: Template, settings: Settings) -> None:
    t.add_resource(
        applicationautoscaling.ScalableTarget(
            "ScalableTarget",
            ServiceNamespace="ecs",
            ScalableDimension="ecs:service:DesiredCount",
            ResourceId=Sub("service/${ClusterName}/${Service.Name}"),
            MinCapacity=settings.scale.min,
            MaxCapacity=settings.scale.most,
            Metadata=why("Owns the number of tasks, so the service names none and a deployment resets none"),
        )
    )
    aims = {"Cpu": ("ECSServiceAverageCPUUtilization", settings.scale.cpu_percent)}
    if settings.scale.memory_percent:
        aims["Memory"] = ("ECSServiceAverageMemoryUtilization", settings.scale.memory_percent)
    for word, (metric, percent) in aims.items():
        t.add_resource(
            applicationautoscaling.ScalingPolicy(
                f"{word}Scaling",
                PolicyName=Sub(f"${{AWS::StackName}}-{word.lower()}"),
                PolicyType="TargetTrackingScaling",
                ScalingTargetId=Ref("ScalableTarget"),
                TargetTrackingScalingPolicyConfiguration=applicationautoscaling.TargetTrackingScalingPolicyConfiguration(
                    PredefinedMetricSpecification=applicationautoscaling.PredefinedMetricSpecification(
                        PredefinedMetricType=metric
                    ),
                    TargetValue=percent,
                    ScaleInCooldown=300,
                    ScaleOutCooldown=60,
                ),
            )
        )


def _add_alarms(t: Template, settings: Settings, app: App, name: str) -> None:
    dimension = cloudwatch.MetricDimension
    if settings.route:
        full = [
            dimension(Name="LoadBalancer", Value=Ref("LoadBalancerFullName")),
            dimension(Name="TargetGroup", Value=GetAtt("TargetGroup", "TargetGroupFullName")),
        ]
        for metric, statistic, threshold, reason in (
            ("UnHealthyHostCount", "Maximum", 0, f"A task of {name} does not answer the load balancer"),
            ("HTTPCode_Target_5XX_Count", "Sum", 10, f"{name} answers with errors"),
        ):
            title = metric.replace("_", "") + "Alarm"
            t.add_resource(_alarm(title, "AWS/ApplicationELB", metric, full, statistic, threshold, reason))
    if app.sections["cluster"].container_insights != "disabled":
        where = [
            dimension(Name="ClusterName", Value=Ref("ClusterName")),
            dimension(Name="ServiceName", Value=GetAtt("Service", "Name")),
        ]
        reason = f"Fewer tasks of {name} run than the fewest that should"
        fewest = settings.scale.min
        alarm = _alarm("RunningTaskCountAlarm", "ECS/ContainerInsights", "RunningTaskCount", where, "Minimum", fewest, reason)
        alarm.ComparisonOperator = "LessThanThreshold"
        t.add_resource(alarm)


def _alarm(
    title: str, namespace: str, metric: str, where: list[Any], statistic: str, threshold: int, reason: str
) -> cloudwatch.Alarm:
    return cloudwatch.Alarm(
        title,
        AlarmDescription=reason,
        Namespace=namespace,
        MetricName=metric,
        Dimensions=where,
        Statistic=statistic,
        Period=60,
        EvaluationPeriods=5,
        DatapointsToAlarm=3,
        Threshold=threshold,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[Ref("AlarmTopicArn")],
    )


def _log_group(app: App, name: str) -> str:
    return f"/ecs/{app.stack}/{name}"


def _shape(settings: Settings, name: str) -> str:
    chain = ["load balancer -> rule" if settings.route else "", f"tasks of {name}"]
    chain += [f"-> {', '.join(sorted([*settings.calls, *settings.uses]))}" if settings.calls or settings.uses else ""]
    return " ".join(part for part in chain if part)


__all__ = ["AFTER", "DEV", "EACH", "Settings", "build", "check", "needs"]
