"""Lesson 9: a generated password with characters that RDS rejects."""

from __future__ import annotations

import string
from collections.abc import Iterator

from generator.checks._generated_login import OF_DATABASE
from generator.checks.check import Check
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.tasks import flag
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Mapping, Reference, Resource, parts

# Sources: RDS API Reference, CreateDBInstance, MasterUserPassword; Secrets Manager API Reference, GetRandomPassword (32
# characters unless told otherwise, punctuation, no space); read 2026-11.
_REFUSED = '/"@'
_LENGTH = 32
_SETS = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}


class PasswordRefused(Check):
    id = "ECS098"
    lesson = 9
    fails_creation = True
    title = "Generated password of a database may contain characters that RDS rejects"
    symptom = (
        "CREATE_FAILED: The parameter MasterUserPassword is not a valid password. Only printable ASCII characters "
        "besides '/', '@', '\"', ' ' may be used"
    )
    why = (
        "GenerateSecretString uses all punctuation by default. Two in three passwords of 32 characters contain a "
        "character that RDS rejects, so the same template sometimes works and sometimes fails."
    )
    fix = 'Set ExcludePunctuation, or ExcludeCharacters with at least "@/ in it, in GenerateSecretString.'
    message = (
        "{resource} generates the password of {database}, and {share:.0%} of such passwords contain one of {refused}, "
        "which RDS rejects; the creation of the database then fails, because MasterUserPassword is not a valid password"
    )
    change = "GenerateSecretString: ExcludePunctuation: true, or ExcludeCharacters '\"@/\\'"
    remedy = Write("ExcludePunctuation", True)
    base = "database"
    good = OF_DATABASE
    bad = {
        "Login.GenerateSecretString.ExcludePunctuation": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        judged = set()
        for database in context.graph.of_type(*DATABASES):
            for part in parts(database.get("MasterUserPassword")):
                secret = context.graph.target(part) if isinstance(part, Reference) else None
                if secret is None or secret.type != SECRET or secret in judged:
                    continue
                judged.add(secret)
                if share := _share_refused(secret):
                    yield self.at(
                        secret, "GenerateSecretString", database=database, share=share, refused=" ".join(_REFUSED)
                    )


def _share_refused(secret: Resource) -> float:
    """The share of made-up passwords that RDS refuses; 0 when it is none, or not known."""
    key = "GenerateSecretString"
    recipe, left_out, size = secret.get(key), secret.get(key, "ExcludeCharacters"), secret.get(key, "PasswordLength")
    flags = {name: flag(secret.get(key, name)) for name in (*_SETS, "IncludeSpace")}
    length = _LENGTH if isinstance(size, Absent) else number(size)
    excluded = "" if isinstance(left_out, Absent) else literal(left_out)
    if not isinstance(recipe, Mapping) or recipe.rest or Truth.UNKNOWN in flags.values():
        return 0
    if not length or excluded is None:
        return 0
    drawn = {letter for name, letters in _SETS.items() if flags[name] is Truth.NO for letter in letters}
    drawn |= {" "} if flags["IncludeSpace"] is Truth.YES else set()
    drawn -= set(excluded)
    refused = drawn & set(_REFUSED)
    return 1 - (1 - len(refused) / len(drawn)) ** length if drawn else 0
