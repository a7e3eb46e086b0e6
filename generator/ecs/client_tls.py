"""What variables tell a database client about TLS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.encryption import MYSQL, POSTGRES
from generator.ecs.environment import Variable, variables
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import LONGEST, address

_MODE_NAME = re.compile(r"(?:.*_)?(?:PG)?SSL_?MODE", re.IGNORECASE)
_MODE_IN_TEXT = re.compile(r"\bssl-?mode=(?P<word>[A-Za-z_-]+)", re.IGNORECASE)
_POSTGRES = ("disable", "allow", "prefer", "require")
_MYSQL = ("disabled", "preferred", "required")
_UNVERIFIED = re.compile(
    r"rejectUnauthorized[\"']?\s*[:=]\s*[\"']?false|\bverifyServerCertificate=false|\btrustServerCertificate=true",
    re.IGNORECASE,
)
_NO_TLS = re.compile(r"\buseSSL=false", re.IGNORECASE)
_AUTHORITIES_NAME = re.compile(r"(?:.*_)?(?:PG)?SSL_?ROOT_?CERT|NODE_EXTRA_CA_CERTS", re.IGNORECASE)
_VERIFIES = re.compile(r"(?:.*\bsslmode=)?verify-(?:ca|full)\b.*", re.IGNORECASE | re.DOTALL)
_HOST_NAME = re.compile(r"(?:.*_)?(?:PG|DB_?|DATABASE_?|POSTGRES_?|MYSQL_?)HOST(?:NAME)?", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "::1", "[::1]")


@dataclass(frozen=True)
class Setting:
    """One variable that tells the client not to verify the server. ``plaintext``: nor to encrypt at all."""

    variable: Variable
    word: str
    better: str
    plaintext: bool = False
    engines: tuple[str, ...] = ()


def settings(task: Task) -> Iterator[Setting]:
    """The settings of a task's containers, those for a server in the same task left out."""
    for container in task.containers:
        found = variables(container)
        if not here(found):
            yield from _of(container, found)


def verifies(container: Container) -> bool:
    """Tell whether a PostgreSQL client is told to verify its server, or by which authorities; not in the same task."""
    written = variables(container)
    told = any(_AUTHORITIES_NAME.fullmatch(variable.name) or _asks_to_verify(variable) for variable in written)
    return told and not here(written)


def _asks_to_verify(variable: Variable) -> bool:
    text = variable.text
    if text is None or len(text) > LONGEST or not _VERIFIES.fullmatch(text.strip()):
        return False
    return bool(_MODE_NAME.fullmatch(variable.name)) or "sslmode=" in text.lower()


def here(found: Iterable[Variable]) -> bool:
    """Tell whether variables name a server in the same task."""
    return any(_HOST_NAME.fullmatch(each.name) and each.text in _HERE for each in found)


def _of(container: Container, found: tuple[Variable, ...]) -> Iterator[Setting]:
    # With a root certificate, "require" verifies too. Source: PostgreSQL 18 documentation, 32.19.1, read 2026-11.
    rooted = any("SSLROOTCERT" in each.name.upper().replace("_", "") for each in found) or any(
        isinstance(name_of, str) and "SSLROOTCERT" in name_of.upper().replace("_", "")
        for name_of in _injected(container)
    )
    for variable in found:
        text = variable.text
        if text is None or len(text) > LONGEST or _local(text):
            continue
        if variable.name == "NODE_TLS_REJECT_UNAUTHORIZED" and text.strip() == "0":
            yield Setting(variable, "0", "leave it out, and give Node.js the certificate by NODE_EXTRA_CA_CERTS")
        elif setting := _mode(variable, text, rooted):
            yield setting
        elif match := _UNVERIFIED.search(text):
            yield Setting(variable, match[0], "verification left on")


def _mode(variable: Variable, text: str, rooted: bool) -> Setting | None:
    named = text.strip() if _MODE_NAME.fullmatch(variable.name) else ""
    inside = _MODE_IN_TEXT.search(text)
    if _NO_TLS.search(text):
        return Setting(variable, "useSSL=false", "sslMode=VERIFY_IDENTITY", True, MYSQL)
    word = (named or (inside["word"] if inside else "")).lower()
    if word in _POSTGRES and not (word == "require" and (rooted or "sslrootcert=" in text.lower())):
        return Setting(variable, word, "verify-full", word == "disable", POSTGRES)
    if word in _MYSQL:
        return Setting(variable, word.upper(), "VERIFY_IDENTITY", word == "disabled", MYSQL)
    return None


def _injected(container: Container) -> Iterator[object]:
    for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom"):
        yield str(name)


def _local(text: str) -> bool:
    found = address(text)
    return found is not None and found.scheme != "" and found.host in _HERE
