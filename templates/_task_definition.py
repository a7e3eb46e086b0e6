"""How one task of a service runs: its container, variables, secrets and health check."""

from __future__ import annotations

from typing import Any

from troposphere import Ref, Sub, ecs

from generator.awsdata.ecr import plain_host
from generator.config import App, Service, logical_id, variable, why
from generator.config.context import about_images
from generator.config.image import parse
from generator.config.runtime import runtime_of, trusting

from ._probe import probe_command
from ._service_secrets import secret_values, value_from


def task_definition(service: Service, app: App, name: str) -> ecs.TaskDefinition:
    """Build the task definition: one container, hardened as far as the service allows."""
    prefix = logical_id(name)
    return ecs.TaskDefinition(
        "TaskDefinition",
        Family=f"{app.stack}-{name}",
        RequiresCompatibilities=["FARGATE"],
        NetworkMode="awsvpc",
        Cpu=str(service.cpu),
        Memory=str(service.memory_mib),
        RuntimePlatform=ecs.RuntimePlatform(CpuArchitecture=service.architecture, OperatingSystemFamily="LINUX"),
        ExecutionRoleArn=Ref(f"{prefix}ExecutionRoleArn"),
        TaskRoleArn=Ref(f"{prefix}TaskRoleArn"),
        ContainerDefinitions=[_container(service, app, name)],
        Metadata=(
            why(
                f"How a task of {name} runs",
                "Runs as an ordinary user on a read-only file system; /tmp is memory, for an empty volume would be "
                "root's",
                lesson=8,
            )
            if service.read_only_root_filesystem and service.user != "root"
            else why(f"How a task of {name} runs", lesson=8)
        )
        | _image_facts(service, name),
    )


def _container(service: Service, app: App, name: str) -> ecs.ContainerDefinition:
    optional: dict[str, Any] = {}
    if service.port:
        optional["PortMappings"] = [ecs.PortMapping(Name="http", ContainerPort=service.port, Protocol="tcp")]
    if service.command:
        optional["Command"] = list(service.command)
    if probe := health_check(service):
        optional["HealthCheck"] = probe
    secrets = secret_values(service, app, name)
    if secrets:
        optional["Secrets"] = [ecs.Secret(Name=key, ValueFrom=value_from(value)) for key, value in secrets.items()]
    environment = _environment(service, app)
    if environment:
        optional["Environment"] = [ecs.Environment(Name=key, Value=environment[key]) for key in sorted(environment)]
    linux: dict[str, Any] = {"InitProcessEnabled": True}
    if service.read_only_root_filesystem:
        linux["Tmpfs"] = [_scratch(service)]
    if service.user != "root" and not service.user.startswith("0"):
        linux["Capabilities"] = ecs.KernelCapabilities(Drop=["ALL"])
    return ecs.ContainerDefinition(
        Name=name,
        Image=_image(service),
        Essential=True,
        User="0:0" if service.user == "root" else service.user,
        ReadonlyRootFilesystem=service.read_only_root_filesystem,
        LinuxParameters=ecs.LinuxParameters(**linux),
        StopTimeout=service.stop_timeout_seconds,
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


def _scratch(service: Service) -> ecs.Tmpfs:
    """A /tmp that any user can write to, on a file system that is read-only otherwise.

    A tmpfs has the mode of the directory it covers, 1777 for an image's /tmp, or 1777 where there is none; an empty
    volume of Fargate belongs to root with mode 0755, whatever the image has there. ``exec``, because runtimes load
    libraries that they unpack there. The options are those that the API names; a mode is not among them in a form that
    is documented, and so is not asked for.
    Sources: ECS API Reference, Tmpfs; ECS Developer Guide, "Use bind mounts"; moby #39466; containers-roadmap #736
    (on Fargate since 2026-01) and #938; read 2026-11.
    """
    return ecs.Tmpfs(ContainerPath="/tmp", Size=service.tmpfs_mib, MountOptions=["exec", "nodev", "nosuid"])


def _runtime(service: Service) -> str:
    return runtime_of(service.runtime, service.health.probe[0])


def _image_facts(service: Service, name: str) -> dict[str, Any]:
    """Tell the proof what no property can: what the image is built from, and what connects to databases in it."""
    facts = {"dockerfile": service.dockerfile, "runtime": service.runtime}
    told = {key: value for key, value in facts.items() if value}
    return about_images({"container": name, **told}) if told else {}


def _image(service: Service) -> Any:
    image = parse(service.image)
    if image.own:
        host = plain_host("${AWS::AccountId}", "${AWS::Region}", "${AWS::URLSuffix}")
        return Sub(f"{host}/{image.repository}{image.version}")
    return service.image


def _environment(service: Service, app: App) -> dict[str, Any]:
    """Unite what stores and called services provide with the service's own variables."""
    variables: dict[str, Any] = {"PORT": str(service.port)} if service.port else {}
    for store in sorted(service.uses):
        provided = app.provided[store]
        variables |= trusting(_runtime(service), provided.ca_bundle, provided.engine)
        variables |= provided.environment
    for callee in service.calls:
        port = app.services[callee].port
        variables[f"{variable(callee)}_URL"] = f"http://{callee}.{app.namespace}:{port}"
    return variables | service.environment


def health_check(service: Service) -> ecs.HealthCheck | None:
    health = service.health
    if health.probe == ["none"]:
        return None
    first = health.probe[0]
    own = first in ("CMD", "CMD-SHELL")
    return ecs.HealthCheck(
        Command=list(health.probe) if own else probe_command(first, service.port, health.path, health.timeout_seconds),
        Interval=health.interval_seconds,
        Timeout=health.timeout_seconds,
        Retries=health.retries,
        StartPeriod=health.start_period_seconds,
    )
