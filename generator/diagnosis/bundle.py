"""The evidence of one operation on a stack, as data: what AWS said before it was deleted, and what the proof says.

No value of an environment variable or secret has a place in it, and lines of logs are masked before they come here.
The schema of the file is that of :class:`Bundle`, told by docs/evidence.md.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT = "ecs-proof evidence 1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hook(_Part):
    """What a hook said of a resource."""

    name: str = Field(description="type of the hook, such as Acme::Bucket::Encryption")
    status: str = Field(default="", description="such as HOOK_COMPLETE_FAILED")
    reason: str = Field(default="", description="HookStatusReason")
    mode: str = Field(default="", description="FAIL, or WARN where the operation goes on all the same")


class StackEvent(_Part):
    """One event of CloudFormation, or the result of a hook."""

    time: str = Field(description="ISO 8601, as all times here")
    path: str = Field(description="logical ids from the root, as in Web/Service; empty for the root itself")
    type: str = Field(description="type of the resource")
    status: str = Field(description="such as CREATE_FAILED")
    reason: str = Field(default="", description="ResourceStatusReason")
    physical_id: str = Field(default="", description="id of what it is in the account")
    hook: Hook | None = Field(default=None, description="what a hook said, where the event is about one")


class Gap(_Part):
    """Something that could not be read, and why."""

    call: str = Field(description="action of IAM that it takes, such as ecs:DescribeTasks")
    why: str
    denied: bool = Field(default=False, description="whether the permission is missing")


class Deployment(_Part):
    """One deployment of a service."""

    id: str
    status: str = Field(description="PRIMARY, ACTIVE or INACTIVE")
    rollout: str = Field(default="", description="rolloutState: IN_PROGRESS, COMPLETED or FAILED")
    reason: str = Field(default="", description="rolloutStateReason")
    task_definition: str = ""
    desired: int = 0
    running: int = 0
    failed: int = 0


class ServiceEvent(_Part):
    """One event of a service, such as that it cannot place a task."""

    id: str
    time: str
    message: str


class Service(_Part):
    """One service of ECS as it was seen last, with every event that was seen."""

    arn: str
    path: str = Field(default="", description="logical ids from the root; empty where they are not known")
    name: str
    cluster: str
    status: str = ""
    launch: str = Field(default="", description="launch type, or the capacity providers")
    subnets: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    events: tuple[ServiceEvent, ...] = Field(default=(), description="oldest first")


class Container(_Part):
    """One container of a task that stopped."""

    name: str
    image: str = ""
    status: str = ""
    exit_code: int | None = None
    reason: str = ""
    health: str = ""


class Interface(_Part):
    """The network interface of a task."""

    id: str = ""
    subnet: str = ""
    address: str = ""
    status: str = ""


class Task(_Part):
    """One task that stopped."""

    arn: str
    group: str = Field(default="", description="service:NAME, or family:NAME of tasks that no service started")
    task_definition: str = ""
    started_by: str = ""
    stop_code: str = ""
    stopped_reason: str = ""
    created: str = ""
    started: str = ""
    stopped: str = ""
    containers: tuple[Container, ...] = ()
    interfaces: tuple[Interface, ...] = ()


class Target(_Part):
    """The health of one target, as its target group sees it."""

    group: str = Field(description="ARN of the target group")
    id: str
    port: int = 0
    state: str
    reason: str = ""
    description: str = ""


class Log(_Part):
    """The last lines of one container's log, masked."""

    task: str
    container: str
    group: str
    stream: str
    lines: tuple[str, ...] = ()
    masked: int = Field(default=0, description="how many secrets were taken out of the lines")


class Place(_Part):
    """Where a resource stands in the templates."""

    file: str
    line: int
    type: str = Field(default="", description="type of the resource")
    app: str = Field(default="", description="place in app.yaml, where there is one")
    lines: dict[str, int] = Field(default_factory=dict, description="line of each property, as in SubnetIds")
    apps: dict[str, str] = Field(
        default_factory=dict, description="place in app.yaml of properties that a setting of their own makes"
    )


class Parts(_Part):
    """The resources that one service is made of, by path; empty where the templates do not show them."""

    name: str = Field(default="", description="its name, where the templates say it")
    definition: str = Field(default="", description="its task definition")
    containers: tuple[str, ...] = Field(default=(), description="names, as the definition lists them")
    target_group: str = ""
    execution_role: str = ""
    task_role: str = ""


class Row(_Part):
    """One answer of the proof."""

    task: str
    need: str
    verdict: Literal["yes", "no", "unknown"]
    lesson: int = 0
    because: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Fault(_Part):
    """One finding in the templates."""

    rule: str
    lesson: int
    what: str
    fix: str = ""
    resource: str
    file: str
    line: int
    property: str = ""
    app: str = Field(default="", description="place in app.yaml, where there is one")
    tasks: tuple[str, ...] = ()
    live: str = Field(default="", description="what it is in the account, where that was read")


class Proven(_Part):
    """What the proof of the deployed templates says: offline, so that whoever reads it needs no templates."""

    root: str = Field(description="the root template, as it was given")
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    places: dict[str, Place] = Field(default_factory=dict, description="by path, of every resource")
    parts: dict[str, Parts] = Field(default_factory=dict, description="by path of the service")
    not_seen: int = 0
    live: bool = Field(default=False, description="whether it is of the account, as it was read, and not of templates")
    differs: tuple[Row, ...] = Field(default=(), description="rows that templates at hand answer otherwise, as they do")


class Bundle(_Part):
    """Everything that was recorded of one operation on one stack."""

    format: Literal["ecs-proof evidence 1"] = "ecs-proof evidence 1"
    version: str = Field(description="of ecs-proof")
    written: str
    stack: str
    status: str = Field(default="", description="status of the stack when this was written")
    account: str = ""
    region: str = ""
    redacted: bool = False
    stack_events: tuple[StackEvent, ...] = Field(default=(), description="oldest first")
    services: tuple[Service, ...] = ()
    tasks: tuple[Task, ...] = Field(default=(), description="those that stopped, oldest first")
    targets: tuple[Target, ...] = ()
    logs: tuple[Log, ...] = ()
    gaps: tuple[Gap, ...] = ()
    proof: Proven | None = None
