"""ECS cluster, and the namespace in which services find each other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from troposphere import Output, Ref, Template, ecs, servicediscovery

from generator.config import App, Needs, Section, Text, architecture, matching, why


class Settings(Section):
    """What all services share."""

    namespace: Annotated[
        Annotated[Text, Field(max_length=128), matching(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a domain such as my-app.local")]
        | None,
        Field(examples=["shop.local"]),
    ] = None
    """Private domain of the services' names; `<name>.local` when absent."""
    container_insights: Literal["enhanced", "enabled", "disabled"] = "enhanced"
    """How closely CloudWatch watches tasks. Disabled in the dev profile."""
    capacity_providers: Annotated[
        list[Literal["FARGATE", "FARGATE_SPOT"]], Field(examples=[["FARGATE", "FARGATE_SPOT"]])
    ] = []
    """Capacity providers that the cluster offers besides those that its services use. ECS takes none away that tasks
    still run on: name the one that the last service leaves until that is deployed."""


DEV = {"container_insights": "disabled"}


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the cluster and its namespace."""
    t = Template()
    t.set_metadata(architecture("Cluster on Fargate; services register in a private DNS namespace of the VPC"))
    t.add_resource(
        ecs.Cluster(
            "Cluster",
            ClusterName=app.stack,
            CapacityProviders=_providers(settings, app),
            ClusterSettings=[ecs.ClusterSetting(Name="containerInsights", Value=settings.container_insights)],
            Metadata=why("Runs every service of this environment"),
        )
    )
    t.add_resource(
        servicediscovery.PrivateDnsNamespace(
            "Namespace",
            Name=app.namespace,
            Vpc=Ref("VpcId"),
            Metadata=why(
                "Services call each other by names in this domain, which resolve inside the VPC only", lesson=10
            ),
        )
    )
    t.add_output(Output("ClusterName", Value=Ref("Cluster")))
    t.add_output(Output("NamespaceId", Value=Ref("Namespace")))
    return t


def _providers(settings: Settings, app: App) -> list[str]:
    """What services are started on: FARGATE_SPOT may be missing in a region where nobody asks for it."""
    used = {"FARGATE_SPOT" if service.spot else "FARGATE" for service in app.services.values()}
    return sorted({*used, *settings.capacity_providers} or {"FARGATE"})
