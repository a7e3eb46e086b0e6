"""What MSK refuses of clusters of Kafka."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Resource


def brokers_and_subnets(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: MSK API Reference, CreateCluster (brokers are a multiple of the subnets); from memory, 2026-11."""
    count, zones = (
        number(cluster.get("NumberOfBrokerNodes")),
        len(list(items(cluster.get("BrokerNodeGroupInfo", "ClientSubnets")))),
    )
    if count is not None and zones and count % zones:
        yield f"NumberOfBrokerNodes of {cluster} is {count}, which is no multiple of its {zones} subnets"


def scram_secrets(graph: Graph, listed: Resource) -> Iterator[str]:
    """Source: MSK Developer Guide, "Sign-in credentials authentication with AWS Secrets Manager" (the name begins with
    AmazonMSK_, the key is no default one); from memory, 2026-11."""
    for value in values_at(listed.get(), ("SecretArnList",)):
        secret = graph.target(value, "AWS::SecretsManager::Secret")
        if secret is None:
            continue
        name = literal(secret.get("Name"))
        if isinstance(secret.get("Name"), Absent) or (name is not None and not name.startswith("AmazonMSK_")):
            yield f"Name of {secret} begins with no AmazonMSK_, as that of each secret of {listed} has to"
        if isinstance(secret.get("KmsKeyId"), Absent):
            yield f"{secret} has no KmsKeyId, and {listed} takes no secret under the key aws/secretsmanager"


REFUSALS: Refusals = {
    "AWS::MSK::BatchScramSecret": (scram_secrets,),
    "AWS::MSK::Cluster": (brokers_and_subnets,),
}
