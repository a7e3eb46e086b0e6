"""Lesson 9: a client that is told not to verify the database's certificate."""

from __future__ import annotations

from generator.checks.check import Check


class ServerNotVerified(Check):
    id = "WCS091"
    lesson = 9
    title = "Client is told not to verify the server it connects to"
    symptom = (
        "None: the connection is encrypted, but to whoever answers. Often it is there to silence "
        "SELF_SIGNED_CERT_IN_CHAIN."
    )
    why = (
        "sslmode require encrypts and checks nothing; rejectUnauthorized: false and NODE_TLS_REJECT_UNAUTHORIZED=0 "
        "are the same. The certificates of RDS are signed by Amazon's own authority, which images do not know until "
        "they are given it."
    )
    fix = (
        "Put the RDS bundle (global-bundle.pem) into the image, name it as root certificate, and use sslmode "
        "verify-full."
    )
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.1.Value": "require",
    }
