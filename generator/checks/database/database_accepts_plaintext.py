"""Lesson 9: a database that takes connections without TLS."""

from __future__ import annotations

from generator.checks.check import Check


class DatabaseAcceptsPlaintext(Check):
    id = "WCS090"
    lesson = 9
    title = "Database accepts connections without TLS"
    symptom = (
        "None: everything works, and passwords and data cross the network for whoever can listen. An audit finds it."
    )
    why = (
        "Only PostgreSQL from version 15 on, Aurora PostgreSQL from 17 on and the newest MySQL and MariaDB insist "
        "on TLS by default. Others, and any whose parameter group says so, take plaintext from a client that does "
        "not ask for more."
    )
    fix = (
        "Set rds.force_ssl (PostgreSQL) or require_secure_transport (MySQL, MariaDB) to 1 in a parameter group of "
        "the database."
    )
    base = "database"
    bad = {
        "DatabaseParameters.Parameters": "{rds.force_ssl: '0'}",
    }
