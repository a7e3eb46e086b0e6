"""Lesson 9: a client that is told not to verify the database's certificate."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.stores.client_tls import settings
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.stores.databases import plaintext_refused


class ServerNotVerified(Check):
    id = "WCS091"
    lesson = 9
    title = "Client does not verify the server that it connects to"
    symptom = (
        "None: the connection is encrypted, but the client does not know with whom. Often the setting is there to "
        "silence SELF_SIGNED_CERT_IN_CHAIN."
    )
    why = (
        "sslmode require encrypts the connection and verifies nothing; rejectUnauthorized: false and "
        "NODE_TLS_REJECT_UNAUTHORIZED=0 do the same. The certificates of RDS are signed by Amazon's own authorities, "
        "which images do not contain by default."
    )
    fix = (
        "Put the RDS bundle (global-bundle.pem) into the image, name it as root certificate, and use sslmode "
        "verify-full."
    )
    message = (
        "{variable} of {container} tells the client not to verify the server's certificate ({word}), so another host "
        "on the network can pose as the server"
    )
    change = "{variable}: {better}"
    remedy = "{remedy}"
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.1.Value": "require",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find settings that leave the server unverified, but for those for which a database refuses connections."""
        for task in context.tasks:
            refused = {fault.steps for fault in plaintext_refused(context, task)}
            for setting in settings(task):
                variable = setting.variable
                container = variable.container
                if variable.steps in refused:
                    continue
                yield self.at(
                    container.definition,
                    *variable.steps,
                    tasks=(task.name,),
                    variable=variable.name,
                    container=container.name,
                    word=setting.word,
                    better=setting.better,
                    remedy=setting.remedy,
                )
