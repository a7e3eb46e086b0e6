"""The settings of one service: the section of app.yaml that most people edit, each setting judged by itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.config.actions import missing
from generator.config.health import WithinBounds
from generator.config.image import ImageReference
from generator.config.route import Route
from generator.config.runtime import Runtime
from generator.config.section import Arn, LogRetention, Percent, Port, Refused, Section, Text, matching
from generator.text.credentials import HIDDEN, random_looking

Variable = Annotated[Text, Field(max_length=128), matching(r"[A-Za-z_][A-Za-z0-9_]*", "letters, digits and _")]
Name = Annotated[Text, Field(max_length=64)]


def _each_once(names: list[str]) -> list[str]:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Refused(f"names {min(twice)} twice")
    return names


Names = Annotated[list[Name], AfterValidator(_each_once)]

PROBES = ("node", "python", "wget", "curl", "none")


def _as_text(value: Any) -> Any:
    return str(value) if type(value) is int else value


def _as_command(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Health(Section):
    """How it is found out whether a task works."""

    path: Annotated[Text, Field(max_length=1024), matching(r"/[A-Za-z0-9_.~/%?&=+-]*", "a path such as /health")] = "/"
    """Path that answers 200 when the task works."""
    probe: Annotated[
        list[Annotated[Text, Field(max_length=2048)]],
        BeforeValidator(_as_command, json_schema_input_type=str | list[str]),
        Field(min_length=1),
    ] = ["none"]
    """Program in the image that asks for the path: `node`, `python`, `wget` or `curl` (when `image_tools` names it),
    `none`, or a command of your own, `[CMD, ...]`. A redirect is a failure, but for `wget`, which goes there."""
    interval_seconds: Annotated[int, WithinBounds("Interval")] = 30
    """Time between two probes."""
    timeout_seconds: Annotated[int, WithinBounds("Timeout")] = 5
    """After how long a probe counts as failed."""
    retries: Annotated[int, WithinBounds("Retries")] = 3
    """Failures in a row until the task is replaced."""
    start_period_seconds: Annotated[int, WithinBounds("StartPeriod")] = 60
    """Time to start, in which failures do not count."""
    grace_period_seconds: Annotated[int, Field(ge=0, le=7200)] = 90
    """Time after a task's start in which ECS ignores the load balancer's verdict."""

    @model_validator(mode="after")
    def _probe_is_known(self) -> Self:
        first = self.probe[0]
        if first in ("CMD", "CMD-SHELL"):
            if len(self.probe) < 2 or (first == "CMD-SHELL" and len(self.probe) != 2):
                accepted = "[CMD, program, argument, ...] or [CMD-SHELL, one line]"
                raise Refused("is not a complete command", accepted=accepted, field=("probe",))
        elif first not in PROBES or len(self.probe) > 1:
            accepted = ", ".join(PROBES) + ", or [CMD, program, argument, ...]"
            raise Refused("is not a probe known here", accepted=accepted, field=("probe",))
        if self.timeout_seconds >= self.interval_seconds:
            accepted = f"less than interval_seconds ({self.interval_seconds})"
            raise Refused("is as long as the time between probes", accepted=accepted, field=("timeout_seconds",))
        return self


class Scale(Section):
    """How many tasks run."""

    min: Annotated[int, Field(ge=1, le=1000)] = 2
    """Fewest tasks."""
    max: Annotated[Annotated[int, Field(ge=1, le=1000)] | None, Field(examples=[6])] = None
    """Most tasks; the same as `min` when absent, and then nothing scales."""
    cpu_percent: Percent = 60
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

    minimum_healthy_percent: Annotated[int, Field(ge=0, le=100)] = 100
    """Share of the tasks that stays up."""
    maximum_percent: Annotated[int, Field(ge=100, le=400)] = 200
    """Share of the tasks that may run at once, the old and the new ones counted."""


# Of names of SSM parameters: one in a hierarchy, of 15 levels at most, begins with a slash.
# Source: AWS Systems Manager API reference, PutParameter, Name, read 2026-11.
_WORD = "[A-Za-z0-9_.-]+"


def _refuse_value(name: str) -> str:
    if random_looking(name):
        hint = "put the value into SSM or Secrets Manager, and write the name that it has there; if this is the name, "
        raise Refused("looks like the value of a secret, not like its name", hint=hint + "give the ARN", got=HIDDEN)
    return name


_ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-AbCdEf"
_KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012"


class Secret(Section):
    """Where a secret value comes from."""

    arn: Annotated[Arn | None, Field(examples=[_ARN])] = None
    """A Secrets Manager secret, or an SSM parameter."""
    parameter: Annotated[
        Annotated[
            Text,
            Field(max_length=1011),
            AfterValidator(_refuse_value),
            matching(rf"{_WORD}|(/{_WORD}){{1,15}}", "a name; in a hierarchy, one such as /prod/key", got=HIDDEN),
        ]
        | None,
        Field(examples=["/shop/prod/api-key"]),
    ] = None
    """Name of an SSM parameter in this account and region."""
    key: Annotated[
        Annotated[
            Text, Field(max_length=256), AfterValidator(_refuse_value), matching(r"[^:\s]+", "a key without a colon")
        ]
        | None,
        Field(examples=["password"]),
    ] = None
    """Key in the JSON of a Secrets Manager secret; the whole secret when absent."""
    kms_key_arn: Annotated[Arn | None, Field(examples=[_KEY_ARN])] = None
    """Customer key that encrypts it, if any."""
    generate: Annotated[Annotated[int, Field(ge=16, le=4096)] | None, Field(examples=[32])] = None
    """Length of a random value to make and keep in a secret of this app."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [name for name in ("arn", "parameter", "generate") if getattr(self, name) is not None]
        if len(sources) != 1:
            raise Refused("must say where the value comes from", accepted="one of arn, parameter and generate")
        if self.arn is not None and self.arn.split(":")[2] not in ("secretsmanager", "ssm"):
            raise Refused("is not the ARN of a secret or a parameter", field=("arn",))
        if self.key is not None and (self.arn is None or ":secretsmanager:" not in self.arn):
            raise Refused("goes with the ARN of a Secrets Manager secret only", field=("key",))
        if self.kms_key_arn is not None and ":kms:" not in self.kms_key_arn:
            raise Refused("is not the ARN of a KMS key", field=("kms_key_arn",))
        return self


