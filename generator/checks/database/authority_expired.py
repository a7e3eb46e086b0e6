"""Lesson 9: a certificate authority of RDS that has expired."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.certificate_authorities import ended
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.texts import LONGEST
from generator.finding import Finding
from generator.needs.context import Context


class AuthorityExpired(Check):
    id = "WCS092"
    lesson = 9
    title = "Client trusts an expired certificate authority of RDS"
    symptom = "Error: certificate has expired (CERT_HAS_EXPIRED); SSL error: certificate verify failed"
    why = (
        "rds-ca-2015 expired in 2020 and rds-ca-2019 in 2024. A client that trusts only these cannot verify the "
        "certificate of any database server in use today."
    )
    fix = "Give clients global-bundle.pem, which contains every current certificate authority."
    message = (
        "{variable} of {container} names {authority}, a certificate authority that has expired: a client that trusts "
        "only this authority cannot verify the database's certificate, and the connection fails"
    )
    change = "{variable}: global-bundle.pem, which contains every current certificate authority of RDS"
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.2": """
            Name: PGSSLROOTCERT
            Value: /certs/rds-ca-2019-root.pem
""",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            for variable in all_variables(task):
                if authority := ended().search((variable.text or "")[:LONGEST]):
                    yield self.at(
                        variable.container.definition,
                        *variable.steps,
                        tasks=(task.name,),
                        variable=variable.name,
                        container=variable.container.name,
                        authority=authority[0],
                    )
