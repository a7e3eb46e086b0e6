"""A password that is generated with any punctuation, and put into a URL as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks._generated_login import LOGIN
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Call, Graph, Literal, Mapping, Reference, Resource, Text, parts

_BREAKING = "#/?%@[]"
_BEFORE = re.compile(r"://[^/@\s]*:$")


class PasswordBreaksUrl(Check):
    id = "WCS346"
    lesson = 34
    title = "Generated password may contain characters that end its place in a URL"
    symptom = (
        "Invalid URL; or: getaddrinfo ENOTFOUND with half a password as the host; or: password authentication failed, "
        "sometimes, although nothing changed but the password"
    )
    why = (
        "In a URL, # ? and / end the part in which the password stands, % begins an escape, and @ the host. "
        "GenerateSecretString uses all of them unless it is told not to, and CloudFormation escapes nothing."
    )
    fix = (
        "Set ExcludePunctuation, or ExcludeCharacters with at least #/?%@[] in it; or give tasks the parts one by one."
    )
    message = (
        "{variable} has the password of {resource} in a URL, and it may contain {characters}: such a password ends the "
        "URL early, and tasks of {task} do not connect"
    )
    change = "GenerateSecretString: ExcludePunctuation: true"
    remedy = Write("ExcludePunctuation", True)
    base = "database"
    good = {
        **LOGIN,
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DATABASE_URL, Value: !Sub 'postgres://app:{{resolve:secretsmanager:${Login}:SecretString:password"
            "}}@${Database.Endpoint.Address}:${Database.Endpoint.Port}/app?sslmode=verify-full&sslrootcert=/etc/rds.pem'}]"
        ),
    }
    bad = {"Login.GenerateSecretString.ExcludePunctuation": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find URLs that CloudFormation puts together.

        Sources: RFC 3986, 3.2; aws-cdk #35211 and #4144, prisma-lambda-cdk #25; Secrets Manager API Reference,
        GetRandomPassword; read 2026-11.
        """
        for task in context.tasks:
            for variable in all_variables(task):
                pieces = variable.value.parts if isinstance(variable.value, Text) else ()
                for before, resolved in pairwise(pieces):
                    if not isinstance(before, Literal) or not isinstance(resolved, Call):
                        continue
                    secret = _secret(context.graph, resolved) if _BEFORE.search(before.text) else None
                    if secret is not None and (characters := _breaking(secret)):
                        told = {"variable": variable.name, "characters": " ".join(characters)}
                        yield self.at(secret, "GenerateSecretString", tasks=(task.name,), **told)


def _secret(graph: Graph, resolved: Call) -> Resource | None:
    """The secret that a dynamic reference takes a value of."""
    found = [
        graph.target(part, SECRET) for each in resolved.arguments for part in parts(each) if isinstance(part, Reference)
    ]
    return found[0] if resolved.function == "resolve" and found else None


def _breaking(secret: Resource) -> str:
    """The characters that a made-up password may have and a URL may not; empty when there are none, or none known."""
    recipe, left_out = secret.get("GenerateSecretString"), secret.get("GenerateSecretString", "ExcludeCharacters")
    plain = flag(secret.get("GenerateSecretString", "ExcludePunctuation"))
    excluded = "" if isinstance(left_out, Absent) else literal(left_out)
    if not isinstance(recipe, Mapping) or recipe.rest or plain is not Truth.NO or excluded is None:
        return ""
    return "".join(character for character in _BREAKING if character not in excluded)
