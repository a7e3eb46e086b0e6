"""Calls for evidence: an answer, or a gap that says why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import AwsError, ask, code, message
from generator.aws.cloud import Cloud
from generator.diagnosis.bundle import Gap

_DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
    "AuthorizationError",
    "UnauthorizedException",
)
_PREFIXES = {"elbv2": "elasticloadbalancing", "efs": "elasticfilesystem"}
_GONE = re.compile(r"NotFound(Exception|Fault)?$|^ServiceNotActive|^NoSuch(Entity|HostedZone)$")
"""Codes that say that something is deleted already, which is no gap in what could be read."""


def action_of(client: Any, service: str, operation: str) -> str:
    """The action of IAM that a call takes, as in ``rds:DescribeDBInstances``."""
    name = client.meta.method_to_api_mapping[operation]
    return f"{_PREFIXES.get(service, service)}:{name}"


@dataclass
class Asking:
    """Asks for evidence, and counts. What was denied once is not asked for again."""

    cloud: Cloud
    gaps: dict[str, Gap] = field(default_factory=dict)
    calls: int = 0

    def ask(self, service: str, operation: str, **arguments: Any) -> dict[str, Any] | None:
        """Make one call; None when it could not be made, which is noted."""
        client = self.cloud.client(service)
        action = action_of(client, service, operation)
        if action in self.gaps and self.gaps[action].denied:
            return None
        call: Callable[..., dict[str, Any]] = getattr(client, operation)
        self.calls += 1
        try:
            return ask(call, **arguments)  # type: ignore[no-any-return]
        except ClientError as error:
            if not _GONE.search(code(error)):
                self.gaps[action] = Gap(call=action, why=message(error), denied=code(error) in _DENIED)
        except AwsError as error:
            self.gaps[action] = Gap(call=action, why=str(error))
        return None
