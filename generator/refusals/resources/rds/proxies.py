"""What RDS refuses of proxies: targets that are still being made, and secrets that are no logins."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.ecs.secrets.secret_keys import LOGIN, keys_of_created
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_CLUSTER, _INSTANCE = "AWS::RDS::DBCluster", "AWS::RDS::DBInstance"


def waits_for_instances(graph: Graph, targets: Resource) -> Iterator[str]:
    """Say which group of targets is of a cluster whose instances it does not wait for.

    Sources: aws/aws-cdk #31304 ("DB Instance is in an unsupported state - CONFIGURING_ENHANCED_MONITORING", by chance:
    three of three times there) and pull request #31354, which makes it wait; read 2026-11.
    """
    order = CreationOrder(graph)
    for _, value in items(targets.get("DBClusterIdentifiers")):
        cluster = graph.target(value, _CLUSTER)
        members = [
            each
            for each in graph.of_type(_INSTANCE)
            if cluster is not None and graph.target(each.get("DBClusterIdentifier"), _CLUSTER) is cluster
        ]
        late = [each for each in members if each.exists is not Truth.NO and not order.precedes(each, targets)]
        if members and len(late) == len(members):
            yield f"{targets} does not wait for {late[0]}, an instance of {cluster}, which may still be in the making"


def logins(graph: Graph, proxy: Resource) -> Iterator[str]:
    """Say which secret of a proxy is no login.

    Source: ministryofjustice/modernisation-platform-environments pull request #16953 (a review: a proxy takes JSON with
    username and password); excerpt read 2026-11.
    """
    for index, _ in items(proxy.get("Auth")):
        secret = graph.target(proxy.get("Auth", index, "SecretArn"), SECRET)
        known = keys_of_created(graph, secret).names if secret is not None else None
        lacking = sorted(LOGIN - known) if known is not None else []
        if lacking:
            yield f"Auth of {proxy} names {secret}, which has no {' and no '.join(lacking)}: nobody logs in by it"


REFUSALS: Refusals = {
    "AWS::RDS::DBProxy": (logins,),
    "AWS::RDS::DBProxyTargetGroup": (waits_for_instances,),
}
