"""Lesson 9: a generated password with characters that RDS rejects."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._generated_login import OF_DATABASE
from generator.checks.check import Check
from generator.ecs.secrets.generated import generated
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.secrets.secrets import SECRET
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Reference, parts

# Source: RDS API Reference, CreateDBInstance, MasterUserPassword; read 2026-11.
_REFUSED = '/"@'


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
                made = generated(secret)
                if share := made.share_with(_REFUSED) if made else 0:
                    yield self.at(
                        secret, "GenerateSecretString", database=database, share=share, refused=" ".join(_REFUSED)
                    )
