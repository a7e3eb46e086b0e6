"""Lesson 9: a certificate authority of RDS that has expired."""

from __future__ import annotations

from generator.checks.check import Check


class AuthorityExpired(Check):
    id = "WCS092"
    lesson = 9
    title = "Client is given an expired certificate authority of RDS"
    symptom = "Error: certificate has expired (CERT_HAS_EXPIRED); SSL error: certificate verify failed"
    why = (
        "rds-ca-2015 ended in 2020 and rds-ca-2019 in 2024. A client that trusts only these verifies no server of "
        "today."
    )
    fix = "Give clients global-bundle.pem, which holds every current authority."
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.2": """
            Name: PGSSLROOTCERT
            Value: /certs/rds-ca-2019-root.pem
""",
    }
