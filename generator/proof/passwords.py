"""Can RDS take the password that Secrets Manager makes up for a database?"""

from __future__ import annotations

import string
from collections.abc import Iterator

from generator.ecs.secret_keys import DATABASES
from generator.ecs.secrets import SECRET
from generator.ecs.tasks import flag
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Mapping, Reference, Resource, parts

# General knowledge, 2026-11, to be checked with the RDS API Reference, CreateDBInstance, MasterUserPassword, and the
# Secrets Manager API Reference, GetRandomPassword (32 characters unless told otherwise, punctuation, no space).
_REFUSED = '/"@'
_LENGTH = 32
_SETS = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}


def password_faults(context: Context) -> Iterator[Worded]:
    """Give the secrets whose password may hold a character that RDS refuses."""
    graph = context.graph
    seen = set()
    for database in graph.of_type(*DATABASES):
        for part in parts(database.get("MasterUserPassword")):
            secret = graph.target(part) if isinstance(part, Reference) else None
            if secret is None or secret.type != SECRET or secret in seen:
                continue
            seen.add(secret)
            share = _refused(secret)
            if share:
                what = f"{secret} makes up the password of {database}, and {share:.0%} of such passwords hold one of "
                what += f"{' '.join(_REFUSED)}, which RDS refuses: the parameter MasterUserPassword is not a valid "
                what += "password, and the database is not created"
                fix = "GenerateSecretString: ExcludeCharacters '\"@/\\', or ExcludePunctuation true"
                yield Worded("ECS098", secret, ("GenerateSecretString",), what, fix)


def _refused(secret: Resource) -> float:
    """Give the share of made-up passwords that RDS refuses; 0 when it is none, or not known."""
    key = "GenerateSecretString"
    made, given, size = secret.get(key), secret.get(key, "ExcludeCharacters"), secret.get(key, "PasswordLength")
    flags = {name: flag(secret.get(key, name)) for name in (*_SETS, "IncludeSpace")}
    length = _LENGTH if isinstance(size, Absent) else number(size)
    excluded = "" if isinstance(given, Absent) else literal(given)
    if not isinstance(made, Mapping) or made.rest or Truth.UNKNOWN in flags.values() or not length or excluded is None:
        return 0
    drawn = {c for name, some in _SETS.items() if flags[name] is Truth.NO for c in some}
    drawn |= {" "} if flags["IncludeSpace"] is Truth.YES else set()
    drawn -= set(excluded)
    bad = drawn & set(_REFUSED)
    return 1 - (1 - len(bad) / len(drawn)) ** length if drawn else 0
