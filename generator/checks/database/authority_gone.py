"""Lesson 9: a database with a certificate authority that RDS no longer has."""

from __future__ import annotations

from generator.checks.check import Check


class AuthorityGone(Check):
    id = "ECS099"
    lesson = 9
    title = "Database names a certificate authority that RDS no longer has"
    symptom = "CREATE_FAILED: Certificate not found: rds-ca-2019 (Service: Rds, Status Code: 404)"
    why = (
        "rds-ca-2015 ended in 2020 and rds-ca-2019 in 2024. RDS took them out of its list, so the database is not "
        "created, and neither are the tasks that wait for it."
    )
    fix = "Leave CACertificateIdentifier out, or name rds-ca-rsa2048-g1."
    base = "database"
    bad = {
        "Database.CACertificateIdentifier": "rds-ca-2019",
    }
