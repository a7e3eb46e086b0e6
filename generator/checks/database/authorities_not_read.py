"""Lesson 9: a client that is told its authorities by a variable that it does not read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.containers.unread_authorities import unread_authorities
from generator.needs.context import Context


class AuthoritiesNotRead(Check):
    id = "WCS094"
    lesson = 9
    title = "Client does not read the variable that names its certificate authorities"
    symptom = (
        "Error: self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN); root certificate file "
        '"/root/.postgresql/root.crt" does not exist; Could not open SSL root certificate file'
    )
    why = (
        "PGSSLROOTCERT is read by libpq and what is built on it or after it. Node.js reads NODE_EXTRA_CA_CERTS, JDBC "
        "no variable at all. A client that verifies the server, and was not given the authority that signed its "
        "certificate in a way that it knows, refuses the connection."
    )
    fix = "Name the file by the variable that the client reads, or load it in code, where it reads none."
    message = {
        "other": (
            "{variable} tells {container} which certificate authorities to trust, and {client} does not read it, but "
            "{reads} ({because}): connecting fails with {fails}, unless the code loads the file"
        ),
        "url": (
            "{variable} tells {container} which certificate authorities to trust, and {client} reads no variable "
            "({because}): connecting fails with {fails}, unless the code adds sslrootcert"
        ),
    }
    change = {
        "other": "{reads} with the value of {variable}, beside it",
        "url": "sslrootcert= with the value of {variable} in {url}",
    }
    base = "database"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Command": "[node, server.js]",
        "TaskDefinition.ContainerDefinitions.0.Environment.2": """
            Name: PGSSLROOTCERT
            Value: /certs/global-bundle.pem
""",
        "TaskDefinition.ContainerDefinitions.0.Environment.3": """
            Name: NODE_EXTRA_CA_CERTS
            Value: /certs/global-bundle.pem
""",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.3.Name": "NODE_ENV",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            for unread in unread_authorities(context, task):
                variable = unread.variable
                yield self.at(
                    variable.container.definition,
                    *variable.steps,
                    tasks=(task.name,),
                    variant="url" if unread.url else "other",
                    variable=variable.name,
                    container=variable.container.name,
                    client=unread.client,
                    reads=unread.reads,
                    because=unread.because,
                    url=unread.url,
                    fails=_FAILS.get("url" if unread.url else unread.reads, _FAILS["PGSSLROOTCERT"]),
                )


_FAILS = {
    "NODE_EXTRA_CA_CERTS": "SELF_SIGNED_CERT_IN_CHAIN",
    "PGSSLROOTCERT": "root certificate file does not exist",
    "url": "Could not open SSL root certificate file",
}