def _as_secret(value: Any) -> Any:
    """Read the short forms: an ARN (with ``:key::`` at its end, perhaps), or the name of a parameter."""
    if not isinstance(value, str):
        return value
    if not value.startswith("arn:"):
        return {"parameter": value}
    parts = value.split(":")
    if len(parts) > 7 and parts[2] == "secretsmanager":
        return {"arn": ":".join(parts[:7]), "key": parts[7] or None}
    return {"arn": value}


def _refuse_missing(action: str) -> str:
    if (hint := missing(action)) is not None:
        raise Refused("is no action of IAM", hint=hint)
    return action


class Permission(Section):
    """Something the service's own code may do in AWS."""

    actions: Annotated[
        list[
            Annotated[
                Text,
                matching(r"[a-z0-9-]+:[A-Za-z0-9*]+", "an action such as sqs:SendMessage"),
                AfterValidator(_refuse_missing),
            ]
        ],
        Field(min_length=1, max_length=50, examples=[["sqs:SendMessage"]]),
    ]
    """IAM actions."""
    resources: Annotated[
        list[Arn],
        Field(min_length=1, max_length=50, examples=[["arn:aws:sqs:us-east-1:111122223333:jobs"]]),
    ]
    """ARNs that the actions are allowed on."""


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
    memory_mib: Annotated[int, Field(examples=[512, 1024, 2048, 4096])] = 512
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
        dict[Variable, Annotated[Secret, BeforeValidator(_as_secret, json_schema_input_type=str | Secret)]],
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
    user: Annotated[Text, matching(r"\d+(:\d+)?|root", "a numeric uid:gid, or root")] = "1000:1000"
    """User that the container runs as."""
    read_only_root_filesystem: bool = True
    """Whether the container may write to /tmp only, which is kept in memory then (see `tmpfs_mib`). Without it, the
    whole file system of the image can be written by whom it belongs to, and is lost with the task."""
    tmpfs_mib: Annotated[int, Field(ge=1, le=65536)] = 64
    """Most that /tmp may hold, out of the task's memory, while `read_only_root_filesystem` is on."""
    exec: bool = False
    """Whether `aws ecs execute-command` can open a shell in the tasks."""
    spot: bool = False
    """Whether tasks run on spare capacity: cheaper, and stopped with two minutes' notice. On in the dev profile."""
    deployment: Deployment = Deployment()
    """How new tasks replace old ones."""
    log_retention_days: LogRetention = 365
    """Days that logs are kept; 7 in the dev profile."""
    stop_timeout_seconds: Annotated[int, Field(ge=2, le=120)] = 30
    """Time for a task to finish after SIGTERM."""
