"""Where a program listens, as far as the command of its container says it: servers that take host and port there."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from generator.ecs.tasks import Container, items
from generator.stack import Absent, Listing, Literal

Words = list[str | None]
"""None for a word that is not written out."""


@dataclass(frozen=True)
class Server:
    """The options of one server. ``host`` and ``port`` are what it takes without any, where only they decide."""

    hosts: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    host: str = ""
    port: int | None = None
    positional: bool = False
    elsewhere: tuple[str, ...] = ()
    """Options after which host and port stand elsewhere, or in none."""
    variables: tuple[str, ...] = ()
    """Beginnings of the names of variables that it reads."""


@dataclass(frozen=True)
class Listening:
    """Where a server listens. ``host`` is empty, ``port`` None, where the command leaves it open."""

    program: str
    host: str
    port: int | None
    stated: bool
    """Whether the command states the host, rather than leaving it to the server."""
    port_is_stated: bool = False
    """Whether the command states the port."""

    @property
    def on_loopback(self) -> bool:
        """Whether nobody outside of the task gets there."""
        return is_loopback(self.host)


# Sources: the options pages of gunicorn, Uvicorn, Hypercorn, Daphne, Waitress, Flask (flask run), Django (runserver),
# FastAPI CLI, Laravel (ServeCommand), Next.js CLI, Python's http.server and PHP's built-in server; read 2026-11.
_SERVERS = {
    "gunicorn": Server(binds=("-b", "--bind"), elsewhere=("-c", "--config"), variables=("GUNICORN_",)),
    "uvicorn": Server(
        ("--host",), ("--port",), host="127.0.0.1", port=8000, elsewhere=("--uds", "--fd"), variables=("UVICORN_",)
    ),
    "hypercorn": Server(binds=("-b", "--bind"), elsewhere=("-c", "--config")),
    "daphne": Server(("-b", "--bind"), ("-p", "--port"), host="127.0.0.1", port=8000, elsewhere=("-u", "--fd", "-e")),
    "waitress-serve": Server(("--host",), ("--port",), ("--listen",), port=8080, elsewhere=("--unix-socket",)),
    "flask run": Server(("-h", "--host"), ("-p", "--port"), host="127.0.0.1", port=5000, variables=("FLASK_RUN_",)),
    "manage.py runserver": Server(host="127.0.0.1", port=8000, positional=True),
    "fastapi dev": Server(("--host",), ("--port",), host="127.0.0.1", port=8000),
    "fastapi run": Server(("--host",), ("--port",), host="*", port=8000),
    "artisan serve": Server(("--host",), ("--port",), host="127.0.0.1", port=8000, variables=("SERVER_",)),
    "http.server": Server(("-b", "--bind"), port=8000, positional=True),
    "next start": Server(("-H", "--hostname"), ("-p", "--port"), variables=("PORT", "HOSTNAME")),
    "php": Server(binds=("-S",)),
}
_WRAPPERS = {
    "poetry": "run",
    "pipenv": "run",
    "uv": "run",
    "pdm": "run",
    "bundle": "exec",
    "newrelic-admin": "run-program",
}
_PLAIN_WRAPPERS = ("exec", "env", "npx", "ddtrace-run", "opentelemetry-instrument", "dumb-init", "tini", "--")
_SHELLS = ("sh", "bash", "ash", "dash")
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1|\[::1\]", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Whether a host is the task itself, for which no packet comes from outside."""
    return bool(_LOOPBACK.fullmatch(host))


def listening(container: Container) -> Listening | None:
    """Read where the program of a container listens; None where the command names none of the servers known here."""
    words = _command(container)
    for name, server in _SERVERS.items():
        rest = _after(words, name.split())
        if rest is not None:
            return _read(name, server, rest)
    return None


def variables_of(program: str) -> tuple[str, ...]:
    """Beginnings of the names of variables that decide where a program listens, too."""
    return _SERVERS[program].variables


def _command(container: Container) -> Words:
    words: Words = []
    for key in ("EntryPoint", "Command"):
        value = container.get(key)
        if isinstance(value, Listing):
            words += [item.text if isinstance(item, Literal) else None for _, item in items(value)]
        elif not isinstance(value, Absent):
            return []
    first = (words[0] or "").rpartition("/")[2] if words else ""
    if first in _SHELLS and len(words) == 3 and re.fullmatch(r"-[elx]*c", words[1] or ""):
        words = _last_of_script(words[2] or "")
    return _unwrapped(words)


def _last_of_script(script: str) -> Words:
    """The last command of a script, which stays; nothing where others may stay beside it."""
    lexer = shlex.shlex(script, posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    try:
        tokens = list(lexer)
    except ValueError:
        return []
    words: Words = []
    for part in tokens:
        if part in ("&", "|") or part.rpartition("/")[2] == "nginx":
            return []
        if part in (";", "&&", "||"):
            words = []
        else:
            words.append(None if "$" in part or "`" in part else part)
    return words


def _unwrapped(words: Words) -> Words:
    while words:
        first = (words[0] or "").rpartition("/")[2]
        if first in _PLAIN_WRAPPERS or re.fullmatch(r"[A-Z_][A-Z0-9_]*=.*", words[0] or ""):
            words = words[1:]
        elif first in _WRAPPERS and words[1:2] == [_WRAPPERS[first]]:
            words = words[2:]
        elif re.fullmatch(r"python[\d.]*", first) and words[1:2] in (["-u"], ["-m"]):
            words = words[2:] if words[1] == "-m" else [words[0], *words[2:]]
        elif re.fullmatch(r"python[\d.]*|php", first) and (words[1:2] or [""])[0] and not str(words[1]).startswith("-"):
            words = words[1:]
        else:
            return [first, *words[1:]] if words[0] is not None else words
    return words


def _after(words: Words, name: list[str]) -> Words | None:
    """What follows a program's name; its own options may stand between two words of it."""
    if not words or words[0] != name[0]:
        return None
    rest = words[1:]
    for part in name[1:]:
        if part not in rest:
            return None
        rest = rest[rest.index(part) + 1 :]
    return rest


def _read(name: str, server: Server, words: Words) -> Listening | None:
    options, positional = _options(words)
    if any(option in options for option in server.elsewhere) or (name == "php" and "-S" not in options):
        return None
    host, port, stated, told = server.host, server.port, False, False
    if server.positional and positional:
        value = positional[0]
        if value is None:
            return None
        given, _, number = value.rpartition(":")
        host, port, stated, told = given or host, _number(number), bool(given), True
    for option in server.binds:
        values = options.get(option)
        if values:
            if len(values) > 1 or values[0] is None or values[0].startswith(("unix:", "fd://")):
                return None
            given, _, number = values[0].rpartition(":") if ":" in values[0] else (values[0], "", "")
            host, port, stated, told = given, _number(number), bool(given), True
    for option in server.hosts:
        if option in options:
            host, stated = options[option][-1] or "", True
    for option in server.ports:
        if option in options:
            port, told = _number(options[option][-1] or ""), True
    return Listening(name, host, port, stated, told)


def _options(words: Words) -> tuple[dict[str, Words], Words]:
    options: dict[str, Words] = {}
    positional: Words = []
    for index, word in enumerate(words):
        if word is None or not word.startswith("-"):
            before = words[index - 1] if index else None
            if before is None or not before.startswith("-") or "=" in before:
                positional.append(word)
            continue
        name, sign, value = word.partition("=")
        following = words[index + 1] if index + 1 < len(words) else None
        options.setdefault(name, []).append(value if sign else following)
    return options, positional


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
