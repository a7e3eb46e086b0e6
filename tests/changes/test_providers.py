"""A cluster that gives up a capacity provider while services leave it: warned of when it is certain, and only then."""

from __future__ import annotations

from typing import Any

import pytest

from generator.changes.change import Change
from generator.changes.providers import providers_in_use

SPOT, BOTH, FARGATE = ["FARGATE_SPOT"], ["FARGATE", "FARGATE_SPOT"], ["FARGATE"]


def cluster(before: Any, after: Any, action: str = "modify", type_: str = "AWS::ECS::Cluster") -> Change:
    return Change(
        ("Cluster", "Cluster"), type_, action, "shop-dev",
        before={"CapacityProviders": before, "ClusterName": "shop-dev"},
        after={"CapacityProviders": after, "ClusterName": "shop-dev"},
    )  # fmt: skip


def service(name: str, before: str, action: str = "modify", **properties: Any) -> Change:
    strategy = [{"CapacityProvider": before, "Weight": 1}]
    return Change(
        (name, "Service"), "AWS::ECS::Service", action,
        before={"Cluster": "shop-dev", "CapacityProviderStrategy": strategy} | properties,
    )  # fmt: skip


def warned(*changes: Change) -> list[tuple[str, list[str]]]:
    return [(each.provider, [user.name for user in each.services]) for each in providers_in_use(changes)]


@pytest.mark.parametrize("action", ["modify", "replace", "remove"])
def test_a_provider_that_leaves_with_its_last_services(action: str) -> None:
    changes = cluster(BOTH, FARGATE), service("Api", "FARGATE_SPOT", action), service("Web", "FARGATE")
    assert warned(*changes) == [("FARGATE_SPOT", ["Api/Service"])]


def test_each_provider_names_every_service_that_leaves_it() -> None:
    changes = [service("Api", "FARGATE_SPOT"), service("Web", "FARGATE_SPOT"), service("Job", "FARGATE")]
    assert warned(cluster(BOTH, ["own"]), *changes) == [
        ("FARGATE", ["Job/Service"]),
        ("FARGATE_SPOT", ["Api/Service", "Web/Service"]),
    ]


def test_an_association_gives_providers_up_as_a_cluster_does() -> None:
    association = Change(
        ("Providers",), "AWS::ECS::ClusterCapacityProviderAssociations", "modify", "shop-dev",
        before={"Cluster": "shop-dev", "CapacityProviders": BOTH},
        after={"Cluster": "shop-dev", "CapacityProviders": FARGATE},
    )  # fmt: skip
    assert warned(association, service("Api", "FARGATE_SPOT")) == [("FARGATE_SPOT", ["Api/Service"])]


def test_a_cluster_named_by_its_arn_is_the_same_cluster() -> None:
    arn = "arn:aws:ecs:us-east-1:111122223333:cluster/shop-dev"
    assert warned(cluster(SPOT, FARGATE), service("Api", "FARGATE_SPOT", Cluster=arn))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([cluster(BOTH, FARGATE)], id="nobody used it"),
        pytest.param([cluster(BOTH, BOTH), service("Api", "FARGATE_SPOT")], id="it is kept"),
        pytest.param([cluster(FARGATE, BOTH), service("Api", "FARGATE")], id="one more is offered"),
        pytest.param([cluster(BOTH, FARGATE), service("Api", "FARGATE")], id="the others use another one"),
        pytest.param([cluster(SPOT, FARGATE, "replace"), service("Api", "FARGATE_SPOT")], id="another cluster is made"),
        pytest.param([cluster(SPOT, FARGATE, "remove"), service("Api", "FARGATE_SPOT")], id="the cluster goes"),
        pytest.param([cluster(SPOT, FARGATE), service("Api", "FARGATE_SPOT", DesiredCount="0")], id="no tasks"),
        pytest.param([cluster(SPOT, FARGATE), service("Api", "FARGATE_SPOT", Cluster="other")], id="elsewhere"),
        pytest.param([cluster(SPOT, FARGATE), service("Api", "FARGATE_SPOT", "add")], id="a new service"),
        pytest.param([cluster(None, FARGATE), service("Api", "FARGATE_SPOT")], id="what was is not known"),
        pytest.param([cluster(SPOT, "{{later}}"), service("Api", "FARGATE_SPOT")], id="what will be is not known"),
        pytest.param(
            [cluster(SPOT, FARGATE), service("Api", "", CapacityProviderStrategy="{{later}}")],
            id="what the service used is not known",
        ),
    ],
)
def test_nobody_is_warned(changes: list[Change]) -> None:
    assert warned(*changes) == []
