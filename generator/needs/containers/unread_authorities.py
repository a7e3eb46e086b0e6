"""Is a client told its authorities by a variable that it does not read?

``PGSSLMODE=verify-full`` with ``PGSSLROOTCERT`` is what libpq wants. Node.js obeys the first and takes no notice of the
second, so the connection fails, unless its code loads the file. This is silent wherever something else could bring the
file: a variable of another kind, a file of variables, an instruction of the Dockerfile, an option of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.clients import Client, clients
from generator.ecs.containers import dockerfiles
from generator.ecs.containers.runtimes import runtime
from generator.ecs.environment import Variable, variables
from generator.ecs.stores.client_tls import name_server_in_same_task, settings
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import LONGEST, Texts
from generator.needs.context import Context
from generator.stack import Absent, Literal, shown

_ENGINE = "postgres"
_TOLD = ("PGSSLROOTCERT", "NODE_EXTRA_CA_CERTS")
_VERIFY = ("verify-ca", "verify-full")
# Authorities that every client knows by itself, or may be told of by these.
_OF_THE_SYSTEM = re.compile(
    r"system|/etc/ssl/certs/ca-certificates\.crt|/etc/pki/tls/certs/ca-bundle\.crt|/etc/ssl/cert\.pem"
)
_OTHER_WAYS = re.compile(r"NODE_OPTIONS|SSL_CERT_(?:FILE|DIR)|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|NODE_USE_SYSTEM_CA")
_JDBC = re.compile(r"jdbc:postgresql:[^\s]*[?&]sslmode=verify-(?:ca|full)\b", re.IGNORECASE)
_JDBC_KNOWS = re.compile(r"sslrootcert=|sslfactory=|sslcert=", re.IGNORECASE)


@dataclass(frozen=True)
class Unread:
    """``variable`` names authorities to ``container``, whose ``client`` reads ``reads`` instead, empty for none."""

    variable: Variable
    client: str
    reads: str
    because: str
    url: str = ""


def unread_authorities(context: Context, task: Task) -> Iterator[Unread]:
    """The containers of a task whose client certainly does not read the variable that names its authorities."""
    if context.databases.proxies:
        return  # a proxy's certificate is signed by an authority that every runtime knows
    lenient = {setting.variable.container.steps for setting in settings(task)}
    for container in task.containers:
        written = variables(container)
        if container.steps in lenient or name_server_in_same_task(written) or _told_elsewhere(context, container):
            continue
        told = next((variable for variable in written if variable.name in _TOLD), None)
        if told is not None and not _OF_THE_SYSTEM.fullmatch(told.text or ""):
            yield from _unread(context, container, written, told)


def _unread(context: Context, container: Container, written: tuple[Variable, ...], told: Variable) -> Iterator[Unread]:
    named = {variable.name for variable in written}
    for variable in written:
        text = Texts().text(variable.value)[:LONGEST]
        if told.name == "PGSSLROOTCERT" and _JDBC.search(text) and not _JDBC_KNOWS.search(text):
            yield Unread(told, "the JDBC driver", "", f"{variable.name} is a URL of JDBC", variable.name)
            return
    runs = runtime(context.graph, container)
    if runs is None or not runs.certain:
        return
    every = [each for each in clients(runs.name, _ENGINE).values() if _asked_to_verify(each, written)]
    read = {each.authorities for each in every}
    if len(read) == 1 and "" not in read and not read & named:
        yield Unread(told, _spoken(runs.name), read.pop(), runs.because)


def _asked_to_verify(client: Client, written: tuple[Variable, ...]) -> bool:
    return any(variable.name == client.mode and variable.text in _VERIFY for variable in written)


def _told_elsewhere(context: Context, container: Container) -> bool:
    """Whether something that is not read here, or no template holds, may name authorities to the container."""
    if not isinstance(container.get("EnvironmentFiles"), Absent):
        return True
    open_names = any(not isinstance(name, Literal) for _, name, _ in container.pairs("Environment", "Name", "Value"))
    secrets = [shown(name) for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom")]
    if open_names or any(name in _TOLD for name in secrets):
        return True
    if any(_OTHER_WAYS.fullmatch(variable.name) for variable in variables(container)):
        return True
    words = [shown(word) for key in ("EntryPoint", "Command") for _, word in items(container.get(key))]
    if any("-ca" in word or "CERT" in word.upper() for word in words):
        return True
    file = dockerfiles.dockerfile(context.graph, container)
    if file is None or file.path is None:
        return False
    try:
        text = file.path.read_text(errors="replace")
    except OSError:
        return True
    return any(name in text for name in _TOLD) or bool(_OTHER_WAYS.search(text))


def _spoken(name: str) -> str:
    return {"node": "Node.js"}.get(name, name)
