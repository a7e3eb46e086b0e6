"""A URL whose scheme asks for SRV records, for a store that has none."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.stores.cluster_without_instance import ClusterWithoutInstance
from generator.needs.store_words import StoreSchemeRefused as Fault


class StoreSchemeRefused(Check):
    id = "ECS266"
    lesson = 26
    title = "URL of a DocumentDB cluster asks for SRV records"
    symptom = "querySrv ENOTFOUND _mongodb._tcp.documents.cluster-abc.us-east-1.docdb.amazonaws.com"
    why = "mongodb+srv makes the driver look SRV records up before it connects, and Amazon DocumentDB has none."
    fix = "Write mongodb:// with the port, tls=true and retryWrites=false."
    fault = Fault
    message = "{name} has {task} look up SRV records ({scheme}://), and {store} has none: no connection comes about"
    change = "{name}: mongodb://, the port, and ?tls=true&replicaSet=rs0&retryWrites=false"
    base = "cached"
    good = ClusterWithoutInstance.good | {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: URL, Value: !Sub 'mongodb://${Documents.Endpoint}:6379/?tls=true&retryWrites=false'}]"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: URL, Value: !Sub 'mongodb+srv://${Documents.Endpoint}/?tls=true&retryWrites=false'}]"
        ),
    }
