"""Lesson 9: a database that takes connections without TLS."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.stores.databases import Database
from generator.ecs.stores.encryption import enforcement
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class DatabaseAcceptsPlaintext(Check):
    id = "WCS090"
    lesson = 9
    title = "Database accepts connections without TLS"
    symptom = "None: everything works, and passwords and data cross the network unencrypted. An audit finds it."
    why = (
        "PostgreSQL requires TLS by default from version 15 on, Aurora PostgreSQL from 17 on, and so do the newest "
        "versions of MySQL and MariaDB. Earlier versions, and databases whose parameter group turns it off, accept "
        "unencrypted connections from clients that do not ask for TLS."
    )
    fix = (
        "Set rds.force_ssl (PostgreSQL) or require_secure_transport (MySQL, MariaDB) to 1 in a parameter group of "
        "the database."
    )
    message = "{database} accepts connections without TLS: {because}"
    change = {
        "default": 'add a {group} with {parameter}: "1"',
        "own group": 'Parameters: {parameter}: "1"',
    }
    base = "database"
    bad = {
        "DatabaseParameters.Parameters": "{rds.force_ssl: '0'}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find databases of these templates; without tasks, those only whose parameter group turns it off."""
        for database in context.databases.all:
            encryption = enforcement(context.graph, database)
            if encryption is None or encryption.verdict is not Truth.NO:
                continue
            if not context.tasks and encryption.steps[-1:] != (encryption.parameter,):
                continue
            yield self.at(
                encryption.place,
                *encryption.steps,
                tasks=_users(context, database),
                variant="default" if encryption.place is database.resource else "own group",
                database=database.resource,
                because=encryption.because,
                parameter=encryption.parameter,
                group="cluster parameter group" if database.cluster else "parameter group",
            )


def _users(context: Context, database: Database) -> Iterator[str]:
    """The tasks that are told about a database, by name."""
    for task in context.tasks:
        if any(use.database is database for use in context.databases.used_by(task)):
            yield task.name
