"""The settings of one service: the section of app.yaml that most people edit, each setting judged by itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.config.health_settings import Health
from generator.config.image import ImageReference
from generator.config.permission_settings import Permission
from generator.config.route import Route
from generator.config.runtime import Runtime
from generator.config.secret_settings import Secret, as_secret
from generator.config.section import LogRetention, Percent, Port, Refused, Section, Text, matching

Variable = Annotated[Text, Field(max_length=128), matching(r"[A-Za-z_][A-Za-z0-9_]*", "letters, digits and _")]
Name = Annotated[Text, Field(max_length=64)]


def _each_once(names: list[str]) -> list[str]:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Refused(f"names {min(twice)} twice")
    return names


Names = Annotated[list[Name], AfterValidator(_each_once)]


def _as_text(value: Any) -> Any:
    return str(value) if type(value) is int else value


class Scale(Section):
    """How many tasks run."""

    min: Annotated[int, Field(ge=1, le=1000, examples=[2])] = 2
    """Fewest tasks."""
    max: Annotated[Annotated[int, Field(ge=1, le=1000)] | None, Field(examples=[6])] = None
    """Most tasks; the same as `min` when absent, and then nothing scales."""
    cpu_percent: Annotated[Percent, Field(examples=[60])] = 60
    """Average CPU use that scaling aims at."""
    memory_percent: Annotated[Percent | None, Field(examples=[70])] = None
    """Average memory use that scaling aims at as well."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise Refused("is below min", accepted=f"at least {self.min}", field=("max",))
        return self

    @property
    def most(self) -> int:
        """The most tasks at rest."""
        return self.max or self.min

    @property
    def automatic(self) -> bool:
        """Whether the number of tasks follows the load."""
        return self.most > self.min


class Deployment(Section):
    """How new tasks replace old ones."""

    minimum_healthy_percent: Annotated[int, Field(ge=0, le=100, examples=[100, 50])] = 100
    """Share of the tasks that stays up."""
    maximum_percent: Annotated[int, Field(ge=100, le=400, examples=[200, 150])] = 200
    """Share of the tasks that may run at once, the old and the new ones counted."""


_PERMISSION = {"actions": ["sqs:SendMessage"], "resources": ["arn:aws:sqs:us-east-1:111122223333:jobs"]}


class ServiceSettings(Section):
    """What app.yaml says of one service."""

    image: Annotated[ImageReference, Field(examples=["my-app:v1.0.0"])]
    """Image and version; a bare name is a repository in this account's ECR."""
    port: Annotated[Port | None, Field(examples=[8080])] = None
    """Port that the container listens on; without it the service is a worker that nobody connects to."""
    route: Annotated[Route | None, Field(examples=[{"path": "/auth/*"}])] = None
    """Requests that the load balancer sends here; without it the service is internal."""
    health: Health = Health()
    """How it is found out whether a task works."""
    uses: Annotated[Names, Field(examples=[["database"]])] = []
    """Stores that the service connects to, such as `database`."""
    calls: Annotated[Names, Field(examples=[["auth-service"]])] = []
    """Services that this one calls; each becomes a variable `<NAME>_URL`."""
    scale: Scale = Scale()
    """How many tasks run."""
    cpu: Literal[256, 512, 1024, 2048, 4096, 8192, 16384, 32768] = 256
    """CPU units of a task; 1024 are one vCPU."""
    memory_mib: Annotated[int, Field(examples=[512, 1024, 2048])] = 512
    """Memory of a task; Fargate sells certain sizes with each CPU."""
    architecture: Literal["X86_64", "ARM64"] = "X86_64"
    """Processor that the image is built for."""
    command: Annotated[
        Annotated[list[Text], Field(min_length=1, max_length=50)] | None, Field(examples=[["node", "worker.js"]])
    ] = None
    """Command that replaces the image's own."""
    environment: Annotated[
        dict[Variable, Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=str | int)]],
        Field(examples=[{"LOG_LEVEL": "info"}]),
    ] = {}
    """Plain variables. Secrets go into `secrets`."""
    secrets: Annotated[
        dict[Variable, Annotated[Secret, BeforeValidator(as_secret, json_schema_input_type=str | Secret)]],
        Field(examples=[{"API_KEY": "/shop/prod/api-key", "SIGNING_KEY": {"generate": 32}}]),
    ] = {}
    """Variables injected from Secrets Manager or SSM parameters."""
    permissions: Annotated[list[Permission], Field(examples=[[_PERMISSION]])] = []
    """What the service's code may do in AWS; endpoints follow from it."""
    dockerfile: Annotated[
        Annotated[Text, Field(max_length=512), matching(r"(?!/)(?!.*\.\.)[^\s]+", "a path below app.yaml")] | None,
        Field(examples=["web/Dockerfile"]),
    ] = None
    """Dockerfile that the image is built from, beside or below app.yaml: what it installs decides whether the probe can
    run, and whether a client finds the certificates of the database."""
    image_tools: Annotated[list[Literal["curl"]], Field(examples=[["curl"]])] = []
    """Programs that the image has beyond its base image, where there is no `dockerfile` to tell."""
    runtime: Annotated[Runtime | None, Field(examples=["node", "jdbc"])] = None
    """What connects to databases: a runtime (`node`, `python`, `java`, ...), or a client (`psycopg`, `jdbc`, ...). It
    decides which variable names the certificates to trust; where its clients read none, `build` says what the program
    has to. A probe by `node` or `python` says so by itself."""
    user: Annotated[
        Text, matching(r"\d+(:\d+)?|root", "a numeric uid:gid, or root"), Field(examples=["1000:1000", "root"])
    ] = "1000:1000"
    """User that the container runs as."""
    read_only_root_filesystem: bool = True
    """Whether the container may write to /tmp only, which is kept in memory then (see `tmpfs_mib`). Without it, the
    whole file system of the image can be written by whom it belongs to, and is lost with the task."""
    tmpfs_mib: Annotated[int, Field(ge=1, le=65536, examples=[64, 256])] = 64
    """Most that /tmp may hold, out of the task's memory, while `read_only_root_filesystem` is on."""
    exec: bool = False
    """Whether `aws ecs execute-command` can open a shell in the tasks; asks for `read_only_root_filesystem: false`."""
    spot: bool = False
    """Whether tasks run on spare capacity: cheaper, and stopped with two minutes' notice. On in the dev profile."""
    deployment: Deployment = Deployment()
    """How new tasks replace old ones."""
    log_retention_days: LogRetention = 365
    """Days that logs are kept; 7 in the dev profile."""
    stop_timeout_seconds: Annotated[int, Field(ge=2, le=120, examples=[30, 90])] = 30
    """Time for a task to finish after SIGTERM."""
