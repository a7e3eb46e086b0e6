"""Two things in one task definition that have one name, or one port."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent


class NamesClash(Check):
    id = "ECS253"
    lesson = 25
    title = "Two containers, secrets or ports of a task have one name"
    symptom = (
        "CREATE_FAILED: The secret name must be unique and not shared with any new or existing environment variables "
        "set on the container, such as '...'; or: Container.name must be unique"
    )
    why = (
        "Containers of a task are told apart by their names, and so are port mappings with a name. A secret becomes a "
        "variable of its name, of which a container has only one."
    )
    fix = "Give each a name of its own, or take away the one that is too much."
    message = {
        "container": "two containers of {resource} are called {name}: RegisterTaskDefinition fails",
        "secret": "{container} of {resource} has two Secrets called {name}: RegisterTaskDefinition fails",
        "both": (
            "{container} of {resource} has {name} in Secrets and in Environment: RegisterTaskDefinition fails (the "
            "secret name must be unique and not shared with any environment variables)"
        ),
        "port name": "two port mappings of {resource} are called {name}: RegisterTaskDefinition fails",
        "port": (
            "{container} of {resource} maps port {name} twice: RegisterTaskDefinition fails (mapped multiple times in "
            "task)"
        ),
    }
    change = {
        "container": "Name: another one than {name}",
        "secret": "Secrets: keep one entry with the name {name}",
        "both": "{name}: take it out of Environment, or out of Secrets",
        "port name": "Name: another one than {name}",
        "port": "PortMappings: keep one entry for {name}",
    }
    base = "injected"
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: API_KEY, Value: ''}]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find names that are written out, twice.

        Sources: terraform-provider-aws and aws-cdk threads with the text of the refusal of secrets; amazon-ecs-agent
        #1220 (ports); ECS API Reference, PortMapping, name; read 2026-11.
        """
        for task in context.tasks:
            containers: set[str] = set()
            mappings: set[str] = set()
            for container in task.containers:
                yield from self._again(task, container, ("Name",), containers, "container")
                yield from self._secrets(task, container)
                ports: set[tuple[int, str]] = set()
                for index, _ in items(container.get("PortMappings")):
                    steps = ("PortMappings", index)
                    yield from self._again(task, container, (*steps, "Name"), mappings, "port name")
                    port, protocol = number(container.get(*steps, "ContainerPort")), container.get(*steps, "Protocol")
                    spoken = "tcp" if isinstance(protocol, Absent) else literal(protocol)
                    host = container.get(*steps, "HostPort")
                    if not port or spoken is None or not (isinstance(host, Absent) or number(host) == port):
                        continue
                    if (port, spoken) in ports:
                        yield self._clash(task, container, steps, "port", port)
                    ports.add((port, spoken))

    def _secrets(self, task: Task, container: Container) -> Iterator[Finding]:
        entries = items(container.get("Environment"))
        plain = {literal(container.get("Environment", index, "Name")) for index, _ in entries}
        secrets: set[str] = set()
        for index, _ in items(container.get("Secrets")):
            steps = ("Secrets", index, "Name")
            yield from self._again(task, container, steps, secrets, "secret")
            name = literal(container.get(*steps))
            if name is not None and name in plain:
                yield self._clash(task, container, steps, "both", name)

    def _again(
        self, task: Task, container: Container, steps: tuple[str | int, ...], known: set[str], variant: str
    ) -> Iterator[Finding]:
        name = literal(container.get(*steps))
        if name is not None and name in known:
            yield self._clash(task, container, steps, variant, name)
        known.update([name] if name is not None else [])

    def _clash(
        self, task: Task, container: Container, steps: tuple[str | int, ...], variant: str, name: object
    ) -> Finding:
        place = (*container.steps, *steps)
        fields = {"container": container.name, "name": name}
        return self.at(container.definition, *place, tasks=(task.name,), variant=variant, **fields)
