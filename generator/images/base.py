"""The shape of the knowledge tables: what a base image holds, and which tags of which repository it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What health checks commonly run and images commonly lack. A base image speaks of all of them or says it is unsure.
CLIENTS = ("curl", "wget", "nc", "ncat", "netcat", "socat", "telnet", "http", "grpcurl", "grpc_health_probe", "jq")
LANGUAGES = ("node", "nodejs", "npm", "python", "python3", "java", "ruby", "php", "dotnet", "go")
DATABASES = (
    "psql", "pg_isready", "redis-cli", "valkey-cli", "mysql", "mysqladmin", "mariadb", "mariadb-admin",
    "mongo", "mongosh", "rabbitmq-diagnostics", "rabbitmqctl",
)  # fmt: skip
COMMON = (*CLIENTS, *LANGUAGES, *DATABASES)

# Names under which GNU coreutils, grep, sed and findutils, or BusyBox in their place, are found in every distribution.
TOOLS = (
    "/usr/bin/[", "/usr/bin/test", "/usr/bin/env", "/usr/bin/timeout", "/usr/bin/head", "/usr/bin/tail",
    "/usr/bin/tr", "/usr/bin/cut", "/usr/bin/wc", "/usr/bin/sort", "/usr/bin/stat", "/usr/bin/find", "/usr/bin/xargs",
    "/bin/cat", "/bin/grep", "/bin/sed", "/bin/echo", "/bin/true", "/bin/false", "/bin/sleep", "/bin/ls", "/bin/date",
)  # fmt: skip


@dataclass(frozen=True)
class Base:
    """One kind of image. What it says comes on top of what the base it ``extends`` says.

    ``has`` are paths (``?name`` when only the name is certain), ``lacks`` names that are certainly absent, ``unsure``
    names taken out of both again.
    """

    source: str
    date: str
    extends: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    closed: bool = False
    family: str = ""
    merged: bool = False
    wget: str = ""


@dataclass(frozen=True)
class Tags:
    """Which tags mean which base. A group named ``version`` in the pattern must be at least ``since``.

    A tag such as ``1`` moves with every release, so it is compared as far as it goes.
    """

    pattern: str
    base: str
    since: tuple[int, ...] = ()

    def match(self, tag: str) -> bool:
        match = re.fullmatch(self.pattern, tag)
        if not match:
            return False
        version = tuple(int(number) for number in re.findall(r"\d{1,9}", match.groupdict().get("version") or ""))
        return not version or version >= self.since[: len(version)]
