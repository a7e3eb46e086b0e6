"""What variables tell a database client about TLS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.environment import Variable, variables
from generator.ecs.stores.encryption import MYSQL, POSTGRES
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import LONGEST, Texts, address, whole
from generator.remedy import Exchange, Remedy, Write
from generator.stack import shown

_MODE_NAME = re.compile(r"(?:.*_)?(?:PG)?SSL_?MODE", re.IGNORECASE)
_MODE_IN_TEXT = re.compile(r"\bssl-?mode=(?P<word>[A-Za-z_-]+)", re.IGNORECASE)
_MODE_NOT_WRITTEN = re.compile(r"\bssl-?mode=[A-Za-z_-]*\ue000", re.IGNORECASE)
_POSTGRES = ("disable", "allow", "prefer", "require")
_MYSQL = ("disabled", "preferred", "required")
_UNVERIFIED = re.compile(
    r"rejectUnauthorized[\"']?\s*[:=]\s*[\"']?false|\bverifyServerCertificate=false|\btrustServerCertificate=true",
    re.IGNORECASE,
)
_NO_TLS = re.compile(r"\buseSSL=false", re.IGNORECASE)
_AUTHORITIES_NAME = re.compile(
    r"(?:.*_)?(?:PG)?SSL_?ROOT_?CERT|NODE_EXTRA_CA_CERTS|(?:DB|DATABASE|MYSQL)_(?:ATTR_)?SSL_?CA", re.IGNORECASE
)
_VERIFIES = re.compile(r"(?:.*\bssl-?mode=)?verify[-_](?:ca|full|identity)\b.*", re.IGNORECASE | re.DOTALL)
_HOST_NAME = re.compile(r"(?:.*_)?(?:PG|DB_?|DATABASE_?|POSTGRES_?|MYSQL_?)HOST(?:NAME)?", re.IGNORECASE)
_LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")


@dataclass(frozen=True)
class Setting:
    """One variable that tells the client not to verify the server. ``plaintext``: nor to encrypt at all."""

    variable: Variable
    word: str
    better: str
    remedy: Remedy | None = None
    plaintext: bool = False
    engines: tuple[str, ...] = ()


def settings(task: Task) -> Iterator[Setting]:
    """The settings of a task's containers, those for a server in the same task left out."""
    for container in task.containers:
        written = variables(container)
        if not name_server_in_same_task(written):
            yield from _container_settings(container, written)


def verifies(container: Container) -> bool:
    """Tell whether a database client is told to verify a server outside its task, or given its authorities."""
    written = variables(container)
    asked = any(_AUTHORITIES_NAME.fullmatch(variable.name) or _asks_to_verify(variable) for variable in written)
    return asked and not name_server_in_same_task(written)


def _asks_to_verify(variable: Variable) -> bool:
    text = _text(variable)
    if len(text) > LONGEST or not _VERIFIES.fullmatch(text.strip()):
        return False
    return bool(_MODE_NAME.fullmatch(variable.name)) or bool(_MODE_IN_TEXT.search(text))


def name_server_in_same_task(written: Iterable[Variable]) -> bool:
    """Tell whether variables name a database server in the same task, by a loopback address."""
    return any(_HOST_NAME.fullmatch(variable.name) and variable.text in _LOOPBACK for variable in written)


def undecided(task: Task) -> Iterator[Variable]:
    """The variables that say how a client is to encrypt, in words that are not written out."""
    for container in task.containers:
        for variable in variables(container):
            text = _text(variable)
            named = _MODE_NAME.fullmatch(variable.name) and not whole(text)
            if named or _MODE_NOT_WRITTEN.search(text):
                yield variable


def _text(variable: Variable) -> str:
    """The value of a variable as a text, with a mark for each part that is not written out."""
    return Texts().text(variable.value)


def _container_settings(container: Container, written: tuple[Variable, ...]) -> Iterator[Setting]:
    # With a root certificate, "require" verifies too. Source: PostgreSQL 18 documentation, 32.19.1, read 2026-11.
    names = (*(variable.name for variable in written), *_injected_names(container))
    has_root = any("SSLROOTCERT" in name.upper().replace("_", "") for name in names)
    for variable in written:
        text = _text(variable)
        if len(text) > LONGEST or _addresses_loopback(text):
            continue
        if variable.name == "NODE_TLS_REJECT_UNAUTHORIZED" and text.strip() == "0":
            yield Setting(variable, "0", "leave it out, and give Node.js the certificate by NODE_EXTRA_CA_CERTS")
        elif setting := _mode(variable, text, has_root):
            yield setting
        elif match := _UNVERIFIED.search(text):
            yield Setting(variable, match[0], "verification left on")


def _mode(variable: Variable, text: str, has_root: bool) -> Setting | None:
    named = text.strip() if _MODE_NAME.fullmatch(variable.name) else ""
    inside = _MODE_IN_TEXT.search(text)
    if _NO_TLS.search(text):
        return Setting(variable, "useSSL=false", "sslMode=VERIFY_IDENTITY", None, True, MYSQL)
    word = (named or (inside["word"] if inside else "")).lower()
    if word in _POSTGRES and not (word == "require" and (has_root or "sslrootcert=" in text.lower())):
        better = _written(variable, "verify-full", named, inside)
        return Setting(variable, word, *better, word == "disable", POSTGRES)
    if word in _MYSQL:
        better = _written(variable, "VERIFY_IDENTITY", named, inside)
        return Setting(variable, word.upper(), *better, word == "disabled", MYSQL)
    return None


def _written(variable: Variable, mode: str, named: str, inside: re.Match[str] | None) -> tuple[str, Remedy]:
    """What to write: the mode where the variable holds nothing else, and otherwise that part of its text."""
    if named or inside is None:
        return mode, Write(variable.name, mode)
    new = f"{inside[0].partition('=')[0]}={mode}"
    return f"{new} in place of {inside[0]}", Exchange(inside[0], new)


def _injected_names(container: Container) -> Iterator[str]:
    for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom"):
        yield shown(name)


def _addresses_loopback(text: str) -> bool:
    server = address(text)
    return server is not None and server.scheme != "" and server.host in _LOOPBACK
