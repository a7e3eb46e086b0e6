"""Clients of databases, and the variables by which each is told of TLS and of the authorities to trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.awsdata.load import Fact, Table

Engine = Literal["postgres", "mysql"]


@dataclass(frozen=True, kw_only=True)
class Client(Fact):
    """What a client reads by itself. An empty name is a variable that it has not."""

    runtime: str
    """What it is a library of."""
    engine: Engine
    mode: str = ""
    """Variable that tells it to verify the server."""
    authorities: str = ""
    """Variable that names a file of the authorities that it trusts."""
    code: str = ""
    """What the program has to say where no variable does; BUNDLE stands for the file."""

    @property
    def by_variables(self) -> bool:
        """Whether variables alone make it verify the server."""
        return bool(self.mode and self.authorities)


_CLIENTS = Table("clients.yaml", "clients", Client)
TABLES = (_CLIENTS,)


def clients(name: str, engine: str) -> dict[str, Client]:
    """Clients of an engine by name: the one of this name, or all those of the runtime of this name.

    Where the name is that of a client of another engine, its runtime counts: who runs sqlx runs Rust.
    """
    lower = name.lower()
    named = _CLIENTS.entries.get(lower)
    if named is not None and named.engine == engine:
        return {lower: named}
    runtime = named.runtime if named is not None else lower
    return {name: each for name, each in _CLIENTS.entries.items() if each.engine == engine and each.runtime == runtime}


def every_client() -> Mapping[str, Client]:
    """All clients by name."""
    return _CLIENTS.entries


def names() -> tuple[str, ...]:
    """What may be named as what connects: runtimes first, then clients."""
    runtimes = dict.fromkeys(each.runtime for each in _CLIENTS.entries.values())
    return tuple(dict.fromkeys((*runtimes, *_CLIENTS.entries)))
