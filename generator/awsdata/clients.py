"""Clients of PostgreSQL, and the variables by which each is told of TLS and of the authorities to trust."""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Client(Fact):
    """What a client reads by itself. An empty name is a variable that it has not."""

    mode: str = ""
    """Variable that tells it to verify the server."""
    authorities: str = ""
    """Variable that names a file of the authorities that it trusts."""
    code: str = ""
    """What the program has to say where no variable does."""


_CLIENTS = Table("clients.yaml", "clients", Client)
TABLES = (_CLIENTS,)


def client(name: str) -> Client | None:
    """What is known of a client by its name; None when nothing is."""
    return _CLIENTS.entries.get(name.lower())
