"""Lesson 9: a client without TLS, and a database that insists on it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores import databases

_MESSAGE = (
    "{container} of {task} connects without TLS ({variable}: {word}), but {database} rejects such connections: "
    "{because}"
)


class PlaintextRefused(Check):
    id = "ECS095"
    lesson = 9
    title = "Client connects without TLS to a database that requires it"
    symptom = (
        'FATAL: no pg_hba.conf entry for host "10.0.0.12", user "app", database "app", no encryption; in MySQL: '
        "Connections using insecure transport are prohibited while --require_secure_transport=ON"
    )
    why = (
        "PostgreSQL requires TLS by default from version 15 on. The error message mentions pg_hba.conf, but the "
        "cause is the client, which connects without TLS."
    )
    fix = "Set sslmode to verify-full (sslMode to VERIFY_IDENTITY in MySQL) with the RDS bundle as root certificate."
    fault = databases.PlaintextRefused
    message = {
        "postgres": _MESSAGE + " (no pg_hba.conf entry for host ..., no encryption)",
        "mysql": _MESSAGE,
    }
    change = "{variable}: {better}, with the RDS bundle as root certificate"
    remedy = "{remedy}"
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.1.Value": "disable",
    }
