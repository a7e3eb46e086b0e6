"""One Fargate service: its logs, task definition, name, rule on the load balancer, scaling and alarms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt, Output, Ref, Tags, Template, ecs, logs
from troposphere import elasticloadbalancingv2 as elb
from troposphere import servicediscovery as discovery

from generator.config import App, Needs, Problem, Service, architecture, logical_id, why
from generator.config.route import priority

from ._scaling import add_alarms, add_scaling
from ._service_checks import notes as _notes
from ._service_checks import problems
from ._service_needs import log_group, service_needs
from ._task_definition import task_definition

EACH = "services"
AFTER = ("endpoints",)
"""Tasks pull their image, secrets and log configuration through the endpoints when they start (lessons 1 and 2)."""

DEV: dict[str, object] = {"scale": {"min": 1}, "log_retention_days": 7, "spot": True}

Settings = Service


def check(settings: Service, app: App) -> Iterator[Problem]:
    """Refuse what the service names and nothing provides, and what its network cannot reach."""
    return problems(settings, app, app.name_of(settings))


def notes(settings: Service, app: App) -> Iterator[Problem]:
    """Say what the program itself has to do, for no variable does."""
    return _notes(settings, app, app.name_of(settings))


def needs(settings: Service, app: App) -> Needs:
    """Ask for everything that starting and running the tasks takes."""
    return service_needs(settings, app, app.name_of(settings))


def build(settings: Service, app: App, needs: Needs) -> Template:
    """Build the service after everything its tasks need to start."""
    name = app.name_of(settings)
    t = Template()
    t.set_description(f"{name} on Fargate: its tasks, their logs, name, rule, scaling and alarms")
    t.set_metadata(architecture(_shape(settings, name)))
    t.add_resource(
        logs.LogGroup(
            "LogGroup",
            LogGroupName=log_group(app, name),
            RetentionInDays=settings.log_retention_days,
            KmsKeyId=Ref("DataKeyArn"),
            # A plain Retain would leave the group behind when the first creation fails, and its name is taken then.
            DeletionPolicy="Delete" if app.profile == "dev" else "RetainExceptOnCreate",
            UpdateReplacePolicy="Delete" if app.profile == "dev" else "Retain",
            Metadata=why("Receives the tasks' output; exists before them, because ECS does not make it", lesson=2),
        )
    )
    t.add_resource(task_definition(settings, app, name))
    if settings.port:
        t.add_resource(_discovery(name))
    if settings.route:
        t.add_resource(_target_group(settings))
        t.add_resource(_listener_rule(settings, name))
    t.add_resource(_service(settings, app, name))
    if settings.scale.automatic:
        add_scaling(t, settings)
    if app.sections["alarms"].enabled:
        add_alarms(t, settings, app, name)
    t.add_output(Output("ServiceName", Value=GetAtt("Service", "Name")))
    return t


def _discovery(name: str) -> discovery.Service:
    return discovery.Service(
        "Discovery",
        Name=name,
        NamespaceId=Ref("NamespaceId"),
        DnsConfig=discovery.DnsConfig(DnsRecords=[discovery.DnsRecord(Type="A", TTL=10)], RoutingPolicy="MULTIVALUE"),
        HealthCheckCustomConfig=discovery.HealthCheckCustomConfig(FailureThreshold=1),
        Metadata=why("Gives the tasks a name inside the VPC", lesson=10),
    )


def _target_group(service: Service) -> elb.TargetGroup:
    return elb.TargetGroup(
        "TargetGroup",
        VpcId=Ref("VpcId"),
        TargetType="ip",
        Protocol="HTTP",
        Port=service.port,
        HealthCheckPath=service.health.path,
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


def _listener_rule(service: Service, name: str) -> elb.ListenerRule:
    route = service.route
    assert route is not None
    conditions = [
        elb.Condition(Field="path-pattern", PathPatternConfig=elb.PathPatternConfig(Values=sorted(route.path)))
    ]
    if route.host:
        conditions.append(
            elb.Condition(Field="host-header", HostHeaderConfig=elb.HostHeaderConfig(Values=[route.host]))
        )
    return elb.ListenerRule(
        "ListenerRule",
        ListenerArn=Ref("ListenerArn"),
        Priority=priority(name, route),
        Conditions=conditions,
        Actions=[elb.ListenerRuleAction(Type="forward", TargetGroupArn=Ref("TargetGroup"))],
        Metadata=why(
            "Sends the service its requests", "Exists before the service: ECS refuses a target group without one"
        ),
    )


def _service(service: Service, app: App, name: str) -> ecs.Service:
    network = app.sections["network"]
    groups = ["TaskGroupId", f"{logical_id(name)}GroupId"]
    groups += [f"{logical_id(app.provided[store].group)}GroupId" for store in sorted(service.uses)]
    optional: dict[str, Any] = {}
    if service.route:
        target = ecs.LoadBalancer(ContainerName=name, ContainerPort=service.port, TargetGroupArn=Ref("TargetGroup"))
        optional["LoadBalancers"] = [target]
        optional["HealthCheckGracePeriodSeconds"] = service.health.grace_period_seconds
        optional["DependsOn"] = ["ListenerRule"]
    if service.port:
        optional["ServiceRegistries"] = [ecs.ServiceRegistry(RegistryArn=GetAtt("Discovery", "Arn"))]
    if not service.scale.automatic:
        optional["DesiredCount"] = service.scale.min
    if service.uses:
        optional["Tags"] = Tags({f"uses:{store}": Ref(app.provided[store].ready) for store in sorted(service.uses)})
    return ecs.Service(
        "Service",
        ServiceName=name,
        Cluster=Ref("ClusterName"),
        TaskDefinition=Ref("TaskDefinition"),
        CapacityProviderStrategy=[
            ecs.CapacityProviderStrategyItem(CapacityProvider="FARGATE_SPOT" if service.spot else "FARGATE", Weight=1)
        ],
        PlatformVersion="LATEST",
        AvailabilityZoneRebalancing="ENABLED" if service.deployment.maximum_percent > 100 else "DISABLED",
        DeploymentConfiguration=ecs.DeploymentConfiguration(
            MinimumHealthyPercent=service.deployment.minimum_healthy_percent,
            MaximumPercent=service.deployment.maximum_percent,
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
        EnableExecuteCommand=service.exec,
        PropagateTags="SERVICE",
        Metadata=why(
            f"Keeps the tasks of {name} running",
            "Carries the task group, which endpoints admit, and a client group for each store it uses",
            lesson=5,
        ),
        **optional,
    )


def _shape(service: Service, name: str) -> str:
    """Draw the way of a request through the service."""
    after = sorted([*service.calls, *service.uses])
    steps = ["load balancer"] * bool(service.route) + [f"tasks of {name}"] + [", ".join(after)] * bool(after)
    return " -> ".join(steps)
