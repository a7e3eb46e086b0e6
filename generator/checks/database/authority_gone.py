"""Lesson 9: a database with a certificate authority that RDS no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.certificate_authorities import current, has_ended
from generator.checks.check import Check
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write


class AuthorityGone(Check):
    id = "ECS099"
    lesson = 9
    fails_creation = True
    title = "Database names a certificate authority that RDS no longer has"
    symptom = "CREATE_FAILED: Certificate not found: rds-ca-2019 (Service: Rds, Status Code: 404)"
    why = (
        "rds-ca-2015 expired in 2020 and rds-ca-2019 in 2024, and RDS no longer offers them. RDS does not create a "
        "database that names one of them, and what depends on the database is not created either."
    )
    fix = "Leave CACertificateIdentifier out, or name rds-ca-rsa2048-g1."
    message = (
        "{resource} names {authority}, a certificate authority that has expired and that RDS no longer offers: "
        "creating {resource} fails (Certificate not found: {authority})"
    )
    change = "CACertificateIdentifier: {current}; or leave it out"
    remedy = Write("CACertificateIdentifier", "{current}")
    base = "database"
    bad = {
        "Database.CACertificateIdentifier": "rds-ca-2019",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for database in context.graph.of_type(*DATABASES):
            authority = literal(database.get("CACertificateIdentifier")) or ""
            if has_ended(authority):
                yield self.at(database, "CACertificateIdentifier", authority=authority, current=current())
