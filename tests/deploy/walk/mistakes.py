"""The nine lessons as mistakes in output/dev: one edit each, and what a good rehearsal of it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One lesson broken, or one newer cause.

    ``change`` edits the text of ``file``. ``rule`` is the check that must be named first, at ``resource``; ``said`` is
    in what ECS, or the task's own log, says. ``done`` tells a reader what was done. ``more`` are edits of other files
    that the same mistake takes; ``name`` is what a mistake is called that is no lesson of the nine.
    """

    lesson: int
    done: str
    file: str
    change: Callable[[str], str]
    rule: str
    resource: str
    said: str
    more: tuple[tuple[str, Callable[[str], str]], ...] = ()
    name: str = ""

    @property
    def edits(self) -> tuple[tuple[str, Callable[[str], str]], ...]:
        """Every edit: the file, and what is done to its text."""
        return ((self.file, self.change), *self.more)


def without(resource: str) -> Callable[[str], str]:
    """Take a resource out of a template."""

    def change(text: str) -> str:
        made, found = re.subn(rf"^  {resource}:\n(?:   .*\n)+", "", text, flags=re.MULTILINE)
        assert found == 1, resource
        return made

    return change


def instead(old: str, new: str) -> Callable[[str], str]:
    """Write one thing instead of another, which is there once."""

    def change(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        return text.replace(old, new)

    return change


_S3 = "com.amazonaws.${AWS::Region}.s3\n      VpcEndpointType: "
_TABLES = "Gateway\n      RouteTableIds:\n      - !Ref TaskRouteTable1Id\n      - !Ref TaskRouteTable2Id\n"
_SUBNETS = (
    "Interface\n      SubnetIds:\n      - !Ref TaskSubnet1Id\n      SecurityGroupIds:\n      - !Ref EndpointGroupId\n"
)
_INTO_ENDPOINTS = "      ToPort: 443\n      SourceSecurityGroupId: !Ref "


def _curl(text: str) -> str:
    made, found = re.subn(
        r"          - CMD\n          - node\n(?:          - .*\n)+",
        "          - CMD-SHELL\n          - curl -f http://127.0.0.1:3000/auth/health || exit 1\n",
        text,
    )
    assert found == 1
    return made


MISTAKES = (
    Mistake(
        1,
        "the endpoint of Secrets Manager is taken out",
        "endpoints.yaml",
        without("SecretsmanagerEndpoint"),
        "ECS010",
        "AuthService/Service",
        "There is a connection issue between the task and AWS Secrets Manager",
    ),
    Mistake(
        2,
        "the endpoint of CloudWatch Logs is taken out",
        "endpoints.yaml",
        without("LogsEndpoint"),
        "ECS020",
        "AuthService/Service",
        "failed to validate logger args: The task cannot find the Amazon CloudWatch log group",
    ),
    Mistake(
        3,
        "the policy of auth-service is made, and attached to no role",
        "iam.yaml",
        instead("      ManagedPolicyArns:\n      - !Ref AuthServiceExecutionPolicy\n", ""),
        "ECS030",
        "Iam/AuthServiceExecutionPolicy",
        "AccessDeniedException",
    ),
    Mistake(
        4,
        "the group of the endpoints admits nobody on 443",
        "groups.yaml",
        without("TaskToEndpointOn443Ingress"),
        "ECS040",
        "Groups/EndpointGroup",
        "There is a connection issue between the task and Amazon ECR",
    ),
    Mistake(
        5,
        "the group of the endpoints admits task-service only",
        "groups.yaml",
        instead(f"{_INTO_ENDPOINTS}TaskGroup\n", f"{_INTO_ENDPOINTS}TaskServiceGroup\n"),
        "ECS050",
        "Groups/EndpointGroup",
        "There is a connection issue between the task and Amazon ECR",
    ),
    Mistake(
        6,
        "the endpoint of S3 is an interface endpoint, without private DNS",
        "endpoints.yaml",
        instead(f"{_S3}{_TABLES}", f"{_S3}{_SUBNETS}"),
        "ECS061",
        "Endpoints/S3Endpoint",
        "There is a connection issue between the task and the registry",
    ),
    Mistake(
        8,
        "the health check of auth-service runs curl, which Alpine does not have",
        "auth-service.yaml",
        _curl,
        "ECS080",
        "AuthService/TaskDefinition",
        "Task failed container health checks",
    ),
    Mistake(
        9,
        "auth-service connects to its database without TLS",
        "auth-service.yaml",
        instead("- Name: PGSSLMODE\n          Value: verify-full", "- Name: PGSSLMODE\n          Value: disable"),
        "ECS095",
        "AuthService/TaskDefinition",
        "no pg_hba.conf entry for host",
    ),
    Mistake(
        10,
        "task-service calls auth-service by a name that nobody registers",
        "task-service.yaml",
        instead("http://auth-service.task-management.local", "http://auth.task-management.local"),
        "ECS102",
        "TaskService/TaskDefinition",
        "getaddrinfo ENOTFOUND auth.task-management.local",
    ),
)
