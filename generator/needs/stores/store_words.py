"""Does what a task is told about a store fit it: the port, whether TLS is spoken, and the address itself?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.environment import all_variables
from generator.ecs.stores.brokers import KAFKA, listeners, ports_of_protocol
from generator.ecs.stores.cluster_mode import attribute_instead
from generator.ecs.stores.stores import Store
from generator.ecs.stores.tellings import Telling, Told
from generator.ecs.tasks import Task
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.needs.stores.numbered_databases import numbered
from generator.needs.stores.told_users import users_told

_DOCUMENTS = ("AWS::DocDB::DBCluster", "AWS::DocDBElastic::Cluster")
_MONGO = "mongodb"


@dataclass(frozen=True)
class StorePortOther(Fault):
    """A task is told another port than the store listens on."""

    name: str
    task: str
    store: str
    port: int
    own: tuple[int, ...]


@dataclass(frozen=True)
class StoreSpeechOther(Fault):
    """A task is told to speak plain text to a store that takes TLS only, or TLS to one that has none.

    ``variant``: ``plain`` and ``tls`` for what a URL says, with `` switch`` where a variable does, and ``kafka`` for
    the protocol of a client of Kafka.
    """

    variant: str
    name: str
    task: str
    store: str
    word: str
    because: str
    ports: tuple[int, ...] = ()


@dataclass(frozen=True)
class StoreAddressAbsent(Fault):
    """A task is told an address that the store does not have.

    ``variant`` is ``attribute`` for one that gives none, and ``records`` for a URL that asks DNS for records of SRV.
    """

    variant: str
    name: str
    store: str
    attribute: str
    instead: str


def told_rightly(task: Task, store: Store, found: list[Telling]) -> Iterator[Answer]:
    """What is wrong, or not known, in each place that tells the address."""
    for telling in found:
        at = (telling.place, telling.steps, (task.name,))
        if instead := attribute_instead(store.resource, telling.attribute):
            yield no(StoreAddressAbsent(*at, "attribute", telling.name, str(store), telling.attribute, instead))
        if telling.scheme == "mongodb+srv" and store.resource.type in _DOCUMENTS:
            yield no(StoreAddressAbsent(*at, "records", telling.name, str(store), telling.scheme, _MONGO))
        yield from _port(task, store, telling)
        yield from _speech(task, store, telling)
        yield from numbered(store, telling)
        yield from users_told(task.graph, store, telling)
    if store.resource.type == KAFKA:
        yield from _protocol(task, store)


def _port(task: Task, store: Store, telling: Telling) -> Iterator[Answer]:
    own = store.ports(telling.attribute)
    written: list[tuple[Told, int]] = list(telling.ports_beside())
    if telling.port is not None:
        written.append((telling, telling.port))
    for told, port in written:
        if own and port not in own:
            at = (told.place, told.steps, (task.name,))
            yield no(StorePortOther(*at, told.name, task.name, str(store), port, own))


def _speech(task: Task, store: Store, telling: Telling) -> Iterator[Answer]:
    speech = store.speech
    said: list[tuple[Told, bool, str]] = [(told, on, " switch") for told, on in telling.switches()]
    if telling.tls is not None:
        said.append((telling, telling.tls, ""))
    if speech is None:
        return
    if not said:
        if telling.scheme == _MONGO and speech.tls == "required":
            yield unknown(f"{store} takes TLS only, and whether {telling.name} is used with TLS is decided in the code")
        return
    if not speech.tls:
        yield unknown(f"whether {store} takes what {said[0][0].name} says is not known: {speech.because}")
        return
    for told, tls, switch in said:
        if told is telling and not tls and speech.tls == "required" and (other := telling.contradicted()):
            yield unknown(f"{telling.name} has a scheme without TLS, and {other.name} says {other.word}")
        elif (speech.tls == "required" and not tls) or (speech.tls == "refused" and tls):
            at = (told.place, told.steps, (task.name,))
            word = told.word or (f"{telling.scheme}://" if telling.scheme else "an option")
            variant = ("tls" if tls else "plain") + switch
            yield no(StoreSpeechOther(*at, variant, told.name, task.name, str(store), word, speech.because))


def _protocol(task: Task, store: Store) -> Iterator[Answer]:
    """What the variables say of the protocol of Kafka's clients, where it has no listener."""
    ports = listeners(store.resource)
    for variable in all_variables(task):
        if not variable.name.upper().endswith("SECURITY_PROTOCOL") or variable.text is None or not ports:
            continue
        wanted = ports_of_protocol(variable.text)
        if wanted is not None and not set(wanted) & set(ports):
            at = (variable.container.definition, variable.steps, (task.name,))
            words = (variable.name, task.name, str(store), variable.text)
            because = f"its brokers listen on {', '.join(map(str, ports))} alone"
            yield no(StoreSpeechOther(*at, "kafka", *words, because, ports))
