"""Lesson 9: a certificate authority of RDS that has expired."""

from __future__ import annotations

from generator.rules._example_data import STORING
from generator.rules._rule import LessonRule


class AuthorityExpired(LessonRule):
    id = "WCS092"
    lesson = 9
    title = "Expired certificate authority of RDS is named"
    symptom = (
        "Error: certificate has expired (CERT_HAS_EXPIRED); SSL error: certificate verify failed; or RDS refuses to "
        "create the instance"
    )
    why = (
        "rds-ca-2015 ended in 2020 and rds-ca-2019 in 2024. A client that trusts only these verifies no server of "
        "today."
    )
    fix = (
        "Leave CACertificateIdentifier out, or name rds-ca-rsa2048-g1; give clients global-bundle.pem, which holds "
        "every authority."
    )
    good = STORING
    bad = good.replace(
        "      MasterUsername: app\n", "      MasterUsername: app\n      CACertificateIdentifier: rds-ca-2019\n"
    )
