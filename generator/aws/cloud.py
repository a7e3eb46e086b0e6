"""Where a deployment goes: account, region, endpoint, and the clients to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound

from generator.aws.calls import CredentialsError, UnreachableError, ask, message
from generator.aws.patience import told_to_wait
from generator.aws.regions import partition
from generator.errors import invalid

# Throttled and broken calls are repeated by botocore ("standard" mode, exponential pauses); a stack takes minutes, so
# patience costs little.
_CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 9}, connect_timeout=10, read_timeout=40)
# The first call goes to STS. Whoever made a slip of the pen, or has no network, is not to wait for minutes: a try takes
# five seconds or so, and `ask` makes four, with pauses.
_ONCE = {"mode": "standard", "total_max_attempts": 1}
_FIRST = _CONFIG.merge(Config(retries=_ONCE, connect_timeout=5, read_timeout=5))
_FIRST_ROUNDS = 2
FIRST_SECONDS = 60
"""About how long the first answer is waited for."""


@dataclass
class Cloud:
    """An account in a region.

    Credentials are found as the AWS CLI finds them (environment, profile, SSO, instance). ``endpoint_url`` sends every
    call elsewhere. ``pause`` is the time between two looks at a running stack, in seconds.
    """

    region: str
    profile: str | None = None
    endpoint_url: str | None = None
    pause: float = 4.0
    _clients: dict[str, Any] = field(default_factory=dict)
    _session: boto3.Session | None = None

    def client(self, service: str) -> Any:
        """The client of a service, made once. Raises CredentialsError for a profile that does not exist."""
        if service not in self._clients:
            try:
                if self._session is None:  # one for all: each would find credentials, and read what AWS offers, anew
                    self._session = boto3.Session(profile_name=self.profile, region_name=self.region)
                config = Config(s3={"addressing_style": "path"}) if self.endpoint_url else Config()
                self._clients[service] = self._session.client(
                    service,
                    endpoint_url=self.endpoint_url,
                    config=(_FIRST if service == "sts" else _CONFIG).merge(config),
                )
            except ProfileNotFound as error:
                raise CredentialsError(str(error)) from None
            except BotoCoreError as error:
                raise CredentialsError(f"{error}") from None
            except ValueError as error:
                raise invalid(str(error)) from None  # an endpoint that is no URL
        return self._clients[service]

    @property
    def cloudformation(self) -> Any:
        """The client that most calls go through."""
        return self.client("cloudformation")

    def renew(self) -> None:
        """Forget all clients, so that credentials which were renewed meanwhile are read."""
        self._clients.clear()
        self._session = None

    @property
    def partition(self) -> str:
        """The partition that the region belongs to, as ARNs begin with it."""
        return partition(self.region).name

    @property
    def domain(self) -> str:
        """The domain of the partition's endpoints."""
        return partition(self.region).domain


@dataclass(frozen=True)
class Caller:
    """Who deploys: the account's id and the ARN of the identity."""

    account: str
    arn: str

    @property
    def name(self) -> str:
        """The identity as people know it: the part of the ARN behind ``user/`` or ``assumed-role/``."""
        return self.arn.rpartition(":")[2].partition("/")[2] or self.arn


def caller(cloud: Cloud, waiting: Callable[[str], object] = lambda text: None) -> Caller:
    """Ask who we are: the first call of a run. ``waiting`` is told within seconds that there is no answer yet.

    Raises CredentialsError, and UnreachableError after about :data:`FIRST_SECONDS`.
    """
    where = urlsplit(cloud.endpoint_url).netloc if cloud.endpoint_url else f"sts.{cloud.region}.{cloud.domain}"
    with told_to_wait(waiting, f"no answer from {where or cloud.endpoint_url} yet; trying for {FIRST_SECONDS} s"):
        answer = _identity(cloud)
    return Caller(answer["Account"], answer["Arn"])


def _identity(cloud: Cloud) -> Mapping[str, str]:
    for more in reversed(range(_FIRST_ROUNDS)):
        try:
            answer: Mapping[str, str] = ask(cloud.client("sts").get_caller_identity)
            return answer
        except ClientError as error:
            raise CredentialsError(message(error)) from None
        except UnreachableError:
            if not more:
                raise
    raise AssertionError  # the last round returns or raises
