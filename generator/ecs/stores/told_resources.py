"""The resources that variables of containers name and that programs call by an API of AWS: queues, buckets, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.apis import Callable, callable_type, callable_types
from generator.ecs.arns import arn, field_of, join, settled
from generator.ecs.environment import Variable, all_variables
from generator.ecs.tasks import Task
from generator.stack import Absent, Graph, Literal, Pseudo, Reference, Resource, Text, Unknown, Value

_QUEUE_URL = re.compile(
    r"https://sqs\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(?P<account>\d{12})/(?P<name>[^/]+)"
)
_SERVICE, _LAST = 2, 5


@dataclass(frozen=True)
class Told:
    """One resource that a program is told of. ``arn`` is its ARN, ``resource`` None for one that is made elsewhere."""

    variable: Variable
    service: str
    arn: Value
    known: Callable
    resource: Resource | None

    @property
    def called(self) -> Value:
        """The ARN that its calls are held against: of anything in it, where it holds what is called."""
        return join(self.arn, self.known.below, Pseudo("whatever is in it")) if self.known.below else self.arn

    def __str__(self) -> str:
        return str(self.resource) if self.resource else str(self.arn)


def told_resources(task: Task) -> Iterator[Told]:
    """What the variables of a task name, each once."""
    seen: set[tuple[str, Value]] = set()
    for variable in all_variables(task):
        told = _told(task.graph, variable)
        if told is not None and (told.service, told.arn) not in seen:
            seen.add((told.service, told.arn))
            yield told


def arn_of(graph: Graph, resource: Resource) -> Value | None:
    """The ARN of a resource that programs call, made of its name; None for one that has none of that kind.

    A secret's ends in characters that AWS makes up, and is not made here.
    """
    known = callable_type(resource.type)
    if known is None or resource.type == "AWS::SecretsManager::Secret":
        return None
    named = resource.get(known.name)
    name = Reference(resource.path, known.id) if isinstance(named, Absent | Unknown) else named
    before, _, after = known.form.partition("{}")
    if isinstance(name, Literal) and before.endswith("/"):
        name = Literal(name.text.removeprefix("/"))
    return arn(graph, known.service, before, name, after)


def _told(graph: Graph, variable: Variable) -> Told | None:
    value = variable.value
    if isinstance(value, Reference):
        resource = graph.resource(value.resource)
        known = callable_type(resource.type) if resource else None
        if resource is None or known is None or value.attribute not in (known.id, *known.arn, *known.url):
            return None
        return Told(variable, known.service, arn_of(graph, resource) or Reference(resource.path), known, resource)
    if isinstance(value, Literal) and (url := _QUEUE_URL.fullmatch(value.text)):
        where = Literal(url["region"]), Literal(url["account"])
        named = arn(graph, "sqs", url["name"], other_region=where[0], other_account=where[1])
        return _by_arn(graph, variable, named)
    if isinstance(value, Literal | Text):
        return _by_arn(graph, variable, settled(graph, value)) or _by_name(graph, variable)
    return None


def _by_arn(graph: Graph, variable: Variable, value: Value) -> Told | None:
    service, last = field_of(value, _SERVICE), field_of(value, _LAST)
    if not isinstance(service, Literal) or last is None or isinstance(last, Absent):
        return None
    head = last.parts[0] if isinstance(last, Text) else last
    for kind, known in callable_types().items():
        before = known.form.partition("{}")[0]
        fits = not before or (isinstance(head, Literal) and f"{head.text}:".startswith(before.rstrip("/:")))
        if known.service != service.text or not fits or (known.service == "s3" and "/" in str(last)):
            continue
        resource = graph.target(value, kind)
        own = arn_of(graph, resource) if resource else None
        return Told(variable, known.service, own or value, known, resource)
    return None


def _by_name(graph: Graph, variable: Variable) -> Told | None:
    """A resource of these templates whose name a variable repeats that is called like its type: ``TABLE_NAME``."""
    words = re.split(r"[^A-Za-z]+", variable.name.upper())
    for kind, known in callable_types().items():
        word = kind.rpartition("::")[2].upper()
        if word in ("QUEUE", "BUCKET", "TABLE", "TOPIC", "STREAM") and word in words:
            resource = graph.named(kind, variable.value)
            if resource is not None and (own := arn_of(graph, resource)) is not None:
                return Told(variable, known.service, own, known, resource)
    return None
