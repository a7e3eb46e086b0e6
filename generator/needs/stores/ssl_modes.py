"""Modes of TLS that clients of databases are told and do not know: they end before they connect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.environment import all_variables
from generator.ecs.tasks import Task
from generator.logic import Answer, unknown

_OF_POSTGRES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify")
_OF_MYSQL = ("disabled", "preferred", "required", "verify_ca", "verify_identity")
_SWITCHED = ("true", "false", "on", "off", "0", "1", "yes", "no", "none", "")
_NAMED = re.compile(r"(PG|DB|DATABASE|POSTGRES|POSTGRESQL|MYSQL)_?SSL_?MODE", re.IGNORECASE)
_IN_URL = re.compile(r"postgres(?:ql)?://[^\s?]*\?(?:[^\s#]*&)?sslmode=([^\s&#]*)", re.IGNORECASE)


def ssl_modes(task: Task) -> Iterator[Answer]:
    """Say which mode is none of those that clients of PostgreSQL and MySQL know.

    Sources: PostgreSQL, "Database Connection Control Functions", sslmode; MySQL, "Command Options for Encrypted
    Connections", --ssl-mode; brianc/node-postgres, pg-connection-string (no-verify); not looked up, 2026-11.
    """
    for variable in all_variables(task):
        text = variable.text
        if text is None:
            continue
        found = _IN_URL.search(text)
        mode = text if _NAMED.fullmatch(variable.name) else found[1] if found else ""
        if mode.strip().lower() not in (*_OF_POSTGRES, *_OF_MYSQL, *_SWITCHED):
            yield unknown(
                f"{variable.name} of {variable.container.name} has the mode of TLS {mode[:40]}, which is none"
            )
