"""How tasks are told where a store is: variables, injected values and commands that hold its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.environment import variables
from generator.ecs.secrets.secrets import PARAMETER, SECRET, Injected, injected
from generator.ecs.stores.stores import Store, Stores
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.stack import Graph, Mapping, Reference, Resource, Text, Value, document, parts

_SCHEME = re.compile(r"(?:^|[\s,;='\"])(?:jdbc:)?([a-z][a-z0-9+.-]*)://[^\s,/]*$", re.IGNORECASE)
_PORT = re.compile(r"^:(\d{1,5})(?!\d)")
_OPEN = "\ue000"
_PLAIN = frozenset(("redis", "http", "amqp", "mqtt", "stomp", "tcp", "ws", "valkey"))
_TLS = frozenset(
    ("rediss", "https", "amqps", "amqp+ssl", "ssl", "mqtts", "mqtt+ssl", "stomp+ssl", "wss", "valkeys", "mongodb+srv")
)
_HOSTS = ("HOSTNAME", "HOST", "ADDRESS", "ADDR", "ENDPOINT", "SERVER")
_SWITCHES = ("TLS", "SSL", "USE_TLS", "USE_SSL", "TLS_ENABLED", "SSL_ENABLED", "ENABLE_TLS", "ENABLE_SSL")
_ON, _OFF = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


@dataclass(frozen=True)
class Told:
    """Something that one place says: ``place`` and ``steps`` lead to it, ``name`` is what people know it by."""

    name: str
    place: Resource
    steps: tuple[str | int, ...]
    word: str = ""


@dataclass(frozen=True)
class Telling(Told):
    """One place that holds the address of a store. ``before`` and ``behind`` is what stands around the address."""

    store: Store | None = None
    attribute: str = ""
    container: Container | None = None
    before: str = ""
    behind: str = ""
    variable: bool = False

    @property
    def scheme(self) -> str:
        """The scheme of the URL in which the address stands; empty where it stands in none."""
        found = _SCHEME.search(self.before)
        return found[1].lower() if found else ""

    @property
    def port(self) -> int | None:
        """The port that is written right behind the address."""
        found = _PORT.match(self.behind)
        return int(found[1]) if found else None

    @property
    def port_asked(self) -> int | None:
        """The port that a client goes to, as far as the address says: its own, or that of its scheme."""
        return self.port if self.port is not None else {"http": 80, "https": 443}.get(self.scheme)

    @property
    def options(self) -> dict[str, str]:
        """The options of the URL, such as ``tls``, in lower case."""
        _, _, query = self.behind.partition("?")
        pairs = (each.partition("=") for each in re.split(r"[&;]", query))
        return {key.lower(): value.lower() for key, _, value in pairs if key}

    @property
    def tls(self) -> bool | None:
        """Whether the URL says that TLS is spoken; None when it leaves that to somebody else."""
        for option in ("tls", "ssl"):
            if self.options.get(option) in ("true", "false"):
                return self.options[option] == "true"
        if self.options.get("sslmode") == "disable":
            return False
        return True if self.scheme in _TLS else False if self.scheme in _PLAIN else None

    def beside(self, words: tuple[str, ...]) -> Iterator[Told]:
        """The variables of the same container that go with this one: ``REDIS_PORT`` beside ``REDIS_HOST``."""
        if not self.variable or self.container is None:
            return
        upper = self.name.upper()
        ending = next((each for each in _HOSTS if upper.endswith(each)), None)
        stem = upper.removesuffix(ending) if ending is not None else f"{upper}_"
        for other in variables(self.container):
            if other.text is not None and stem and other.name.upper() in {f"{stem}{word}" for word in words}:
                yield Told(other.name, other.container.definition, other.steps, other.text.strip())

    def ports_beside(self) -> Iterator[tuple[Told, int]]:
        """The port in a variable that goes with this one, where the address stands for itself."""
        if not (self.before or self.behind):
            for told in self.beside(("PORT",)):
                if told.word.isascii() and told.word.isdigit() and len(told.word) < 6:
                    yield told, int(told.word)

    def contradicted(self) -> Told | None:
        """A variable of the same container that turns TLS on for a URL whose scheme does not."""
        if self.container is None or any(key in self.options for key in ("tls", "ssl", "sslmode")):
            return None
        for other in variables(self.container):
            names = re.split(r"[^A-Z]", other.name.upper())
            if {"TLS", "SSL"} & set(names) and (other.text or "").strip().lower() in _ON:
                return Told(other.name, other.container.definition, other.steps, other.text or "")
        return None

    def switches(self) -> Iterator[tuple[Told, bool]]:
        """The variables that go with this one and turn TLS on or off."""
        for told in self.beside(_SWITCHES):
            if told.word.lower() in (*_ON, *_OFF):
                yield told, told.word.lower() in _ON


def tellings(graph: Graph, stores: Stores, task: Task) -> Iterator[Telling]:
    """Every place that tells a task the address of a store."""
    if not stores.all:
        return
    for container in task.containers:
        for told, value, variable in _places(graph, container):
            pieces = value.parts if isinstance(value, Text) else (value,)
            for index, piece in enumerate(pieces):
                for part in parts(piece):
                    store = stores.at(part)
                    if store is not None and isinstance(part, Reference):
                        around = _text(graph, store, pieces[:index]), _text(graph, store, pieces[index + 1 :])
                        whole = (told.name, told.place, told.steps, "")
                        yield Telling(*whole, store, part.attribute, container, *around, variable)


def _text(graph: Graph, store: Store, pieces: tuple[Value, ...]) -> str:
    return "".join(literal(piece) if literal(piece) is not None else _OPEN for piece in pieces)  # type: ignore[misc]


def _places(graph: Graph, container: Container) -> Iterator[tuple[Told, Value, bool]]:
    definition = container.definition
    for variable in variables(container):
        yield Told(variable.name, definition, variable.steps), variable.value, True
    for secret in injected(graph, container):
        if not secret.credentials:
            yield from _written(secret)
    for key in ("Command", "EntryPoint"):
        for index, item in items(container.get(key)):
            yield Told(f"{key} of {container.name}", definition, (*container.steps, key, index)), item, False


def _written(secret: Injected) -> Iterator[tuple[Told, Value, bool]]:
    """What an injected value holds, where these templates write it."""
    resource = secret.resource
    if resource is None:
        return
    if resource.type == PARAMETER:
        yield Told(secret.name, resource, ("Value",)), resource.get("Value"), False
    elif resource.type == SECRET:
        text = resource.get("SecretString")
        written = document(text)
        if secret.key and isinstance(written, Mapping):
            yield Told(secret.name, resource, ("SecretString",)), written.get(secret.key), False
        elif not secret.key:
            yield Told(secret.name, resource, ("SecretString",)), text, False
