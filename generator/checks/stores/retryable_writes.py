"""A URL with which a driver of MongoDB asks DocumentDB for what it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.stores.cluster_without_instance import ClusterWithoutInstance
from generator.ecs.stores.tellings import tellings
from generator.finding import Finding
from generator.needs.context import Context

_TYPES = ("AWS::DocDB::DBCluster", "AWS::DocDBElastic::Cluster")


class RetryableWrites(Check):
    id = "WCS260"
    lesson = 26
    title = "URL of a DocumentDB cluster leaves retryable writes on"
    symptom = "MongoServerError: Retryable writes are not supported (code 301)"
    why = "Drivers of MongoDB retry writes unless they are told not to, and Amazon DocumentDB refuses such writes."
    fix = "Add retryWrites=false to the URL, unless the code sets it."
    message = "{name} does not say retryWrites=false: unless the code does, each write of {task} to {store} is refused"
    change = "{name}: add retryWrites=false to the options"
    base = "cached"
    good = ClusterWithoutInstance.good | {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: URL, Value: !Sub 'mongodb://${Documents.Endpoint}:6379/?tls=true&retryWrites=false'}]"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": (
            "!Sub 'mongodb://${Documents.Endpoint}:6379/?tls=true'"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the URLs of MongoDB that lead to DocumentDB and say nothing of it."""
        for task in context.tasks:
            for telling in tellings(context.graph, context.stores, task):
                store = telling.store
                if store is None or store.resource.type not in _TYPES or not telling.options:
                    continue
                if telling.scheme.startswith("mongodb") and telling.options.get("retrywrites") != "false":
                    words = {"name": telling.name, "task": task.name, "store": str(store)}
                    yield self.at(telling.place, *telling.steps, tasks=(task.name,), **words)
