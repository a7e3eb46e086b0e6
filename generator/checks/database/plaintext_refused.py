"""Lesson 9: a client without TLS, and a database that insists on it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs import databases

_MESSAGE = "{container} of {task} connects without TLS ({variable}: {word}), which {database} refuses: {because}"


class PlaintextRefused(Check):
    id = "ECS095"
    lesson = 9
    title = "Client connects without TLS to a database that refuses that"
    symptom = (
        'FATAL: no pg_hba.conf entry for host "10.0.0.12", user "app", database "app", no encryption; in MySQL: '
        "Connections using insecure transport are prohibited while --require_secure_transport=ON"
    )
    why = (
        "PostgreSQL from version 15 on takes TLS only, unless its parameter group says otherwise. The message "
        "speaks of pg_hba.conf, but what is missing is TLS on the client's side."
    )
    fix = "Set sslmode to verify-full (sslMode to VERIFY_IDENTITY in MySQL) with the RDS bundle as root certificate."
    fault = databases.PlaintextRefused
    message = {
        "postgres": _MESSAGE + " (no pg_hba.conf entry for host ..., no encryption)",
        "mysql": _MESSAGE,
    }
    change = "{variable}: {better}, with the RDS bundle as root certificate"
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.1.Value": "disable",
    }
